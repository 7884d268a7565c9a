import { type LatestOnly, latestOnly } from '#jobs/latest-only.ts';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import type { GoalResult } from '#model/results/goals.ts';
import { liveAt } from '#model/results/rollout/rollout-moment.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { RolloutRequest, RolloutRunner } from './rollout-runner.ts';
import type { TileBoard } from './tile-board.ts';

/** A moment of a plan that was run. */
export interface RolloutMoment {
  readonly request: RolloutRequest;
  readonly report: RolloutReport;
  readonly date: string;
  readonly what: 'date' | 'chance';
  readonly paint: PaintSetting;
}

export interface RolloutPainter {
  /** Paints a moment on the board; moments that come faster than they are painted are left out. */
  paint(moment: RolloutMoment): void;
  /** Nothing that is on the board may be built on any more. */
  forget(): void;
}

/**
 * @param onGoals Told how the goals stand with the devices that are live at the painted moment.
 * @param onFailure Told of what is no stop.
 */
export function createRolloutPainter(
  runner: RolloutRunner,
  board: TileBoard,
  onGoals: (goals: readonly GoalResult[]) => void,
  onFailure: (reason: unknown) => void,
): RolloutPainter {
  let revision = 0;
  /** What is on the board: tiles of another request or kind can't be added to. */
  let drawn: { readonly request: RolloutRequest; readonly what: RolloutMoment['what']; readonly key: string } | null =
    null;

  const draw = async ({ request, report, date, what, paint }: RolloutMoment): Promise<void> => {
    const live = liveAt(report, date);
    const key = JSON.stringify([what === 'date' ? live : date, what === 'date' ? paint : null, report.runs]);
    const goesOn = drawn?.request === request && drawn.what === what;
    if (goesOn && drawn?.key === key) return;
    revision += 1;
    if (what === 'date') {
      const picture = await runner.show(request, live, paint, !goesOn);
      if (picture === null) return;
      if (picture.reset) board.reset(revision, picture.grid);
      board.put(revision, picture.update.tiles, picture.update.facades);
      onGoals(picture.update.goals);
    } else {
      const picture = await runner.chance(request, date);
      if (picture === null) return;
      if (!goesOn) board.reset(revision, picture.grid);
      board.put(revision, picture.tiles);
    }
    drawn = { request, what, key };
  };

  const queue: LatestOnly<RolloutMoment> = latestOnly(
    (moment) => draw(moment).catch(onFailure),
    () => undefined,
  );
  return {
    paint: (moment) => queue.ask(moment),
    forget() {
      queue.clear();
      drawn = null;
    },
  };
}

/** Coverage as it is painted in Rollout mode: the categories under the condition that is looked at. */
export function rolloutPaint(paint: PaintSetting): PaintSetting {
  return { ...paint, layer: 'density', mode: 'best', emphasis: [], against: 'baseline' };
}
