import { Color, Fog, Group, PerspectiveCamera, type Scene, type WebGLRenderer } from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { Scenario } from '#model/scenario.ts';
import type { PictureSize, PictureWork } from '#state/picture-desk.ts';
import type { CoverageTiles, SessionState, Store, ViewPose } from '#state/session.ts';
import { sunPosition } from '#state/sun-position.ts';
import { twinFieldOfViewDegrees, type Viewpoint } from '#state/viewpoint.ts';
import { isUnseenWork } from './buildings/building-layer.ts';
import { createLensView, type LensView } from './camera-view/lens-view.ts';
import { type CityModel, createCityModel } from './city-model.ts';
import { throughEye } from './controls/map-moves.ts';
import { type Vector, type ViewBasis, type ViewportSize, viewBasis } from './controls/view-rays.ts';
import { createPaintedCoverage } from './coverage/painted-coverage.ts';
import { createDeviceLayer, type DeviceLayer } from './devices/device-layer.ts';
import { createDrawnRevision } from './drawn-revision.ts';
import type { FrameReport } from './frame-report.ts';
import { createGapLayer, type GapLayer, wantsLessMotion } from './gaps/gap-layer.ts';
import { changesPicture, waitsForCoverage } from './picture-changes.ts';
import { createPlanMarks } from './plan/plan-marks.ts';
import { renderPicture } from './print/render-picture.ts';
import { backgroundShare } from './render/daylight.ts';
import { createCityLights } from './render/lights.ts';
import { createSharpening, restingFrameCount } from './render/sharpening.ts';
import { placeViewCamera } from './render/view-camera.ts';
import { createRolloutLayer, type RolloutLayer } from './rollout/rollout-layer.ts';
import { sharedPlane } from './shared-plane.ts';
import { groundHit } from './terrain-ray.ts';
import { cityPalettes } from './theme.ts';
import { createWorkQueue } from './work-queue.ts';

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
  readonly lens: LensView;
  /** Security gaps of the shown run, and the figure that walks. */
  readonly gaps: GapLayer;
  /** What Rollout mode shows on its date. */
  readonly rollout: RolloutLayer;
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
  /** Something in the overlay has changed: a tick, but no new picture. */
  tick(): void;
  /** Draws if there is something to draw; null when there was not. */
  frame(now: number): FrameReport | null;
  /** The present view in the light of a view at rest, of any size within the limits, with all that explains it. */
  renderPicture(size: PictureSize, work: PictureWork): Promise<Blob>;
  /** The context was lost and is back. */
  restore(): void;
  dispose(): void;
}

/** Quiet time before the view sharpens, milliseconds. */
const restDelayMilliseconds = 160;
/** While a city is built it is shown this often, milliseconds. */
const buildingIntervalMilliseconds = 220;
const nothingLost: readonly string[] = [];

export function createEngine(options: EngineOptions): Engine {
  const { renderer, scene, session, viewpoint, invalidate } = options;
  const camera = new PerspectiveCamera(twinFieldOfViewDegrees, 1, 1, 4000);
  const lights = createCityLights();
  const sharpening = createSharpening(renderer, camera, lights);
  const root = new Group();
  const fog = new Fog(0xffffff);
  const background = new Color();
  const drawn = createDrawnRevision<Scenario | null>(null);
  let model: CityModel | null = null;
  let state: SessionState | null = null;
  let viewport: ViewportSize = { width: 1, height: 1 };
  let pixelRatio = 1;
  let targetZ = 0;
  const plane = sharedPlane(viewpoint);
  let ownMove = false;
  let dirty = true;
  let shadowsDirty = true;
  let moving = false;
  let printing = false;
  let changedAt = 0;
  let lensTimer: ReturnType<typeof setTimeout> | null = null;
  let restTimer: ReturnType<typeof setTimeout> | null = null;
  let shownAt = 0;
  let coverageChanged = false;
  let renderMilliseconds = 0;

  const touch = (): void => {
    dirty = true;
    invalidate();
  };

  const work = createWorkQueue((finished) => {
    const shows = finished.some((key) => !isUnseenWork(key));
    if (shows) shadowsDirty = true;
    if (work.size() === 0 || (shows && performance.now() - shownAt > buildingIntervalMilliseconds)) outdateLens();
  });
  const devices = createDeviceLayer({
    city: () => model,
    groundHeight: (x, y) => groundAt(x, y),
    again: () => touch(),
  });
  const painted = createPaintedCoverage(session, maximumLayers(renderer), touch);
  const marks = createPlanMarks();
  const gaps = createGapLayer({ again: () => touch(), calm: wantsLessMotion });
  const rollout = createRolloutLayer();
  const lens = createLensView({
    renderer,
    scene,
    fog,
    hidden: [devices.group, painted.group, gaps.group, rollout.group, ...marks.unreal],
    groundHeight: (x, y) => groundAt(x, y),
  });
  root.add(lights.group, devices.group, painted.group, marks.group, gaps.group, rollout.group);
  scene.add(root);
  scene.fog = fog;
  scene.background = background;
  renderer.shadowMap.enabled = true;
  renderer.info.autoReset = false;

  const groundAt = (x: number, y: number): number => groundHeight(model?.city.terrain ?? null, x, y);

  const openCity = (city: City | null): void => {
    if (city !== null && model?.update(city) === true) return;
    if (model !== null) {
      root.remove(model.group);
      model.dispose();
      model = null;
    }
    if (city === null) return;
    const pose = viewpoint.goal();
    model = createCityModel(city, work, painted.ground, [pose.targetX, pose.targetY]);
    root.add(model.group);
    targetZ = groundAt(pose.targetX, pose.targetY);
    shadowsDirty = true;
  };

  const applyLight = (next: SessionState): void => {
    const palette = cityPalettes[next.theme];
    const position = sunPosition(next.sun, next.city?.manifest.origin ?? { longitude: 0, latitude: 0 });
    // Of what is seen, not of the light: halved in sRGB terms, as an eye would.
    background.set(palette.background).multiplyScalar(backgroundShare(position.elevationDegrees) ** 2.2);
    fog.color.copy(background);
    lights.setPalette(palette);
    lights.setSun(position, next.shadows);
    shadowsDirty = true;
  };

  /** Moves the camera on the plane that it is held on; twins beside this one take the plane over. */
  const setPose = (pose: ViewPose): void => {
    ownMove = true;
    plane.heldZ = targetZ;
    viewpoint.set(pose);
    plane.heldZ = null;
    ownMove = false;
  };

  const outdateLens = (): void => {
    lens.outdate();
    touch();
  };

  const applyState = (): void => {
    const next = session.get();
    const before = state;
    if (next === before) return;
    state = next;
    const known = model;
    if (before === null || next.city !== before.city) openCity(next.city);
    const fresh = before === null || model !== known;
    const palette = cityPalettes[next.theme];
    if (fresh || next.theme !== before.theme) {
      for (const layer of [devices, marks, lens, rollout]) layer.setPalette(palette);
    }
    if (fresh || next.theme !== before.theme || next.sun !== before.sun || next.shadows !== before.shadows)
      applyLight(next);
    model?.setPalette(palette);
    if (fresh || next.layers !== before.layers) {
      model?.setLayers(next.layers);
      devices.setVisible(next.layers.devices, next.layers.cones);
      marks.setVisible(next.layers);
      shadowsDirty = true;
    }
    painted.follow(next, before);
    if (fresh || next.scenario !== before.scenario || next.revision !== before.revision) {
      drawn.offer(next.revision, next.scenario);
    }
    if (fresh || next.selection !== before.selection) devices.setSelection(next.selection);
    if (fresh || next.ghost !== before.ghost) devices.setGhost(next.ghost?.device ?? null);
    if (fresh || next.picked !== before.picked) model?.setPicked(next.picked);
    if (rollout.follow(next)) {
      const drawing = rollout.drawing();
      devices.setRollout(drawing?.statuses ?? null, drawing?.lost ?? nothingLost);
      touch();
    }
    if (gaps.follow(next)) {
      painted.setBelowWays((gaps.drawing()?.ribbons.length ?? 0) > 0);
      touch();
    }
    if (fresh || next.cameraViewDistances !== before.cameraViewDistances || next.units !== before.units) outdateLens();
    if (fresh || changesPicture(next, before, waitsForCoverage(next, drawn.current().value))) outdateLens();
    // The overlay follows the plan at once, also where the picture waits for its coverage.
    else if (next.scenario !== before.scenario || next.hover !== before.hover || next.measure !== before.measure)
      invalidate();
  };

  const stops = [
    session.subscribe(applyState),
    viewpoint.subscribe(() => {
      if (!ownMove) {
        const { targetX, targetY } = viewpoint.get();
        targetZ = plane.heldZ ?? groundAt(targetX, targetY);
      }
      touch();
    }),
    options.tiles.subscribe((change) => {
      painted.take(change);
      // Tiles of a rollout count its own pictures.
      if (session.get().mode !== 'rollout') drawn.cover(change.revision);
      coverageChanged = true;
      outdateLens();
    }),
  ];
  applyState();

  const render = (): void => {
    const start = performance.now();
    renderer.render(scene, camera);
    renderMilliseconds += performance.now() - start;
  };

  /** Puts all that is drawn where it belongs for the camera as it stands; `lines`: pixels down the picture. */
  const prepare = (lines: number): void => {
    const pose = viewpoint.get();
    const halfView = Math.tan((camera.fov * Math.PI) / 360);
    if (model?.prepareFrame(camera, lines / (2 * halfView), viewpoint.metersPerPixel()) === true) shadowsDirty = true;
    const scale = viewpoint.metersPerPixel();
    if (state !== null) marks.prepareFrame(drawn.current().value, state, model?.city ?? null, groundAt, scale);
    devices.prepareFrame(viewpoint.metersPerPixel(), { x: pose.targetX, y: pose.targetY });
    gaps.prepareFrame(groundAt, {
      pixelMeters: (2 * halfView) / viewport.height,
      metersPerPixel: scale,
      ratio: pixelRatio,
      level: (model?.city.terrain ?? null) === null,
    });
    rollout.prepareFrame(groundAt, (model?.city.terrain ?? null) === null);
    lights.moving(pose.targetX, pose.targetY, targetZ, pose.distanceMeters);
    if (shadowsDirty) lights.refreshShadow();
    shadowsDirty = false;
  };

  const prepareMoving = (): void => {
    placeViewCamera(camera, fog, viewpoint.get(), targetZ, viewport.width / viewport.height);
    const taken = drawn.take(state !== null && waitsForCoverage(state, drawn.current().value));
    devices.setScenario(taken.value);
    if (coverageChanged) painted.upload();
    coverageChanged = false;
    prepare(viewport.height * pixelRatio);
  };

  const drawMoving = (): void => {
    prepareMoving();
    render();
  };

  /** The picture through a lens is drawn first, on the buffer that the city's then takes. */
  const drawThroughLens = (now: number): void => {
    if (state === null) return;
    const start = performance.now();
    const wait = lens.draw(now, drawn.current().value, state);
    renderMilliseconds += performance.now() - start;
    if (wait === null || lensTimer !== null) return;
    lensTimer = setTimeout(() => {
      lensTimer = null;
      touch();
    }, wait);
  };

  const report = (samples: number, settled: boolean, start: number): FrameReport => ({
    drawnRevision: drawn.current().revision,
    coverageRevision: drawn.covered(),
    drawCalls: renderer.info.render.calls,
    triangles: renderer.info.render.triangles,
    samples,
    settled,
    unpaintedTiles: painted.unpainted(),
    scriptMilliseconds: performance.now() - start - renderMilliseconds,
    renderMilliseconds,
  });

  const restSoon = (): void => {
    if (restTimer !== null) clearTimeout(restTimer);
    restTimer = setTimeout(() => {
      restTimer = null;
      invalidate();
    }, restDelayMilliseconds);
  };

  const drawResting = (now: number, start: number): FrameReport | null => {
    if (options.quality === 'low' || moving || work.size() > 0 || model === null) return null;
    if (now - changedAt < restDelayMilliseconds || sharpening.done()) return null;
    const samples = sharpening.step(drawMoving, render);
    if (samples !== restingFrameCount) invalidate();
    return samples === null ? null : report(samples, samples === restingFrameCount, start);
  };

  return {
    camera,
    city: () => model,
    devices,
    lens,
    gaps,
    rollout,
    drawnScenario: () => drawn.current().value,
    basis: () => viewBasis(viewpoint.get(), targetZ),
    viewport: () => viewport,
    targetZ: () => targetZ,
    setViewport(size, ratio) {
      if (size.width === viewport.width && size.height === viewport.height && ratio === pixelRatio) return;
      viewport = size;
      pixelRatio = ratio;
      viewpoint.setViewportHeight(size.height);
      sharpening.release();
      touch();
    },
    move: setPose,
    settle() {
      const pose = viewpoint.get();
      const { eye: from, forward } = viewBasis(pose, targetZ);
      const hit: Vector | null = groundHit(model?.city.terrain ?? null, from, forward, 4 * pose.distanceMeters);
      if (hit === null) return;
      targetZ = hit[2];
      setPose(throughEye(pose, from, targetZ));
    },
    setMoving(next) {
      moving = next;
      if (!next) restSoon();
    },
    touch,
    tick: invalidate,
    frame(now) {
      if (printing) return null;
      const start = performance.now();
      renderMilliseconds = 0;
      if (viewpoint.advance(now)) dirty = true;
      if (gaps.advance(now)) dirty = true;
      renderer.info.reset();
      if (!dirty) return drawResting(now, start);
      dirty = false;
      sharpening.restart();
      changedAt = now;
      shownAt = now;
      prepareMoving();
      drawThroughLens(now);
      render();
      restSoon();
      if (viewpoint.flying()) invalidate();
      return report(0, options.quality === 'low' && work.size() === 0, start);
    },
    async renderPicture(size, { onProgress, signal }) {
      if (printing) throw new Error('Another picture is being drawn.');
      if (model === null || state === null) throw new Error('There is no city to draw.');
      const shown = { ...state, scenario: drawn.current().value };
      printing = true;
      try {
        return await renderPicture({
          renderer,
          scene,
          camera,
          lights,
          model,
          state: shown,
          gaps: gaps.drawing(),
          rollout: rollout.drawing(),
          size,
          viewport,
          metersPerPixel: viewpoint.metersPerPixel(),
          headingDegrees: viewpoint.get().headingDegrees,
          samples: options.quality === 'low' ? 1 : restingFrameCount,
          placeCamera: (aspect) =>
            placeViewCamera(camera, fog, viewpoint.get(), targetZ, aspect, viewport.width / viewport.height),
          drawScreen: drawMoving,
          prepare,
          busy: () => work.size() > 0 || gaps.busy(),
          onProgress,
          signal,
        });
      } finally {
        printing = false;
        shadowsDirty = true;
        touch();
      }
    },
    restore() {
      sharpening.release();
      model?.restore();
      shadowsDirty = true;
      coverageChanged = true;
      touch();
    },
    dispose() {
      for (const stop of stops) stop();
      for (const timer of [restTimer, lensTimer]) if (timer !== null) clearTimeout(timer);
      openCity(null);
      work.dispose();
      sharpening.release();
      devices.dispose();
      for (const part of [lens, painted, marks, gaps, rollout]) part.dispose();
      lights.dispose();
      scene.remove(root);
    },
  };
}

function maximumLayers(renderer: WebGLRenderer): number {
  const context = renderer.getContext() as WebGL2RenderingContext;
  return Number(context.getParameter(context.MAX_ARRAY_TEXTURE_LAYERS));
}
