import { Group, Mesh, MeshLambertMaterial } from 'three';
import type { Device } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CityModel } from '../city-model.ts';
import type { CityPalette } from '../theme.ts';
import {
  type BodyShape,
  bodyGeometry,
  bodyMatrix,
  bodyShape,
  createDeviceBodies,
  type DeviceStatuses,
  poleGeometry,
  poleLength,
  poleMatrix,
} from './device-bodies.ts';
import { type ConeHost, createDeviceCones } from './device-cones.ts';

/** Devices as bodies, what carries them, and what they look at. */
export interface DeviceLayer {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  setVisible(devices: boolean, cones: boolean): void;
  setSelection(ids: readonly string[]): void;
  setScenario(scenario: Scenario | null): void;
  /** States of the devices on the date of Rollout mode, and old units whose loss is shown; null in other modes. */
  setRollout(statuses: DeviceStatuses, lost: readonly string[]): void;
  /** A device that is about to be placed, or null. */
  setGhost(device: Device | null): void;
  /** `metersPerPixel`: the scale at the target, which bodies and outlines follow within limits. */
  prepareFrame(metersPerPixel: number, target: { readonly x: number; readonly y: number }): void;
  dispose(): void;
}

export interface DeviceLayerHost extends ConeHost {
  /** Asks for another frame: something is left to be done. */
  readonly again: () => void;
}

/** Bodies shrink to this share as one comes near them: 40 % of 1.1 m is about the length of a real camera. */
const smallestBody = 0.4;
/** Scale at which bodies have their full size, metres a pixel. */
const fullBodyScale = 0.25;
/** The scale is followed in steps of this factor. */
const scaleStep = 1.2;

export function createDeviceLayer(host: DeviceLayerHost): DeviceLayer {
  const group = new Group();
  const bodies = createDeviceBodies(host.groundHeight);
  const cones = createDeviceCones(host);
  const ghostBody = createGhostBody(host.groundHeight);
  group.add(bodies.group, cones.group, ghostBody.group);
  let scenario: Scenario | null = null;
  let selection: ReadonlySet<string> = new Set();
  let ghost: Device | null = null;
  let statuses: DeviceStatuses = null;
  let lost: readonly string[] = [];
  let stale = true;
  let castLeft = false;
  let scale = fullBodyScale;
  let drawnSize = 0;
  /** Bodies have the tones of their states. */
  let toned = true;
  let drawnDevices: readonly Device[] = [];
  let groundChanged = true;
  let castOn: CityModel | null = null;
  let castOnTiles = 0;

  const bodySize = (): number => Math.min(1, Math.max(smallestBody, scale / fullBodyScale));

  /** Cones end at buildings: when more of these are built, all are cast again. */
  const followBuildings = (): void => {
    const city = host.city();
    const tiles = city?.buildings.builtTiles() ?? 0;
    if (city === castOn && tiles === castOnTiles) return;
    if (city !== castOn) groundChanged = true;
    castOn = city;
    castOnTiles = tiles;
    cones.forget();
    stale = true;
  };

  return {
    group,
    setPalette(palette) {
      bodies.setPalette(palette);
      cones.setPalette(palette);
      ghostBody.setPalette(palette);
      groundChanged = true;
      stale = true;
    },
    setVisible(devices, showCones) {
      group.visible = devices;
      cones.setOthersVisible(showCones);
    },
    setSelection(ids) {
      selection = new Set(ids);
      stale = true;
    },
    setScenario(next) {
      if (next === scenario) return;
      scenario = next;
      stale = true;
    },
    setRollout(nextStatuses, nextLost) {
      if (nextStatuses === statuses && nextLost === lost) return;
      if (nextStatuses !== statuses) toned = false;
      statuses = nextStatuses;
      lost = nextLost;
      stale = true;
    },
    setGhost(next) {
      if (next === ghost) return;
      ghost = next;
      cones.showGhost(ghost, scenario);
      ghostBody.show(ghost, bodySize());
    },
    prepareFrame(metersPerPixel, target) {
      followBuildings();
      if (cones.strayed(target)) stale = true;
      if (metersPerPixel > scale * scaleStep || metersPerPixel < scale / scaleStep) {
        scale = metersPerPixel;
        stale = true;
      }
      if (!stale) {
        if (castLeft) castLeft = cones.advance();
        if (castLeft) host.again();
        return;
      }
      stale = false;
      const size = bodySize();
      const devices = scenario?.devices ?? [];
      const anew = size !== drawnSize || groundChanged;
      if (anew || devices !== drawnDevices || !toned) bodies.show(devices, size, anew, statuses);
      toned = true;
      drawnDevices = devices;
      drawnSize = size;
      groundChanged = false;
      castLeft =
        scenario !== null && cones.show({ scenario, selection, target, metersPerPixel: scale, statuses, lost });
      if (scenario === null) cones.clear();
      if (castLeft) host.again();
    },
    dispose() {
      for (const part of [bodies, cones, ghostBody]) part.dispose();
    },
  };
}

/** The body of the device that a click would place, in the accent. */
function createGhostBody(groundHeight: (x: number, y: number) => number) {
  const group = new Group();
  const material = new MeshLambertMaterial();
  const poleMaterial = new MeshLambertMaterial();
  const pole = new Mesh(poleGeometry(), poleMaterial);
  const body = new Mesh(bodyGeometry('box'), material);
  let shape: BodyShape = 'box';
  for (const mesh of [body, pole]) {
    mesh.matrixAutoUpdate = false;
    mesh.visible = false;
    mesh.frustumCulled = false;
    group.add(mesh);
  }
  return {
    group,
    setPalette(palette: CityPalette) {
      material.color.set(palette.accent);
      poleMaterial.color.set(palette.pole);
    },
    show(device: Device | null, size: number) {
      body.visible = device !== null;
      pole.visible = device !== null && poleLength(device) > 0;
      if (device === null) return;
      if (bodyShape(device) !== shape) {
        shape = bodyShape(device);
        body.geometry.dispose();
        body.geometry = bodyGeometry(shape);
      }
      const groundZ = groundHeight(device.x, device.y);
      body.matrix.copy(bodyMatrix(device, groundZ, size));
      pole.matrix.copy(poleMatrix(device, groundZ));
      for (const mesh of [body, pole]) mesh.matrixWorldNeedsUpdate = true;
    },
    dispose() {
      for (const item of [body.geometry, pole.geometry, material, poleMaterial]) item.dispose();
    },
  };
}
