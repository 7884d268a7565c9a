/** What this browser keeps between visits, whichever way it is kept. Contents are checked by those who read them. */

/** A plan as it is kept: the text of its file, and what lists need. */
export interface StoredPlan {
  /** Made when the plan was opened; two openings of one file are two plans. */
  readonly key: string;
  readonly name: string;
  readonly sceneId: string;
  readonly sceneName: string;
  /** The plan document as in a `.sightline.json` file. */
  readonly text: string;
  /** False as long as the plan is as it was opened; such plans are not listed and not kept for long. */
  readonly edited: boolean;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  /** Grows by one with every save. */
  readonly version: number;
}

/** A scene as it is kept: its package, so that it is read by the same code as a dropped one. */
export interface StoredScene {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The import report of the sources it was made from, as JSON text; null for a package. */
  readonly report: string | null;
}

export type SaveOutcome = { readonly saved: true; readonly version: number } | { readonly saved: false };

export interface PlanStorage {
  /** All plans, the newest first. */
  plans(): Promise<readonly StoredPlan[]>;
  plan(key: string): Promise<StoredPlan | null>;
  /**
   * Saves only if what is kept under the key still has the version that the caller knows (0: nothing is kept yet), in one
   * step that no other tab can come between. A plan that is gone is kept again.
   */
  savePlan(plan: Omit<StoredPlan, 'version'>, knownVersion: number): Promise<SaveOutcome>;
  scene(id: string): Promise<StoredScene | null>;
  saveScene(scene: StoredScene): Promise<void>;
  /** The plan that a new tab opens. */
  lastPlanKey(): Promise<string | null>;
  rememberLastPlan(key: string): Promise<void>;
  /** Drops plans that were never edited and are older than `before` (epoch milliseconds), and scenes that no plan stands on. */
  tidy(before: number): Promise<void>;
}

/** True when a save under a known version may go ahead. */
export function maySave(kept: StoredPlan | undefined, knownVersion: number): boolean {
  return kept === undefined || kept.version === knownVersion;
}

/** Which plans and scenes {@link PlanStorage.tidy} drops. */
export function untidy(
  plans: readonly StoredPlan[],
  sceneIds: readonly string[],
  before: number,
): { readonly plans: readonly string[]; readonly scenes: readonly string[] } {
  const keep = plans.filter((plan) => plan.edited || plan.savedAt >= before);
  const scenes = new Set(keep.map((plan) => plan.sceneId));
  return {
    plans: plans.filter((plan) => !keep.includes(plan)).map((plan) => plan.key),
    scenes: sceneIds.filter((id) => !scenes.has(id)),
  };
}

/** Keeps everything for as long as the page is open: for browsers that keep nothing, and for tests. */
export function createMemoryStorage(): PlanStorage {
  const plans = new Map<string, StoredPlan>();
  const scenes = new Map<string, StoredScene>();
  let last: string | null = null;
  return {
    plans: async () => [...plans.values()].sort((a, b) => b.savedAt - a.savedAt),
    plan: async (key) => plans.get(key) ?? null,
    async savePlan(plan, knownVersion) {
      if (!maySave(plans.get(plan.key), knownVersion)) return { saved: false };
      const version = knownVersion + 1;
      plans.set(plan.key, { ...plan, version });
      return { saved: true, version };
    },
    scene: async (id) => scenes.get(id) ?? null,
    async saveScene(scene) {
      scenes.set(scene.id, scene);
    },
    lastPlanKey: async () => last,
    async rememberLastPlan(key) {
      last = key;
    },
    async tidy(before) {
      const drop = untidy([...plans.values()], [...scenes.keys()], before);
      for (const key of drop.plans) plans.delete(key);
      for (const id of drop.scenes) scenes.delete(id);
    },
  };
}
