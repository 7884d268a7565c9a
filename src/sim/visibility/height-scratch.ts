/** Memory that one `TargetHeights` after the other works in; only the newest is valid. */
export interface HeightScratch {
  /** Per cell of the window. */
  heights: Float64Array;
  /** Per word: bounds of its 32 heights, and whether they were worked out. */
  lows: Float64Array;
  highs: Float64Array;
  known: Uint8Array;
}

export function createHeightScratch(): HeightScratch {
  return {
    heights: new Float64Array(0),
    lows: new Float64Array(0),
    highs: new Float64Array(0),
    known: new Uint8Array(0),
  };
}
