import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import type { Scenario } from '#model/scenario.ts';
import { cameraWith, scenarioWith } from '../../test/fixtures/cameras.ts';
import { rolloutReport } from '../../test/fixtures/rollout-report.ts';
import { viewState } from '../../test/fixtures/view-state.ts';
import { noRollout, noWork, type RolloutState } from './rollout-state.ts';
import type { Commands, SessionState } from './session.ts';
import { createSideSession, isCompared, sideCommands, variantName } from './side-session.ts';
import { createStore } from './store.ts';

const city: City = {
  manifest: {
    format: 'sightline-scene',
    version: 2,
    id: 'plain',
    name: 'Plain',
    invented: true,
    origin: { longitude: 0, latitude: 0, heightMeters: 0 },
    bounds: { minX: -100, minY: -100, maxX: 100, maxY: 100 },
    attribution: [],
    sources: [],
    statistics: {},
    layers: [],
  },
  ...emptyLayers,
  buildings: [],
  prisms: {
    count: 0,
    building: new Uint32Array(0),
    ringStart: Uint32Array.of(0),
    vertexStart: Uint32Array.of(0),
    xy: new Float64Array(0),
    baseZ: new Float64Array(0),
    topZ: new Float64Array(0),
    raised: new Uint8Array(0),
  },
};

const own = scenarioWith([cameraWith({ id: 'A' })]);
const other = scenarioWith([cameraWith({ id: 'A' }), cameraWith({ id: 'B' })]);
const report = rolloutReport({ phases: 1 });
const otherReport = rolloutReport({ phases: 3 });
const rollout: RolloutState = {
  ...noRollout,
  run: { ...noWork, status: 'ready', result: report },
  date: '2026-06-01',
  comparison: { variantId: 'wide', run: { ...noWork, status: 'ready', result: otherReport } },
};

function compared(fields: Partial<SessionState> = {}) {
  const session = createStore<SessionState>({
    ...viewState(city, own),
    mode: 'rollout',
    rollout,
    variants: [{ id: 'wide', name: 'Wider cordon', description: '' }],
    selection: ['A'],
    ...fields,
  });
  const asked: (string | null)[] = [];
  const side = createSideSession(session, (id): Scenario => {
    asked.push(id);
    return other;
  });
  return { session, side, asked };
}

describe('the other variant beside the plan', () => {
  it('is there once Rollout mode has reports of both', () => {
    const state = compared().session.get();
    expect(isCompared(state)).toBe(true);
    expect(isCompared({ ...state, mode: 'plan' })).toBe(false);
    expect(isCompared({ ...state, rollout: { ...rollout, run: noWork } })).toBe(false);
    expect(isCompared({ ...state, rollout: { ...rollout, comparison: noRollout.comparison } })).toBe(false);
    expect(variantName(state, 'wide')).toBe('Wider cordon');
    expect(variantName(state, null)).toBe('The plan itself');
  });

  it('has its own plan and report on the same city and date, and nothing that is being edited', () => {
    const { side } = compared({ measure: [[1, 2]], tool: 'lasso' });
    const state = side.get();
    expect(state.scenario).toBe(other);
    expect(state.activeVariant).toBe('wide');
    expect(state.city).toBe(city);
    expect(state.rollout.run.result).toBe(otherReport);
    expect(state.rollout.date).toBe('2026-06-01');
    expect(state.rollout.comparison.run.result).toBeNull();
    expect([state.selection, state.measure, state.tool]).toEqual([[], [], 'select']);
  });

  it('is the same until something of it changes: neither what is hovered nor what is selected changes it', () => {
    const { session, side, asked } = compared();
    const before = side.get();
    let told = 0;
    const stop = side.subscribe(() => {
      told += 1;
    });
    session.patch({ selection: [], hover: { x: 0, y: 0, z: 0, screenX: 1, screenY: 2, readings: null } });
    session.patch({ coverage: { ...session.get().coverage, status: 'computing' } });
    session.patch({ rollout: { ...rollout, measured: new Map([['G1', 3]]), dialog: 'orders' } });
    expect(side.get()).toBe(before);
    expect(told).toBe(0);
    expect(asked).toEqual(['wide']);
    session.patch({ rollout: { ...rollout, date: '2026-07-01' } });
    session.patch({ theme: 'dark' });
    expect(told).toBe(2);
    expect(side.get()).toMatchObject({ theme: 'dark', rollout: { date: '2026-07-01' } });
    expect(asked).toEqual(['wide']);
    session.patch({ revision: 2 });
    expect(asked).toEqual(['wide', 'wide']);
    stop();
    session.patch({ theme: 'light' });
    expect(told).toBe(3);
  });

  it('shows a chosen gap only where it has one of the same name', () => {
    const id = otherReport.gaps[0]?.id ?? '';
    expect(compared({ rollout: { ...rollout, gapId: id } }).side.get().rollout.gapId).toBe(id);
    expect(compared({ rollout: { ...rollout, gapId: 'nowhere' } }).side.get().rollout.gapId).toBeNull();
  });

  it('moves the shared camera and changes nothing', () => {
    const calls: unknown[] = [];
    const record =
      (name: string) =>
      (...values: unknown[]) => {
        calls.push([name, ...values]);
      };
    const commands = new Proxy({} as Commands, { get: (_, name) => record(String(name)) });
    const allowed = sideCommands(commands, compared().side);
    allowed.changeDevice('A', { x: 3 });
    allowed.select(['A']);
    allowed.setRolloutDate('2026-07-01');
    expect(calls).toEqual([]);
    allowed.look('north');
    const gap = otherReport.gaps[0];
    allowed.showCutoverGap(gap?.id ?? '');
    allowed.showCutoverGap('nowhere');
    expect(calls).toEqual([
      ['look', 'north'],
      ['lookAt', { targetX: gap?.x, targetY: gap?.y }],
    ]);
  });
});
