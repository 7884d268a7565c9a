/** A sum that is told as per cent of a whole: part = sum · factor · factor / divisor. */
export interface ShareScale {
  readonly factor: number;
  readonly divisor: number;
  /** In the unit of the part; more than 0. */
  readonly whole: number;
}

/** Lists of numbers by owner: those of owner k stand from first[k] until before first[k + 1]. */
export interface NumberLists {
  readonly first: Uint32Array<ArrayBuffer>;
  readonly numbers: Uint32Array<ArrayBuffer>;
}

/** Places of one kind, merged where exactly the same devices cover them. */
export interface ColumnSet {
  readonly columns: number;
  /** Columns by device that counts for the set. */
  readonly ofDevice: NumberLists;
  readonly questions: readonly ColumnQuestion[];
}

/** The weight of the columns that at least so many devices cover. Weights are whole numbers, so sums hang on no order. */
export interface ColumnQuestion {
  readonly atLeast: number;
  /** By column. */
  readonly weights: Float64Array<ArrayBuffer>;
  readonly scale: ShareScale;
  /** Heads that show it. */
  readonly heads: readonly number[];
  /** Pairs (places in the table's list) by column whose lack it makes when it is no longer covered; null: none. */
  readonly watchers: NumberLists | null;
}

/** Places that need several functions at once, each given by any of some devices: portals that are locked and monitored. */
export interface GateSet {
  /** Functions needed, by place. */
  readonly needs: Uint8Array<ArrayBuffer>;
  /** Place by function: several functions belong to one place. */
  readonly placeOf: Uint32Array<ArrayBuffer>;
  /** Functions by device that gives them. */
  readonly ofDevice: NumberLists;
  readonly scale: ShareScale;
  readonly heads: readonly number[];
  /** Pairs by place. */
  readonly watchers: NumberLists | null;
}

/** The share of the live devices of a kind that meet a condition: street-light controllers within reach of gateways. */
export interface CountedShare {
  /** By device: 0 is not counted, 1 is counted, 2 also meets the condition. */
  readonly states: Uint8Array<ArrayBuffer>;
  readonly heads: readonly number[];
}

/** An amount that live devices add up: base + Σ number of devices of a class · amount of the class. */
export interface AmountSum {
  readonly base: number;
  /** By device: its class; −1: it adds nothing. */
  readonly classOf: Int32Array<ArrayBuffer>;
  readonly amounts: Float64Array<ArrayBuffer>;
  readonly heads: readonly number[];
}

/** How a goal counts in the score. */
export interface GoalScoring {
  readonly target: number;
  readonly weight: number;
  readonly lessIsBetter: boolean;
  /** Its attainment where it can never be measured; null: by its value. */
  readonly fixed: number | null;
}

/**
 * All ground that cameras cover by day at or above the painted category, as columns of one of the table's sets; its pieces are
 * cells of one word of the grid each. Pieces are needed for tiles only: workers that make none can do without.
 */
export interface ChanceGround {
  /** Place among the sets. */
  readonly set: number;
  /** 0 = lowest. */
  readonly category: number;
  readonly columns: number;
  /** By piece; rows rise. */
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly cells: Uint32Array<ArrayBuffer>;
  readonly columnOf: Uint32Array<ArrayBuffer>;
}
