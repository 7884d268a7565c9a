/** What the files of one layer may import; type-only imports obey too. */
export interface LayerRule {
  /** Folder from the project's root. */
  readonly folder: string;
  readonly layers: readonly string[];
  /** Packages by name; `node:…` for what Node brings; a trailing `*` stands for the rest of a name. */
  readonly packages: readonly string[];
}

const interfacePackages = ['react', 'react-dom', 'lucide-react', '@mantine/*'];

/** The layers, from the inside out. The table in docs/architecture.md is held against this one. */
export const LAYER_RULES: Readonly<Record<string, LayerRule>> = {
  model: { folder: 'src/model', layers: [], packages: ['zod'] },
  geo: {
    folder: 'src/geo',
    layers: ['model'],
    packages: ['@turf/*', 'proj4', 'flatbush', '@noble/hashes', 'polyclip-ts', 'earcut', 'geojson'],
  },
  scene: {
    folder: 'src/scene',
    layers: ['model', 'geo'],
    packages: [
      'zod',
      'pbf',
      'saxes',
      'fflate',
      'geotiff',
      'earcut',
      'pure-rand',
      'geojson',
      'papaparse',
      'ical-generator',
      'flatgeobuf',
      'sql.js',
    ],
  },
  sim: { folder: 'src/sim', layers: ['model', 'geo'], packages: ['pure-rand'] },
  protocol: { folder: 'src/protocol', layers: ['model', 'geo'], packages: ['zod'] },
  workers: {
    folder: 'workers',
    layers: ['scene', 'sim', 'jobs', 'protocol', 'model', 'geo'],
    packages: ['comlink', 'node:worker_threads'],
  },
  jobs: { folder: 'src/jobs', layers: ['protocol', 'model', 'geo'], packages: ['comlink', 'node:worker_threads'] },
  state: { folder: 'src/state', layers: ['model', 'geo'], packages: ['zod', 'idb', 'suncalc'] },
  view: {
    folder: 'src/view',
    layers: ['state', 'model', 'geo'],
    packages: ['react', 'lucide-react', 'three', '@react-three/*', 'three-mesh-bvh', 'earcut'],
  },
  ui: { folder: 'src/ui', layers: ['state', 'model'], packages: [...interfacePackages, 'uplot'] },
  app: {
    folder: 'src/app',
    layers: ['model', 'geo', 'scene', 'sim', 'protocol', 'workers', 'jobs', 'state', 'view', 'ui'],
    packages: [...interfacePackages, '@fontsource-variable/inter', 'comlink', 'zod'],
  },
  server: { folder: 'server', layers: ['protocol', 'model', 'geo'], packages: ['node:*'] },
  cli: {
    folder: 'cli',
    layers: ['scene', 'sim', 'model', 'geo', 'jobs', 'protocol', 'server', 'workers'],
    packages: ['node:*', 'commander'],
  },
};

/** What unit tests may use beside what their layer may. */
export const TEST_PACKAGES = ['vitest', 'fast-check', 'node:*', 'three', 'three-mesh-bvh'];

/** Shipped data, which app and cli may name. */
export const DATA_FOLDERS = ['scenes', 'scenarios'];

/** Layers whose results must not depend on clocks, on chance, or on how an engine rounds a sine. */
export const PURE_LAYERS = ['geo', 'sim'];
