import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Autosave, createAutosave } from './autosave.ts';
import { createMemoryStorage, type PlanStorage } from './plan-storage.ts';

interface Tab {
  readonly autosave: Autosave;
  readonly statuses: string[];
  readonly conflicts: number[];
  readonly failures: unknown[];
  type(text: string): void;
}

function tab(storage: PlanStorage): Tab {
  let text = '';
  const statuses: string[] = [];
  const conflicts: number[] = [];
  const failures: unknown[] = [];
  const autosave = createAutosave({
    storage,
    delayMilliseconds: 300,
    snapshot: () => ({ name: 'Plan', sceneId: 'scene', sceneName: 'Scene', text, edited: true, savedAt: 0 }),
    onStatus: (status) => statuses.push(status),
    onSaved: () => undefined,
    onConflict: () => conflicts.push(1),
    onFailure: (reason) => failures.push(reason),
  });
  return {
    autosave,
    statuses,
    conflicts,
    failures,
    type(next) {
      text = next;
      autosave.touch();
    },
  };
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves once after a burst of changes', async () => {
    const storage = createMemoryStorage();
    const save = vi.spyOn(storage, 'savePlan');
    const one = tab(storage);
    one.autosave.open('k', 0);
    for (const text of ['a', 'ab', 'abc']) one.type(text);
    expect(one.autosave.dirty()).toBe(true);
    await vi.advanceTimersByTimeAsync(301);
    expect(save).toHaveBeenCalledTimes(1);
    expect((await storage.plan('k'))?.text).toBe('abc');
    expect(one.statuses.at(-1)).toBe('saved');
    expect(one.autosave.dirty()).toBe(false);
  });

  it('saves at once when asked to, and what was typed while it saved', async () => {
    const storage = createMemoryStorage();
    const one = tab(storage);
    one.autosave.open('k', 0);
    one.type('first');
    const flushed = one.autosave.flush();
    one.type('second');
    await flushed;
    expect(one.autosave.dirty()).toBe(true);
    await vi.advanceTimersByTimeAsync(301);
    expect((await storage.plan('k'))?.text).toBe('second');
    expect((await storage.plan('k'))?.version).toBe(2);
  });

  it('never writes over what another tab has saved', async () => {
    const storage = createMemoryStorage();
    const one = tab(storage);
    const two = tab(storage);
    one.autosave.open('k', 0);
    one.type('from one');
    await one.autosave.flush();
    two.autosave.open('k', 1);
    two.type('from two');
    await two.autosave.flush();
    one.type('from one again');
    await one.autosave.flush();
    expect((await storage.plan('k'))?.text).toBe('from two');
    expect(one.conflicts).toHaveLength(1);
    expect(one.autosave.dirty()).toBe(true);
    one.autosave.open('copy', 0);
    one.type('from one again');
    await one.autosave.flush();
    expect((await storage.plan('copy'))?.text).toBe('from one again');
  });

  it('tells of a store that fails and tries again with the next change', async () => {
    const storage = createMemoryStorage();
    vi.spyOn(storage, 'savePlan').mockRejectedValueOnce(new Error('quota'));
    const one = tab(storage);
    one.autosave.open('k', 0);
    one.type('a');
    await one.autosave.flush();
    expect(one.statuses.at(-1)).toBe('failed');
    expect(one.failures).toHaveLength(1);
    one.type('b');
    await one.autosave.flush();
    expect((await storage.plan('k'))?.text).toBe('b');
    expect(one.statuses.at(-1)).toBe('saved');
  });

  it('drops old plans that were never edited and scenes that nothing stands on', async () => {
    const storage = createMemoryStorage();
    const row = (key: string, sceneId: string, edited: boolean, savedAt: number) =>
      storage.savePlan({ key, name: key, sceneId, sceneName: '', text: '', edited, savedAt }, 0);
    await Promise.all([row('edited', 's1', true, 10), row('opened', 's2', false, 10), row('fresh', 's3', false, 20)]);
    for (const id of ['s1', 's2', 's3', 's4']) {
      await storage.saveScene({ id, name: id, bytes: new Uint8Array(0), report: null });
    }
    await storage.tidy(20);
    expect((await storage.plans()).map((plan) => plan.key)).toEqual(['fresh', 'edited']);
    expect(await Promise.all(['s1', 's2', 's3', 's4'].map(async (id) => (await storage.scene(id)) !== null))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
