/** Points in space that are asked for one by one: panels of facades, plates on lanes, doors. */
export interface TargetPoints {
  readonly count: number;
  /** 3 × count: x, y, z, local metres; x and y on the 1/1024 m grid. A point that is not finite is never seen. */
  readonly xyz: Float64Array;
  /**
   * 3 × count: unit vector to the side from which the target can be seen, 0 0 0 where it can be from all sides; `null`
   * where that goes for all of them.
   */
  readonly normals: Float32Array | null;
}

/** Most points of one set; what makes them takes coarser steps or refuses rather than go beyond it. */
export const mostTargets = 2_000_000;
