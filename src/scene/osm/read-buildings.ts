import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Building, PrismTable, TerrainGrid } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import type { Bounds } from '#model/scene.ts';
import { rowsFilledBeneath } from '../assemble/filled-beneath.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import { createPrismBuilder, type PrismBuilder } from '../assemble/prism-builder.ts';
import type { Ring } from '../assemble/ring.ts';
import { type BuildingHeight, buildingHeight } from './building-heights.ts';
import { type Outline, readOutlines } from './building-outlines.ts';
import { assignParts, outlineRest, replacesOutline } from './building-parts.ts';
import { tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { roofShapeOf } from './roof-shape.ts';

export interface BuildingsOfCity {
  readonly buildings: Building[];
  readonly prisms: PrismTable;
  /** Of the buildings that own a solid, the share whose height is a default. */
  readonly guessedHeightShare: number;
}

interface Assembly {
  readonly terrain: TerrainGrid | null;
  readonly notes: ImportNotes;
  readonly builder: PrismBuilder;
  readonly buildings: Building[];
}

/**
 * All buildings as solids: parts replace their outline, every part stands on the lowest ground under the outline, the
 * rest on the lowest ground under their own polygon. Yields now and then.
 */
export function* readBuildings(
  geometry: OsmGeometry,
  reach: Bounds,
  terrain: TerrainGrid | null,
  notes: ImportNotes,
): Generator<null, BuildingsOfCity> {
  const all = yield* readOutlines(geometry, reach, notes);
  const outlines = all.filter(({ isPart }) => !isPart);
  const parts = all.filter(({ isPart }) => isPart);
  const owner = assignParts(outlines, parts, geometry.data.relations);
  const partsOf = new Map<number, Outline[]>();
  parts.forEach((part, index) => {
    const list = partsOf.get(owner[index]);
    if (list === undefined) partsOf.set(owner[index], [part]);
    else list.push(part);
  });

  const assembly: Assembly = { terrain, notes, builder: createPrismBuilder(), buildings: [] };
  for (const [index, outline] of outlines.entries()) {
    if (index % 500 === 499) yield null;
    addBuilding(assembly, outline, partsOf.get(index) ?? []);
  }
  for (const part of partsOf.get(-1) ?? []) {
    notes.add('read', 'building part', 'Lies in no outline; kept as a building of its own.', part.id);
    addSolid(assembly, part, settleHeight(assembly, part, null), null, part.polygons, null);
  }
  const prisms = yield* settleRaised(assembly);
  return { buildings: assembly.buildings, prisms, guessedHeightShare: guessedShare(assembly.buildings, prisms) };
}

/** The finished table; prisms under which others fill everything are not raised, and the others are noted. */
function* settleRaised({ builder, buildings, notes }: Assembly): Generator<null, PrismTable> {
  const prisms = builder.finish();
  const raised = prisms.raised.slice();
  for (const row of yield* rowsFilledBeneath(prisms)) raised[row] = 0;
  raised.forEach((flag, row) => {
    const { id } = buildings[prisms.building[row]];
    if (flag === 1) notes.add('read', 'building', 'Space is open beneath it: rays pass under its underside.', id);
    else if (prisms.raised[row] === 1)
      notes.add('read', 'building', 'Stands wholly on others, so nothing passes beneath it.', id);
  });
  return { ...prisms, raised };
}

function addBuilding(assembly: Assembly, outline: Outline, parts: readonly Outline[]): void {
  const height = settleHeight(assembly, outline, null);
  if (parts.length === 0) {
    addSolid(assembly, outline, height, null, outline.polygons, null);
    return;
  }
  const heights = parts.map((part) => settleHeight(assembly, part, height));
  const replacing = parts.filter((_, index) => replacesOutline(heights[index], height));
  const rest = replacing.length === 0 ? null : outlineRest(outline, replacing);
  noteRest(assembly.notes, outline, rest);
  const ground = Math.min(...outline.polygons.map((rings) => lowestGround(assembly.terrain, rings)));
  addSolid(assembly, outline, height, null, rest?.polygons ?? outline.polygons, ground);
  parts.forEach((part, index) => addSolid(assembly, part, heights[index], outline.id, part.polygons, ground));
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

function settleHeight(assembly: Assembly, outline: Outline, whole: BuildingHeight | null): BuildingHeight {
  const height = buildingHeight(outline.tags, outline.use, whole);
  const subject = outline.isPart ? 'building part' : 'building';
  const { notes } = assembly;
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

/** `ground`: lowest ground under the whole building, or `null` to take it under each polygon. */
function addSolid(
  assembly: Assembly,
  outline: Outline,
  height: BuildingHeight,
  outlineId: string | null,
  polygons: readonly (readonly Ring[])[],
  ground: number | null,
): void {
  const index = assembly.buildings.length;
  assembly.buildings.push({
    ...plainBuilding,
    id: outline.id,
    name: tagValue(outline.tags, 'name') ?? null,
    use: outline.use,
    isPart: outline.isPart,
    outlineId,
    heightSource: height.source,
    heightMeters: height.top,
    minHeightMeters: height.under,
    roofShape: roofShapeOf(tagValue(outline.tags, 'roof:shape')),
  });
  for (const rings of polygons) {
    const base = quantize(ground ?? lowestGround(assembly.terrain, rings));
    const added = assembly.builder.add(rings, base + height.under, base + height.top, height.under > 0, index);
    if (!added) assembly.notes.add('dropped', 'building', 'Its solid has no area or no height.', outline.id);
    else if (risesAbove(assembly.terrain, rings[0], base + height.top)) {
      assembly.notes.add(
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

function guessedShare(buildings: readonly Building[], prisms: PrismTable): number {
  const solid = new Set(prisms.building);
  if (solid.size === 0) return 0;
  let guessed = 0;
  for (const index of solid) {
    if (buildings[index].heightSource === 'default') guessed += 1;
  }
  return guessed / solid.size;
}
