import { rolloutQuestionSchema } from '#model/rollout/rollout-question.ts';
import type { RolloutSettings, RolloutTask } from '#model/rollout/rollout-records.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { RolloutState } from '#state/rollout-state.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';

export interface RolloutCommandParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
}

type RolloutCommands = Pick<
  Commands,
  | 'runRollout'
  | 'stopRollout'
  | 'setRolloutQuestion'
  | 'setRolloutSettings'
  | 'setRolloutDate'
  | 'playRollout'
  | 'setRolloutView'
  | 'showRolloutTask'
  | 'showCutoverGap'
  | 'changeTask'
  | 'comparePolicies'
  | 'searchOrder'
  | 'takeOrder'
  | 'scoreMonths'
  | 'compareRollout'
  | 'endRolloutComparison'
  | 'exportRollout'
  | 'importTaskList'
>;

/** What a user can do in Rollout mode. */
export function createRolloutCommands(parts: RolloutCommandParts): RolloutCommands {
  const { session } = parts;
  const state = (): RolloutState => session.get().rollout;
  const patch = (fields: Partial<RolloutState>): void => session.patch({ rollout: { ...state(), ...fields } });
  return {
    runRollout() {},
    stopRollout() {},
    setRolloutQuestion(change) {
      const next = rolloutQuestionSchema.safeParse({ ...state().question, ...change });
      if (next.success) patch({ question: next.data });
    },
    setRolloutSettings(_change: Partial<RolloutSettings>) {},
    setRolloutDate: (date) => patch({ date }),
    playRollout: (playing) => patch({ playing }),
    setRolloutView: (change) => patch(change),
    showRolloutTask: (taskId) => patch({ taskId }),
    showCutoverGap: (gapId) => patch({ gapId }),
    changeTask(_id: string, _change: Partial<Omit<RolloutTask, 'id'>> | null) {},
    comparePolicies() {},
    searchOrder() {},
    takeOrder() {},
    scoreMonths() {},
    compareRollout() {},
    endRolloutComparison() {},
    exportRollout() {},
    importTaskList() {},
  };
}
