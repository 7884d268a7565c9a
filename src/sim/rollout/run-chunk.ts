/**
 * What some runs found, in a form that is merged with that of other runs by adding or joining, so that the result hangs
 * neither on the number of workers nor on who did which run. All buffers may be transferred.
 */
export interface RunChunk {
  /** Numbers of its runs: from, and until before. */
  readonly from: number;
  readonly until: number;
  /** Days that start and finish are counted over; counts of day d of task t stand at t·days + d. What never happens isn't counted. */
  readonly days: number;
  readonly startDays: Uint16Array<ArrayBuffer>;
  readonly finishDays: Uint16Array<ArrayBuffer>;
  /** Per device, as above: begins to be worked on, goes live, goes dark for good. */
  readonly underWayDays: Uint16Array<ArrayBuffer>;
  readonly liveDays: Uint16Array<ArrayBuffer>;
  readonly darkDays: Uint16Array<ArrayBuffer>;
  /** Runs in which each task set the end. */
  readonly critical: Uint32Array<ArrayBuffer>;
  /**
   * Per run. Ticks of the end (−1: some task never begins), cost in total, and per phase (run-major): first start and last finish
   * in ticks (−1: none, or never), cost.
   */
  readonly end: Int32Array<ArrayBuffer>;
  readonly cost: Float64Array<ArrayBuffer>;
  readonly phaseStart: Int32Array<ArrayBuffer>;
  readonly phaseFinish: Int32Array<ArrayBuffer>;
  readonly phaseCost: Float64Array<ArrayBuffer>;
  /** Per run and group, ticks at which all of it is live; −1: never. */
  readonly groupFinish: Int32Array<ArrayBuffer>;
  /** Values by run, date, meter (goals, categories, score), then installed, live, spent, in this order. */
  readonly series: Float32Array<ArrayBuffer>;
  /** Per run and meter: tick from which the goal is met for good; −1: never. */
  readonly metFrom: Int32Array<ArrayBuffer>;
  /** Per run and cutover gap (group × goal pairs of the coverage table): worst lack, ticks with a lack, ∫ lack in unit·ticks. */
  readonly gapDepth: Float64Array<ArrayBuffer>;
  readonly gapTicks: Float64Array<ArrayBuffer>;
  readonly gapLack: Float64Array<ArrayBuffer>;
  /** Per run: weighted days lost in total and to cutover. */
  readonly lostDays: Float64Array<ArrayBuffer>;
  readonly cutoverDays: Float64Array<ArrayBuffer>;
  /** Per crew, sums over the runs: ticks of units held, and ticks of its span × units; ticks that ready tasks waited for it. */
  readonly crewHeld: Float64Array<ArrayBuffer>;
  readonly crewSpan: Float64Array<ArrayBuffer>;
  readonly crewWaiting: Float64Array<ArrayBuffer>;
  /** By date and column of the city: runs in which the column is covered; empty where it wasn't asked for. */
  readonly columnRuns: Uint16Array<ArrayBuffer>;
  /** Per run: 128 bits over all starts and finishes, as hexadecimal digits. */
  readonly runHashes: readonly string[];
}

/** Buffers of a chunk, to be handed over from worker to worker. */
export function chunkBuffers(chunk: RunChunk): ArrayBuffer[] {
  return Object.values(chunk).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}
