import { type Boxes, type BucketGrid, createBucketGrid } from '../visibility/bucket-grid.ts';
import { edgeMargin } from './edge-grid.ts';
import { GridWalk } from './grid-walk.ts';

/**
 * Finds what stands along one sight line after the other by its box in plan: each item whose box the line touches, once, and
 * some that it misses, roughly from the line's start on.
 */
export class ItemsOnLine {
  private readonly buckets: BucketGrid;
  /** Per item the number of the last line that met it. */
  private readonly metBy: Uint32Array;
  private readonly walk = new GridWalk();
  private line = 0;
  private more = false;
  private at = 0;
  private end = 0;

  /** `members`: numbers of the boxes that count; `size` of a bucket in metres. */
  constructor(boxes: Boxes, members: Uint32Array, size: number) {
    this.buckets = createBucketGrid(widened(boxes), members, size);
    this.metBy = new Uint32Array(boxes.minX.length);
  }

  /** Begins a line; all coordinates finite. */
  begin(x: number, y: number, tx: number, ty: number): void {
    if (this.line === 0xffffffff) {
      this.metBy.fill(0);
      this.line = 0;
    }
    this.line += 1;
    this.more = this.buckets.items.length > 0 && this.walk.begin(this.buckets, x, y, tx, ty);
    if (this.more) this.enterCell();
    else this.at = this.end;
  }

  /** The next item along the line; −1 where there is no more. */
  next(): number {
    const { items } = this.buckets;
    for (;;) {
      while (this.at < this.end) {
        const item = items[this.at];
        this.at += 1;
        if (this.metBy[item] === this.line) continue;
        this.metBy[item] = this.line;
        return item;
      }
      this.more = this.more && this.walk.step();
      if (!this.more) return -1;
      this.enterCell();
    }
  }

  private enterCell(): void {
    const { start } = this.buckets;
    this.at = start[this.walk.cell];
    this.end = start[this.walk.cell + 1];
  }
}

/** Larger by {@link edgeMargin}, so that a walk cannot step past a touch at their edge. */
function widened({ minX, minY, maxX, maxY }: Boxes): Boxes {
  return {
    minX: minX.map((value) => value - edgeMargin),
    minY: minY.map((value) => value - edgeMargin),
    maxX: maxX.map((value) => value + edgeMargin),
    maxY: maxY.map((value) => value + edgeMargin),
  };
}
