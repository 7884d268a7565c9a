import type { PictureSize } from '#state/picture-desk.ts';

/** Sizes that pictures are offered in; paper across, at 300 dots an inch. */
export const pictureSizes: readonly { readonly label: string; readonly size: PictureSize }[] = [
  { label: 'Slide, 3840 × 2160', size: { widthPixels: 3840, heightPixels: 2160 } },
  { label: 'A4, 300 dpi', size: { widthPixels: 3508, heightPixels: 2480 } },
  { label: 'A3, 300 dpi', size: { widthPixels: 4961, heightPixels: 3508 } },
  { label: 'A2, 300 dpi', size: { widthPixels: 7016, heightPixels: 4961 } },
];
