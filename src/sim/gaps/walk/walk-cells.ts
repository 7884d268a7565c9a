import { fillDisc, fillRings, fillStrip } from '../../devices/cell-raster.ts';
import { type BitWindow, setSpan } from '../../visibility/bits.ts';
import { createGroundCells } from '../../visibility/ground-cells.ts';
import type { SolidTable } from '../../visibility/solids.ts';
import type { Opening } from './closed-lines.ts';
import type { StudyArea } from './study-area.ts';
import { meetsBox, type WalkOpenings } from './walk-openings.ts';
import { isClosedRoad, isWalked, type WalkScene } from './walk-scene.ts';

/** A crossing opens a carriageway to both sides of its place, metres: half of the widest. */
const crossingReach = 10;

type Bits = Uint32Array<ArrayBuffer>;

function emptyPatch({ window }: StudyArea): BitWindow & { readonly bits: Bits } {
  return { window, bits: new Uint32Array(window.rows * window.words) };
}

/** Cells of the study area whose middle lies in water, as a bitset of its window. */
export function waterCells(scene: WalkScene, area: StudyArea): Bits {
  const patch = emptyPatch(area);
  for (const { kind, rings } of scene.surroundings?.areas ?? []) {
    if (kind === 'water' && rings.length > 0 && meetsBox(rings[0], area)) fillRings(area.grid, patch, rings);
  }
  return patch.bits;
}

/** Cells where nobody can stand, by what stands there. */
export interface ClosedCells {
  /** In no standing building. */
  readonly outside: Bits;
  /** In a wall that is a barrier with a line of its own. */
  readonly ribbons: Bits;
  readonly water: Bits;
}

/**
 * Standing solids as cells. `isRibbon`: solids that are walls of {@link WalkScene.barriers}; their gates are openings, so they are
 * told apart.
 */
export function solidCells(
  scene: WalkScene,
  area: StudyArea,
  solids: SolidTable,
  isRibbon: Uint8Array,
  water: Bits,
): ClosedCells {
  const without = (skip: 0 | 1) => solids.raised.map((raised, solid) => (isRibbon[solid] === skip ? 1 : raised));
  const buildings = createGroundCells(area.grid, scene.bounds, { ...solids, raised: without(1) });
  const ribbons = createGroundCells(area.grid, scene.bounds, { ...solids, raised: without(0) });
  return { outside: windowOf(area, buildings), ribbons: windowOf(area, ribbons).map((word) => ~word), water };
}

/** The part of a bitset of the whole grid that lies in the window. */
function windowOf({ grid, window }: StudyArea, bits: Bits): Bits {
  const part = new Uint32Array(window.rows * window.words);
  for (let row = 0; row < window.rows; row += 1) {
    const from = (window.firstRow + row) * grid.words + window.firstWord;
    part.set(bits.subarray(from, from + window.words), row * window.words);
  }
  return part;
}

/** Where people can stand. */
export interface StandingGround {
  /** Bitset of the window. */
  readonly walkable: Bits;
  /** Closed by no line, so that nobody may be led straight over them: carriageways and what is left of walls. */
  readonly shunned: Bits;
}

/** `gaps`: openings in barriers, whose walls are open there too. */
export function standingGround(
  scene: WalkScene,
  area: StudyArea,
  openings: WalkOpenings,
  gaps: readonly Opening[],
  { outside, ribbons, water }: ClosedCells,
): StandingGround {
  const bridges = stripsOf(area, openings.bridges);
  const passages = stripsOf(area, openings.passages);
  const opened = stripsOf(area, gaps);
  const roads = roadCells(scene, area);
  const inside = emptyPatch(area);
  for (let row = area.row0; row <= area.row1; row += 1) {
    setSpan(inside.bits, row * area.window.words, area.column0, area.column1);
  }
  const walkable = new Uint32Array(outside.length);
  const shunned = new Uint32Array(outside.length);
  for (let word = 0; word < walkable.length; word += 1) {
    shunned[word] = roads[word] | (ribbons[word] & ~opened[word]);
    const ground = outside[word] & ~(water[word] & ~bridges[word]) & ~shunned[word];
    walkable[word] = inside.bits[word] & (ground | passages[word]);
  }
  return { walkable, shunned };
}

function stripsOf(area: StudyArea, strips: readonly Opening[]): Bits {
  const patch = emptyPatch(area);
  for (const { ax, ay, bx, by, radius } of strips) {
    if (ax === bx && ay === by) fillDisc(area.grid, patch, ax, ay, radius);
    else fillStrip(area.grid, patch, [ax, ay, bx, by], radius);
  }
  return patch.bits;
}

/** Carriageways of closed roads, but for where streets for people cross them. */
function roadCells(scene: WalkScene, area: StudyArea): Bits {
  const roads = emptyPatch(area);
  const streets = (scene.surroundings?.streets ?? []).filter(({ xy }) => meetsBox(xy, area));
  const closed = streets.filter(isClosedRoad);
  for (const { xy, widthMeters } of closed) fillStrip(area.grid, roads, xy, widthMeters / 2);
  if (closed.length === 0) return roads.bits;
  const walked = emptyPatch(area);
  for (const street of streets) {
    if (!isWalked(street) || isClosedRoad(street)) continue;
    fillStrip(area.grid, walked, street.xy, Math.max(street.widthMeters / 2, 0.6 * area.grid.cell));
  }
  for (const { x, y } of scene.crossings) fillDisc(area.grid, walked, x, y, crossingReach);
  return roads.bits.map((word, at) => word & ~walked.bits[at]);
}
