import { createFrame } from '#geo/frame.ts';
import { reframeScenario } from '#geo/reframe-scenario.ts';
import type { City } from '#model/city.ts';
import { planLists, type Scenario } from '#model/scenario.ts';
import type { Bounds, Origin, SceneManifest } from '#model/scene.ts';

/** The plan on this very city: in its frame, under its id. */
export function onto(scenario: Scenario, { manifest: { id, name, origin } }: City): Scenario {
  return { ...reframeScenario(scenario, origin), scene: { id, name, origin } };
}

/**
 * Whether the open plan is worth taking to another city: it holds something, and the city it stands on overlaps with the
 * other one.
 */
export function canCarry(scenario: Scenario, from: SceneManifest, to: SceneManifest): boolean {
  if (planLists.every((list) => scenario[list].length === 0)) return false;
  const seen = boundsIn(from.bounds, from.origin, to.origin);
  const { bounds } = to;
  return seen.minX < bounds.maxX && seen.maxX > bounds.minX && seen.minY < bounds.maxY && seen.maxY > bounds.minY;
}

/** Box around a box of one frame in another one, local metres. NaN for what lies beyond the projection's reach. */
function boundsIn({ minX, minY, maxX, maxY }: Bounds, from: Origin, to: Origin): Bounds {
  const source = createFrame(from);
  const target = createFrame(to);
  const corners = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ] as const;
  const moved = corners.map(([x, y]) => target.toLocal(...source.toGeographic(x, y)));
  const xs = moved.map(([x]) => x);
  const ys = moved.map(([, y]) => y);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}
