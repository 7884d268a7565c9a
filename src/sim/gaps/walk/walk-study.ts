import type { Portal } from '#model/city.ts';
import type { GapQuestion } from '#model/gap-question.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { WalkGround as GroundFigures } from '#model/results/gaps/approach.ts';
import type { SitePlace } from '../../access/places.ts';
import { portalsOfSites } from '../../access/portal-belonging.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { PlaceNames } from './place-names.ts';
import { chosenEntry, type EntryGroup, entryGroups } from './walk-entries.ts';
import { type WalkGround, walkGroundSteps } from './walk-ground.ts';
import type { DelayAssumptions } from './walk-scene.ts';
import { type WalkTargets, walkTargets } from './walk-targets.ts';

/** Everything of an approach on foot but who watches. */
export interface WalkStudy {
  readonly ground: WalkGround;
  readonly site: SitePlace;
  readonly targets: WalkTargets;
  readonly entries: readonly EntryGroup[];
  readonly names: PlaceNames;
}

export type WalkQuestion = Pick<GapQuestion, 'portalId' | 'from' | 'reachMeters'>;

/**
 * Ground, targets and entries of a site. A failure, as a sentence, where the site lies outside the scene, has no ground, or nobody can
 * stand at the chosen point.
 */
export function* walkStudySteps(
  scene: GapScene,
  site: SitePlace,
  question: WalkQuestion,
  assumptions: DelayAssumptions,
  lockedPortals: ReadonlySet<string>,
): Generator<SimulationStep, Outcome<WalkStudy>, void> {
  const doors = doorsOf(scene, site, question.portalId);
  if (!doors.ok) return doors;
  const { x, y } = site;
  const ground = yield* walkGroundSteps(scene, {
    x,
    y,
    reachMeters: question.reachMeters,
    assumptions,
    lockedPortals,
  });
  if (!ground.ok) return ground;
  yield { step: 'Finding the doors', fraction: 0 };
  const targets = walkTargets(ground.value, site, doors.value);
  if (!targets.ok) return targets;
  yield { step: 'Finding the entries', fraction: 0 };
  const names = new PlaceNames(scene);
  yield { step: 'Finding the entries', fraction: 0.5 };
  if (question.from === null) {
    const entries = entryGroups(ground.value, scene, names);
    if (entries.length === 0) {
      return failure(
        'no-entry',
        'No ground that people can walk on reaches the border of the study area; choose a starting point or another reach.',
      );
    }
    return success({ ground: ground.value, site, targets: targets.value, entries, names });
  }
  const entry = chosenEntry(ground.value, names, question.from);
  if (!entry.ok) return entry;
  return success({ ground: ground.value, site, targets: targets.value, entries: [entry.value], names });
}

/** The portals that an approach may end at: the one that is asked about, else those of the site. */
export function doorsOf(scene: GapScene, site: SitePlace, portalId: string | null): Outcome<readonly Portal[]> {
  const portals = scene.surroundings?.portals ?? [];
  if (portalId !== null) {
    const door = portals.find(({ id }) => id === portalId);
    return door === undefined
      ? failure('no-portal', 'The portal of the question is no longer in the city; choose another one.', portalId)
      : success([door]);
  }
  const [own] = portalsOfSites([site], portals, scene);
  return success(Array.from(own ?? [], (index) => portals[index]));
}

/** Figures of the ground that are told with every answer. `costs`: cell → finite where the site is reached. */
export function groundFigures({ ground, entries }: WalkStudy, costs: ArrayLike<number>): GroundFigures {
  const { grid, walkableCells } = ground;
  const { cell } = grid.grid;
  let reached = 0;
  for (let at = 0; at < grid.moves.length; at += 1) {
    if (grid.moves[at] !== 0 && costs[at] < Number.POSITIVE_INFINITY) reached += 1;
  }
  const unreached = entries.filter(({ cells }) => cells.every((at) => costs[at] === Number.POSITIVE_INFINITY)).length;
  return {
    cellMeters: cell,
    cells: walkableCells,
    squareMeters: walkableCells * cell * cell,
    entries: entries.length,
    unreached,
    reachedShare: reached / walkableCells,
  };
}
