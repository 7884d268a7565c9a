import type { SitePlace } from '../access/places.ts';
import type { SimulationStep } from '../simulation-step.ts';
import { nearestMain } from './cordon/nearest-main.ts';
import type { GapStage } from './gap-stage.ts';
import type { StationDrive } from './timely/timely-steps.ts';
import { DriveSearch, wayOf } from './traffic/drive-search.ts';
import { wayLine } from './traffic/way-lines.ts';

/** Fastest drives from the plan's stations to a site at the responders' speed; null where no way leads. */
export function* stationDrives(
  stage: GapStage,
  { x, y }: SitePlace,
): Generator<SimulationStep, readonly (StationDrive | null)[], void> {
  const { stations } = stage.scenario;
  const { graph } = stage.responseRoads();
  yield { step: 'Sending out the responders', fraction: 0.9 };
  const end = nearestMain(graph, x, y);
  if (end === null) return stations.map(() => null);
  const searching = new DriveSearch(graph).toSteps(end);
  let step = searching.next();
  for (; step.done !== true; step = searching.next()) yield { step: 'Sending out the responders', fraction: 0.9 };
  const tree = step.value;
  return stations.map((station): StationDrive | null => {
    const start = nearestMain(graph, station.x, station.y);
    const way = start === null ? null : wayOf(graph, tree, start);
    if (start === null || way === null) return null;
    return { seconds: way.milliseconds / 1000, route: wayLine(graph, way.arcs, start, end) };
  });
}
