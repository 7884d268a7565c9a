/** Remembers which columns of a set came to be covered, or ceased to be, since they were last told. */
export class ColumnDrain {
  private readonly counts: Uint16Array;
  private readonly atStart: Uint32Array;
  private readonly told: Uint8Array;
  private readonly queued: Uint8Array;
  private readonly queue: Uint32Array;
  private length = 0;
  /** Nothing was told since the reset. */
  private fresh = true;

  /** `counts`: the set's own counts by column, which go on changing; they are those of the start now. */
  constructor(counts: Uint16Array) {
    this.counts = counts;
    this.atStart = Uint32Array.from([...counts.keys()].filter((column) => counts[column] > 0));
    this.told = new Uint8Array(counts.length);
    this.queued = new Uint8Array(counts.length);
    this.queue = new Uint32Array(counts.length);
  }

  mark(column: number): void {
    if (this.queued[column] === 1) return;
    this.queued[column] = 1;
    this.queue[this.length] = column;
    this.length += 1;
  }

  reset(): void {
    this.told.fill(0);
    this.queued.fill(0);
    this.length = 0;
    this.fresh = true;
  }

  drain(visit: (column: number, covered: boolean) => void): void {
    if (this.fresh) for (const column of this.atStart) this.mark(column);
    this.fresh = false;
    for (let at = 0; at < this.length; at += 1) {
      const column = this.queue[at];
      this.queued[column] = 0;
      const covered = this.counts[column] > 0;
      if (covered === (this.told[column] === 1)) continue;
      this.told[column] = covered ? 1 : 0;
      visit(column, covered);
    }
    this.length = 0;
  }
}
