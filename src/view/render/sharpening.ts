import type { PerspectiveCamera, WebGLRenderer } from 'three';
import type { CityLights } from './lights.ts';
import { createRestingFrames, type RestingFrames } from './resting-frames.ts';

/** Frames averaged at rest. */
export const restingFrameCount = 28;

/** Where in a pixel sample `index` is taken, −0.5 … 0.5: the R2 sequence, which spreads evenly at every length. */
export function pixelJitter(index: number): readonly [number, number] {
  return [((index * 0.7548776662) % 1) - 0.5, ((index * 0.569840291) % 1) - 0.5];
}

/** Lets a view at rest become sharp: one more frame in the average each time it is asked. */
export interface Sharpening {
  /** True once all frames are in. */
  done(): boolean;
  /** Adds a frame; null while the graphics card is busy with the ones before. */
  step(drawMoving: () => void, render: () => void): number | null;
  /** The view has moved: start again. */
  restart(): void;
  /** Gives the buffers back, for another size or after the context was lost. */
  release(): void;
}

export function createSharpening(renderer: WebGLRenderer, camera: PerspectiveCamera, lights: CityLights): Sharpening {
  let frames: RestingFrames | null = null;
  let started = false;

  return {
    done: () => frames !== null && started && frames.count >= restingFrameCount,
    step(drawMoving, render) {
      frames ??= createRestingFrames(renderer);
      if (!frames.ready()) return null;
      if (!started) {
        // The picture on the screen is gone once the browser has shown it: draw the moving frame once more to start from.
        drawMoving();
        frames.start();
        started = true;
      }
      const index = frames.count;
      const { width, height } = renderer.domElement;
      frames.add(() => {
        camera.setViewOffset(width, height, ...pixelJitter(index), width, height);
        lights.resting(index, restingFrameCount);
        render();
        camera.clearViewOffset();
      });
      return frames.count;
    },
    restart() {
      started = false;
    },
    release() {
      frames?.dispose();
      frames = null;
      started = false;
    },
  };
}
