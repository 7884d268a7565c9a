import type { WordWindow } from '#geo/cell-grid.ts';
import { type BitWindow, copyWindow } from './bits.ts';
import { type Sector, sectorHolds } from './sector.ts';
import { createTargetHeights } from './target-heights.ts';
import { clearTerrainShadows } from './terrain-blocks.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { cellsPastSolids } from './visible-cells.ts';

/** Visibility of one optical centre: all round, or in the sector and window that were asked for. */
interface Entry {
  readonly radius: number;
  readonly seen: BitWindow;
  readonly sector: Sector | null;
  /** Cells for which the terrain has been asked; null on level ground, where it never hides. */
  readonly settled: Uint32Array<ArrayBuffer> | null;
  readonly bytes: number;
}

/** All-round bitsets of about 500 positions at 360 m and 1 m cells. */
export const visibilityCacheBytes = 64 * 1024 * 1024;

/**
 * Remembers the visibility of optical centres: aim, lens and categories are only masks over it. A centre that is asked for
 * one sector is worked out for that sector alone, since most cameras of a plan never turn; asked for another one, it is
 * worked out all round, so that further aims cost nothing. Least recently used centres go first once more than
 * {@link visibilityCacheBytes} are held. Whether the terrain hides a cell is worked out for the cells asked for, once.
 */
export class VisibilityCache {
  private readonly scene: VisibilityScene;
  private readonly limit: number;
  private readonly entries = new Map<string, Entry>();
  private held = 0;

  constructor(scene: VisibilityScene, limit = visibilityCacheBytes) {
    this.scene = scene;
    this.limit = limit;
  }

  get bytes(): number {
    return this.held;
  }

  /**
   * The visible cells of the optical centre (x, y, z) within the box of `asked`, as far as they are set in `asked.bits`.
   * `radius` must hold that box's cells of interest: cells farther off in plan are not seen. `sector`, where it is given,
   * must hold the cells that are set.
   */
  seen(x: number, y: number, z: number, radius: number, asked: BitWindow, sector: Sector | null = null): BitWindow {
    const entry = this.entry(x, y, z, radius, asked.window, sector);
    if (entry.settled !== null) this.settle(entry, entry.settled, x, y, z, asked);
    const bits = copyWindow(entry.seen, asked.window);
    for (let at = 0; at < bits.length; at += 1) bits[at] &= asked.bits[at];
    return { window: asked.window, bits };
  }

  /**
   * The cells of a window that no solid hides within `radius`; the terrain has not been asked. Cells outside the sector,
   * where one is given, may be set or not.
   */
  pastSolids(
    x: number,
    y: number,
    z: number,
    radius: number,
    window: WordWindow,
    sector: Sector | null = null,
  ): BitWindow {
    return { window, bits: copyWindow(this.entry(x, y, z, radius, window, sector).seen, window) };
  }

  private entry(x: number, y: number, z: number, radius: number, window: WordWindow, sector: Sector | null): Entry {
    const key = `${x} ${y} ${z}`;
    const known = this.entries.get(key);
    if (known !== undefined && answers(known, radius, window, sector)) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    if (known !== undefined) this.drop(key, known);
    const view = known === undefined && sector !== null ? { window, sector } : null;
    const reach = Math.max(radius, known?.radius ?? 0);
    const { seen } = cellsPastSolids(this.scene, x, y, z, reach, view);
    const settled = this.scene.terrain === null ? null : new Uint32Array(seen.bits.length);
    const bytes = seen.bits.byteLength + (settled?.byteLength ?? 0);
    const entry = { radius: reach, seen, sector: view?.sector ?? null, settled, bytes };
    this.entries.set(key, entry);
    this.held += entry.bytes;
    for (const [oldKey, old] of this.entries) {
      if (this.held <= this.limit || oldKey === key) break;
      this.drop(oldKey, old);
    }
    return entry;
  }

  private drop(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.held -= entry.bytes;
  }

  private settle(
    entry: Entry,
    settled: Uint32Array<ArrayBuffer>,
    x: number,
    y: number,
    z: number,
    asked: BitWindow,
  ): void {
    const { seen } = entry;
    const open = copyWindow(asked, seen.window);
    for (let at = 0; at < open.length; at += 1) open[at] &= ~settled[at];
    const targets = createTargetHeights(this.scene, seen.window, x, y);
    clearTerrainShadows(this.scene, seen, open, targets, x, y, z);
    for (let at = 0; at < open.length; at += 1) settled[at] |= open[at];
  }
}

/** Does a remembered entry hold all that is asked? */
function answers(entry: Entry, radius: number, window: WordWindow, sector: Sector | null): boolean {
  if (entry.radius < radius) return false;
  if (entry.sector === null) return true;
  return sector !== null && sectorHolds(entry.sector, sector) && windowHolds(entry.seen.window, window);
}

function windowHolds(outer: WordWindow, inner: WordWindow): boolean {
  return (
    inner.firstRow >= outer.firstRow &&
    inner.firstRow + inner.rows <= outer.firstRow + outer.rows &&
    inner.firstWord >= outer.firstWord &&
    inner.firstWord + inner.words <= outer.firstWord + outer.words
  );
}

/** The smallest radius around (x, y) that holds the whole grid: no camera needs more. */
export function gridRadius(scene: VisibilityScene, x: number, y: number): number {
  const { grid } = scene;
  const west = grid.firstColumn * grid.cell;
  const south = grid.firstRow * grid.cell;
  const dx = Math.max(Math.abs(x - west), Math.abs(x - west - grid.columns * grid.cell));
  const dy = Math.max(Math.abs(y - south), Math.abs(y - south - grid.rows * grid.cell));
  return Math.sqrt(dx * dx + dy * dy);
}
