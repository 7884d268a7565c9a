import type { CoverageTiles, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { isAbort, type Notifier } from './notices.ts';
import { createRolloutPainter, type RolloutMoment, rolloutPaint } from './rollout-picture.ts';
import type { RolloutRunner } from './rollout-runner.ts';
import { createTileBoard } from './tile-board.ts';
import type { TileSwitch } from './tile-switch.ts';

/** What the twin, and the one beside it, show of a rollout. */
export interface RolloutStage {
  /** Tiles of the other variant. */
  readonly side: CoverageTiles;
  /** Whether the twin shows the rollout's coverage or the plan's. */
  enter(inRollout: boolean): void;
  /** Paints a moment of the plan, and one of the variant beside it; null: nothing has been run. */
  show(moment: RolloutMoment | null, beside: RolloutMoment | null): void;
  /** What was painted belongs to something else now. */
  forget(): void;
}

/** @param planTiles Coverage of the plan as it is edited; its facades are those of the rollout too. */
export function createRolloutStage(
  rollouts: RolloutRunner,
  planTiles: CoverageTiles,
  tiles: TileSwitch,
  session: WritableStore<SessionState>,
  notifier: Notifier,
): RolloutStage {
  const board = createTileBoard();
  const side = createTileBoard();
  planTiles.subscribe(({ panels }) => {
    if (panels === undefined) return;
    board.setPanels(panels);
    side.setPanels(panels);
  });
  const fail = (reason: unknown): void => {
    if (!isAbort(reason)) notifier.fail('rollout-picture-failed', 'The date could not be painted:', reason);
  };
  const painter = createRolloutPainter(
    rollouts,
    board,
    (goals) => {
      const measured = new Map(goals.map(({ id, achieved }) => [id, achieved]));
      session.patch({ rollout: { ...session.get().rollout, measured } });
    },
    fail,
  );
  const sidePainter = createRolloutPainter(rollouts, side, () => undefined, fail);
  let entered = false;
  let painted = false;
  const choose = (): void => tiles.show(entered && painted ? board : planTiles);

  return {
    side,
    enter(inRollout) {
      entered = inRollout;
      choose();
    },
    show(moment, beside) {
      painted = moment !== null;
      choose();
      if (moment !== null) painter.paint({ ...moment, paint: rolloutPaint(moment.paint) });
      if (beside !== null) sidePainter.paint({ ...beside, paint: rolloutPaint(beside.paint) });
    },
    forget() {
      painter.forget();
      sidePainter.forget();
      painted = false;
      choose();
    },
  };
}
