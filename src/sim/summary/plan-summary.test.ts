import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { Portal, Street } from '#model/city.ts';
import { deviceSchema } from '#model/device.ts';
import { agencySchema, phaseSchema, planSiteSchema, planZoneSchema } from '#model/plan-records.ts';
import type { CoverageScene, DeviceCoverage, GroundBits, PlanFrame } from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { PlanSummary } from '#model/results/plan-summary.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';
import { fillRings, keepWithin, patchOfGrid, trimPatch } from '../devices/cell-raster.ts';
import { createGoalScene } from '../goals/goal-scene.ts';
import type { MergedWords } from '../goals/sparse-region.ts';
import { countSet } from '../visibility/bits.ts';
import { createGroundCells } from '../visibility/ground-cells.ts';
import { createSolids } from '../visibility/solids.ts';
import { type SummedDevice, summarizePlan } from './plan-summary.ts';
import { streetRegions } from './region-atlas.ts';

const bounds = { minX: 0, minY: 0, maxX: 100, maxY: 100 };
const grid = createCellGrid(bounds, 1);

const street = (id: string, name: string | null, xy: readonly number[]): Street => ({
  ...{ id, class: 'primary', name, xy: Float64Array.from(xy), widthMeters: 10, widthSource: 'default', lanes: null },
  ...{ oneway: false, car: true, bicycle: true, foot: true, sidewalk: null, passage: false, bridge: false },
  ...{ tunnel: false, layer: 0, lit: null, maxSpeedKmh: null },
});

const portal = (id: string, x: number, y: number): Portal => ({
  ...{ id, kind: 'entrance', x, y, name: null, address: null },
  ...{ buildingId: null, barrierId: null },
});

const source: CoverageScene = {
  ...sceneOf([{ rings: [box(60, 60, 80, 80)], base: 0, top: 9 }], { bounds }),
  surroundings: {
    buildingUses: ['apartments'],
    buildings: [{ id: 'solid/0', structure: 'building', outlineId: null, roofShape: null, roofHeightMeters: 0 }],
    streets: [
      street('way/1', 'Harbour Street', [0, 20, 50, 20]),
      street('way/2', 'Harbour Street', [50, 20, 100, 20]),
      street('way/3', null, [20, 20, 20, 100]),
    ],
    areas: [],
    portals: [portal('p0', 5, 50), portal('p1', 15, 50), portal('p2', 90, 90)],
    ...{ sites: [], zones: [], mounts: [], demand: [] },
  },
};
const ground = createGroundCells(grid, bounds, createSolids(source.prisms, [], null));

/** A panel on each side of the house, 20 × 9 m. */
const panels: FacadePanels = {
  count: 4,
  center: Float64Array.of(70, 59.95, 4.5, 80.05, 70, 4.5, 70, 80.05, 4.5, 59.95, 70, 4.5),
  normal: Float64Array.of(0, -1, 1, 0, 0, 1, -1, 0),
  width: new Float32Array(4).fill(20),
  height: new Float32Array(4).fill(9),
  building: new Uint32Array(4),
  residential: new Uint8Array(4).fill(1),
};

const scene = createGoalScene(
  { grid, ground },
  source,
  () => panels,
  () => null,
);

function rectangle(minX: number, minY: number, maxX: number, maxY: number, reached: number): GroundBits {
  const patch = patchOfGrid(grid);
  fillRings(grid, patch, [[minX, minY, maxX, minY, maxX, maxY, minX, maxY]]);
  keepWithin(grid, patch, ground);
  const { window, bits } = trimPatch(patch);
  const all = new Uint32Array(7 * bits.length);
  for (let k = 0; k < reached; k += 1) all.set(bits, k * bits.length);
  return { ...window, bits: all, cells: Array.from({ length: 7 }, (_, k) => (k < reached ? countSet(bits) : 0)) };
}

function device(
  id: string,
  kind: 'camera' | 'acoustic' | 'access',
  day: GroundBits,
  fields: object,
  seen: Partial<DeviceCoverage> = {},
): SummedDevice {
  const optics = {
    tiltDegrees: 10,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5, heightMillimeters: 3 },
    focalLengthMillimeters: 4,
  };
  const place = { id, name: id, x: 1, y: 1, heightMeters: 4, kind, ...(kind === 'camera' ? optics : {}) };
  const coverage: DeviceCoverage = {
    ...{ id, layer: kind === 'camera' ? 'density' : kind === 'acoustic' ? 'acoustic' : null, ground: [day] },
    ...{ facadeIndex: new Uint32Array(0), facadeClass: new Uint8Array(0), laneIndex: new Uint32Array(0) },
    ...{ laneByDay: new Float64Array(0), laneByNight: new Float64Array(0), portalIndex: new Uint32Array(0) },
    ...{ portalClass: new Uint8Array(0), patrolCells: null, position: [1, 1, 4], problem: null, remark: null },
    ...seen,
  };
  return { device: deviceSchema.parse({ ...place, ...fields }), coverage, day };
}

/** Merges by counting each cell of each device. */
function merged(devices: readonly SummedDevice[], layer: DeviceCoverage['layer']): MergedWords {
  const own = devices.filter(({ coverage }) => coverage.layer === layer);
  return {
    wordAtLeast(index, count, row, word) {
      let cells = 0;
      for (let bit = 0; bit < 32; bit += 1) {
        const devicesThere = own.filter(({ day }) => {
          const [r, w] = [row - day.firstRow, word - day.firstWord];
          if (r < 0 || r >= day.rows || w < 0 || w >= day.words) return false;
          return ((day.bits[(index * day.rows + r) * day.words + w] >>> bit) & 1) === 1;
        });
        if (devicesThere.length >= count) cells |= 1 << bit;
      }
      return cells;
    },
  };
}

function summary(
  devices: readonly SummedDevice[],
  plan: Partial<Scenario>,
  best: (panel: number) => number = () => 0,
): PlanSummary {
  const blank = { id: 's', name: 'S', origin: { longitude: 0, latitude: 0, heightMeters: 0 } };
  const frame: PlanFrame = { ...emptyScenario({ id: 'p', name: 'P', scene: blank }), ...plan };
  const streets = finished(streetRegions(scene));
  const density = merged(devices, 'density');
  const acoustic = merged(devices, 'acoustic');
  const input = { revision: 7, scene, frame, devices, density, acoustic, bestFacadeClass: best, lanes: [], streets };
  return finished(summarizePlan(input));
}

function finished<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const site = planSiteSchema.parse({
  ...{ id: 's', name: 'School', kind: 'school', x: 10, y: 50 },
  rings: [[0, 40, 40, 40, 40, 60, 0, 60]],
});

describe('regions', () => {
  test('are sites, zones, named streets and classes with what is seen of them once and twice', () => {
    const a = device('a', 'camera', rectangle(0, 0, 50, 100, 3), {});
    const b = device('b', 'camera', rectangle(30, 0, 100, 100, 1), {});
    const zone = planZoneSchema.parse({
      id: 'z',
      name: 'Yard',
      kind: 'interest',
      rings: [[60, 50, 80, 50, 80, 70, 60, 70]],
    });
    const { regions, revision } = summary([a, b], { sites: [site], zones: [zone] });
    expect(revision).toBe(7);
    expect(regions.map(({ kind, name }) => [kind, name])).toEqual([
      ['site', 'School'],
      ['zone', 'Yard'],
      ['street', 'Harbour Street'],
      ['street-class', 'primary'],
    ]);
    const [school, yard, harbour] = regions;
    expect(school).toMatchObject({ squareMeters: 800, seenSquareMeters: [800, 800, 800, 0, 0, 0, 0] });
    expect(school.redundantSquareMeters).toEqual([200, 0, 0, 0, 0, 0, 0]);
    // Half of it stands under the house.
    expect(yard.squareMeters).toBe(200);
    // Two ways that overlap at their joint count once; their ends are rounded and cut by the border.
    expect(harbour.squareMeters).toBe(1000);
    expect(harbour.seenSquareMeters.slice(0, 2)).toEqual([1000, 500]);
  });
});

describe('groups', () => {
  test('count the devices of an agency and of a phase alone, each cell once', () => {
    const police = { agency: 'police', phase: 'one' };
    const devices = [
      device('a', 'camera', rectangle(0, 0, 50, 50, 2), police),
      device('b', 'camera', rectangle(40, 0, 60, 50, 1), police),
      device('c', 'camera', rectangle(0, 90, 10, 100, 1), { ...police, state: 'retired' }),
      device('d', 'camera', rectangle(0, 90, 10, 100, 1), { phase: 'two' }),
    ];
    const agencies = [agencySchema.parse({ id: 'police', name: 'Police', kind: 'police' })];
    const phases = ['one', 'two'].map((id) => phaseSchema.parse({ id, name: id }));
    const { groups } = summary(devices, { agencies, phases });
    expect(
      groups.map(({ id, devices: count, seenSquareMeters }) => [id, count, ...seenSquareMeters.slice(0, 3)]),
    ).toEqual([
      ['police', 2, 3000, 2500, 0],
      ['one', 2, 3000, 2500, 0],
      ['two', 1, 100, 0, 0],
    ]);
  });
});

describe('portals', () => {
  test('of sites and those with access control are told, with what is missing', () => {
    const functions = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'];
    const none = rectangle(0, 0, 0, 0, 0);
    const seen = { portalIndex: Uint32Array.of(0, 1), portalClass: Uint8Array.of(4, 2) };
    const devices = [
      device('lock', 'access', none, { portalId: 'p0', functions }),
      device('far', 'access', none, { portalId: 'p2', functions: ['lock'] }),
      device('a', 'camera', none, {}, seen),
    ];
    const { portals, regions } = summary(devices, { sites: [site] });
    expect(
      portals.map(({ portalId, siteId, monitored, seenClass }) => [portalId, siteId, monitored, seenClass]),
    ).toEqual([
      ['p0', 's', true, 4],
      ['p1', 's', false, 2],
      ['p2', null, false, 0],
    ]);
    expect(regions[0]).toMatchObject({ portals: 2, portalsMonitored: 1 });
  });
});

describe('privacy', () => {
  test('counts facades and private ground at 250 px/m and more, before and after masks', () => {
    const camera = device('a', 'camera', rectangle(0, 84, 100, 100, 5), {});
    const coarse = device('b', 'camera', rectangle(0, 0, 100, 84, 4), {});
    const best = (panel: number) => [5, 4, 7, 0][panel];
    const zone = planZoneSchema.parse({
      id: 'z',
      name: 'Z',
      kind: 'privacy',
      rings: [[50, 80, 100, 80, 100, 85, 50, 85]],
    });
    const { privacy } = summary([camera, coarse], { zones: [zone] }, best);
    expect(privacy).toMatchObject({ category: 'Characterise', facadeSquareMeters: 720 });
    expect(privacy.exposedUnmaskedSquareMeters).toBe(360);
    expect(privacy.exposedSquareMeters).toBe(180);
    // North of the house: 4 rows of the 8 m around it are seen well enough, one of them masked.
    expect(privacy.exposedGroundUnmaskedSquareMeters).toBeGreaterThan(80);
    expect(privacy.exposedGroundSquareMeters).toBeLessThan(privacy.exposedGroundUnmaskedSquareMeters - 20);
    expect(privacy.exposedGroundUnmaskedSquareMeters).toBeLessThan(privacy.privateGroundSquareMeters);
  });
});

test('acoustic sensors are counted where 1, 3 and 6 of them hear', () => {
  const sensors = Array.from({ length: 7 }, (_, k) =>
    device(`s${k}`, 'acoustic', rectangle(0, 0, 100, 10 * (k + 1), 1), {}),
  );
  expect(summary(sensors, {}).acoustic.heardSquareMeters).toEqual([7000 - 200, 5000, 2000]);
});
