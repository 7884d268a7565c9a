import { failure, type Outcome } from '#model/result.ts';
import { joinExtents, placeScene, type SceneExtent, scenePadding } from '../assemble/place-scene.ts';
import type { OsmData } from '../osm/osm-data.ts';
import { sceneExtent } from '../osm/scene-extent.ts';
import type { OsmPlan, PlannedSource } from '../sources/plan-import.ts';

/**
 * Where the scene of several sources lies. OpenStreetMap's own rule where it has buildings or streets; else the box of the
 * sources that give buildings or streets, 100 m around; else that of all sources with a place.
 */
export function sharedExtent(
  data: OsmData | null,
  osm: OsmPlan | null,
  others: readonly PlannedSource[],
): Outcome<SceneExtent> {
  const placed = others.filter(({ extent }) => extent !== null);
  if (data !== null && osm !== null) {
    const extent = sceneExtent(data);
    if (extent.ok) return extent;
    const isBare = extent.problem.code === 'osm-empty';
    if (!isBare || placed.length === 0) return { ok: false, problem: { ...extent.problem, place: osm.files[0].name } };
  }
  const framing = placed.filter(framesCity);
  const chosen = framing.length > 0 ? framing : placed;
  const box = joinExtents(chosen.flatMap(({ extent }) => extent ?? []));
  if (box === null) {
    const place = others[0]?.input.name ?? null;
    return failure(
      'no-place',
      `${place ?? 'The file'} has no place of its own; open it together with the city that it is about, or say where its zero lies (--origin).`,
      place,
    );
  }
  const placedScene = placeScene(box, scenePadding, framing.length > 0 ? 'The buildings and streets' : 'The features');
  return placedScene.ok ? placedScene : { ok: false, problem: { ...placedScene.problem, place: chosen[0].input.name } };
}

/** Whether a source gives what makes a city: points and zones may lie far around it. */
function framesCity({ kind, mapping }: PlannedSource): boolean {
  if (kind === 'cityjson' || kind === 'sumo') return true;
  return mapping?.role === 'buildings' || mapping?.role === 'streets';
}
