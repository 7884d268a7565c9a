import { Color, Fog, Group, Matrix4, PerspectiveCamera, type Scene, type WebGLRenderer } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CoverageTiles, SessionState, Store, ViewPose } from '#state/session.ts';
import { twinFieldOfViewDegrees, type Viewpoint } from '#state/viewpoint.ts';
import { isUnseenWork } from './buildings/building-layer.ts';
import { type CityModel, createCityModel } from './city-model.ts';
import { throughEye } from './controls/map-moves.ts';
import { halfViewTangent, type Vector, type ViewBasis, type ViewportSize, viewBasis } from './controls/view-rays.ts';
import { type CoveragePaint, createCoveragePaint } from './coverage/coverage-shader.ts';
import { createDeviceLayer, type DeviceLayer } from './devices/device-layer.ts';
import { createDrawnRevision } from './drawn-revision.ts';
import { createCityLights } from './render/lights.ts';
import { createRestingFrames, type RestingFrames } from './render/resting-frames.ts';
import { groundHit } from './terrain-ray.ts';
import { cityPalettes } from './theme.ts';
import { createWorkQueue } from './work-queue.ts';

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
}

export type Quality = 'full' | 'low';

export interface EngineOptions {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly session: Store<SessionState>;
  readonly tiles: CoverageTiles;
  readonly viewpoint: Viewpoint;
  readonly quality: Quality;
  /** Asks for a frame. */
  readonly invalidate: () => void;
}

/** The drawn twin: follows the session and the viewpoint, and draws only when something has changed. */
export interface Engine {
  readonly camera: PerspectiveCamera;
  readonly city: () => CityModel | null;
  readonly devices: DeviceLayer;
  readonly coverage: CoveragePaint;
  /** The plan that is drawn, which may be a step behind the one that is edited. */
  drawnScenario(): Scenario | null;
  basis(): ViewBasis;
  viewport(): ViewportSize;
  targetZ(): number;
  setViewport(size: ViewportSize, pixelRatio: number): void;
  /** Moves there and keeps the height of the target's plane. */
  move(pose: ViewPose): void;
  /** Puts the target back on the ground without moving the picture. */
  settle(): void;
  /** While true, the view is not sharpened. */
  setMoving(moving: boolean): void;
  /** Something outside has changed that is drawn. */
  touch(): void;
  /** Draws if there is something to draw; null when there was not. */
  frame(now: number): FrameReport | null;
  /** The context was lost and is back. */
  restore(): void;
  dispose(): void;
}

/** Frames averaged at rest. */
export const restingFrameCount = 28;
/** Quiet time before the view sharpens, milliseconds. */
const restDelayMilliseconds = 160;
/** While a city is built it is shown this often, milliseconds. */
const buildingIntervalMilliseconds = 220;
/** Fog from and to, as shares of the distance to the target; not nearer than from 300 m. */
const fogShares = [620 / 640, 1250 / 640] as const;

export function createEngine(options: EngineOptions): Engine {
  const { renderer, scene, session, viewpoint, invalidate } = options;
  const camera = new PerspectiveCamera(twinFieldOfViewDegrees, 1, 1, 4000);
  const lights = createCityLights();
  const coverage = createCoveragePaint(renderer.capabilities.isWebGL2 ? maximumLayers(renderer) : 256);
  const root = new Group();
  const fog = new Fog(0xffffff);
  const background = new Color();
  const drawn = createDrawnRevision<Scenario | null>(null);
  const matrix = new Matrix4();
  let model: CityModel | null = null;
  let state: SessionState | null = null;
  let viewport: ViewportSize = { width: 1, height: 1 };
  let pixelRatio = 1;
  let targetZ = 0;
  let ownMove = false;
  let dirty = true;
  let shadowsDirty = true;
  let moving = false;
  let resting: RestingFrames | null = null;
  let restingStarted = false;
  let changedAt = 0;
  let restTimer: ReturnType<typeof setTimeout> | null = null;
  let shownAt = 0;
  let coverageChanged = false;

  const touch = (): void => {
    dirty = true;
    invalidate();
  };

  const work = createWorkQueue((finished) => {
    const shows = finished.some((key) => !isUnseenWork(key));
    if (shows) shadowsDirty = true;
    if (work.size() === 0 || (shows && performance.now() - shownAt > buildingIntervalMilliseconds)) touch();
  });
  const devices = createDeviceLayer({
    city: () => model,
    groundHeight: (x, y) => groundHeight(model?.city.terrain ?? null, x, y),
  });
  root.add(lights.group, devices.group);
  scene.add(root);
  scene.fog = fog;
  scene.background = background;
  renderer.shadowMap.enabled = true;
  renderer.info.autoReset = false;

  const groundAt = (x: number, y: number): number => groundHeight(model?.city.terrain ?? null, x, y);

  const openCity = (city: City | null): void => {
    if (model !== null) {
      root.remove(model.group);
      model.dispose();
      model = null;
    }
    if (city === null) return;
    const pose = viewpoint.goal();
    model = createCityModel(city, work, coverage, [pose.targetX, pose.targetY]);
    root.add(model.group);
    targetZ = groundAt(pose.targetX, pose.targetY);
    shadowsDirty = true;
  };

  const applyState = (): void => {
    const next = session.get();
    const before = state;
    if (next === before) return;
    state = next;
    if (before === null || next.city !== before.city) openCity(next.city);
    const fresh = before === null || next.city !== before.city;
    const palette = cityPalettes[next.theme];
    if (fresh || next.theme !== before.theme) {
      background.set(palette.background);
      fog.color.set(palette.background);
      lights.setPalette(palette);
      devices.setPalette(palette);
    }
    model?.setPalette(palette);
    if (fresh || next.layers !== before.layers) {
      model?.setLayers(next.layers);
      devices.setVisible(next.layers.devices, next.layers.cones);
      coverage.setVisible(next.layers.coverage);
      shadowsDirty = true;
    }
    const set = next.scenario?.categorySet;
    if (set !== undefined && (fresh || next.theme !== before.theme || set !== before.scenario?.categorySet)) {
      coverage.setColors(set, next.theme, palette);
    }
    if (fresh || next.scenario !== before.scenario || next.revision !== before.revision) {
      drawn.offer(next.revision, next.scenario);
    }
    if (fresh || next.selection !== before.selection) devices.setSelection(next.selection);
    if (fresh || next.picked !== before.picked) model?.setPicked(next.picked);
    if (fresh || changesPicture(next, before)) touch();
    // The overlay follows the plan at once, also where the picture waits for its coverage.
    else if (next.scenario !== before.scenario) invalidate();
  };

  const stops = [
    session.subscribe(applyState),
    viewpoint.subscribe(() => {
      if (!ownMove) {
        const { targetX, targetY } = viewpoint.get();
        targetZ = groundAt(targetX, targetY);
      }
      touch();
    }),
    options.tiles.subscribe((change) => {
      if (change.reset) coverage.reset(change.grid);
      coverage.put(change.tiles);
      drawn.cover(change.revision);
      coverageChanged = true;
      touch();
    }),
  ];
  applyState();

  const placeCamera = (): void => {
    const pose = viewpoint.get();
    const basis = viewBasis(pose, targetZ);
    const { right, up, forward } = basis;
    matrix.set(
      right[0],
      up[0],
      -forward[0],
      0,
      right[1],
      up[1],
      -forward[1],
      0,
      right[2],
      up[2],
      -forward[2],
      0,
      0,
      0,
      0,
      1,
    );
    camera.quaternion.setFromRotationMatrix(matrix);
    camera.position.set(basis.eye[0], basis.eye[1], basis.eye[2]);
    const reach = Math.max(300, pose.distanceMeters);
    fog.near = reach * fogShares[0];
    fog.far = reach * fogShares[1];
    camera.near = Math.max(0.5, pose.distanceMeters / 200);
    camera.far = fog.far * 1.05;
    camera.aspect = viewport.width / viewport.height;
    camera.clearViewOffset();
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  };

  const drawMoving = (): void => {
    const pose = viewpoint.get();
    placeCamera();
    const taken = drawn.take(state?.coverage.status === 'computing' && state.layers.coverage);
    devices.setScenario(taken.value);
    if (coverageChanged) coverage.upload();
    coverageChanged = false;
    model?.prepareFrame(camera, (viewport.height * pixelRatio) / (2 * halfViewTangent));
    devices.prepareFrame(viewpoint.metersPerPixel());
    lights.moving(pose.targetX, pose.targetY, targetZ, pose.distanceMeters);
    if (shadowsDirty) lights.refreshShadow();
    shadowsDirty = false;
    renderer.render(scene, camera);
  };

  const report = (samples: number, settled: boolean): FrameReport => ({
    drawnRevision: drawn.take(true).revision,
    coverageRevision: drawn.covered(),
    drawCalls: renderer.info.render.calls,
    triangles: renderer.info.render.triangles,
    samples,
    settled,
    unpaintedTiles: coverage.pages.unpainted,
  });

  const restSoon = (): void => {
    if (restTimer !== null) clearTimeout(restTimer);
    restTimer = setTimeout(() => {
      restTimer = null;
      invalidate();
    }, restDelayMilliseconds);
  };

  const drawResting = (now: number): FrameReport | null => {
    if (options.quality === 'low' || moving || work.size() > 0 || model === null) return null;
    if (now - changedAt < restDelayMilliseconds) return null;
    if (resting !== null && restingStarted && resting.count >= restingFrameCount) return null;
    resting ??= createRestingFrames(renderer);
    if (!resting.ready()) {
      invalidate();
      return null;
    }
    if (!restingStarted) {
      // The picture on the screen is gone once the browser has shown it: draw the moving frame once more to start from.
      drawMoving();
      resting.start();
      restingStarted = true;
    }
    const index = resting.count;
    resting.add(() => {
      const width = viewport.width * pixelRatio;
      const height = viewport.height * pixelRatio;
      camera.setViewOffset(
        width,
        height,
        ((index * 0.7548776662) % 1) - 0.5,
        ((index * 0.569840291) % 1) - 0.5,
        width,
        height,
      );
      lights.resting(index, restingFrameCount);
      renderer.render(scene, camera);
      camera.clearViewOffset();
    });
    invalidate();
    return report(index + 1, index + 1 === restingFrameCount);
  };

  const forgetRest = (): void => {
    resting?.dispose();
    resting = null;
    restingStarted = false;
  };

  return {
    camera,
    city: () => model,
    devices,
    coverage,
    drawnScenario: () => drawn.take(true).value,
    basis: () => viewBasis(viewpoint.get(), targetZ),
    viewport: () => viewport,
    targetZ: () => targetZ,
    setViewport(size, ratio) {
      if (size.width === viewport.width && size.height === viewport.height && ratio === pixelRatio) return;
      viewport = size;
      pixelRatio = ratio;
      viewpoint.setViewportHeight(size.height);
      forgetRest();
      touch();
    },
    move(pose) {
      ownMove = true;
      viewpoint.set(pose);
      ownMove = false;
    },
    settle() {
      const pose = viewpoint.get();
      const { eye: from, forward } = viewBasis(pose, targetZ);
      const hit: Vector | null = groundHit(model?.city.terrain ?? null, from, forward, 4 * pose.distanceMeters);
      if (hit === null) return;
      targetZ = hit[2];
      ownMove = true;
      viewpoint.set(throughEye(pose, from, targetZ));
      ownMove = false;
    },
    setMoving(next) {
      moving = next;
      if (!next) restSoon();
    },
    touch,
    frame(now) {
      if (viewpoint.advance(now)) dirty = true;
      renderer.info.reset();
      if (!dirty) return drawResting(now);
      dirty = false;
      restingStarted = false;
      changedAt = now;
      shownAt = now;
      drawMoving();
      restSoon();
      if (viewpoint.flying()) invalidate();
      return report(0, options.quality === 'low' && work.size() === 0);
    },
    restore() {
      forgetRest();
      model?.restore();
      shadowsDirty = true;
      touch();
    },
    dispose() {
      for (const stop of stops) stop();
      if (restTimer !== null) clearTimeout(restTimer);
      openCity(null);
      work.dispose();
      forgetRest();
      devices.dispose();
      lights.dispose();
      coverage.dispose();
      scene.remove(root);
    },
  };
}

/** Whether a change of the session shows in the drawn scene (the overlay above it follows by itself). */
function changesPicture(next: SessionState, before: SessionState): boolean {
  const waits = next.coverage.status === 'computing' && next.layers.coverage;
  return (
    (!waits && (next.scenario !== before.scenario || next.coverage.status !== before.coverage.status)) ||
    next.selection !== before.selection ||
    next.theme !== before.theme ||
    next.layers !== before.layers ||
    next.picked !== before.picked
  );
}

function maximumLayers(renderer: WebGLRenderer): number {
  const context = renderer.getContext() as WebGL2RenderingContext;
  return Number(context.getParameter(context.MAX_ARRAY_TEXTURE_LAYERS));
}
