import { type Fog, type Object3D, PerspectiveCamera, type Scene, Vector4, type WebGLRenderer } from 'three';
import { isOptical, type OpticalDevice } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SessionState } from '#state/session.ts';
import { imageEyes } from '../devices/image-eye.ts';
import type { CityPalette } from '../theme.ts';
import { annotateLens } from './annotate-lens.ts';
import { createFigures } from './figures.ts';
import { createFisheyePass } from './fisheye-pass.ts';
import { type LensLayout, lensLayout } from './lens-layout.ts';
import { aimRenderCamera } from './render-camera.ts';

/** Where the picture through a device's lens goes. */
export interface LensRequest {
  readonly deviceId: string;
  readonly canvas: HTMLCanvasElement;
  /** Room for it, CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly onLayout: (layout: LensLayout) => void;
}

/** Pictures through lenses, drawn on the screen's buffer just before the picture of the city takes its place. */
export interface LensView {
  /** Asks for a picture; null: none is wanted any more. */
  request(request: LensRequest | null): void;
  /** Something has changed that the picture shows. */
  outdate(): void;
  setPalette(palette: CityPalette): void;
  /** Draws it where it is due; how long to wait for the next turn where it came too soon, milliseconds, else null. */
  draw(now: number, plan: Scenario | null, state: SessionState): number | null;
  dispose(): void;
}

export interface LensViewHost {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly fog: Fog;
  /** Not to be seen through a lens: bodies, cones and marks. */
  readonly hidden: readonly Object3D[];
  readonly groundHeight: (x: number, y: number) => number;
}

/** Least time between two pictures, milliseconds; a fisheye takes five. */
const intervals = { rectilinear: 100, equidistant: 250 } as const;
/** Fog through a lens, metres. */
const lensFog = { near: 500, far: 1400 } as const;
/** Pixels of the picture for a CSS pixel, at most. */
const mostRatio = 2;

export function createLensView(host: LensViewHost): LensView {
  const { renderer, scene, fog, hidden, groundHeight } = host;
  const figures = createFigures();
  scene.add(figures.group);
  const fisheye = createFisheyePass(renderer);
  const camera = new PerspectiveCamera();
  const kept = new Vector4();
  let wanted: LensRequest | null = null;
  let stale = false;
  let drawnAt = Number.NEGATIVE_INFINITY;

  /** Runs with everything out of sight that a lens does not see, and puts all back. */
  const throughLens = (draw: () => void): void => {
    const shown = hidden.map(({ visible }) => visible);
    const { near, far } = fog;
    renderer.getViewport(kept);
    // What throws shadows is drawn with the city itself, bodies of devices included.
    renderer.shadowMap.autoUpdate = false;
    for (const object of hidden) object.visible = false;
    figures.group.visible = true;
    Object.assign(fog, lensFog);
    try {
      draw();
    } finally {
      hidden.forEach((object, i) => {
        object.visible = shown[i];
      });
      figures.group.visible = false;
      Object.assign(fog, { near, far });
      renderer.shadowMap.autoUpdate = true;
      renderer.setScissorTest(false);
      renderer.setViewport(kept);
    }
  };

  const paint = (device: OpticalDevice, request: LensRequest, plan: Scenario, state: SessionState): void => {
    const context = request.canvas.getContext('2d');
    const eyes = imageEyes(device, groundHeight(device.x, device.y));
    const layout = lensLayout(eyes, request.width, request.height);
    if (context === null) return;
    const ratio = renderer.getPixelRatio();
    const { width: bufferWidth, height: bufferHeight } = renderer.domElement;
    const [tile] = layout.tiles;
    const scale = Math.min(mostRatio, ratio, bufferWidth / tile.width, bufferHeight / tile.height);
    const { canvas } = request;
    const [width, height] = [Math.round(layout.width * scale), Math.round(layout.height * scale)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const headings = headingsOf(device);
    figures.place(device, headings, state.cameraViewDistances, groundHeight);
    throughLens(() => {
      for (const { eye, x, y, width: w, height: h } of layout.tiles) {
        const [pw, ph] = [Math.round(w * scale), Math.round(h * scale)];
        renderer.setViewport(0, 0, pw / ratio, ph / ratio);
        renderer.setScissor(0, 0, pw / ratio, ph / ratio);
        renderer.setScissorTest(true);
        if (eye.projection === 'equidistant') fisheye.draw(scene, eye, Math.min(pw, ph));
        else {
          aimRenderCamera(camera, eye);
          renderer.render(scene, camera);
        }
        const from = renderer.domElement.height - ph;
        context.drawImage(renderer.domElement, 0, from, pw, ph, Math.round(x * scale), Math.round(y * scale), pw, ph);
      }
    });
    annotateLens(context, { layout, scale, device, headings, plan, state, groundHeight });
    request.onLayout(layout);
  };

  return {
    request(request) {
      wanted = request;
      stale = request !== null;
    },
    outdate() {
      stale = wanted !== null;
    },
    setPalette: figures.setPalette,
    draw(now, plan, state) {
      if (wanted === null || !stale || plan === null) return null;
      const device = plan.devices.find(({ id }) => id === wanted?.deviceId);
      if (device === undefined || !isOptical(device)) return null;
      const round = device.kind === 'camera' && device.projection === 'equidistant';
      const wait = drawnAt + intervals[round ? 'equidistant' : 'rectilinear'] - now;
      if (wait > 0) return wait;
      drawnAt = now;
      stale = false;
      paint(device, wanted, plan, state);
      return null;
    },
    dispose() {
      scene.remove(figures.group);
      figures.dispose();
      fisheye.dispose();
    },
  };
}

/** Headings of a device's imagers, degrees. */
function headingsOf(device: OpticalDevice): readonly number[] {
  if (device.kind !== 'camera' || device.heads.length === 0) return [device.headingDegrees];
  return device.heads.map(({ headingDegrees }) => device.headingDegrees + headingDegrees);
}
