/**
 * Footprints, courtyards, crossings and bearings of cities, side by side; the measures are defined in
 * src/scene/demo/city-metrics.ts. `node scripts/measure-city.ts <file>…`: a scene package or an OSM extract each.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { City } from '#model/city.ts';
import { type CityMetrics, measureCity } from '#scene/demo/city-metrics.ts';
import { importFiles } from '#scene/import-files.ts';

async function openCity(path: string): Promise<City> {
  const steps = importFiles([{ name: basename(path), blob: new Blob([readFileSync(path)]) }]);
  for (;;) {
    const step = await steps.next();
    if (step.done !== true) continue;
    if (!step.value.ok) throw new Error(step.value.problem.sentence);
    return step.value.city;
  }
}

const rows: readonly (readonly [title: string, value: (metrics: CityMetrics) => string])[] = [
  ['buildings', (m) => String(m.buildings)],
  ['median footprint, m²', (m) => m.medianFootprint.toFixed(1)],
  ['mean footprint, m²', (m) => m.meanFootprint.toFixed(1)],
  ['buildings with a courtyard, %', (m) => (100 * m.courtyardShare).toFixed(2)],
  ['street crossings', (m) => String(m.crossings)],
  ['mean crossing degree', (m) => m.meanCrossingDegree.toFixed(3)],
  ['orientation entropy, nats', (m) => m.orientationEntropy.toFixed(3)],
  ['streets, km', (m) => m.streetKilometers.toFixed(1)],
];

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('error: name at least one scene package or OSM extract');
  process.exit(2);
}
const measured: { readonly name: string; readonly metrics: CityMetrics }[] = [];
for (const path of paths) {
  const city = await openCity(path);
  measured.push({ name: city.manifest.name, metrics: measureCity(city) });
}
const column = Math.max(12, ...measured.map(({ name }) => name.length)) + 2;
console.log(' '.repeat(32) + measured.map(({ name }) => name.padStart(column)).join(''));
for (const [title, value] of rows) {
  console.log(title.padEnd(32) + measured.map(({ metrics }) => value(metrics).padStart(column)).join(''));
}
