import {
  Aperture,
  AudioLines,
  Cctv,
  Crosshair,
  DoorClosed,
  Lightbulb,
  type LucideIcon,
  Phone,
  Radar,
  ScanLine,
  Thermometer,
  Video,
  Wind,
} from 'lucide-react';
import type { Device, DeviceKind, DeviceState, Mounting } from '#model/device.ts';
import type { CameraForm } from '#model/device-model.ts';
import { formatCount, formatNumber } from '../format.ts';

/** Kinds of devices in words and signs, the same in every panel. */

export const kindIcons: Readonly<Record<DeviceKind, LucideIcon>> = {
  camera: Video,
  alpr: ScanLine,
  access: DoorClosed,
  acoustic: AudioLines,
  radar: Radar,
  air: Wind,
  light: Lightbulb,
  phone: Phone,
};

/** Signs of cameras by their form. */
export const formIcons: Readonly<Record<CameraForm, LucideIcon>> = {
  fixed: Video,
  varifocal: Video,
  ptz: Crosshair,
  fisheye: Aperture,
  'multi-sensor': Cctv,
  thermal: Thermometer,
};

interface KindWords {
  readonly one: string;
  readonly many: string;
}

const words: Readonly<Record<DeviceKind, KindWords>> = {
  camera: { one: 'Camera', many: 'Cameras' },
  alpr: { one: 'ALPR unit', many: 'ALPR units' },
  access: { one: 'Access control', many: 'Access control' },
  acoustic: { one: 'Acoustic sensor', many: 'Acoustic sensors' },
  radar: { one: 'Traffic radar', many: 'Traffic radars' },
  air: { one: 'Air quality node', many: 'Air quality nodes' },
  light: { one: 'Light controller', many: 'Light controllers' },
  phone: { one: 'Emergency phone', many: 'Emergency phones' },
};

export function kindName(kind: DeviceKind): string {
  return words[kind].one;
}

export function kindPlural(kind: DeviceKind): string {
  return words[kind].many;
}

/** `1 camera` where all are cameras, `20 devices` where they are of several kinds. */
export function countDevices(devices: readonly Pick<Device, 'kind'>[]): string {
  return formatCount(devices.length, devices.every(({ kind }) => kind === 'camera') ? 'camera' : 'device');
}

/** `12 cameras, 2 ALPR units`: numbers by kind in the order of the kinds, those without a device left out. */
export function countByKind(devices: readonly Pick<Device, 'kind'>[]): string {
  const counts = new Map<DeviceKind, number>();
  for (const { kind } of devices) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return (Object.keys(words) as DeviceKind[])
    .filter((kind) => counts.has(kind))
    .map((kind) => {
      const count = counts.get(kind) ?? 0;
      const name = count === 1 ? words[kind].one : words[kind].many;
      return `${formatNumber(count)} ${name.startsWith('ALPR') ? name : name.toLowerCase()}`;
    })
    .join(', ');
}

const mountingNames: Readonly<Record<Mounting['kind'], string>> = {
  pole: 'on a pole',
  lamp: 'on a street lamp',
  signal: 'on a traffic signal',
  wall: 'on a wall',
  roof: 'on a roof',
  portal: 'at a door or gate',
  free: 'standing free',
};

export function mountingText(mounting: Pick<Mounting, 'kind'>): string {
  return mountingNames[mounting.kind];
}

export const stateNames: Readonly<Record<DeviceState, string>> = {
  planned: 'Planned',
  approved: 'Approved',
  installed: 'Installed',
  live: 'Live',
  existing: 'Existing',
  retired: 'Retired',
};
