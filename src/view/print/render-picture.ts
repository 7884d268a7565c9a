import type { PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import type { PictureSize, PictureWork } from '#state/picture-desk.ts';
import type { SessionState } from '#state/session.ts';
import type { CityModel } from '../city-model.ts';
import type { ViewportSize } from '../controls/view-rays.ts';
import type { GapDrawing } from '../gaps/gap-drawing.ts';
import type { CityLights } from '../render/lights.ts';
import { createRestingFrames, type RestingFrames } from '../render/resting-frames.ts';
import { pixelJitter } from '../render/sharpening.ts';
import type { RolloutDrawing } from '../rollout/rollout-drawing.ts';
import { annotatePicture } from './annotate-picture.ts';

export interface PictureStage extends PictureWork {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly camera: PerspectiveCamera;
  readonly lights: CityLights;
  readonly model: CityModel;
  /** What the picture shows; its plan is the one that is drawn. */
  readonly state: SessionState;
  /** Security gaps that are drawn; null: none. */
  readonly gaps: GapDrawing | null;
  /** Date of a rollout that is drawn; null: none. */
  readonly rollout: RolloutDrawing | null;
  readonly size: PictureSize;
  readonly viewport: ViewportSize;
  /** Of the screen, at the target. */
  readonly metersPerPixel: number;
  readonly headingDegrees: number;
  /** Frames averaged in each piece. */
  readonly samples: number;
  /** Places the camera for a picture of this aspect. */
  placeCamera(aspect: number): void;
  drawScreen(): void;
  /** Chooses what is drawn for the camera as it stands, for so many lines down the whole picture. */
  prepare(lines: number): void;
  /** Something is still being built or painted. */
  busy(): boolean;
}

/** Longest wait for the ground of one piece, milliseconds: beyond it the piece is drawn as it is. */
const patienceMilliseconds = 20_000;

/**
 * Draws the view in pieces as large as the screen's own buffer, each as sharp as a view at rest, and puts them together
 * on a canvas in memory: no framebuffer is larger than the screen. Paint of the ground is as fine as each piece needs.
 */
export async function renderPicture(stage: PictureStage): Promise<Blob> {
  const { renderer, size, signal, onProgress } = stage;
  const { width: pieceWidth, height: pieceHeight } = renderer.domElement;
  const sheet = new OffscreenCanvas(size.widthPixels, size.heightPixels);
  const context = sheet.getContext('2d', { alpha: false });
  if (context === null) throw new Error('The browser has no room for a picture of this size.');
  const columns = Math.ceil(size.widthPixels / pieceWidth);
  const rows = Math.ceil(size.heightPixels / pieceHeight);
  const uncover = coverScreen(stage);
  const frames = createRestingFrames(renderer);
  try {
    for (let piece = 0; piece < columns * rows; piece += 1) {
      const x = (piece % columns) * pieceWidth;
      const y = Math.floor(piece / columns) * pieceHeight;
      await drawPiece(stage, frames, x, y, (share) => onProgress((0.98 * (piece + share)) / (columns * rows)));
      context.drawImage(renderer.domElement, x, y);
    }
    stage.placeCamera(size.widthPixels / size.heightPixels);
    annotatePicture(context, stage);
    signal.throwIfAborted();
    onProgress(0.99);
    return await sheet.convertToBlob({ type: 'image/png' });
  } finally {
    frames.dispose();
    stage.camera.clearViewOffset();
    stage.drawScreen();
    uncover();
  }
}

async function drawPiece(
  stage: PictureStage,
  frames: RestingFrames,
  x: number,
  y: number,
  onShare: (share: number) => void,
): Promise<void> {
  const { renderer, scene, camera, lights, size, samples, signal } = stage;
  const { width, height } = renderer.domElement;
  const look = (dx: number, dy: number): void => {
    camera.setViewOffset(size.widthPixels, size.heightPixels, x + dx, y + dy, width, height);
  };
  stage.placeCamera(size.widthPixels / size.heightPixels);
  look(0, 0);
  await groundReady(stage);
  renderer.render(scene, camera);
  frames.start();
  for (let sample = 0; sample < samples; sample += 1) {
    while (!frames.ready()) await pause(4);
    signal.throwIfAborted();
    frames.add(() => {
      look(...(samples === 1 ? ([0, 0] as const) : pixelJitter(sample)));
      if (samples > 1) lights.resting(sample, samples);
      renderer.render(scene, camera);
    });
    onShare((sample + 1) / samples);
    // The last one stays on the buffer until it is copied.
    if (sample + 1 < samples) await pause(0);
  }
}

/** Waits until the ground of the piece is painted as finely as it is to be seen. */
async function groundReady(stage: PictureStage): Promise<void> {
  const end = performance.now() + patienceMilliseconds;
  let quiet = 0;
  // Each level of detail asks for the next one: twice nothing to do means that there is no next one.
  while (quiet < 2 && performance.now() < end) {
    stage.signal.throwIfAborted();
    stage.prepare(stage.size.heightPixels);
    quiet = stage.busy() ? 0 : quiet + 1;
    await pause(quiet === 0 ? 12 : 0);
  }
}

/** Lays what is on the screen over the canvas, so that the pieces are not seen as they are drawn. */
function coverScreen({ renderer, drawScreen }: PictureStage): () => void {
  const screen = renderer.domElement;
  const cover = document.createElement('canvas');
  cover.width = screen.width;
  cover.height = screen.height;
  Object.assign(cover.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
  });
  drawScreen();
  cover.getContext('2d')?.drawImage(screen, 0, 0);
  screen.after(cover);
  return () => cover.remove();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
