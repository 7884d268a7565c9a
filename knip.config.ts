import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'workers/*.worker.ts',
    'cli/main.ts',
    'scripts/*.mjs',
    // Started by name from the .mjs files beside them, or by hand.
    'scripts/{generate-demo-city,generate-schema,measure-city,run-lanes,run-programs,serve-built,start-app,take-pictures}.ts',
    'bench/*.ts',
    'test/**/*.test.ts',
    '{src,workers,server,cli,scripts}/**/*.test.{ts,tsx}',
  ],
  project: ['{src,workers,server,cli,scripts,bench,test}/**/*.{ts,tsx,mjs,css}'],
  ignore: ['test/fixtures/structure/**'],
  ignoreBinaries: [
    'mkfifo',
    'apt-get',
    /^g\+\+$/,
    'osmium',
    'ogr2ogr',
    'gdalinfo',
    'gdallocationinfo',
    'gdal_rasterize',
  ],
  ignoreExportsUsedInFile: true,
  // A named type beside a schema or a function tells a reader something even where nobody imports it.
  rules: { types: 'off' },
  compilers: {
    css: (text: string) =>
      [...text.matchAll(/@import\s+['"][^'"]+['"]/g)].map(([line]) => line.replace('@', '')).join('\n'),
  },
};

export default config;
