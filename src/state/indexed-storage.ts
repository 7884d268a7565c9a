import { type DBSchema, openDB } from 'idb';
import { maySave, type PlanStorage, type StoredPlan, type StoredScene, untidy } from './plan-storage.ts';

interface SightlineDatabase extends DBSchema {
  plans: { key: string; value: StoredPlan };
  scenes: { key: string; value: StoredScene };
  pointers: { key: string; value: string };
}

const databaseVersion = 1;

/** Opens the browser's own store. Rejects where the browser has none or forbids it. */
export async function openIndexedStorage(name = 'sightline'): Promise<PlanStorage> {
  const database = await openDB<SightlineDatabase>(name, databaseVersion, {
    upgrade(fresh) {
      fresh.createObjectStore('plans', { keyPath: 'key' });
      fresh.createObjectStore('scenes', { keyPath: 'id' });
      fresh.createObjectStore('pointers');
    },
    // Another tab runs a newer Sightline: let it go on rather than hold it up.
    blocking: () => database.close(),
  });
  return {
    plans: async () => (await database.getAll('plans')).sort((a, b) => b.savedAt - a.savedAt),
    plan: async (key) => (await database.get('plans', key)) ?? null,
    async savePlan(plan, knownVersion) {
      const transaction = database.transaction('plans', 'readwrite', { durability: 'strict' });
      const kept = await transaction.store.get(plan.key);
      if (!maySave(kept, knownVersion)) {
        await transaction.done;
        return { saved: false };
      }
      const version = knownVersion + 1;
      await transaction.store.put({ ...plan, version });
      await transaction.done;
      return { saved: true, version };
    },
    scene: async (id) => (await database.get('scenes', id)) ?? null,
    async saveScene(scene) {
      await database.put('scenes', scene);
    },
    lastPlanKey: async () => (await database.get('pointers', 'last-plan')) ?? null,
    async rememberLastPlan(key) {
      await database.put('pointers', key, 'last-plan');
    },
    async tidy(before) {
      const transaction = database.transaction(['plans', 'scenes'], 'readwrite');
      const plans = transaction.objectStore('plans');
      const scenes = transaction.objectStore('scenes');
      const drop = untidy(await plans.getAll(), await scenes.getAllKeys(), before);
      await Promise.all([...drop.plans.map((key) => plans.delete(key)), ...drop.scenes.map((id) => scenes.delete(id))]);
      await transaction.done;
    },
  };
}
