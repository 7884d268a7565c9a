/** Size of a picture to export, pixels: A2 across at 300 dpi is 7016 × 4961. */
export interface PictureSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** Most pixels on a side and in all: what browsers encode as one image. */
export const pictureLimits = { side: 8192, pixels: 48_000_000 } as const;

export interface PictureWork {
  /** 0 … 1. */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** Draws the present view as a PNG of the size asked for. Throws an `AbortError` when it was stopped. */
export type PictureMaker = (size: PictureSize, work: PictureWork) => Promise<Blob>;

/** Where the twin says that it can draw pictures, and commands ask it to. */
export interface PictureDesk {
  /** The twin that is on the page now; null when it goes. */
  register(maker: PictureMaker | null): void;
  maker(): PictureMaker | null;
}

export function createPictureDesk(): PictureDesk {
  let current: PictureMaker | null = null;
  return {
    register(maker) {
      current = maker;
    },
    maker: () => current,
  };
}

/** A size within {@link pictureLimits} of the same shape, whole pixels, at least 64 a side. */
export function limitPicture({ widthPixels, heightPixels }: PictureSize): PictureSize {
  const width = Number.isFinite(widthPixels) ? Math.max(64, widthPixels) : 1920;
  const height = Number.isFinite(heightPixels) ? Math.max(64, heightPixels) : 1080;
  const shrink = Math.min(
    1,
    pictureLimits.side / Math.max(width, height),
    Math.sqrt(pictureLimits.pixels / (width * height)),
  );
  return {
    widthPixels: Math.max(64, Math.floor(width * shrink)),
    heightPixels: Math.max(64, Math.floor(height * shrink)),
  };
}
