/**
 * Plates on the lanes of streets, sampled along each lane (see `sim/targets/lane-targets.ts`). Samples of a street come one after
 * the other; the first ones of its lanes lie side by side.
 */
export interface LaneSamples {
  readonly count: number;
  /** 3 × count: x, y, z of the plate, local metres. */
  readonly xyz: ArrayLike<number>;
  /** 2 × count: unit vector in plan, the way the traffic goes. */
  readonly direction: ArrayLike<number>;
  /** Index of the street. */
  readonly street: ArrayLike<number>;
  /** Number within the street; lanes that differ in it are different lanes. */
  readonly lane: ArrayLike<number>;
  /** Metres of lane that the sample stands for. */
  readonly length: ArrayLike<number>;
}

/** The lanes that samples lie on: whole lanes of streets as the city has them, from one junction (or end) to the next. */
export interface LaneTable {
  readonly count: number;
  /** Sample → lane. */
  readonly laneOfSample: Uint32Array;
  /** Lane → first of its samples. */
  readonly firstSample: Uint32Array;
  /** Lane → index of its street. */
  readonly street: Uint32Array;
  /** Lane → number of lanes of its direction to the right of it: 0 at the right edge. */
  readonly fromRight: Uint8Array;
  /** Lane → metres; a lane for both ways counts once. */
  readonly meters: Float64Array;
}

/** Lanes in the order of their first samples. */
export function laneTable(samples: LaneSamples): LaneTable {
  const laneOfSample = new Uint32Array(samples.count);
  const firstSample: number[] = [];
  const lastSample: number[] = [];
  const meters: number[] = [];
  let known = new Map<number, number>();
  for (let sample = 0; sample < samples.count; sample += 1) {
    if (sample > 0 && samples.street[sample] !== samples.street[sample - 1]) known = new Map();
    const number = samples.lane[sample];
    let lane = known.get(number);
    if (lane === undefined) {
      lane = firstSample.length;
      known.set(number, lane);
      firstSample.push(sample);
      lastSample.push(-1);
      meters.push(0);
    }
    laneOfSample[sample] = lane;
    if (!samePlace(samples, lastSample[lane], sample)) meters[lane] += samples.length[sample];
    lastSample[lane] = sample;
  }
  return {
    count: firstSample.length,
    laneOfSample,
    firstSample: Uint32Array.from(firstSample),
    street: Uint32Array.from(firstSample, (sample) => samples.street[sample]),
    fromRight: numbersFromRight(samples, firstSample),
    meters: Float64Array.from(meters),
  };
}

/** A lane for both ways may have two samples at one place. */
function samePlace({ xyz }: LaneSamples, a: number, b: number): boolean {
  return a >= 0 && xyz[3 * a] === xyz[3 * b] && xyz[3 * a + 1] === xyz[3 * b + 1];
}

function numbersFromRight(samples: LaneSamples, firstSample: readonly number[]): Uint8Array {
  const numbers = new Uint8Array(firstSample.length);
  for (let from = 0; from < firstSample.length; ) {
    let end = from;
    while (end < firstSample.length && samples.street[firstSample[end]] === samples.street[firstSample[from]]) end += 1;
    for (let lane = from; lane < end; lane += 1) {
      for (let other = from; other < end; other += 1) {
        if (liesRight(samples, firstSample[lane], firstSample[other])) numbers[lane] += 1;
      }
    }
    from = end;
  }
  return numbers;
}

/** Does the traffic at sample `b` go the way of that at `a`, to its right? */
function liesRight({ xyz, direction }: LaneSamples, a: number, b: number): boolean {
  const [dx, dy] = [direction[2 * a], direction[2 * a + 1]];
  const right = dy * (xyz[3 * b] - xyz[3 * a]) - dx * (xyz[3 * b + 1] - xyz[3 * a + 1]);
  return dx * direction[2 * b] + dy * direction[2 * b + 1] > 0 && right > leastOffset;
}

/** Metres; lanes are farther apart. */
const leastOffset = 0.25;
