import type { CellGrid, WordWindow } from '#geo/cell-grid.ts';
import { AngularCover } from '../angular-cover.ts';
import { windowX, windowY } from '../bits.ts';
import type { BucketGrid } from '../bucket-grid.ts';
import { groundInCircle } from '../ground-in-circle.ts';
import type { LevelKernel } from '../level-kernel.ts';
import { LevelShadows } from '../level-shadows.ts';
import type { Sector } from '../sector.ts';
import type { SolidTable } from '../solids.ts';
import { levelShadowsBytes } from './level-shadows-bytes.ts';
import { instantiate } from './web-assembly.ts';

/** The exports of level-shadows.as. Addresses are bytes. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  setSolids(...addresses: number[]): void;
  setBuckets(start: number, items: number, size: number, x: number, y: number, columns: number, rows: number): void;
  setScratch(...addresses: number[]): void;
  groundInCircle(
    bits: number,
    words: number,
    rows: number,
    ground: number,
    gridWords: number,
    cell: number,
    x0: number,
    y0: number,
    radius: number,
  ): void;
  clear(
    bits: number,
    words: number,
    rows: number,
    cell: number,
    x0: number,
    y0: number,
    x: number,
    y: number,
    z: number,
    radius: number,
    target: number,
  ): void;
}

const pageBytes = 65_536;
/** Words of ground that the module keeps a copy of: 32 MB. Larger scenes hand over a window at a time. */
const mostGroundWords = 1 << 23;

/** {@link LevelKernel} in WebAssembly: the same bits, sooner. A window for which there is no memory is left to plain code. */
export class WasmLevelShadows implements LevelKernel {
  private readonly kernel: KernelExports;
  private readonly grid: CellGrid;
  private readonly ground: Uint32Array;
  /** Address of the module's copy of the ground; 0 where it holds none. */
  private readonly groundAt: number;
  private readonly coverAt: number;
  private readonly frameAt: number;
  private words: Uint32Array<ArrayBuffer>;
  private ownCover: AngularCover;
  private readonly spare: () => LevelKernel;
  cover: AngularCover;

  private constructor(
    kernel: KernelExports,
    grid: CellGrid,
    ground: Uint32Array,
    solids: SolidTable,
    buckets: BucketGrid,
    keepsGround: boolean,
  ) {
    this.kernel = kernel;
    this.grid = grid;
    this.ground = ground;
    const memory = new Layout(kernel);
    const { count, ringStart, vertexStart, xy, topZ, minX, minY, maxX, maxY, convex } = solids;
    const tables = [ringStart, vertexStart, xy, topZ, minX, minY, maxX, maxY, convex];
    kernel.setSolids(...tables.map((table) => memory.put(table)));
    const { start, items, size, originX, originY, columns, rows } = buckets;
    kernel.setBuckets(memory.put(start), memory.put(items), size, originX, originY, columns, rows);
    this.groundAt = keepsGround ? memory.put(ground) : 0;
    this.coverAt = memory.reserve(256 * 8);
    const scratch = [4 * 64, 32 * mostCorners(solids), 4 * 1025, 4 * count, 8 * count, 4 * count, 8 * count];
    kernel.setScratch(this.coverAt, ...scratch.map((bytes) => memory.reserve(bytes)));
    this.frameAt = memory.reserve(0);
    this.words = new Uint32Array(0);
    this.ownCover = new AngularCover();
    this.cover = this.ownCover;
    let plain: LevelKernel | null = null;
    this.spare = () => (plain ??= new LevelShadows(grid, ground, solids, buckets));
    this.look();
  }

  /** Null where this engine or page cannot have it. */
  static create(
    grid: CellGrid,
    ground: Uint32Array,
    solids: SolidTable,
    buckets: BucketGrid,
    keepsGround = ground.length <= mostGroundWords,
  ): WasmLevelShadows | null {
    const kernel = instantiate(levelShadowsBytes) as KernelExports | null;
    if (kernel === null) return null;
    try {
      return new WasmLevelShadows(kernel, grid, ground, solids, buckets, keepsGround);
    } catch (error) {
      // No memory for another copy of the scene.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  seen(
    window: WordWindow,
    x: number,
    y: number,
    z: number,
    radius: number,
    target: number,
    sector: Sector | null,
  ): Uint32Array<ArrayBuffer> {
    const { kernel, grid, frameAt } = this;
    const { words, rows } = window;
    const size = words * rows;
    // The kernel reads and writes 8 bytes at a time, the last of them beyond the frame.
    if (!this.reach(frameAt + 4 * size + 8)) {
      const plain = this.spare();
      this.cover = plain.cover;
      return plain.seen(window, x, y, z, radius, target, sector);
    }
    this.cover = this.ownCover;
    const x0 = windowX(grid, window) - x;
    const y0 = windowY(grid, window) - y;
    if (this.groundAt > 0) {
      const first = this.groundAt + 4 * (window.firstRow * grid.words + window.firstWord);
      kernel.groundInCircle(frameAt, words, rows, first, grid.words, grid.cell, x0, y0, radius);
    } else this.words.set(groundInCircle(grid, this.ground, window, x, y, radius), frameAt / 4);
    this.cover.reset(sector);
    kernel.clear(frameAt, words, rows, grid.cell, x0, y0, x, y, z, radius, target);
    return this.words.slice(frameAt / 4, frameAt / 4 + size);
  }

  /** Makes the memory reach to `end`; false where there is no more of it. */
  private reach(end: number): boolean {
    if (end <= this.words.byteLength) return true;
    try {
      growTo(this.kernel, end);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    this.look();
    return true;
  }

  /** Anew after the memory has grown: that detaches what looked at it. */
  private look(): void {
    const { buffer } = this.kernel.memory;
    this.words = new Uint32Array(buffer);
    this.ownCover = new AngularCover(new Float64Array(buffer, this.coverAt, 256));
  }
}

function growTo(kernel: KernelExports, bytes: number): void {
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
}

type Table = Uint8Array | Uint32Array | Float64Array;

/** Lays tables into the module's memory one after the other. The first bytes stay unused, so that no address is 0. */
class Layout {
  private readonly kernel: KernelExports;
  private next = 64;

  constructor(kernel: KernelExports) {
    this.kernel = kernel;
  }

  put(table: Table): number {
    const at = this.reserve(table.byteLength);
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    new Uint8Array(this.kernel.memory.buffer).set(bytes, at);
    return at;
  }

  reserve(bytes: number): number {
    const at = this.next;
    this.next = 16 * Math.ceil((at + bytes) / 16);
    growTo(this.kernel, this.next);
    return at;
  }
}

function mostCorners({ count, ringStart, vertexStart }: SolidTable): number {
  let most = 0;
  for (let solid = 0; solid < count; solid += 1) {
    most = Math.max(most, vertexStart[ringStart[solid + 1]] - vertexStart[ringStart[solid]]);
  }
  return most;
}
