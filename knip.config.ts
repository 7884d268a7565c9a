import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'workers/*.worker.ts',
    'cli/*.ts',
    'scripts/*.{mjs,ts}',
    'bench/*.ts',
    'test/**/*.test.ts',
    '{src,server,cli}/**/*.test.{ts,tsx}',
  ],
  project: ['{src,workers,server,cli,scripts,bench,test}/**/*.{ts,tsx,mjs,css}'],
  ignore: ['test/fixtures/structure/**'],
  ignoreBinaries: ['apt-get'],
  ignoreExportsUsedInFile: true,
  // A named type beside a schema or a function tells a reader something even where nobody imports it.
  rules: { types: 'off' },
  compilers: {
    css: (text: string) =>
      [...text.matchAll(/@import\s+['"][^'"]+['"]/g)].map(([line]) => line.replace('@', '')).join('\n'),
  },
};

export default config;
