/** Panels of walls, for painting and for counting what is seen of facades. */
export interface FacadePanels {
  readonly count: number;
  /** 3 × count: centre, local metres, a little off the wall. */
  readonly center: Float64Array<ArrayBuffer>;
  /** 2 × count: outward unit normal in plan. */
  readonly normal: Float64Array<ArrayBuffer>;
  readonly width: Float32Array<ArrayBuffer>;
  readonly height: Float32Array<ArrayBuffer>;
  /** Index of the building. */
  readonly building: Uint32Array<ArrayBuffer>;
  /** 1 where the building is a home. */
  readonly residential: Uint8Array<ArrayBuffer>;
}

/** Best class per panel after a change: panels by number, ascending, and their class (0 = not seen). */
export interface FacadePaint {
  readonly index: Uint32Array<ArrayBuffer>;
  readonly classes: Uint8Array<ArrayBuffer>;
}
