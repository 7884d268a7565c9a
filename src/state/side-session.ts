import type { Scenario } from '#model/scenario.ts';
import { noGaps } from './gap-state.ts';
import { noWork, type RolloutState } from './rollout-state.ts';
import type { BlindSpotState, Commands, CoverageState, SessionState, Store, ViewPose } from './session.ts';

/** The other variant beside the plan that is shown: the same city and date, its own devices and results. */

/** A variant of the plan as it is (null: the plan itself); null where there is no plan. */
export type VariantPlan = (variantId: string | null) => Scenario | null;

/** Whether two variants are shown side by side: Rollout mode has a report of another one. */
export function isCompared({ mode, rollout }: Pick<SessionState, 'mode' | 'rollout'>): boolean {
  const { status, result } = rollout.comparison.run;
  return mode === 'rollout' && status !== 'idle' && result !== null && rollout.run.result !== null;
}

/** What a variant is called; null is the plan itself. */
export function variantName({ variants }: Pick<SessionState, 'variants'>, variantId: string | null): string {
  if (variantId === null) return 'The plan itself';
  return variants.find(({ id }) => id === variantId)?.name ?? variantId;
}

/**
 * The session as the other variant's twin sees it: its plan, report and gaps in place of those shown, the camera's surroundings,
 * layers, date and paint as they are, and nothing that is being edited. Its value stays the same object until something of it changes.
 */
export function createSideSession(session: Store<SessionState>, planOf: VariantPlan): Store<SessionState> {
  let from: SessionState | null = null;
  let side: SessionState | null = null;
  let plan: { readonly key: readonly unknown[]; readonly scenario: Scenario | null } = { key: [], scenario: null };
  let rollout: { readonly from: RolloutState; readonly made: RolloutState } | null = null;
  let coverage: CoverageState | null = null;

  const scenarioOf = ({ revision, rollout: { comparison } }: SessionState): Scenario | null => {
    const key = [revision, comparison.variantId];
    if (key.some((part, i) => part !== plan.key[i]) || plan.key.length === 0)
      plan = { key, scenario: planOf(comparison.variantId) };
    return plan.scenario;
  };

  const rolloutOf = (state: RolloutState): RolloutState => {
    if (rollout?.from !== state) {
      const made = sideRollout(state);
      rollout = { from: state, made: rollout !== null && alike(rollout.made, made) ? rollout.made : made };
    }
    return rollout.made;
  };

  const get = (): SessionState => {
    const state = session.get();
    if (state === from && side !== null) return side;
    from = state;
    const compared = isCompared(state);
    if (coverage === null || coverage.grid !== state.coverage.grid) coverage = restingCoverage(state.coverage);
    const next: SessionState = {
      ...state,
      ...nothingEdited,
      scenario: compared ? scenarioOf(state) : null,
      activeVariant: state.rollout.comparison.variantId,
      rollout: rolloutOf(state.rollout),
      coverage,
    };
    if (side === null || !alike(side, next)) side = next;
    return side;
  };

  return {
    get,
    subscribe(listener) {
      let seen = get();
      return session.subscribe(() => {
        const next = get();
        if (next === seen) return;
        seen = next;
        listener();
      });
    },
  };
}

const noSpots: BlindSpotState = { status: 'idle', spots: [], selected: null, proposals: null, proposing: false };
const nobody: readonly string[] = [];

/** What belongs to the plan that is edited, and is the page's alone. */
const nothingEdited = {
  report: null,
  editNotes: [],
  canUndo: false,
  canRedo: false,
  undoLabel: null,
  redoLabel: null,
  saveStatus: 'saved',
  selection: nobody,
  tool: 'select',
  draft: [],
  ghost: null,
  measure: [],
  cameraView: false,
  costs: null,
  summary: null,
  blindSpots: noSpots,
  gaps: noGaps,
  dialog: null,
  deviceQuestion: null,
  hover: null,
  task: null,
  notices: [],
  reportOpen: false,
  importQuestions: null,
  picked: null,
  recentPlans: [],
} as const satisfies Partial<SessionState>;

/** Of the same city, with nothing under way: its twin waits for no coverage. */
function restingCoverage({ grid, workers }: CoverageState): CoverageState {
  return {
    status: 'ready',
    revision: 0,
    grid,
    totals: null,
    devices: new Map(),
    goals: new Map(),
    score: null,
    resultHash: null,
    groundCells: null,
    workers,
  };
}

const nothingMeasured: RolloutState['measured'] = new Map();
const noComparison: RolloutState['comparison'] = { variantId: null, run: noWork };

function sideRollout(state: RolloutState): RolloutState {
  const { run } = state.comparison;
  const gapId = run.result?.gaps.some(({ id }) => id === state.gapId) === true ? state.gapId : null;
  return {
    ...state,
    run,
    gapId,
    measured: nothingMeasured,
    policies: noWork,
    orders: noWork,
    monthly: noWork,
    comparison: noComparison,
    dialog: null,
  };
}

/** Whether all fields are the same. */
function alike<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key]);
}

/** What the other variant's twin may do: move the camera that both share, and show a gap of its own. */
export function sideCommands(commands: Commands, side: Store<SessionState>): Commands {
  const allowed: Partial<Commands> = {
    look: commands.look,
    lookAt: commands.lookAt,
    showCutoverGap(id) {
      const gap = side.get().rollout.run.result?.gaps.find((entry) => entry.id === id);
      if (gap === undefined) return;
      const pose: Partial<ViewPose> = { targetX: gap.x, targetY: gap.y };
      commands.lookAt(pose);
    },
  };
  const nothing = (): void => undefined;
  return new Proxy(commands, {
    get: (_, name) => (allowed as Record<PropertyKey, unknown>)[name] ?? nothing,
  });
}
