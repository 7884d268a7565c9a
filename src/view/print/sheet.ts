import { Vector3 } from 'three';
import type { MarkerColors } from '../overlay/draw-marker.ts';
import type { ScreenBox } from '../overlay/place-labels.ts';
import type { PictureStage } from './render-picture.ts';

export type Context = OffscreenCanvasRenderingContext2D;

/** A point in the picture, in units of a screen pixel times the picture's scale. */
export interface Sheet {
  readonly context: Context;
  readonly stage: PictureStage;
  /** Picture pixels to a screen pixel: all writing is as large in the picture as it is on the screen. */
  readonly scale: number;
  /** Size in screen pixels. */
  readonly width: number;
  readonly height: number;
  readonly colors: MarkerColors;
  readonly panel: string;
  readonly text: string;
}

export const family = '"Inter Variable", Inter, system-ui, sans-serif';

const point = new Vector3();

/** Where a place is in the picture, screen pixels; null behind the eye or beyond the fog. */
export function project({ stage, width, height }: Sheet, x: number, y: number, z: number) {
  const { camera } = stage;
  const depth = -point.set(x, y, z).applyMatrix4(camera.matrixWorldInverse).z;
  if (depth <= camera.near || depth > camera.far) return null;
  point.applyMatrix4(camera.projectionMatrix);
  return { x: ((point.x + 1) / 2) * width, y: ((1 - point.y) / 2) * height, depth };
}

/** A panel with round corners, on a sheet that is scaled. */
export function card({ context, panel }: Sheet, { left, right, top, bottom }: ScreenBox): void {
  context.fillStyle = panel;
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 8);
  context.fill();
}

/** Words on a sheet that is scaled. */
export function write(
  { context, text, colors }: Sheet,
  words: string,
  x: number,
  y: number,
  weight: number,
  size: number,
  align: 'left' | 'right',
): void {
  context.font = `${weight} ${size}px ${family}`;
  context.textAlign = align;
  context.textBaseline = 'alphabetic';
  context.fillStyle = weight >= 500 ? text : colors.label;
  context.fillText(words, x, y);
}
