/**
 * How fast extracts are read and become a city, against osmium (Debian: apt-get install osmium-tool) on the same files in
 * the same run. Reading is held to an eighth of `osmium cat`; the whole import (heights, roofs, repairs, streets, areas) has
 * `osmium export` beside it, which assembles areas and nothing else. Both are the best of a few runs; osmium's time holds
 * its start, ours does not.
 *
 *   node bench/import-against-osmium.ts [--runs 5]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importFiles } from '../src/scene/import-files.ts';
import type { OsmData } from '../src/scene/osm/osm-data.ts';
import { type OsmFormat, readOsmFiles } from '../src/scene/osm/read-osm.ts';
import { realData, realDataPresent } from '../test/real-data.ts';

const slowestShare = 1 / 8;
const extracts = [
  ['Helsinki', 'osm_helsinki/helsinki_centre_2019.osm.pbf'],
  ['Bad Hersfeld', 'osm_badhersfeld/osm_bbox.osm.xml.gz'],
] as const;
const forms: readonly (readonly [suffix: string, format: OsmFormat])[] = [
  ['osm.pbf', 'pbf'],
  ['osm', 'xml'],
  ['osm.gz', 'xml'],
  ['osm.bz2', 'xml'],
];

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Math.max(1, Number(values.runs));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function osmium(...args: string[]): void {
  const { status, stderr } = spawnSync('osmium', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`osmium ${args.join(' ')}: ${stderr}`);
}

async function best(work: () => Promise<void> | void): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

async function read(path: string, format: OsmFormat): Promise<OsmData> {
  const work = readOsmFiles([{ file: { name: basename(path), blob: await openAsBlob(path) }, format }]);
  for (;;) {
    const next = await work.next();
    if (next.done !== true) continue;
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    return next.value.value;
  }
}

async function importOne(path: string): Promise<number> {
  const work = importFiles([{ name: basename(path), blob: await openAsBlob(path) }]);
  for (;;) {
    const next = await work.next();
    if (next.done !== true) continue;
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    return next.value.city.buildings.length;
  }
}

/** Bytes that the store of an extract holds once everything else is gone. */
async function heldBytes(path: string, format: OsmFormat): Promise<number> {
  const used = () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  const data = await read(path, format);
  const held = used() - before;
  if (data.nodeIds.length === 0) throw new Error('nothing read');
  return held;
}

function rate(milliseconds: number, amount: number): string {
  return Math.round(amount / (milliseconds / 1000)).toLocaleString('en');
}

async function measure(name: string, source: string, folder: string): Promise<boolean> {
  let fastEnough = true;
  for (const [suffix, format] of forms) {
    const path = join(folder, `${name.replace(' ', '-')}.${suffix}`);
    osmium('cat', source, '-o', path);
    const blob = await openAsBlob(path);
    const megabytes = blob.size / 1e6;
    const ours = await best(async () => void (await read(path, format)));
    const theirs = await best(() => osmium('cat', path, '-f', 'opl', '-o', '/dev/null', '-O'));
    let buildings = 0;
    const whole = await best(async () => {
      buildings = await importOne(path);
    });
    const exported = await best(() => osmium('export', path, '-f', 'geojson', '-o', '/dev/null', '-O'));
    fastEnough &&= theirs / ours >= slowestShare;
    console.log(
      `| ${name} | .${suffix} | ${megabytes.toFixed(1)} | ${Math.round(ours)} | ${(megabytes / (ours / 1000)).toFixed(1)} | ${Math.round(theirs)} | 1/${(ours / theirs).toFixed(1)} | ${Math.round(whole)} | ${rate(whole, buildings)} | ${Math.round(exported)} |`,
    );
  }
  return fastEnough;
}

/** Forms that ogr2ogr (Debian: gdal-bin) makes of the footprints of Sheffield, with what it calls them. */
const tableForms = [
  ['.geojson', 'GeoJSON'],
  ['.shp', 'ESRI Shapefile'],
  ['.fgb', 'FlatGeobuf'],
  ['.gpkg', 'GPKG'],
] as const;

/**
 * Whole imports of the formats that osmium does not read. Beside them what ogr2ogr takes to read the same file and write
 * nothing, and osmium's rate on text (MB/s of `osmium cat` on .osm) in this run.
 */
async function measureTables(folder: string): Promise<void> {
  const text = join(folder, 'rate.osm');
  osmium('cat', realData(extracts[0][1]), '-o', text, '-O');
  const osmiumTime = await best(() => osmium('cat', text, '-f', 'opl', '-o', '/dev/null', '-O'));
  const osmiumRate = (await openAsBlob(text)).size / 1e6 / (osmiumTime / 1000);
  console.log(`\nosmium cat reads .osm at ${osmiumRate.toFixed(0)} MB/s in this run.\n`);
  console.log('| city | form | MB | whole import, ms | MB/s | of osmium’s rate | buildings/s | ogr2ogr, ms |');
  console.log('|---|---|--:|--:|--:|--:|--:|--:|');
  const source = realData('city_sheffield/buildings.geojson');
  for (const [suffix, driver] of tableForms) {
    const path = join(folder, `sheffield${suffix}`);
    ogr2ogr('-f', driver, path, source);
    await tableRow('Sheffield', suffix, path, osmiumRate);
  }
  await tableRow('Delft', 'CityJSON', realData('cityjson_delft/delft.city.json'), osmiumRate);
}

function ogr2ogr(...args: string[]): void {
  const { status, stderr } = spawnSync('ogr2ogr', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ogr2ogr ${args.join(' ')}: ${stderr}`);
}

async function tableRow(city: string, form: string, path: string, osmiumRate: number): Promise<void> {
  const parts = form === '.shp' ? ['.shp', '.dbf', '.shx', '.prj'].map((part) => path.replace(/\.shp$/, part)) : [path];
  const files = await Promise.all(parts.map(async (part) => ({ name: basename(part), blob: await openAsBlob(part) })));
  const megabytes = files.reduce((sum, { blob }) => sum + blob.size, 0) / 1e6;
  let buildings = 0;
  const whole = await best(async () => {
    const work = importFiles(files);
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    buildings = next.value.city.buildings.length;
  });
  // GDAL reads CityJSON only through the driver for JSON text, which gives nothing to compare with.
  const theirs =
    form === 'CityJSON' ? '—' : String(Math.round(await best(() => ogr2ogr('-f', 'GeoJSONSeq', '/dev/null', path))));
  const speed = megabytes / (whole / 1000);
  console.log(
    `| ${city} | ${form} | ${megabytes.toFixed(1)} | ${Math.round(whole)} | ${speed.toFixed(1)} | 1/${(osmiumRate / speed).toFixed(1)} | ${rate(whole, buildings)} | ${theirs} |`,
  );
}

if (!realDataPresent) {
  console.log('Skipped: there is no real data.');
} else if (spawnSync('osmium', ['--version']).status !== 0) {
  console.log('Skipped: osmium is not installed (Debian: apt-get install osmium-tool).');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-osmium-'));
  try {
    console.log(
      '| extract | form | MB | read, ms | MB/s | osmium cat, ms | of osmium’s speed | whole import, ms | buildings/s | osmium export, ms |',
    );
    console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|--:|');
    let fastEnough = true;
    for (const [name, path] of extracts) fastEnough = (await measure(name, realData(path), folder)) && fastEnough;
    for (const [name, path] of extracts) {
      const format = path.endsWith('.pbf') ? 'pbf' : 'xml';
      await heldBytes(realData(path), format);
      const held = await heldBytes(realData(path), format);
      const { nodeIds, refs, wayIds } = await read(realData(path), format);
      console.log(
        `${name}: ${(held / 1e6).toFixed(1)} MB held for ${nodeIds.length} nodes, ${wayIds.length} ways with ${refs.length} references: ${Math.round(held / (nodeIds.length + wayIds.length))} bytes each`,
      );
    }
    if (spawnSync('ogr2ogr', ['--version']).status === 0) await measureTables(folder);
    else console.log('The other formats are left out: ogr2ogr is not installed (Debian: apt-get install gdal-bin).');
    if (!fastEnough) {
      console.error('Reading is slower than an eighth of osmium.');
      process.exitCode = 1;
    }
  } finally {
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  }
}
