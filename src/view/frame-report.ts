/** What is drawn, for tests and for the curious. */
export interface FrameReport {
  /** Revision of the plan whose cameras are drawn, and of the coverage that is painted. */
  readonly drawnRevision: number;
  readonly coverageRevision: number;
  readonly drawCalls: number;
  readonly triangles: number;
  /** Frames in the average of a view at rest; 0 while anything moves. */
  readonly samples: number;
  /** Nothing is left to build, and the view is as sharp as it gets. */
  readonly settled: boolean;
  /** Tiles of coverage that the graphics card has no room for. */
  readonly unpaintedTiles: number;
  /** Time of our own code in this frame, and of the renderer's calls that hand it to the graphics card, milliseconds. */
  readonly scriptMilliseconds: number;
  readonly renderMilliseconds: number;
}
