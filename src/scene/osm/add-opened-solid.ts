import { groundHeight } from '#geo/terrain.ts';
import type { TerrainGrid } from '#model/city.ts';
import type { CitySolids } from '../assemble/city-solids.ts';
import { insidePolygon, type Ring } from '../assemble/ring.ts';
import { cutPassages } from './cut-passages.ts';
import type { Passage } from './read-passages.ts';

/** What stays of a building above a passage, at least, metres; a roof slab. */
const leastLintel = 0.5;
/** A passage that would be lower than this is no passage. */
const leastHeadroom = 1.8;
const groundStep = 2;

/** A solid that stands on the ground; z metres. */
export interface StandingSolid {
  readonly rings: readonly Ring[];
  readonly base: number;
  readonly top: number;
  /** Index of its building. */
  readonly index: number;
}

/** Adds a standing solid with passages cut out of it; above each passage the rest of the building hangs. */
export function addOpenedSolid(
  solids: CitySolids,
  { rings, base, top, index }: StandingSolid,
  passages: readonly Passage[],
  id: string,
): boolean {
  const { notes, terrain } = solids;
  const ceilings = new Map(passages.map((passage) => [passage, ceiling(terrain, passage, rings, base, top)]));
  const fitting = passages.filter((passage) => (ceilings.get(passage) ?? null) !== null);
  for (const passage of passages) {
    if (!fitting.includes(passage))
      notes.add('ignored', 'passage', 'The building is too low there to have a passage; it stays whole.', passage.id);
  }
  const cut = fitting.length === 0 ? null : cutPassages(rings, fitting);
  if (cut === null) {
    if (fitting.length > 0)
      notes.add('ignored', 'building', 'Its passages could not be cut out; the building blocks there.', id);
    return solids.addPrism(rings, base, top, false, index);
  }
  let added = false;
  for (const polygon of cut.standing) added = solids.addPrism(polygon, base, top, false, index) || added;
  for (const { passage, polygons } of cut.over) {
    const under = ceilings.get(passage) ?? top;
    for (const polygon of polygons) added = solids.addPrism(polygon, under, top, true, index) || added;
    notes.add('read', 'passage', 'Cut out of its building: people and rays pass.', passage.id);
    if (passage.headroomGuessed)
      notes.add('guessed', 'passage', `Its headroom of ${passage.headroom} m is an assumption.`, passage.id);
    if (under < top - leastLintel) continue;
    notes.add('guessed', 'passage', 'Its headroom was lowered to leave a roof above it.', passage.id);
  }
  return added;
}

/** z of a passage's ceiling: its headroom above the highest ground on its way through; `null` where it does not fit. */
function ceiling(
  terrain: TerrainGrid | null,
  passage: Passage,
  rings: readonly Ring[],
  base: number,
  top: number,
): number | null {
  const { line } = passage;
  const ground = highestGround(terrain, line, rings) ?? highestGround(terrain, line, null) ?? base;
  const under = Math.min(ground + passage.headroom, top - leastLintel);
  return under >= ground + leastHeadroom ? under : null;
}

/** Highest ground along a line, or along the part of it that lies within a polygon; `null` where none does. */
function highestGround(terrain: TerrainGrid | null, line: Float64Array, rings: readonly Ring[] | null): number | null {
  if (terrain === null) return 0;
  let highest: number | null = null;
  for (let i = 2; i + 1 < line.length; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const samples = Math.min(500, Math.max(2, Math.ceil(Math.sqrt(dx * dx + dy * dy) / groundStep)));
    for (let k = 0; k <= samples; k += 1) {
      const x = line[i - 2] + (dx * k) / samples;
      const y = line[i - 1] + (dy * k) / samples;
      if (rings === null || insidePolygon(rings, x, y))
        highest = Math.max(highest ?? -Infinity, groundHeight(terrain, x, y));
    }
  }
  return highest;
}
