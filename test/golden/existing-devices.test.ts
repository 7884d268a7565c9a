import { openAsBlob, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { City } from '../../src/model/city.ts';
import { deviceSchema } from '../../src/model/device.ts';
import type { Outcome } from '../../src/model/result.ts';
import { emptyScenario } from '../../src/model/scenario.ts';
import { CityWalls } from '../../src/scene/devices/city-walls.ts';
import { devicesOfSurveillance } from '../../src/scene/devices/existing-devices.ts';
import { guessDeviceMapping } from '../../src/scene/devices/guess-device-mapping.ts';
import { openDeviceTable } from '../../src/scene/devices/open-device-table.ts';
import { readDevices } from '../../src/scene/devices/read-devices.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { realData, realDataPresent } from '../real-data.ts';

async function cityOf(...paths: readonly string[]): Promise<City> {
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), blob: await openAsBlob(realData(path)) })),
  );
  const work = importFiles(files);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value.city;
}

describe.skipIf(!realDataPresent)('surveillance that real cities know', () => {
  test('becomes a device a node in Helsinki, each guess told, none left in a building', async () => {
    const city = await cityOf('osm_helsinki/helsinki_centre_2019.osm.pbf');
    const { devices, notes } = devicesOfSurveillance(city);
    const ignored = notes.filter(({ kind }) => kind === 'ignored').reduce((sum, { count }) => sum + count, 0);
    expect(city.surveillance.length).toBe(397);
    expect(new Set(devices.map(({ sourceId }) => sourceId)).size + ignored).toBe(397);
    for (const device of devices) expect(deviceSchema.parse(device)).toEqual(device);
    const walls = new CityWalls(city);
    const inside = devices.filter(({ x, y }) => walls.solidAt(x, y) !== null);
    expect(inside.map(({ id }) => id)).toEqual([]);
    expect(ignored).toBeLessThan(20);
    const heights = notes.find(({ sentence }) => sentence.startsWith('Its height'));
    expect(heights?.count).toBeGreaterThan(380);
  });

  test('gives 58 plate readers of Columbus their bearings and US plates', async () => {
    const city = await cityOf('columbus_osm_alpr/columbus.osm.pbf', 'columbus_osm_alpr/alpr_columbus.json');
    const { devices } = devicesOfSurveillance(city);
    const alpr = devices.filter((device) => device.kind === 'alpr');
    expect(new Set(alpr.map(({ sourceId }) => sourceId)).size).toBe(58);
    expect(alpr.every((unit) => unit.plates === 'us')).toBe(true);
    const byId = new Map(city.surveillance.map((node) => [node.id, node.tags]));
    for (const unit of alpr) {
      const stated = byId.get(unit.sourceId)?.['direction'] ?? byId.get(unit.sourceId)?.['camera:direction'] ?? '';
      // Turned towards the lane before it where there is one, by at most 35°.
      if (/^\d+$/.test(stated))
        expect(Math.abs(turn(unit.headingDegrees - Number(stated))), unit.id).toBeLessThan(35.1);
    }
  });
});

function turn(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

describe.skipIf(!realDataPresent)('a city’s own tables of sites', () => {
  const scenario = emptyScenario({
    id: 'plan',
    name: 'Plan',
    scene: { id: 'detroit', name: 'Detroit', origin: { longitude: -83.05, latitude: 42.35, heightMeters: 0 } },
  });

  function finished<T>(steps: Generator<number, Outcome<T>>): T {
    for (;;) {
      const step = steps.next();
      if (step.done !== true) continue;
      if (!step.value.ok) throw new Error(step.value.problem.sentence);
      return step.value.value;
    }
  }

  test.each([
    ['Project_Green_Light_Locations.csv', 766],
    // Its columns Lat and Long are the wrong way round; X and Y are right.
    ['DFD_Fire_Station_Locations.csv', 39],
  ])('%s is read as it is, in degrees under X and Y', (name, count) => {
    const table = finished(openDeviceTable(readFileSync(realData(`cameras_detroit/${name}`), 'utf8'), name));
    const guess = guessDeviceMapping(table);
    expect(guess.columns).toMatchObject({ longitude: 'X', latitude: 'Y' });
    const { devices, refused } = finished(readDevices(table, guess, scenario));
    expect(table.rowCount).toBe(count);
    expect(devices.length + refused.length).toBe(count);
    expect(refused.length).toBeLessThan(5);
    for (const { x, y } of devices) expect(Math.hypot(x, y)).toBeLessThan(40_000);
  });
});
