import type { Portal } from '#model/city.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SitePlace } from '../../access/places.ts';
import { fillDisc, fillRings, fillStrip } from '../../devices/cell-raster.ts';
import { lowestBit } from '../../visibility/bits.ts';
import { cellsAround, cellX, cellY } from './study-area.ts';
import type { WalkGround } from './walk-ground.ts';

/** A door is reached from a place at most so far from it, metres. */
export const doorReachMeters = 6;
/** So near to a door its own wall is no obstacle, metres: doors are mapped on walls, in niches and a little beyond. */
const thresholdMeters = 1;
/** So near to its edge somebody is at a site, in cells. */
const edgeCells = 1.5;

/** Where an approach ends. */
export interface WalkTargets {
  /** Cells, ascending. */
  readonly cells: Uint32Array;
  /** Cell → portal that it stands before; of several the first. Empty where the ground of the site is the target. */
  readonly portals: ReadonlyMap<number, Portal>;
  /** Portals that nobody can stand before, by id. */
  readonly lost: readonly string[];
}

/**
 * Where a site is reached: before its portals or, where it has none, on its ground or along its edge. A failure where that is
 * nowhere.
 *
 * @param portals Those of the site, or the one that is asked about.
 */
export function walkTargets(ground: WalkGround, site: SitePlace, portals: readonly Portal[]): Outcome<WalkTargets> {
  if (portals.length === 0) return siteGround(ground, site);
  const before = new Map<number, Portal>();
  const lost: string[] = [];
  for (const portal of portals) {
    const cell = cellBefore(ground, portal);
    if (cell < 0) lost.push(portal.id);
    else if (!before.has(cell)) before.set(cell, portal);
  }
  if (before.size === 0) {
    const which = portals.length === 1 ? 'The door' : `None of the ${portals.length} doors`;
    const what = portals.length === 1 ? 'has no ground' : 'has ground';
    return failure(
      'site-unreachable',
      `${which} of ${site.name} ${what} within ${doorReachMeters} m that people can walk on; check the site’s portals.`,
      site.id,
    );
  }
  return success({ cells: Uint32Array.from(before.keys()).sort(), portals: before, lost });
}

/** The nearest cell from which a door is reached; −1 where there is none. */
function cellBefore(ground: WalkGround, { x, y }: Portal): number {
  const { area, lines } = ground;
  const near = cellsAround(area, x, y, doorReachMeters)
    .filter((cell) => canStand(ground, cell))
    .map((cell) => {
      const [dx, dy] = [cellX(area, cell) - x, cellY(area, cell) - y];
      return { cell, dx, dy, away: Math.sqrt(dx * dx + dy * dy) };
    })
    .sort((one, other) => one.away - other.away || one.cell - other.cell);
  const free = near.find(({ dx, dy, away }) => {
    const skip = Math.min(1, thresholdMeters / away);
    return away === 0 || !lines.blocks(x + skip * dx, y + skip * dy, x + dx, y + dy);
  });
  return free?.cell ?? -1;
}

/** Can somebody be there and go on from there? */
export function canStand({ grid }: WalkGround, cell: number): boolean {
  return (grid.moves[cell] | grid.forcedMoves[cell]) !== 0;
}

function siteGround(ground: WalkGround, site: SitePlace): Outcome<WalkTargets> {
  const { grid, window } = ground.area;
  const patch = { window, bits: new Uint32Array(window.rows * window.words) };
  if (site.rings.length === 0) fillDisc(grid, patch, site.x, site.y, site.radiusMeters);
  else {
    fillRings(grid, patch, site.rings);
    for (const ring of site.rings) {
      const closed = [...Array.from(ring), ring[0], ring[1]];
      fillStrip(grid, patch, closed, edgeCells * grid.cell);
    }
  }
  const cells: number[] = [];
  patch.bits.forEach((word, at) => {
    for (let bits = word; bits !== 0; bits &= bits - 1) {
      const cell = 32 * at + lowestBit(bits);
      if (canStand(ground, cell)) cells.push(cell);
    }
  });
  if (cells.length === 0) {
    return failure(
      'site-unreachable',
      `At ${site.name} there is no ground that people can walk on; check where the site lies.`,
      site.id,
    );
  }
  return success({ cells: Uint32Array.from(cells), portals: new Map(), lost: [] });
}
