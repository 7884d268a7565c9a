import type { ImageEye } from '../devices/image-eye.ts';

/** A part of the picture through a device's lenses, pixels from the upper left corner. */
export interface LensTile {
  readonly eye: ImageEye;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How the images of a device are laid out side by side. */
export interface LensLayout {
  readonly width: number;
  readonly height: number;
  readonly tiles: readonly LensTile[];
}

/** Between two images, pixels. */
const gap = 2;
/** More images than this take a second row. */
const oneRow = 3;

/** Fits one image, or the images of several heads in the order of the heads, into a box without distorting them. */
export function lensLayout(eyes: readonly ImageEye[], widest: number, highest: number): LensLayout {
  const columns = eyes.length <= oneRow ? eyes.length : Math.ceil(eyes.length / 2);
  const rows = Math.ceil(eyes.length / columns);
  const first = eyes[0];
  const aspect = first.projection === 'equidistant' ? 1 : first.tangentX / first.tangentY;
  const across = (widest - gap * (columns - 1)) / columns;
  const down = (highest - gap * (rows - 1)) / rows;
  const width = Math.max(8, Math.floor(Math.min(across, down * aspect)));
  const height = Math.max(8, Math.round(width / aspect));
  return {
    width: columns * width + gap * (columns - 1),
    height: rows * height + gap * (rows - 1),
    tiles: eyes.map((eye, i) => ({
      eye,
      x: (i % columns) * (width + gap),
      y: Math.floor(i / columns) * (height + gap),
      width,
      height,
    })),
  };
}
