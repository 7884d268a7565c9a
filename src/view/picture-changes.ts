import type { Scenario } from '#model/scenario.ts';
import type { SessionState } from '#state/session.ts';
import { isBulk } from './drawn-revision.ts';

/**
 * Whether a newer plan is drawn only together with its coverage. A bulk is not: its bodies would stay as they were until the
 * last of many cameras is computed. Rollout mode paints its report, whatever becomes of the plan.
 */
export function waitsForCoverage({ mode, coverage, layers, scenario }: SessionState, drawn: Scenario | null): boolean {
  if (mode === 'rollout' || coverage.status !== 'computing' || !layers.coverage) return false;
  return !isBulk(drawn?.devices ?? null, scenario?.devices ?? null);
}

/** Whether a change of the session shows in the drawn scene (the overlay above it follows by itself). */
export function changesPicture(next: SessionState, before: SessionState, waits: boolean): boolean {
  return (
    (!waits && (next.scenario !== before.scenario || next.coverage.status !== before.coverage.status)) ||
    next.city !== before.city ||
    next.selection !== before.selection ||
    next.ghost !== before.ghost ||
    next.blindSpots !== before.blindSpots ||
    (next.layers.network && next.costs !== before.costs) ||
    next.theme !== before.theme ||
    next.sun !== before.sun ||
    next.shadows !== before.shadows ||
    next.layers !== before.layers ||
    next.picked !== before.picked
  );
}
