import {
  BoxGeometry,
  type BufferGeometry,
  Color,
  CylinderGeometry,
  Group,
  InstancedMesh,
  Matrix4,
  MeshLambertMaterial,
  SphereGeometry,
  Vector3,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { type Device, isOptical } from '#model/device.ts';
import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import type { CityPalette } from '../theme.ts';
import { type ImageEye, mainEye } from './image-eye.ts';

/** Bodies of devices and what carries them: one instanced mesh for each shape. */
export interface DeviceBodies {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  /** `size`: share of the bodies' full size; `anew`: also those that have not changed. */
  show(devices: readonly Device[], size: number, anew: boolean, statuses: DeviceStatuses): void;
  dispose(): void;
}

/** What has become of each device on the date of Rollout mode; null in other modes. */
export type DeviceStatuses = ReadonlyMap<string, RolloutStatus> | null;

type Tone = 'planned' | 'existing' | 'retired';

/** Shapes are larger than life, so that they are seen from above; metres along right, forward and up. */
export type BodyShape = 'box' | 'long-box' | 'dome' | 'panel' | 'mast' | 'puck' | 'door' | 'column';

const shapes: Readonly<Record<BodyShape, () => BufferGeometry>> = {
  box: () => new BoxGeometry(0.5, 1.1, 0.45).translate(0, -0.4, 0),
  'long-box': () =>
    merged(new BoxGeometry(0.6, 1.4, 0.6).translate(0, -0.5, 0), new BoxGeometry(0.9, 0.12, 0.9).translate(0, 0.2, 0)),
  dome: () =>
    merged(
      new CylinderGeometry(0.42, 0.42, 0.18, 16).rotateX(Math.PI / 2).translate(0, 0, 0.2),
      new SphereGeometry(0.4, 16, 10),
    ),
  panel: () => new BoxGeometry(0.8, 0.16, 0.6).translate(0, -0.05, 0),
  mast: () =>
    merged(
      new CylinderGeometry(0.07, 0.07, 0.8, 8).rotateX(Math.PI / 2),
      new SphereGeometry(0.24, 12, 8).translate(0, 0, 0.4),
    ),
  puck: () => new CylinderGeometry(0.26, 0.26, 0.28, 12).rotateX(Math.PI / 2),
  door: () => new BoxGeometry(0.24, 0.14, 0.36),
  column: () =>
    merged(
      new BoxGeometry(0.4, 0.3, 1.8).translate(0, 0, -0.4),
      new CylinderGeometry(0.14, 0.14, 0.25, 10).rotateX(Math.PI / 2).translate(0, 0, 0.62),
    ),
};

function merged(...parts: BufferGeometry[]): BufferGeometry {
  const whole = mergeGeometries(parts);
  for (const part of parts) part.dispose();
  return whole;
}

export function bodyShape(device: Device): BodyShape {
  switch (device.kind) {
    case 'camera':
      return device.projection === 'equidistant' || device.heads.length > 0 || device.presets.length > 0
        ? 'dome'
        : 'box';
    case 'alpr':
      return 'long-box';
    case 'access':
      return 'door';
    case 'acoustic':
      return 'mast';
    case 'radar':
      return 'panel';
    case 'air':
    case 'light':
      return 'puck';
    case 'phone':
      return 'column';
  }
}

/** Body of a device of this shape, for one that is about to be placed. */
export function bodyGeometry(shape: BodyShape): BufferGeometry {
  return shapes[shape]();
}

export function poleGeometry(): BufferGeometry {
  return new CylinderGeometry(0.13, 0.16, 1, 8).rotateX(Math.PI / 2).translate(0, 0, 0.5);
}

interface Shelf {
  readonly geometry: BufferGeometry;
  mesh: InstancedMesh | null;
  drawn: readonly Device[];
  tones: readonly Tone[];
}

export function createDeviceBodies(groundHeight: (x: number, y: number) => number): DeviceBodies {
  const group = new Group();
  const material = new MeshLambertMaterial();
  const poleMaterial = new MeshLambertMaterial();
  const shelves = new Map<BodyShape | 'pole', Shelf>();
  const colors = { planned: new Color(), existing: new Color(), retired: new Color() };
  let recolored = true;

  const shelf = (key: BodyShape | 'pole'): Shelf => {
    let found = shelves.get(key);
    if (found === undefined) {
      found = { geometry: key === 'pole' ? poleGeometry() : bodyGeometry(key), mesh: null, drawn: [], tones: [] };
      shelves.set(key, found);
    }
    return found;
  };

  const meshFor = (key: BodyShape | 'pole', count: number): InstancedMesh | null => {
    const place = shelf(key);
    if (place.mesh !== null && place.mesh.count === count) return place.mesh;
    place.mesh?.removeFromParent();
    place.mesh?.dispose();
    place.mesh = null;
    place.drawn = [];
    place.tones = [];
    if (count === 0) return null;
    const mesh = new InstancedMesh(place.geometry, key === 'pole' ? poleMaterial : material, count);
    mesh.frustumCulled = false;
    mesh.castShadow = true;
    if (key !== 'pole') for (let i = 0; i < count; i += 1) mesh.setColorAt(i, colors.planned);
    group.add(mesh);
    place.mesh = mesh;
    return mesh;
  };

  const fill = (
    key: BodyShape | 'pole',
    devices: readonly Device[],
    size: number,
    anew: boolean,
    statuses: DeviceStatuses,
  ): void => {
    const mesh = meshFor(key, devices.length);
    if (mesh === null) return;
    const place = shelf(key);
    const tones = key === 'pole' ? [] : devices.map((device) => toneOf(device, statuses));
    devices.forEach((device, i) => {
      if (!anew && place.drawn[i] === device) return;
      mesh.instanceMatrix.needsUpdate = true;
      const groundZ = groundHeight(device.x, device.y);
      mesh.setMatrixAt(i, key === 'pole' ? poleMatrix(device, groundZ) : bodyMatrix(device, groundZ, size));
    });
    tones.forEach((tone, i) => {
      if (!anew && place.tones[i] === tone) return;
      mesh.setColorAt(i, colors[tone]);
      if (mesh.instanceColor !== null) mesh.instanceColor.needsUpdate = true;
    });
    place.drawn = devices;
    place.tones = tones;
  };

  return {
    group,
    setPalette(palette) {
      colors.planned.set(palette.device);
      colors.existing.set(palette.existingDevice);
      colors.retired.set(palette.retiredDevice);
      poleMaterial.color.set(palette.pole);
      recolored = true;
    },
    show(devices, size, anew, statuses) {
      const byShape = new Map<BodyShape, Device[]>();
      for (const key of Object.keys(shapes) as BodyShape[]) byShape.set(key, []);
      const carried: Device[] = [];
      for (const device of devices) {
        byShape.get(bodyShape(device))?.push(device);
        if (poleLength(device) > 0) carried.push(device);
      }
      const all = anew || recolored;
      for (const [shape, members] of byShape) fill(shape, members, size, all, statuses);
      fill('pole', carried, size, all, statuses);
      recolored = false;
    },
    dispose() {
      for (const { geometry, mesh } of shelves.values()) {
        geometry.dispose();
        mesh?.dispose();
      }
      material.dispose();
      poleMaterial.dispose();
    },
  };
}

const statusTones: Readonly<Record<RolloutStatus, Tone>> = {
  live: 'planned',
  'under-way': 'existing',
  planned: 'retired',
  retired: 'retired',
};

/** How a device's state shows: existing ones are no part of what is planned, retired ones go. In Rollout mode those that are live stand out. */
function toneOf({ id, state }: Device, statuses: DeviceStatuses): Tone {
  const status = statuses?.get(id);
  if (status !== undefined) return statusTones[status];
  return state === 'existing' || state === 'retired' ? state : 'planned';
}

/** Where a body stands and how it is turned. */
export function bodyMatrix(device: Device, groundZ: number, size: number): Matrix4 {
  const eye = isOptical(device) ? mainEye(device, groundZ) : levelAxes(device, groundZ);
  // A dome hangs level, whatever it looks at.
  const { origin, right, forward, up } = bodyShape(device) === 'dome' ? levelAxes(device, groundZ) : eye;
  return new Matrix4()
    .set(
      ...([right[0], forward[0], up[0], origin[0]] as const),
      ...([right[1], forward[1], up[1], origin[1]] as const),
      ...([right[2], forward[2], up[2], origin[2]] as const),
      ...([0, 0, 0, 1] as const),
    )
    .scale(new Vector3(size, size, size));
}

function levelAxes(device: Device, groundZ: number): Pick<ImageEye, 'origin' | 'forward' | 'right' | 'up'> {
  const heading = (device.headingDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
  return {
    origin: [device.x, device.y, groundZ + device.heightMeters],
    forward: [sin, cos, 0],
    right: [cos, -sin, 0],
    up: [0, 0, 1],
  };
}

/** Longest piece that holds a body up from a roof, metres. */
const roofPoleMeters = 0.8;

/** Length of what holds a device up that stands on nothing drawn already, metres; 0: nothing is drawn. */
export function poleLength({ kind, mounting, heightMeters }: Device): number {
  if (kind === 'access' || kind === 'phone') return 0;
  if (mounting.kind === 'roof') return Math.min(roofPoleMeters, heightMeters);
  return mounting.kind === 'wall' || mounting.kind === 'portal' ? 0 : heightMeters;
}

export function poleMatrix(device: Device, groundZ: number): Matrix4 {
  const length = poleLength(device);
  return new Matrix4().makeScale(1, 1, length).setPosition(device.x, device.y, groundZ + device.heightMeters - length);
}
