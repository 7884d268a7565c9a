import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkLayers } from './check-layers.ts';
import { LAYER_RULES } from './layer-rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const plantedFolder = fileURLToPath(new URL('../fixtures/structure/', import.meta.url));

/** Raised as the project grows, so that a check that finds nothing to look at fails. */
const FLOOR = { files: 280, edges: 1000 };

/** What the check must say about each planted mistake; the fixture folder's name is the key. */
const PLANTED: Readonly<Record<string, string>> = {
  'approximate-function': 'src/sim/turn.ts: sim must not use Math.sin',
  'approximate-power': 'src/geo/square.ts: geo must not use **',
  'barrel-by-another-name': 'src/model/everything.ts: only passes on exports of other modules',
  'builtin-in-kernel': 'src/sim/reads-a-file.ts: sim must not import fs',
  'clock-in-kernel': 'src/sim/stamp.ts: sim must not use Date.now',
  'chance-in-geometry': 'src/geo/jitter.ts: geo must not use Math.random',
  'default-export': 'src/model/thing.ts: has a default export',
  'dynamic-import-of-view': 'src/state/late.ts: state must not import view (#view/picture.ts)',
  'file-in-no-layer': 'src/util/helpers.ts: belongs to no layer',
  'geometry-library-in-scene': 'src/scene/clean.ts: scene must not import @turf/turf',
  'import-of-nothing': 'src/model/lonely.ts: imports a file that is not there: ./gone.ts',
  'import-type-expression': 'src/sim/typed.ts: sim must not import scene (#scene/reader.ts)',
  'index-file': 'src/model/index.ts: is an index file',
  'relative-across-layers': 'src/geo/near.ts: reaches another layer without #: ../model/thing.ts',
  're-export-of-app': 'src/ui/pass-on.ts: ui must not import app (#app/main.ts)',
  'three-in-interface': 'src/ui/picture.tsx: ui must not import three',
  'type-import-of-view': 'src/sim/looks.ts: sim must not import view (#view/picture.ts)',
  'worker-named-by-view': 'src/view/starts.ts: view must not import workers (../../workers/job.worker.ts)',
};

test('every import in the project obeys the layer rules', () => {
  expect(checkLayers(root).violations).toEqual([]);
});

test('the check has looked at the whole house', () => {
  const report = checkLayers(root);
  expect(report.files).toBeGreaterThanOrEqual(FLOOR.files);
  expect(report.edges).toBeGreaterThanOrEqual(FLOOR.edges);
});

test.each(Object.entries(PLANTED))('a planted mistake is caught: %s', (name, complaint) => {
  expect(checkLayers(`${plantedFolder}${name}`).violations).toEqual([complaint]);
});

test('every planted mistake has its expected complaint', () => {
  expect(readdirSync(plantedFolder).sort()).toEqual(Object.keys(PLANTED).sort());
});

test('no layer may import one that imports it back', () => {
  const mutual = Object.entries(LAYER_RULES).flatMap(([name, rule]) =>
    rule.layers.filter((other) => LAYER_RULES[other]?.layers.includes(name)).map((other) => `${name} and ${other}`),
  );
  expect(mutual).toEqual([]);
});
