import type { Device, DeviceKind } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import { type CategorySetId, categorySets } from '#model/pixel-density.ts';
import type { CoverageLayer } from '#model/results/coverage-bits.ts';

/** Painted layers in words. */

interface LayerWords {
  readonly title: string;
  /** Of its only class. */
  readonly reached: string;
  /** What a device of it does with the ground, for the legend. */
  readonly unit: string;
}

const words: Readonly<Record<Exclude<CoverageLayer, 'density'>, LayerWords>> = {
  thermal: { title: 'Thermal cameras', reached: 'Detected', unit: 'warm person against the ground' },
  plates: {
    title: 'Number plates in the picture',
    reached: 'Readable',
    unit: 'before angle, blur and light',
  },
  acoustic: { title: 'Acoustic sensors', reached: 'Heard', unit: 'a shot in the open' },
  radar: { title: 'Traffic radar', reached: 'Measured', unit: 'between near and far range' },
  air: { title: 'Air quality', reached: 'Represented', unit: 'by siting scale' },
  radio: { title: 'IoT radio', reached: 'In reach', unit: 'of gateways and controllers' },
  phones: { title: 'Emergency phones', reached: 'In reach', unit: 'along streets' },
};

export function layerTitle(layer: CoverageLayer): string {
  return layer === 'density' ? 'Pixel density' : words[layer].title;
}

export function layerNote(layer: Exclude<CoverageLayer, 'density'>): string {
  return words[layer].unit;
}

/** Names of a layer's classes, lowest first. */
export function layerClasses(layer: CoverageLayer, set: CategorySetId): readonly string[] {
  return layer === 'density' ? categorySets[set].categories.map(({ name }) => name) : [words[layer].reached];
}

export const conditionNames: Readonly<Record<Condition, string>> = { day: 'Day', night: 'Night', fog: 'Fog' };

const layerOfKind: Readonly<Record<Exclude<DeviceKind, 'camera'>, CoverageLayer | null>> = {
  alpr: 'plates',
  access: null,
  acoustic: 'acoustic',
  radar: 'radar',
  air: 'air',
  light: 'radio',
  phone: 'phones',
};

/** Layer that a device fills; null for access control, which covers doors and no ground. */
export function layerOf(device: Device): CoverageLayer | null {
  if (device.kind !== 'camera') return layerOfKind[device.kind];
  return device.spectrum === 'thermal' ? 'thermal' : 'density';
}
