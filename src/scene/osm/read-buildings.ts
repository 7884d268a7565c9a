import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import type { Bounds } from '#model/scene.ts';
import type { CitySolids } from '../assemble/city-solids.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import type { Ring } from '../assemble/ring.ts';
import { addOpenedSolid } from './add-opened-solid.ts';
import { type BuildingHeight, buildingHeight } from './building-heights.ts';
import { type Outline, readOutlines } from './building-outlines.ts';
import { assignParts, outlineRest, replacesOutline } from './building-parts.ts';
import { tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import type { Passage, Passages } from './read-passages.ts';
import { roofOf } from './roof-shape.ts';

type Polygons = readonly (readonly Ring[])[];

/** What all solids of one building share. */
interface Group {
  /** Id of the outline that parts replace. */
  readonly outlineId: string | null;
  /** Lowest ground under the whole building, or `null` to take it under each polygon. */
  readonly ground: number | null;
  /** Passages that run through it. */
  readonly passages: readonly Passage[];
}

/**
 * All buildings as solids: parts replace their outline, every part stands on the lowest ground under the outline, the
 * rest on the lowest ground under their own polygon; passages are cut out. Yields now and then.
 */
export function* readBuildings(
  geometry: OsmGeometry,
  reach: Bounds,
  bounds: Bounds,
  passages: Passages,
  solids: CitySolids,
): Generator<null, Outline[]> {
  const { notes } = solids;
  const all = yield* readOutlines(geometry, reach, bounds, notes);
  const outlines = all.filter(({ isPart }) => !isPart);
  const parts = all.filter(({ isPart }) => isPart);
  const owner = assignParts(outlines, parts, geometry.data.relations);
  const partsOf = new Map<number, Outline[]>();
  parts.forEach((part, index) => {
    const list = partsOf.get(owner[index]);
    if (list === undefined) partsOf.set(owner[index], [part]);
    else list.push(part);
  });
  const used = new Set<Passage>();
  const through = (polygons: Polygons) => {
    const found = passages.through(polygons);
    for (const passage of found) used.add(passage);
    return found;
  };

  for (const [index, outline] of outlines.entries()) {
    if (index % 5 === 4) yield null;
    addBuilding(solids, outline, partsOf.get(index) ?? [], through(outline.polygons));
  }
  for (const [index, part] of (partsOf.get(-1) ?? []).entries()) {
    if (index % 5 === 4) yield null;
    notes.add('read', 'building part', 'Lies in no outline; kept as a building of its own.', part.id);
    const group = { outlineId: null, ground: null, passages: through(part.polygons) };
    addSolid(solids, part, settleHeight(notes, part, null), part.polygons, group);
  }
  if (passages.exhausted)
    notes.tell('ignored', 'passage', 'There are too many on too large buildings; not all were cut out.', 1);
  for (const passage of passages.all) {
    if (!used.has(passage) && passage.stated)
      notes.add('ignored', 'passage', 'Is tagged as a building passage, but runs through no building.', passage.id);
  }
  return all;
}

function addBuilding(
  solids: CitySolids,
  outline: Outline,
  parts: readonly Outline[],
  passages: readonly Passage[],
): void {
  const { notes, terrain } = solids;
  const height = settleHeight(notes, outline, null);
  if (parts.length === 0) {
    addSolid(solids, outline, height, outline.polygons, { outlineId: null, ground: null, passages });
    return;
  }
  const heights = parts.map((part) => settleHeight(notes, part, height));
  const replacing = parts.filter((_, index) => replacesOutline(heights[index], height));
  const rest = replacing.length === 0 ? null : outlineRest(outline, replacing);
  noteRest(notes, outline, rest);
  const ground = Math.min(...outline.polygons.map((rings) => lowestGround(terrain, rings)));
  addSolid(solids, outline, height, rest?.polygons ?? outline.polygons, { outlineId: null, ground, passages });
  const group = { outlineId: outline.id, ground, passages };
  parts.forEach((part, index) => addSolid(solids, part, heights[index], part.polygons, group));
}

function noteRest(notes: ImportNotes, outline: Outline, rest: ReturnType<typeof outlineRest> | null): void {
  if (rest === null) {
    notes.add('read', 'building', 'Its parts stand on it; the outline stays whole.', outline.id);
  } else if (rest.uncertain) {
    notes.add('repaired', 'building', 'Its parts could not be cut out of its outline; both are kept.', outline.id);
  } else if (rest.polygons.length > 0) {
    notes.add(
      'repaired',
      'building',
      'Its parts cover less than 90 % of its outline; the rest of the outline is kept as a solid.',
      outline.id,
    );
  } else {
    notes.add('read', 'building', 'Replaced by its parts.', outline.id);
  }
}

function settleHeight(notes: ImportNotes, outline: Outline, whole: BuildingHeight | null): BuildingHeight {
  const height = buildingHeight(outline.tags, outline.use, whole);
  const subject = outline.isPart ? 'building part' : 'building';
  if (height.source === 'default') {
    notes.add('guessed', subject, 'No usable height or storeys; the default of its type was taken.', outline.id);
  } else if (height.source === 'levels') {
    notes.add('guessed', subject, 'Height from storeys, 3 m each.', outline.id);
  }
  if (height.unreadable) {
    notes.add('ignored', subject, 'A height tag is unreadable, impossible, or not above the underside.', outline.id);
  }
  if (height.underGuessed)
    notes.add('guessed', subject, 'Hangs above the ground; its underside is an assumption.', outline.id);
  if (tagValue(outline.tags, 'roof:shape') !== undefined && tagValue(outline.tags, 'roof:shape') !== 'flat') {
    notes.add('guessed', subject, 'Its pitched roof blocks up to the ridge, as if it were flat.', outline.id);
  }
  return height;
}

function addSolid(
  solids: CitySolids,
  outline: Outline,
  height: BuildingHeight,
  polygons: Polygons,
  { outlineId, ground, passages }: Group,
): void {
  const { notes, terrain } = solids;
  const roof = roofOf(outline.tags, height, outline.polygons[0][0]);
  const subject = outline.isPart ? 'building part' : 'building';
  if (roof.riseGuessed) notes.add('guessed', subject, 'How far its roof rises is an assumption.', outline.id);
  if (roof.unreadable) notes.add('ignored', subject, 'A tag of its roof is unreadable or impossible.', outline.id);
  const index = solids.addBuilding({
    ...plainBuilding,
    id: outline.id,
    name: tagValue(outline.tags, 'name') ?? null,
    use: outline.use,
    isPart: outline.isPart,
    outlineId,
    heightSource: height.source,
    heightMeters: height.top,
    minHeightMeters: height.under,
    roofShape: roof.shape,
    roofHeightMeters: roof.rise,
    roofDirectionDegrees: roof.direction,
  });
  for (const rings of polygons) {
    const base = ground === null ? solids.ground(rings) : quantize(ground);
    const solid = { rings, base: base + height.under, top: base + height.top, index };
    const added =
      height.under > 0
        ? solids.addPrism(rings, solid.base, solid.top, true, index)
        : addOpenedSolid(solids, solid, passages, outline.id);
    if (!added) notes.add('dropped', 'building', 'Its solid has no area or no height.', outline.id);
    else if (risesAbove(terrain, rings[0], base + height.top)) {
      notes.add(
        'read',
        'building',
        'Stands on a slope that rises above its roof; its height may be too low.',
        outline.id,
      );
    }
  }
}

/** Whether the ground at a corner is higher than the roof. */
function risesAbove(terrain: TerrainGrid | null, outer: Ring, top: number): boolean {
  if (terrain === null) return false;
  for (let i = 0; i < outer.length; i += 2) {
    if (groundHeight(terrain, outer[i], outer[i + 1]) > top) return true;
  }
  return false;
}
