/** Plates on the lanes of streets, sampled along each lane. Samples of one lane lie one after the other. */
export interface LaneSamples {
  readonly count: number;
  /** 3 × count: x, y, z of the plate, local metres. */
  readonly xyz: ArrayLike<number>;
  /** 2 × count: unit vector in plan, the way the traffic goes. */
  readonly direction: ArrayLike<number>;
  /** Index of the street. */
  readonly street: ArrayLike<number>;
  /** Counted from the right edge in the direction of travel. */
  readonly lane: ArrayLike<number>;
}
