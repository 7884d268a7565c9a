import { describe, expect, it } from 'vitest';
import type { Device } from '#model/device.ts';
import type {
  CoverageChange,
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
  DeviceCoverage,
  PaintSetting,
  PlanFrame,
} from '#model/results/coverage-bits.ts';
import type { CoverageWorker } from '#protocol/coverage.ts';
import { createCoverageClient } from './coverage-client.ts';
import { inlineEndpoint } from './endpoint.ts';

const scene = { bounds: { minX: 0, minY: 0, maxX: 100, maxY: 100 }, cell: 1 } as CoverageScene;
const settings = {} as CoverageSettings;
const camera = (id: string, x = 0) => ({ kind: 'camera', id, x }) as Device;
const coverageOf = (entry: Device): DeviceCoverage => ({
  id: entry.id,
  layer: 'density',
  ground: [{ firstRow: 0, rows: 1, firstWord: 0, words: 1, bits: new Uint32Array(1), cells: [entry.x] }],
  facadeIndex: new Uint32Array(0),
  facadeClass: new Uint8Array(0),
  laneIndex: new Uint32Array(0),
  laneByDay: new Float64Array(0),
  laneByNight: new Float64Array(0),
  portalIndex: new Uint32Array(0),
  portalClass: new Uint8Array(0),
  patrolCells: null,
  position: [entry.x, 0, 0],
  problem: null,
  remark: null,
});

/** A worker that answers only when told to, and keeps what it was asked. */
function manualWorker() {
  const asked: string[] = [];
  const merged = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  const update = (revision: number): CoverageUpdate => ({
    revision,
    tiles: [],
    totals: { cells: [], redundantCells: [], deviceCells: [] },
    devices: [...merged].map(([id, x]) => ({
      id,
      cells: [x],
      aloneCells: [0],
      patrolCells: null,
      exposedSquareMeters: null,
      lanesRead: null,
      problem: null,
      remark: null,
    })),
    goals: [],
    score: null,
    facades: null,
  });
  const worker: CoverageWorker = {
    load: async () => ({ cell: 1, firstColumn: 0, firstRow: 0, columns: 32, rows: 1, words: 1 }),
    async compute(cameras) {
      asked.push(...cameras.map((entry) => `compute ${entry.id}@${entry.x}`));
      await turn();
      return cameras.map(coverageOf);
    },
    async change(change: CoverageChange) {
      asked.push(...change.put.map((entry) => `change ${entry.id}@${entry.x}`));
      await turn();
      for (const entry of change.put) merged.set(entry.id, entry.x);
      for (const id of change.removed) merged.delete(id);
      return update(change.revision);
    },
    async merge(revision, put) {
      for (const entry of put) merged.set(entry.id, entry.position[0]);
      return update(revision);
    },
    async plan(revision, frame) {
      asked.push(`plan ${frame.name}`);
      await turn();
      return update(revision);
    },
    async paint(revision, setting) {
      asked.push(`paint ${setting.condition}`);
      await turn();
      return update(revision);
    },
    keepBaseline: async () => undefined,
    facades: async () => null,
    summary: async () => ({}) as never,
    costs: async () => ({}) as never,
    blindSpots: async () => [],
    proposals: async () => [],
    inspect: async () => [],
    result: async () => ({}) as never,
  };
  const answer = async () => {
    for (const resolve of waiting.splice(0)) resolve();
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { worker, asked, merged, answer, waiting };
}

describe('coverage client', () => {
  it('computes the newest position of a dragged camera and skips those between', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    const revisions: number[] = [];
    client.onUpdate((update) => revisions.push(update.revision));
    for (let revision = 1; revision <= 5; revision++) {
      client.change({ revision, put: [camera('a', revision)], removed: [] });
    }
    await manual.answer();
    await manual.answer();
    await client.idle();
    expect(manual.asked).toEqual(['change a@1', 'change a@5']);
    expect(revisions).toEqual([1, 5]);
    expect(manual.merged.get('a')).toBe(5);
  });

  it('spreads many cameras over all workers and merges every one', async () => {
    const keeper = manualWorker();
    const helper = manualWorker();
    const workers = [keeper, helper];
    const client = createCoverageClient({
      workerCount: 2,
      createWorker: () => inlineEndpoint((workers.shift() as ReturnType<typeof manualWorker>).worker),
    });
    await client.load(scene, settings);
    client.change({ revision: 1, put: Array.from({ length: 20 }, (_, i) => camera(`c${i}`, i)), removed: [] });
    const done = client.idle();
    for (let i = 0; i < 20; i++) {
      await keeper.answer();
      await helper.answer();
    }
    await done;
    expect(keeper.merged.size).toBe(20);
    expect(helper.asked.length).toBeGreaterThan(5);
    expect(keeper.asked.every((entry) => entry.startsWith('change'))).toBe(true);
  });

  it('lets a drag in between the batches of a long computation', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    client.change({ revision: 1, put: Array.from({ length: 20 }, (_, i) => camera(`c${i}`, 0)), removed: [] });
    client.change({ revision: 2, put: [camera('c0', 7)], removed: [] });
    await manual.answer();
    const second = manual.asked.slice(4, 8);
    expect(second).toContain('change c0@7');
    for (let i = 0; i < 20; i++) await manual.answer();
    await client.idle();
    expect(manual.merged.get('c0')).toBe(7);
    expect(manual.asked.filter((entry) => entry.includes('c0@0'))).toEqual([]);
  });

  it('does not compute a camera that was removed while it waited', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    client.change({ revision: 1, put: [camera('a'), camera('b'), camera('c')], removed: [] });
    client.change({ revision: 2, put: [camera('d')], removed: [] });
    client.change({ revision: 3, put: [], removed: ['d'] });
    for (let i = 0; i < 10; i++) await manual.answer();
    await client.idle();
    expect(manual.asked.some((entry) => entry.includes('d@'))).toBe(false);
    expect([...manual.merged.keys()].sort()).toEqual(['a', 'b', 'c']);
  });

  it('claims a revision only when none of its cameras is missing', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    const told: [number, number][] = [];
    client.onUpdate((update, progress) => told.push([update.revision, progress.pending]));
    client.change({ revision: 7, put: Array.from({ length: 14 }, (_, i) => camera(`c${i}`, i)), removed: [] });
    for (let i = 0; i < 10; i++) await manual.answer();
    await client.idle();
    expect(told).toEqual([
      [6, 10],
      [6, 2],
      [7, 0],
    ]);
  });

  it('does not let two workers compute one device at the same time, and the newest place stays', async () => {
    const keeper = manualWorker();
    const helper = manualWorker();
    const workers = [keeper, helper];
    const client = createCoverageClient({
      workerCount: 2,
      createWorker: () => inlineEndpoint((workers.shift() as ReturnType<typeof manualWorker>).worker),
    });
    await client.load(scene, settings);
    const all = (x: number) => Array.from({ length: 20 }, (_, i) => camera(`c${i}`, x));
    client.change({ revision: 1, put: all(0), removed: [] });
    await Promise.resolve();
    client.change({ revision: 2, put: all(1), removed: [] });
    for (let i = 0; i < 4; i++) await keeper.answer();
    for (let i = 0; i < 30; i++) {
      await helper.answer();
      await keeper.answer();
    }
    await client.idle();
    expect([...keeper.merged.values()]).toEqual(new Array(20).fill(1));
    const asked = [...keeper.asked, ...helper.asked];
    expect(new Set(asked.filter((entry) => entry.endsWith('@1'))).size).toBe(20);
  });

  it('sends the latest plan and the latest way of painting only, and waits for both', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    const revisions: number[] = [];
    client.onUpdate((update) => revisions.push(update.revision));
    for (let revision = 1; revision <= 4; revision++) {
      client.plan(revision, { name: `plan ${revision}` } as PlanFrame);
      client.paint(revision, { condition: revision % 2 === 0 ? 'night' : 'day' } as PaintSetting);
    }
    let idle = false;
    const resting = client.idle().then(() => {
      idle = true;
    });
    await Promise.resolve();
    expect(idle).toBe(false);
    for (let i = 0; i < 4; i++) await manual.answer();
    await resting;
    expect(manual.asked.toSorted()).toEqual(['paint day', 'paint night', 'plan plan 1', 'plan plan 4']);
    // Between the two plans nothing beyond the first is claimed.
    expect(revisions.slice(0, 2).every((revision) => revision <= 1)).toBe(true);
    expect(revisions.at(-1)).toBe(4);
  });

  it('claims no revision whose plan has not reached the worker', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    const told: number[] = [];
    client.onUpdate((update) => told.push(update.revision));
    client.change({ revision: 3, put: [camera('a')], removed: [] });
    client.plan(4, { name: 'plan' } as PlanFrame);
    // The camera's answer comes first.
    manual.waiting.shift()?.();
    for (let i = 0; i < 20; i++) await Promise.resolve();
    await manual.answer();
    await client.idle();
    expect(told).toEqual([3, 4]);
  });

  it('previews on the last worker, beside a drag, and answers only the newest question', async () => {
    const keeper = manualWorker();
    const helper = manualWorker();
    const workers = [keeper, helper];
    const client = createCoverageClient({
      workerCount: 2,
      createWorker: () => inlineEndpoint((workers.shift() as ReturnType<typeof manualWorker>).worker),
    });
    await client.load(scene, settings);
    client.change({ revision: 1, put: [camera('dragged')], removed: [] });
    const previews = [1, 2, 3].map((x) => client.preview(camera('ghost', x)));
    for (let i = 0; i < 4; i++) await helper.answer();
    const answers = await Promise.all(previews);
    expect(answers.map((answer) => answer?.position[0] ?? null)).toEqual([null, null, 3]);
    expect(helper.asked).toEqual(['compute ghost@1', 'compute ghost@3']);
    expect(keeper.merged.size).toBe(0);
    await keeper.answer();
    await client.idle();
    expect([...keeper.merged.keys()]).toEqual(['dragged']);
  });

  it('settles every call when it is disposed', async () => {
    const never = new Promise<never>(() => undefined);
    const silent: CoverageWorker = { ...manualWorker().worker, inspect: () => never, change: () => never };
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(silent) });
    await client.load(scene, settings);
    client.change({ revision: 1, put: [camera('a')], removed: [] });
    const calls = [client.inspect(0, 0), client.result({} as never, 's')];
    client.dispose();
    for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('tells when a worker fails, and stops waiting', async () => {
    const manual = manualWorker();
    const broken: CoverageWorker = { ...manual.worker, change: () => Promise.reject(new Error('out of memory')) };
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(broken) });
    await client.load(scene, settings);
    const failures: string[] = [];
    client.onFailure((reason) => failures.push(reason.message));
    client.change({ revision: 1, put: [camera('a')], removed: [] });
    await client.idle();
    expect(failures).toEqual(['out of memory']);
  });

  it('refuses a scene of more cells than memory holds, before any worker has it', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    const bounds = { minX: 0, minY: 0, maxX: 32_000, maxY: 32_000 };
    await expect(client.load({ ...scene, bounds, cell: 0.25 }, settings)).rejects.toThrow('too many cells');
  });

  it('forgets what was queued for the scene before', async () => {
    const manual = manualWorker();
    const client = createCoverageClient({ workerCount: 1, createWorker: () => inlineEndpoint(manual.worker) });
    await client.load(scene, settings);
    const revisions: number[] = [];
    client.onUpdate((update) => revisions.push(update.revision));
    client.change({ revision: 1, put: [camera('a')], removed: [] });
    await client.load(scene, settings);
    client.change({ revision: 2, put: [camera('b')], removed: [] });
    for (let i = 0; i < 5; i++) await manual.answer();
    await client.idle();
    expect(revisions).toEqual([2]);
  });
});
