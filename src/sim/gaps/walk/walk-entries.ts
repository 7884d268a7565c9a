import type { Street } from '#model/city.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { PlaceNames } from './place-names.ts';
import { cellsAround, cellX, cellY, type StudyArea } from './study-area.ts';
import type { WalkGround } from './walk-ground.ts';
import { isWalked, type WalkScene } from './walk-scene.ts';
import { canStand } from './walk-targets.ts';

/** A way into the study area: a run of cells along its border. */
export interface EntryGroup {
  /** “Kaivokatu, from the west”. */
  readonly name: string;
  readonly cells: readonly number[];
}

/** Further along the border a street gives no name to an entry, metres. */
const streetReach = 80;
/** Nobody starts further than this from a chosen point, metres. */
const fromReach = 10;

type Side = 'south' | 'east' | 'north' | 'west';

/** Entries along the border, named by the streets that cross it, in the order counter-clockwise from the south-west. */
export function entryGroups(ground: WalkGround, scene: WalkScene, names: PlaceNames): EntryGroup[] {
  const { area } = ground;
  const crossings = streetCrossings(area, scene.surroundings?.streets ?? []);
  const groups = new Map<string, number[]>();
  const around = [...ground.grid.entryCells]
    .filter((cell) => canStand(ground, cell))
    .map((cell) => ({ cell, ...borderPlace(area, cell) }))
    .sort((one, other) => one.along - other.along);
  let run = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { cell, along, side } of around) {
    if (along - last > 5 * area.grid.cell) run += 1;
    last = along;
    const street = nearestCrossing(crossings, side, along);
    const key = street === null ? `${side}\n${run}` : `${side}\n${street}\nstreet`;
    const cells = groups.get(key);
    if (cells === undefined) groups.set(key, [cell]);
    else cells.push(cell);
  }
  return [...groups].map(([key, cells]) => {
    const [side, street, isStreet] = key.split('\n');
    const middle = cells[cells.length >> 1];
    const name = isStreet === undefined ? names.at(cellX(area, middle), cellY(area, middle)) : street;
    return { name: `${name}, from the ${side}`, cells };
  });
}

/** The chosen point as the only entry; a failure where nobody can stand near it. */
export function chosenEntry(
  ground: WalkGround,
  names: PlaceNames,
  from: { readonly x: number; readonly y: number },
): Outcome<EntryGroup> {
  const { area } = ground;
  const { x, y } = from;
  const away = (cell: number): number => {
    const [dx, dy] = [cellX(area, cell) - x, cellY(area, cell) - y];
    return dx * dx + dy * dy;
  };
  const near = cellsAround(area, x, y, fromReach).filter((cell) => canStand(ground, cell));
  if (near.length === 0) {
    const inside = x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY;
    return failure(
      'no-start',
      inside
        ? `Within ${fromReach} m of the chosen point there is no ground that people can walk on; choose another point.`
        : 'The chosen point lies outside the study area; choose one inside, or let the study area reach further.',
      'from',
    );
  }
  const cell = near.reduce((best, one) => (away(one) < away(best) ? one : best));
  return success({ name: names.at(cellX(area, cell), cellY(area, cell)), cells: [cell] });
}

/** Where a street crosses the border. */
interface BorderCrossing {
  readonly name: string;
  readonly side: Side;
  readonly along: number;
}

/** Metres along the border, counter-clockwise from its south-west corner, and the side. */
function borderPlace(area: StudyArea, cell: number): { readonly along: number; readonly side: Side } {
  const column = cell % area.columns;
  const row = Math.floor(cell / area.columns);
  const { column0, column1, row0, row1 } = area;
  if (row === row0) return placeOn(area, 'south', column - column0);
  if (column === column1) return placeOn(area, 'east', row - row0);
  return row === row1 ? placeOn(area, 'north', column1 - column) : placeOn(area, 'west', row1 - row);
}

function placeOn(area: StudyArea, side: Side, cells: number): { readonly along: number; readonly side: Side } {
  const wide = area.column1 - area.column0;
  const high = area.row1 - area.row0;
  const start = { south: 0, east: wide, north: wide + high, west: 2 * wide + high }[side];
  return { along: (start + cells) * area.grid.cell, side };
}

function streetCrossings(area: StudyArea, streets: readonly Street[]): BorderCrossing[] {
  const { cell } = area.grid;
  const [west, south] = [area.minX + cell / 2, area.minY + cell / 2];
  const [east, north] = [area.maxX - cell / 2, area.maxY - cell / 2];
  const found: BorderCrossing[] = [];
  for (const street of streets) {
    const { name, xy } = street;
    if (name === null || !isWalked(street)) continue;
    const add = (side: Side, meters: number): void => {
      found.push({ name, ...placeOn(area, side, meters / cell) });
    };
    for (let at = 0; at + 3 < xy.length; at += 2) {
      const [ax, ay, bx, by] = [xy[at], xy[at + 1], xy[at + 2], xy[at + 3]];
      for (const [side, y] of [
        ['south', south],
        ['north', north],
      ] as const) {
        if (ay > y === by > y) continue;
        const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
        if (x >= west && x <= east) add(side, side === 'south' ? x - west : east - x);
      }
      for (const [side, x] of [
        ['east', east],
        ['west', west],
      ] as const) {
        if (ax > x === bx > x) continue;
        const y = ay + ((x - ax) / (bx - ax)) * (by - ay);
        if (y >= south && y <= north) add(side, side === 'east' ? y - south : north - y);
      }
    }
  }
  return found;
}

/** Name of the street that crosses nearest along a side; null where none is near. */
function nearestCrossing(crossings: readonly BorderCrossing[], side: Side, along: number): string | null {
  let best: BorderCrossing | null = null;
  let least = streetReach;
  for (const crossing of crossings) {
    const away = Math.abs(crossing.along - along);
    if (crossing.side !== side || away >= least) continue;
    least = away;
    best = crossing;
  }
  return best?.name ?? null;
}
