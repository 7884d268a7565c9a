import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { Area, Portal, Street } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import { type Condition, type Goal, goalSchema } from '#model/goal.ts';
import { agencySchema, phaseSchema, planSiteSchema, planZoneSchema } from '#model/plan-records.ts';
import type {
  CoverageScene,
  DeviceCoverage,
  GroundBits,
  PlanFrame,
  Surroundings,
} from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';
import type { LaneSamples } from '../alpr/lane-samples.ts';
import { fillRings, keepWithin, patchOfGrid, trimPatch } from '../devices/cell-raster.ts';
import { countSet, lowestBit } from '../visibility/bits.ts';
import { createGroundCells } from '../visibility/ground-cells.ts';
import { createSolids } from '../visibility/solids.ts';
import type { DeviceFilter } from './counted-devices.ts';
import { GoalBoard } from './goal-board.ts';
import { createGoalScene } from './goal-scene.ts';
import type { GroundCounts } from './ground-tally.ts';

const bounds = { minX: 0, minY: 0, maxX: 100, maxY: 100 };
const grid = createCellGrid(bounds, 1);

/** Counts of devices on cells one by one: what the merged ground means, written down as plainly as can be. */
class PlainCounts implements GroundCounts {
  private readonly counts = new Map<string, number>();
  private readonly watches: { index: number; count: number; watcher: Parameters<GroundCounts['watch']>[2] }[] = [];

  watch(index: number, count: number, watcher: Parameters<GroundCounts['watch']>[2]): () => void {
    const own = { index, count, watcher };
    this.watches.push(own);
    return () => this.watches.splice(this.watches.indexOf(own), 1);
  }

  get watchers(): number {
    return this.watches.length;
  }

  eachWord(index: number, count: number, visit: (row: number, word: number, cells: number) => void): void {
    for (const [key, value] of this.counts) {
      const [ofClass, row, column] = key.split(' ').map(Number);
      if (ofClass === index && value >= count) visit(row, column >> 5, 1 << (column & 31));
    }
  }

  change(ground: GroundBits, step: 1 | -1): void {
    const size = ground.rows * ground.words;
    ground.bits.forEach((bits, at) => {
      const index = Math.floor(at / size);
      const row = ground.firstRow + Math.floor((at % size) / ground.words);
      const word = ground.firstWord + ((at % size) % ground.words);
      for (let left = bits; left !== 0; left &= left - 1) this.step(index, row, word, lowestBit(left), step);
    });
  }

  private step(index: number, row: number, word: number, bit: number, step: 1 | -1): void {
    const key = `${index} ${row} ${32 * word + bit}`;
    const before = this.counts.get(key) ?? 0;
    this.counts.set(key, before + step);
    for (const watch of this.watches) {
      if (watch.index !== index) continue;
      if (before < watch.count && before + step >= watch.count) watch.watcher(row, word, 1 << bit, true);
      if (before >= watch.count && before + step < watch.count) watch.watcher(row, word, 1 << bit, false);
    }
  }
}

/** Ground, board and the plain counts that it watches, with devices put into all of them. */
class Stand {
  readonly board: GoalBoard;
  readonly ground: Uint32Array<ArrayBuffer>;
  private readonly books = new Map<
    string,
    { filter: DeviceFilter; layer: string; condition: string; counts: PlainCounts }
  >();
  private readonly held = new Map<string, { device: Device; coverage: DeviceCoverage }>();

  constructor(source: CoverageScene, panels: FacadePanels | null = null, lanes: LaneSamples | null = null) {
    this.ground = createGroundCells(grid, bounds, createSolids(source.prisms, [], null));
    const scene = createGoalScene(
      { grid, ground: this.ground },
      source,
      () => panels,
      () => lanes,
    );
    this.board = new GoalBoard(scene, (layer, condition, filter) => {
      const key = `${layer} ${condition} ${filter.key}`;
      const known = this.books.get(key);
      if (known !== undefined) return known.counts;
      const book = { filter, layer, condition, counts: new PlainCounts() };
      for (const own of this.held.values()) this.count(book, own, 1);
      this.books.set(key, book);
      return book.counts;
    });
  }

  private count(
    book: { filter: DeviceFilter; layer: string; condition: string; counts: PlainCounts },
    { device, coverage }: { device: Device; coverage: DeviceCoverage },
    step: 1 | -1,
  ): void {
    if (book.layer !== coverage.layer || !book.filter.counts(device)) return;
    const at = ['day', 'night', 'fog'].indexOf(book.condition as Condition);
    book.counts.change(coverage.ground[at], step);
  }

  put(device: Device, parts: Partial<DeviceCoverage>): void {
    this.remove(device.id);
    const coverage = { ...nothing(device), ...parts };
    for (const book of this.books.values()) this.count(book, { device, coverage }, 1);
    this.held.set(device.id, { device, coverage });
    this.board.put(device, coverage);
  }

  remove(id: string): void {
    const own = this.held.get(id);
    if (own === undefined) return;
    for (const book of this.books.values()) this.count(book, own, -1);
    this.held.delete(id);
    this.board.remove(id);
  }

  watchers(): number {
    return [...this.books.values()].reduce((sum, { counts }) => sum + counts.watchers, 0);
  }

  one(goal: Partial<Goal>, plan: Partial<Scenario> = {}, costs: PlanCosts | null = null) {
    this.board.setPlan(planWith({ ...plan, goals: [goalOf(goal)] }));
    return this.board.standing(costs).goals[0];
  }
}

function planWith(parts: Partial<Scenario>): PlanFrame {
  const scene = { id: 's', name: 'S', origin: { longitude: 0, latitude: 0, heightMeters: 0 } };
  return { ...emptyScenario({ id: 'p', name: 'P', scene }), ...parts };
}

function goalOf(parts: Partial<Goal>): Goal {
  return goalSchema.parse({
    id: 'g',
    name: 'G',
    metric: 'area',
    scope: { kind: 'city' },
    target: 95,
    weight: 1,
    ...parts,
  });
}

function nothing(device: Device): DeviceCoverage {
  return {
    id: device.id,
    layer: device.kind === 'camera' ? 'density' : null,
    ground: [noGround, noGround, noGround],
    facadeIndex: new Uint32Array(0),
    facadeClass: new Uint8Array(0),
    laneIndex: new Uint32Array(0),
    laneByDay: new Float64Array(0),
    laneByNight: new Float64Array(0),
    portalIndex: new Uint32Array(0),
    portalClass: new Uint8Array(0),
    patrolCells: null,
    position: [0, 0, 0],
    problem: null,
    remark: null,
  };
}

const noGround: GroundBits = { firstRow: 0, rows: 0, firstWord: 0, words: 0, bits: new Uint32Array(0), cells: [0] };

/** A rectangle of ground in one or more classes. */
function rectangle(stand: Stand, minX: number, minY: number, maxX: number, maxY: number, classes = 1): GroundBits {
  const patch = patchOfGrid(grid);
  fillRings(grid, patch, [[minX, minY, maxX, minY, maxX, maxY, minX, maxY]]);
  keepWithin(grid, patch, stand.ground);
  const { window, bits } = trimPatch(patch);
  const all = new Uint32Array(classes * bits.length);
  for (let k = 0; k < classes; k += 1) all.set(bits, k * bits.length);
  return { ...window, bits: all, cells: Array.from({ length: classes }, () => countSet(bits)) };
}

const always = (ground: GroundBits): Pick<DeviceCoverage, 'ground'> => ({ ground: [ground, ground, ground] });

function camera(id: string, fields: Record<string, unknown> = {}): Device {
  return deviceSchema.parse({
    kind: 'camera',
    id,
    name: id,
    x: 0,
    y: 0,
    heightMeters: 4,
    tiltDegrees: 10,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5, heightMillimeters: 3 },
    focalLengthMillimeters: 4,
    ...fields,
  });
}

const noSurroundings: Surroundings = {
  buildingUses: [],
  buildings: [],
  streets: [],
  areas: [],
  portals: [],
  sites: [],
  zones: [],
  mounts: [],
  demand: [],
};

function empty(surroundings: Partial<Surroundings> = {}): CoverageScene {
  return { ...sceneOf([], { bounds }), surroundings: { ...noSurroundings, ...surroundings } };
}

describe('ground', () => {
  test('is the share of the cells that are seen, and says what is missing', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 50)));
    const result = stand.one({ category: 'Overview', target: 30 });
    expect(result).toMatchObject({ achieved: 25, met: false, whole: 10_000, wholeUnit: 'm²', unit: 'percent' });
    expect(result.attainment).toBeCloseTo(25 / 30, 12);
    expect(result.missing).toBe('5.0 % of 10,000 m² of ground are missing: 500 m².');
  });

  test('follows a camera that is moved and taken away', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 50)));
    expect(stand.one({ category: 'Overview' }).achieved).toBe(25);
    stand.put(camera('a'), always(rectangle(stand, 20, 20, 40, 40)));
    expect(stand.board.standing(null).goals[0].achieved).toBe(4);
    stand.remove('a');
    expect(stand.board.standing(null).goals[0].achieved).toBe(0);
  });

  test('by two devices is where both see', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 100)));
    stand.put(camera('b'), always(rectangle(stand, 40, 0, 90, 100)));
    expect(stand.one({ category: 'Overview', devices: 2 }).achieved).toBe(10);
    expect(stand.one({ category: 'Overview', devices: 3 }).achieved).toBe(0);
  });

  test('at a category the cells see less well don’t count', () => {
    const stand = new Stand(empty());
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 100, 4)));
    expect(stand.one({ category: 'Perceive' }).achieved).toBe(50);
    expect(stand.one({ category: 'Characterise' }).achieved).toBe(0);
    // The same density by the name of the older edition.
    expect(stand.one({ category: 'Recognise' }).achieved).toBe(50);
  });

  test('under a condition is what is seen then', () => {
    const stand = new Stand(empty());
    const day = rectangle(stand, 0, 0, 50, 100);
    stand.put(camera('a'), { ground: [day, rectangle(stand, 0, 0, 10, 100), noGround] });
    expect(stand.one({ category: 'Overview', condition: 'night' }).achieved).toBe(10);
    expect(stand.one({ category: 'Overview', condition: 'fog' }).achieved).toBe(0);
  });

  test('is measured in the place that the goal names, without buildings', () => {
    const source = {
      ...sceneOf([{ rings: [box(0, 0, 10, 10)], base: 0, top: 9 }], { bounds }),
      surroundings: noSurroundings,
    };
    const stand = new Stand(source);
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 20, 10)));
    const site = planSiteSchema.parse({
      id: 's',
      name: 'S',
      kind: 'school',
      x: 0,
      y: 0,
      rings: [[0, 0, 20, 0, 20, 20, 0, 20]],
    });
    const result = stand.one({ category: 'Overview', scope: { kind: 'site', id: 's' } }, { sites: [site] });
    expect(result.whole).toBe(300);
    expect(result.achieved).toBeCloseTo(100 / 3, 12);
    const kind = stand.one(
      { category: 'Overview', scope: { kind: 'site-kind', siteKind: 'school' } },
      { sites: [site] },
    );
    expect(kind.achieved).toBeCloseTo(100 / 3, 12);
  });

  test('of streets is the strip of their width', () => {
    const streets = [street('way/1', [0, 50, 100, 50], { class: 'primary', widthMeters: 10 })];
    const stand = new Stand(empty({ streets }));
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 25, 100)));
    const result = stand.one({ category: 'Overview', scope: { kind: 'streets', classes: ['primary'] } });
    expect(result).toMatchObject({ whole: 1000, achieved: 25 });
    const none = stand.one({ category: 'Overview', scope: { kind: 'streets', classes: ['motorway'] } });
    expect(none).toMatchObject({ achieved: null, met: false, attainment: 0 });
    expect(none.missing).not.toBe('');
  });
});

test('ground that no goal asks for any more is not watched', () => {
  const stand = new Stand(empty());
  stand.one({ category: 'Overview' });
  stand.one({ category: 'Outline', devices: 2 });
  expect(stand.watchers()).toBe(1);
  stand.board.setPlan(planWith({ goals: [] }));
  expect(stand.watchers()).toBe(0);
});

describe('goals that cannot be measured say why', () => {
  const stand = new Stand(empty());
  test.each<[string, Partial<Goal>, string]>([
    ['an unknown site', { category: 'Overview', scope: { kind: 'site', id: 'x' } }, 'site “x”'],
    ['an unknown zone', { category: 'Overview', scope: { kind: 'zone', id: 'z' } }, 'zone “z”'],
    ['no category', { category: '' }, 'names no category'],
    ['an unknown category', { category: 'Great' }, 'no category “Great”'],
    ['money of a site', { metric: 'capital-cost', scope: { kind: 'squares' } }, 'whole plan'],
    ['ground of a switch', { category: 'Overview', scope: { kind: 'uplink', id: 'u' } }, 'switch'],
    ['an unknown agency', { category: 'Overview', agency: 'x' }, 'no agency “x”'],
    ['facades at night', { metric: 'facades-exposed', category: 'Validate', condition: 'night' }, 'by day only'],
    ['portals in fog', { metric: 'portals-seen', category: 'Outline', condition: 'fog' }, 'by day only'],
    ['plates in fog', { metric: 'plates', condition: 'fog' }, 'by day or at night'],
    ['no costs yet', { metric: 'yearly-cost' }, 'not been worked out'],
  ])('%s', (_name, goal, words) => {
    const result = stand.one(goal);
    expect(result).toMatchObject({ achieved: null, met: false, attainment: 0 });
    expect(result.missing).toContain(words);
  });
});

describe('agencies and phases', () => {
  const phases = ['one', 'two', 'three'].map((id) => phaseSchema.parse({ id, name: id }));
  const strip = (stand: Stand, k: number) => always(rectangle(stand, 10 * k, 0, 10 * k + 10, 100));

  test('count the agency’s devices only', () => {
    const stand = new Stand(empty());
    stand.put(camera('a', { agency: 'police' }), strip(stand, 0));
    stand.put(camera('b', { agency: 'transit' }), strip(stand, 1));
    stand.put(camera('c'), strip(stand, 2));
    const agencies = [agencySchema.parse({ id: 'police', name: 'Police', kind: 'police' })];
    expect(stand.one({ category: 'Overview', agency: 'police' }, { agencies }).achieved).toBe(10);
    expect(stand.one({ category: 'Overview' }).achieved).toBe(30);
  });

  test('count the phase and those before it, without what they take down', () => {
    const stand = new Stand(empty());
    stand.put(camera('a', { phase: 'one' }), strip(stand, 0));
    stand.put(camera('b', { phase: 'two' }), strip(stand, 1));
    stand.put(camera('c', { phase: 'three' }), strip(stand, 2));
    stand.put(camera('old', { state: 'existing', retiredInPhase: 'one' }), strip(stand, 3));
    stand.put(camera('loose'), strip(stand, 4));
    stand.put(camera('gone', { state: 'retired' }), strip(stand, 5));
    const at = (phase: string | null) => stand.one({ category: 'Overview', phase }, { phases }).achieved;
    // The old one stays until the phase that replaces it is accepted.
    expect(at('one')).toBe(20);
    expect(at('two')).toBe(20);
    expect(at('three')).toBe(30);
    expect(at(null)).toBe(50);
    expect(stand.one({ category: 'Overview', phase: 'none' }, { phases }).missing).toContain('no phase “none”');
  });

  test('a device that changes its owner moves from one goal to the other', () => {
    const stand = new Stand(empty());
    stand.put(camera('a', { agency: 'police' }), strip(stand, 0));
    const goals = ['police', 'transit'].map((agency) => goalOf({ id: agency, category: 'Overview', agency }));
    const agencies = ['police', 'transit'].map((id) => agencySchema.parse({ id, name: id, kind: 'other' }));
    stand.board.setPlan(planWith({ goals, agencies }));
    expect(stand.board.standing(null).goals.map(({ achieved }) => achieved)).toEqual([10, 0]);
    stand.put(camera('a', { agency: 'transit' }), strip(stand, 0));
    expect(stand.board.standing(null).goals.map(({ achieved }) => achieved)).toEqual([0, 10]);
  });
});

function street(id: string, xy: readonly number[], parts: Partial<Street> = {}): Street {
  return {
    id,
    class: 'residential',
    name: null,
    xy: Float64Array.from(xy),
    widthMeters: 6,
    widthSource: 'default',
    lanes: null,
    oneway: false,
    car: true,
    bicycle: true,
    foot: true,
    sidewalk: null,
    passage: false,
    bridge: false,
    tunnel: false,
    layer: 0,
    lit: null,
    maxSpeedKmh: null,
    ...parts,
  };
}

describe('portals', () => {
  const portal = (id: string, x: number, kind: Portal['kind'] = 'entrance'): Portal => ({
    id,
    kind,
    x,
    y: 10,
    name: null,
    address: null,
    buildingId: null,
    barrierId: null,
  });
  const portals = [portal('p0', 10), portal('p1', 20), portal('p2', 30, 'emergency-exit'), portal('p3', 40, 'address')];
  const access = (id: string, portalId: string, functions: string[], fields: Record<string, unknown> = {}) =>
    deviceSchema.parse({ kind: 'access', id, name: id, x: 0, y: 0, heightMeters: 1, portalId, functions, ...fields });
  const whole = ['lock', 'reader', 'contact', 'request-to-exit', 'alarm'];

  test('are seen by cameras at or above the category; addresses are none', () => {
    const stand = new Stand(empty({ portals }));
    const seen = { portalIndex: Uint32Array.of(0, 1, 3), portalClass: Uint8Array.of(4, 2, 7) };
    stand.put(camera('a'), seen);
    const result = stand.one({ metric: 'portals-seen', category: 'Perceive', target: 100 });
    expect(result).toMatchObject({ whole: 3, wholeUnit: 'portals' });
    expect(result.achieved).toBeCloseTo(100 / 3, 12);
    expect(result.missing).toBe('66.7 % of 3 portals are missing: 2.');
    expect(stand.one({ metric: 'portals-seen', category: 'Outline' }).achieved).toBeCloseTo(200 / 3, 12);
  });

  test('are monitored when all elements are there together, from one unit or several', () => {
    const stand = new Stand(empty({ portals }));
    stand.put(access('u0', 'p0', whole.slice(0, 3)), {});
    const goal = { metric: 'portals-monitored', target: 100 } as const;
    expect(stand.one(goal).achieved).toBe(0);
    stand.put(access('u1', 'p0', whole.slice(3)), {});
    expect(stand.one(goal).achieved).toBeCloseTo(100 / 3, 12);
    // An emergency exit needs no reader, a door does.
    stand.put(access('u2', 'p2', ['lock', 'contact', 'request-to-exit', 'alarm']), {});
    stand.put(access('u3', 'p1', ['lock', 'contact', 'request-to-exit', 'alarm']), {});
    expect(stand.one(goal).achieved).toBeCloseTo(200 / 3, 12);
    stand.put(access('u2', 'p2', whole, { state: 'retired' }), {});
    expect(stand.one(goal).achieved).toBeCloseTo(100 / 3, 12);
  });

  test('of a site are those the plan names, else those within the perimeter', () => {
    const stand = new Stand(empty({ portals }));
    stand.put(access('u0', 'p0', whole), {});
    const rings = [[0, 0, 25, 0, 25, 25, 0, 25]];
    const site = planSiteSchema.parse({ id: 's', name: 'S', kind: 'school', x: 0, y: 0, rings });
    const goal = { metric: 'portals-monitored', scope: { kind: 'site', id: 's' } } as const;
    expect(stand.one(goal, { sites: [site] })).toMatchObject({ whole: 2, achieved: 50 });
    expect(stand.one(goal, { sites: [{ ...site, portalIds: ['p0'] }] })).toMatchObject({
      whole: 1,
      achieved: 100,
      missing: '',
    });
  });
});

describe('plates', () => {
  const lanes: LaneSamples = {
    count: 4,
    xyz: [10, 10, 0.6, 12, 10, 0.6, 10, 50, 0.6, 12, 50, 0.6],
    direction: [1, 0, 1, 0, 1, 0, 1, 0],
    street: [0, 0, 1, 1],
    lane: [0, 0, 0, 0],
    length: [30, 30, 20, 20],
  };
  const streets = [street('way/1', [0, 10, 60, 10], { class: 'primary' }), street('way/2', [0, 50, 40, 50])];
  const read = {
    layer: 'plates',
    laneIndex: Uint32Array.of(1, 2),
    laneByDay: Float64Array.of(0.9, 0.5),
    laneByNight: Float64Array.of(0, 0.5),
  } as const;
  const sensor = { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5, heightMillimeters: 3 };
  const place = { id: 'u', name: 'U', x: 0, y: 0, heightMeters: 4, tiltDegrees: 10 };
  const unit = deviceSchema.parse({ kind: 'alpr', ...place, sensor, focalLengthMillimeters: 16 });

  test('count whole lanes on which some sample is read well enough', () => {
    const stand = new Stand(empty({ streets }), null, lanes);
    stand.put(unit, read);
    expect(stand.one({ metric: 'plates', probability: 0.8 })).toMatchObject({
      whole: 100,
      achieved: 60,
      wholeUnit: 'lane metres',
    });
    expect(stand.one({ metric: 'plates', probability: 0.5 }).achieved).toBe(100);
    expect(stand.one({ metric: 'plates', probability: 0.5, condition: 'night' }).achieved).toBe(40);
    const primary = stand.one({ metric: 'plates', probability: 0.8, scope: { kind: 'streets', classes: ['primary'] } });
    expect(primary).toMatchObject({ whole: 60, achieved: 100 });
  });
});

describe('privacy', () => {
  const panels: FacadePanels = {
    count: 3,
    center: Float64Array.of(10, 10, 2, 30, 10, 2, 50, 10, 2),
    normal: Float64Array.of(0, 1, 0, 1, 0, 1),
    width: Float32Array.of(3, 3, 3),
    height: Float32Array.of(2, 2, 2),
    building: Uint32Array.of(0, 0, 0),
    residential: Uint8Array.of(1, 1, 0),
  };
  const seen = { facadeIndex: Uint32Array.of(0, 1, 2), facadeClass: Uint8Array.of(5, 4, 7) };

  test('facades of homes at or above the category count, less is better', () => {
    const stand = new Stand(empty(), panels);
    stand.put(camera('a'), seen);
    const result = stand.one({ metric: 'facades-exposed', category: 'Characterise', target: 10 });
    expect(result).toMatchObject({ whole: 12, achieved: 50, met: false });
    expect(result.attainment).toBeCloseTo(0.2, 12);
    expect(result.missing).toBe('40.0 % of 12 m² of facades of homes are too much: 4.8 m².');
  });

  test('a privacy zone masks what lies in it', () => {
    const stand = new Stand(empty(), panels);
    stand.put(camera('a'), seen);
    const zone = planZoneSchema.parse({ id: 'z', name: 'Z', kind: 'privacy', rings: [[5, 5, 15, 5, 15, 15, 5, 15]] });
    const goal = { metric: 'facades-exposed', category: 'Characterise', target: 10 } as const;
    expect(stand.one(goal, { zones: [zone] })).toMatchObject({ achieved: 0, met: true, missing: '' });
    expect(stand.one(goal, { zones: [{ ...zone, kind: 'interest' }] }).achieved).toBe(50);
  });

  test('private ground is residential land beside streets and squares, before masks', () => {
    const land = (kind: Area['kind'], x0: number, y0: number, x1: number, y1: number): Area => ({
      id: kind,
      kind,
      name: null,
      rings: [Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1)],
    });
    const areas = [land('residential', 0, 0, 40, 40), land('square', 20, 20, 60, 60)];
    const stand = new Stand(empty({ areas }));
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 20, 20, 7)));
    const goal = { metric: 'private-ground-exposed', category: 'Validate', target: 2 } as const;
    expect(stand.one(goal)).toMatchObject({ whole: 1200 });
    expect(stand.one(goal).achieved).toBeCloseTo(100 / 3, 12);
    const zone = planZoneSchema.parse({ id: 'z', name: 'Z', kind: 'privacy', rings: [[0, 0, 20, 0, 20, 10, 0, 10]] });
    expect(stand.one(goal, { zones: [zone] }).achieved).toBeCloseTo(50 / 3, 12);
  });

  test('without homes nothing is exposed, and that is met', () => {
    const result = new Stand(empty()).one({ metric: 'facades-exposed', category: 'Characterise', target: 2 });
    expect(result).toMatchObject({ achieved: null, met: true, attainment: 1, missing: '' });
  });
});

describe('demand', () => {
  test('counts by weight and by the share of a place that is seen', () => {
    const demand = [
      {
        id: 'd1',
        kind: 'pedestrian',
        x: 10,
        y: 10,
        rings: [Float64Array.of(0, 0, 20, 0, 20, 20, 0, 20)],
        weight: 300,
        unit: 'people/h',
      },
      { id: 'd2', kind: 'pedestrian', x: 80, y: 80, rings: [], weight: 100, unit: 'people/h' },
      { id: 'd3', kind: 'building', x: 80, y: 80, rings: [], weight: 5000, unit: 'people' },
    ] as const;
    const stand = new Stand(empty({ demand }));
    stand.put(camera('a'), always(rectangle(stand, 0, 0, 20, 10)));
    const result = stand.one({ metric: 'demand', category: 'Overview' });
    expect(result).toMatchObject({ whole: 400, achieved: 37.5, wholeUnit: 'weight' });
    stand.put(camera('b'), always(rectangle(stand, 60, 60, 100, 100)));
    expect(stand.board.standing(null).goals[0].achieved).toBe(62.5);
  });
});

describe('other kinds', () => {
  test('phones are counted along streets', () => {
    const streets = [street('way/1', [0, 50.5, 100, 50.5])];
    const stand = new Stand(empty({ streets }));
    const phone = deviceSchema.parse({ kind: 'phone', id: 'f', name: 'F', x: 0, y: 50, heightMeters: 1 });
    stand.put(phone, { layer: 'phones', ...always(rectangle(stand, 0, 40, 30, 60)) });
    expect(stand.one({ metric: 'phones' })).toMatchObject({ whole: 100, achieved: 30, wholeUnit: 'street metres' });
  });

  test('controllers are counted by the gateways that they reach', () => {
    const stand = new Stand(empty());
    const light = (id: string, x: number) =>
      stand.put(deviceSchema.parse({ kind: 'light', id, name: id, x, y: 0, heightMeters: 6 }), {});
    light('l1', 0);
    light('l2', 45);
    const node = (id: string, x: number) => ({
      ...{ id, name: id, kind: 'gateway' as const, x, y: 0, heightMeters: 3, poeBudgetWatts: 0, ports: 8 },
      ...{ radioReachMeters: 50, price: 0, yearly: 0, mtbfHours: 1000, mttrHours: 1 },
    });
    const networkNodes = [node('n1', 10), node('n2', 90)];
    expect(stand.one({ metric: 'radio' }, { networkNodes }).achieved).toBe(100);
    expect(stand.one({ metric: 'radio', devices: 2 }, { networkNodes })).toMatchObject({
      achieved: 50,
      wholeUnit: 'controllers',
    });
  });

  test('costs beside their target are inverted', () => {
    const stand = new Stand(empty());
    const costs = {
      devices: [],
      nodes: [],
      links: [],
      feeds: [],
      bill: [],
      currency: 'EUR',
      capital: 50_000,
      yearly: 900,
      bitrateMbps: 40,
      storageGigabytes: 0,
      powerWatts: 0,
    };
    const result = stand.one({ metric: 'capital-cost', target: 40_000 }, {}, costs);
    expect(result).toMatchObject({ achieved: 50_000, unit: 'money', attainment: 0.8 });
    expect(result.missing).toBe('10,000 EUR more than the 40,000 EUR allowed.');
    stand.board.setPlan(planWith({ goals: [goalOf({ metric: 'uplink', target: 40 })] }));
    expect(stand.board.standing(costs).goals[0]).toMatchObject({ met: true, unit: 'mbps', missing: '' });
  });
});

test('the score is Σ w · attainment / Σ w', () => {
  const stand = new Stand(empty());
  stand.put(camera('a'), always(rectangle(stand, 0, 0, 50, 100)));
  const goals = [
    goalOf({ id: 'a', category: 'Overview', target: 50, weight: 3 }),
    goalOf({ id: 'b', category: 'Overview', target: 100, weight: 1 }),
    goalOf({ id: 'c', category: 'Overview', target: 100, weight: 0 }),
  ];
  stand.board.setPlan(planWith({ goals }));
  expect(stand.board.standing(null).score).toBe(87.5);
  stand.board.setPlan(planWith({ goals: [] }));
  expect(stand.board.standing(null).score).toBeNull();
});

test('after any changes a board says what a new one says', () => {
  const place = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    side: fc.integer({ min: 0, max: 60 }),
    agency: fc.constantFrom('police', 'transit', null),
    gone: fc.boolean(),
  });
  const streets = [street('way/1', [0, 50, 100, 50], { class: 'primary', widthMeters: 10 })];
  const goals = [
    goalOf({ id: 'a', category: 'Overview' }),
    goalOf({ id: 'b', category: 'Overview', devices: 2, scope: { kind: 'streets', classes: ['primary'] } }),
    goalOf({ id: 'c', category: 'Overview', devices: 2, agency: 'police' }),
  ];
  const agencies = [agencySchema.parse({ id: 'police', name: 'Police', kind: 'police' })];
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 14 }), (steps) => {
      const moved = new Stand(empty({ streets }));
      moved.board.setPlan(planWith({ goals, agencies }));
      const last = new Map<string, (typeof steps)[number]>();
      for (const step of steps) {
        if (step.gone) moved.remove(step.id);
        else
          moved.put(
            camera(step.id, { agency: step.agency }),
            always(rectangle(moved, step.x, step.y, step.x + step.side, step.y + step.side)),
          );
        last.set(step.id, step);
      }
      const fresh = new Stand(empty({ streets }));
      for (const step of last.values()) {
        if (!step.gone)
          fresh.put(
            camera(step.id, { agency: step.agency }),
            always(rectangle(fresh, step.x, step.y, step.x + step.side, step.y + step.side)),
          );
      }
      fresh.board.setPlan(planWith({ goals, agencies }));
      expect(moved.board.standing(null)).toEqual(fresh.board.standing(null));
    }),
    { numRuns: 40, seed: 21 },
  );
});

test('another device never lowers what more is better of, and never lessens what is exposed', () => {
  const streets = [street('way/1', [0, 50, 100, 50], { class: 'primary', widthMeters: 10 })];
  const demand = [{ id: 'd', kind: 'pedestrian', x: 50, y: 50, rings: [], weight: 10, unit: 'people/h' }] as const;
  const panels: FacadePanels = {
    ...{ count: 2, center: Float64Array.of(10, 10, 2, 30, 10, 2), normal: Float64Array.of(0, 1, 0, 1) },
    ...{ width: Float32Array.of(3, 3), height: Float32Array.of(2, 2) },
    ...{ building: Uint32Array.of(0, 0), residential: Uint8Array.of(1, 1) },
  };
  const goals = [
    goalOf({ id: 'a', category: 'Overview' }),
    goalOf({ id: 'b', category: 'Overview', devices: 3 }),
    goalOf({ id: 'c', category: 'Overview', metric: 'demand' }),
    goalOf({ id: 'd', category: 'Outline', metric: 'facades-exposed', target: 1 }),
  ];
  const place = fc.record({
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    side: fc.integer({ min: 0, max: 60 }),
    panel: fc.integer({ min: 0, max: 1 }),
    reached: fc.integer({ min: 1, max: 7 }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 10 }), (steps) => {
      const stand = new Stand(empty({ streets, demand }), panels);
      stand.board.setPlan(planWith({ goals }));
      let before = stand.board.standing(null).goals;
      steps.forEach(({ x, y, side, panel, reached }, k) => {
        const seen = { facadeIndex: Uint32Array.of(panel), facadeClass: Uint8Array.of(reached) };
        stand.put(camera(`c${k}`), { ...always(rectangle(stand, x, y, x + side, y + side)), ...seen });
        const after = stand.board.standing(null).goals;
        after.forEach(({ achieved }, at) => expect(achieved).toBeGreaterThanOrEqual(before[at].achieved ?? 0));
        before = after;
      });
    }),
    { numRuns: 30, seed: 31 },
  );
});
