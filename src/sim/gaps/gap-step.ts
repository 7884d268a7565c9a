/** How far a gap run is. */
export interface GapStep {
  /** What is being done, in words: “Searching the approach”. */
  readonly step: string;
  /** 0 to 1. */
  readonly fraction: number;
}
