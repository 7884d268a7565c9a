import type { WordWindow } from '#geo/cell-grid.ts';
import { type BitWindow, copyWindow } from './bits.ts';
import { createTargetHeights } from './target-heights.ts';
import { clearTerrainShadows } from './terrain-blocks.ts';
import type { VisibilityScene } from './visibility-scene.ts';
import { cellsPastSolids } from './visible-cells.ts';

/** All-round visibility of one optical centre. */
interface Entry {
  readonly radius: number;
  readonly seen: BitWindow;
  /** Cells for which the terrain has been asked; null on level ground, where it never hides. */
  readonly settled: Uint32Array<ArrayBuffer> | null;
  readonly bytes: number;
}

/** All-round bitsets of about 500 positions at 360 m and 1 m cells. */
export const visibilityCacheBytes = 64 * 1024 * 1024;

/**
 * Remembers the all-round visibility of optical centres: aim, lens and categories are only masks over it. Least recently
 * used centres go first once more than {@link visibilityCacheBytes} are held. Whether the terrain hides a cell is worked
 * out for the cells asked for, once.
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
   * `radius` must hold that box's cells of interest: cells farther off in plan are not seen.
   */
  seen(x: number, y: number, z: number, radius: number, asked: BitWindow): BitWindow {
    const entry = this.entry(x, y, z, radius);
    if (entry.settled !== null) this.settle(entry, entry.settled, x, y, z, asked);
    const bits = copyWindow(entry.seen, asked.window);
    for (let at = 0; at < bits.length; at += 1) bits[at] &= asked.bits[at];
    return { window: asked.window, bits };
  }

  /** The cells of a window that no solid hides within `radius`; the terrain has not been asked. */
  pastSolids(x: number, y: number, z: number, radius: number, window: WordWindow): BitWindow {
    return { window, bits: copyWindow(this.entry(x, y, z, radius).seen, window) };
  }

  private entry(x: number, y: number, z: number, radius: number): Entry {
    const key = `${x} ${y} ${z}`;
    const known = this.entries.get(key);
    if (known !== undefined && known.radius >= radius) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    if (known !== undefined) this.drop(key, known);
    const { seen } = cellsPastSolids(this.scene, x, y, z, radius);
    const settled = this.scene.terrain === null ? null : new Uint32Array(seen.bits.length);
    const entry = { radius, seen, settled, bytes: seen.bits.byteLength + (settled?.byteLength ?? 0) };
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

/** The smallest radius around (x, y) that holds the whole grid: no camera needs more. */
export function gridRadius(scene: VisibilityScene, x: number, y: number): number {
  const { grid } = scene;
  const west = grid.firstColumn * grid.cell;
  const south = grid.firstRow * grid.cell;
  const dx = Math.max(Math.abs(x - west), Math.abs(x - west - grid.columns * grid.cell));
  const dy = Math.max(Math.abs(y - south), Math.abs(y - south - grid.rows * grid.cell));
  return Math.sqrt(dx * dx + dy * dy);
}
