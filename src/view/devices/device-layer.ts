import {
  BoxGeometry,
  BufferGeometry,
  CylinderGeometry,
  DoubleSide,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  Vector3,
} from 'three';
import type { Camera } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { rangeForDensity } from '#state/camera-optics.ts';
import type { CityModel } from '../city-model.ts';
import type { CityPalette } from '../theme.ts';
import { concatenate, createCone, setPositions } from './cone.ts';
import { closedRibbon } from './ribbon.ts';
import { type CameraAxes, cameraAxes, type ViewFan, viewFan } from './view-fan.ts';

/** Cameras as bodies, what carries them, and what they look at. */
export interface DeviceLayer {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  setVisible(devices: boolean, cones: boolean): void;
  setSelection(ids: readonly string[]): void;
  setScenario(scenario: Scenario | null): void;
  /** A camera that is about to be placed, or null. */
  setGhost(camera: Camera | null): void;
  /** `metersPerPixel`: the scale at the target, which bodies and outlines follow within limits. */
  prepareFrame(metersPerPixel: number, target: { readonly x: number; readonly y: number }): void;
  dispose(): void;
}

export interface DeviceLayerHost {
  readonly city: () => CityModel | null;
  readonly groundHeight: (x: number, y: number) => number;
  /** Asks for another frame: something is left to be done. */
  readonly again: () => void;
}

/** Size of a drawn body: larger than life, so that it is seen from above; metres along right, axis and up. */
const body = { width: 0.5, length: 1.1, height: 0.45 } as const;
/** Width of the outline; near it is drawn narrower, from afar wider. */
const outlineWidthMeters = 0.9;
const outlinePixels = { least: 1.6, most: 3 } as const;
/** Bodies shrink to this share as one comes near them: 40 % of 1.1 m is about the length of a real camera. */
const smallestBody = 0.4;
/** Scale at which bodies have their full size, metres a pixel. */
const fullBodyScale = 0.25;
/** The scale is followed in steps of this factor. */
const scaleStep = 1.2;
const outlineLiftMeters = 0.25;
const columns = { selected: 96, other: 24 } as const;
/** Of a large plan only the cones nearest to the target are drawn. */
const mostCones = 250;
/** Cones are cast against the buildings for so long in one frame, milliseconds; the rest follows in the next ones. */
const castMilliseconds = 3;
/** The target may move so far, as a share of the distance to the farthest cone, before cones are chosen anew. */
const coneStray = 0.25;
/** Category, counted from the lowest, up to which the cone is drawn. */
const coneCategory = { selected: 1, other: 3 } as const;

export function createDeviceLayer(host: DeviceLayerHost): DeviceLayer {
  const group = new Group();
  const bodyMaterial = new MeshLambertMaterial();
  const poleMaterial = new MeshLambertMaterial();
  const selectedMaterial = new MeshLambertMaterial();
  const bodyGeometry = new BoxGeometry(body.width, body.length, body.height).translate(0, -body.length / 2 + 0.15, 0);
  const poleGeometry = new CylinderGeometry(0.13, 0.16, 1, 8).rotateX(Math.PI / 2).translate(0, 0, 0.5);
  const cones = new Group();
  const others = createCone(0.035, 0.3);
  const selected = createCone(0.1, 0.95);
  const outlineMaterial = new MeshBasicMaterial({ transparent: true, fog: false, depthWrite: false, side: DoubleSide });
  const outline = new Mesh(new BufferGeometry(), outlineMaterial);
  outline.renderOrder = 4;
  outline.frustumCulled = false;
  cones.add(others.faces, others.lines, selected.faces, selected.lines, outline);
  group.add(cones);
  let bodies = new InstancedMesh(bodyGeometry, bodyMaterial, 0);
  let poles = new InstancedMesh(poleGeometry, poleMaterial, 0);
  const ghostCone = createCone(0.1, 0.7);
  group.add(ghostCone.faces, ghostCone.lines);
  const ghostBody = new Mesh(bodyGeometry, selectedMaterial);
  const ghostPole = new Mesh(poleGeometry, poleMaterial);
  for (const mesh of [ghostBody, ghostPole]) {
    mesh.visible = false;
    mesh.matrixAutoUpdate = false;
    group.add(mesh);
  }
  let scenario: Scenario | null = null;
  let selection: readonly string[] = [];
  let ghost: Camera | null = null;
  let stale = true;
  let scale = fullBodyScale;
  let otherCameras: readonly Camera[] = [];
  let castLeft = false;
  let shownFans = 0;
  let target = { x: 0, y: 0 };
  let chosenAt = target;
  let coneReach = Number.POSITIVE_INFINITY;
  let drawnBodies: readonly Camera[] = [];
  let drawnSize = 0;
  let groundChanged = true;
  let castOn: CityModel | null = null;
  let castOnTiles = 0;
  let fans = new WeakMap<Camera, ViewFan | null>();
  /** Target height and edition that the fans were cast for. */
  let fansAimedAt = '';

  const fanOf = (camera: Camera, plan: Scenario, kind: 'selected' | 'other', category: number): ViewFan | null => {
    const { categories } = categorySets[plan.categorySet];
    const city = host.city();
    const origin = new Vector3();
    const towards = new Vector3();
    return viewFan(camera, {
      steps: columns[kind],
      targetHeightMeters: plan.targetHeightMeters,
      depthMeters: rangeForDensity(camera, categories[Math.min(category, categories.length - 1)].pixelsPerMeter),
      groundHeight: host.groundHeight,
      obstacle: (from, direction, far) =>
        city?.buildings.raycast(origin.set(...from), towards.set(...direction), far, true)?.distance ?? null,
    });
  };

  const cachedFan = (camera: Camera, plan: Scenario): ViewFan | null => {
    let fan = fans.get(camera);
    if (fan === undefined) {
      fan = fanOf(camera, plan, 'other', coneCategory.other);
      fans.set(camera, fan);
    }
    return fan;
  };

  const updateOthers = (cameras: readonly Camera[], plan: Scenario): void => {
    const aimedAt = `${plan.targetHeightMeters} ${plan.categorySet}`;
    if (aimedAt !== fansAimedAt) {
      fansAimedAt = aimedAt;
      fans = new WeakMap();
      otherCameras = [];
    }
    const end = performance.now() + castMilliseconds;
    let left = false;
    for (const camera of cameras) {
      if (fans.has(camera)) continue;
      left = performance.now() > end;
      if (left) break;
      cachedFan(camera, plan);
    }
    castLeft = left;
    if (left) host.again();
    if (cameras.length === otherCameras.length && cameras.every((camera, i) => camera === otherCameras[i])) {
      if (shownFans === cameras.length) return;
    }
    otherCameras = cameras;
    const known = cameras.filter((camera) => fans.has(camera));
    // What is shown stays until there is as much anew: cones that vanish and come back one by one would flicker.
    if (left && known.length < shownFans) return;
    shownFans = known.length;
    others.show(known.map((camera) => fans.get(camera)).filter((fan) => fan !== null && fan !== undefined));
  };

  /** The cameras whose cones are drawn: all of a usual plan, of a large one those nearest to the target. */
  const nearCameras = (cameras: readonly Camera[]): readonly Camera[] => {
    if (cameras.length <= mostCones) return cameras;
    const away = ({ x, y }: Camera) => Math.hypot(x - target.x, y - target.y);
    const near = [...cameras].sort((a, b) => away(a) - away(b)).slice(0, mostCones);
    coneReach = away(near[near.length - 1]);
    chosenAt = target;
    return near;
  };

  const updateSelected = (cameras: readonly Camera[], plan: Scenario): void => {
    selected.show(
      cameras.map((camera) => fanOf(camera, plan, 'selected', coneCategory.selected)).filter((fan) => fan !== null),
    );
    const width = Math.max(outlinePixels.least * scale, Math.min(outlineWidthMeters, outlinePixels.most * scale));
    const bands = cameras
      .map((camera) => fanOf(camera, plan, 'selected', 0))
      .filter((fan) => fan !== null)
      .map((fan) => closedRibbon([...fan.near, ...[...fan.far].reverse()], width, outlineLiftMeters));
    setPositions(outline.geometry, concatenate(bands));
  };

  const bodySize = (): number => Math.min(1, Math.max(smallestBody, scale / fullBodyScale));

  /** Cones end at buildings: when more of these are built, all are cast again. */
  const followBuildings = (): void => {
    const city = host.city();
    const tiles = city?.buildings.builtTiles() ?? 0;
    if (city === castOn && tiles === castOnTiles) return;
    if (city !== castOn) groundChanged = true;
    castOn = city;
    castOnTiles = tiles;
    fans = new WeakMap();
    otherCameras = [];
    stale = true;
  };

  const updateBodies = (cameras: readonly Camera[]): void => {
    if (bodies.count !== cameras.length) {
      for (const mesh of [bodies, poles]) {
        mesh.removeFromParent();
        mesh.dispose();
      }
      bodies = new InstancedMesh(bodyGeometry, bodyMaterial, cameras.length);
      poles = new InstancedMesh(poleGeometry, poleMaterial, cameras.length);
      for (const mesh of [bodies, poles]) {
        mesh.frustumCulled = false;
        mesh.castShadow = true;
        group.add(mesh);
      }
    }
    const size = bodySize();
    const all = size !== drawnSize || drawnBodies.length !== cameras.length || groundChanged;
    let changed = false;
    cameras.forEach((camera, i) => {
      if (!all && drawnBodies[i] === camera) return;
      changed = true;
      const groundZ = host.groundHeight(camera.x, camera.y);
      bodies.setMatrixAt(i, bodyMatrix(cameraAxes(camera, groundZ), size));
      poles.setMatrixAt(i, poleMatrix(camera, groundZ));
    });
    drawnBodies = cameras;
    drawnSize = size;
    groundChanged = false;
    for (const mesh of [bodies, poles]) {
      if (changed) mesh.instanceMatrix.needsUpdate = true;
      mesh.visible = cameras.length > 0;
    }
  };

  return {
    group,
    setPalette(palette) {
      bodyMaterial.color.set(palette.device);
      poleMaterial.color.set(palette.pole);
      selectedMaterial.color.set(palette.accent);
      others.setColor(palette.cone);
      selected.setColor(palette.accent);
      ghostCone.setColor(palette.accent);
      outlineMaterial.color.set(palette.accent);
    },
    setVisible(devices, showCones) {
      group.visible = devices;
      others.setVisible(showCones);
    },
    setSelection(ids) {
      selection = ids;
      stale = true;
    },
    setScenario(next) {
      if (next === scenario) return;
      scenario = next;
      stale = true;
    },
    setGhost(next) {
      ghost = next;
      ghostBody.visible = ghost !== null;
      ghostPole.visible = ghost !== null && ghost.mounting.kind !== 'wall';
      if (ghost === null) {
        ghostCone.show([]);
        return;
      }
      const fan = scenario === null ? null : fanOf(ghost, scenario, 'other', coneCategory.selected);
      ghostCone.show(fan === null ? [] : [fan]);
      const groundZ = host.groundHeight(ghost.x, ghost.y);
      ghostBody.matrix.copy(bodyMatrix(cameraAxes(ghost, groundZ), bodySize()));
      ghostPole.matrix.copy(poleMatrix(ghost, groundZ));
      for (const mesh of [ghostBody, ghostPole]) mesh.matrixWorldNeedsUpdate = true;
    },
    prepareFrame(metersPerPixel, nextTarget) {
      followBuildings();
      target = { x: nextTarget.x, y: nextTarget.y };
      if (Math.hypot(target.x - chosenAt.x, target.y - chosenAt.y) > coneStray * coneReach) stale = true;
      if (castLeft) stale = true;
      if (metersPerPixel > scale * scaleStep || metersPerPixel < scale / scaleStep) {
        scale = metersPerPixel;
        stale = true;
      }
      if (!stale) return;
      stale = false;
      const cameras = scenario?.devices ?? [];
      updateBodies(cameras);
      if (scenario === null) {
        others.show([]);
        shownFans = 0;
        selected.show([]);
        setPositions(outline.geometry, new Float32Array(0));
        otherCameras = [];
        return;
      }
      coneReach = Number.POSITIVE_INFINITY;
      updateOthers(nearCameras(cameras.filter((camera) => !selection.includes(camera.id))), scenario);
      updateSelected(
        cameras.filter((camera) => selection.includes(camera.id)),
        scenario,
      );
    },
    dispose() {
      for (const item of [bodies, poles, bodyGeometry, poleGeometry, outline.geometry]) item.dispose();
      for (const material of [bodyMaterial, poleMaterial, selectedMaterial, outlineMaterial]) material.dispose();
      others.dispose();
      selected.dispose();
      ghostCone.dispose();
    },
  };
}

function bodyMatrix({ origin, right, forward, up }: CameraAxes, size: number): Matrix4 {
  return new Matrix4()
    .set(
      ...([right[0], forward[0], up[0], origin[0]] as const),
      ...([right[1], forward[1], up[1], origin[1]] as const),
      ...([right[2], forward[2], up[2], origin[2]] as const),
      ...([0, 0, 0, 1] as const),
    )
    .scale(new Vector3(size, size, size));
}

/** A pole from the ground, from the roof, or none (as thin as nothing) at a wall. */
function poleMatrix(camera: Camera, groundZ: number): Matrix4 {
  const matrix = new Matrix4();
  const stands = camera.mounting.kind === 'pole' || camera.mounting.kind === 'free';
  const length = stands
    ? camera.heightMeters
    : camera.mounting.kind === 'roof'
      ? Math.min(0.8, camera.heightMeters)
      : 0;
  matrix.makeScale(length === 0 ? 0 : 1, length === 0 ? 0 : 1, length);
  return matrix.setPosition(camera.x, camera.y, groundZ + camera.heightMeters - length);
}
