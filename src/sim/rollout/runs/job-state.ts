/** How the jobs of one run stand, by job. */
export class JobState {
  /** Tasks that it still waits for; the last of them, and when that was done. */
  readonly waitingFor: Int32Array;
  readonly readyBy: Int32Array;
  readonly readyAt: Int32Array;
  /** Work of its next attempt. */
  readonly ticks: Int32Array;
  readonly isBegun: Uint8Array;
  readonly isRunning: Uint8Array;
  /** Attempts so far. */
  readonly tries: Uint8Array;
  /** What it waited for last, at which crew, and since when. */
  readonly wait: Uint8Array;
  readonly waitCrew: Int32Array;
  readonly waitSince: Int32Array;
  /** Queue that it came forward from; −1: none. */
  readonly source: Int32Array;

  constructor(count: number) {
    this.waitingFor = new Int32Array(count);
    this.readyBy = new Int32Array(count);
    this.readyAt = new Int32Array(count);
    this.ticks = new Int32Array(count);
    this.isBegun = new Uint8Array(count);
    this.isRunning = new Uint8Array(count);
    this.tries = new Uint8Array(count);
    this.wait = new Uint8Array(count);
    this.waitCrew = new Int32Array(count);
    this.waitSince = new Int32Array(count);
    this.source = new Int32Array(count);
  }

  /** As before a run; what jobs wait for and their work are still to be told. */
  reset(): void {
    for (const list of [this.isBegun, this.isRunning, this.tries, this.wait, this.readyAt]) list.fill(0);
    for (const list of [this.readyBy, this.source]) list.fill(-1);
  }
}
