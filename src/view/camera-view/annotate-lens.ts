import type { OpticalDevice } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SessionState } from '#state/session.ts';
import { type DistanceLine, distanceLine, distanceText, shortDistanceText } from './distance-lines.ts';
import type { LensLayout, LensTile } from './lens-layout.ts';

export interface LensNotes {
  readonly layout: LensLayout;
  /** Pixels of the picture for a CSS pixel. */
  readonly scale: number;
  readonly device: OpticalDevice;
  /** Of each imager. */
  readonly headings: readonly number[];
  readonly plan: Scenario;
  readonly state: SessionState;
  readonly groundHeight: (x: number, y: number) => number;
}

const lineColors = { light: '#5b3df5', dark: '#8b76ff' } as const;
const labelColor = 'rgba(42, 28, 122, 0.88)';
/** Least distance between two labels, CSS pixels. */
const labelHeight = 15;
/** Images narrower than this have short labels, CSS pixels. */
const narrow = 200;

/** Draws the lines of the chosen distances over a picture, each with its distance and density. */
export function annotateLens(context: CanvasRenderingContext2D, notes: LensNotes): void {
  const { layout, scale, state, plan, device, headings, groundHeight } = notes;
  context.save();
  context.scale(scale, scale);
  layout.tiles.forEach((tile, i) => {
    const lines = state.cameraViewDistances.map((distance) =>
      distanceLine(tile.eye, headings[i], distance, plan.targetHeightMeters, groundHeight),
    );
    for (const line of lines) drawLine(context, tile, line, lineColors[state.theme]);
    let lowest = Number.POSITIVE_INFINITY;
    // From near to far, which is from the bottom upwards; labels that would touch are left out.
    for (const line of lines) {
      const end = line.runs.at(-1)?.at(-1);
      if (end === undefined || line.pixelsPerMeter === null) continue;
      const [, y] = place(tile, end);
      const top = Math.max(tile.y + 2, Math.min(tile.y + tile.height - labelHeight, y - labelHeight - 1));
      if (top + labelHeight > lowest) continue;
      lowest = top;
      const text =
        tile.width < narrow
          ? shortDistanceText(line, state.units)
          : distanceText(line, device, plan.categorySet, state.units);
      drawText(context, tile, text, top);
    }
  });
  context.restore();
}

function place(tile: LensTile, [u, v]: readonly [number, number]): readonly [number, number] {
  return [tile.x + ((u + 1) / 2) * tile.width, tile.y + ((1 - v) / 2) * tile.height];
}

function drawLine(context: CanvasRenderingContext2D, tile: LensTile, { runs }: DistanceLine, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (const run of runs) {
    run.forEach((point, i) => {
      const [x, y] = place(tile, point);
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  }
  context.stroke();
}

function drawText(context: CanvasRenderingContext2D, tile: LensTile, text: string, top: number): void {
  context.font = '500 10px "Inter Variable", Inter, system-ui, sans-serif';
  const width = Math.min(tile.width - 8, context.measureText(text).width + 8);
  const left = tile.x + tile.width - width - 3;
  context.fillStyle = labelColor;
  context.beginPath();
  context.roundRect(left, top, width, labelHeight - 1, 2);
  context.fill();
  context.fillStyle = '#ffffff';
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(text, left + 4, top + labelHeight / 2, width - 8);
}
