import type { Assumptions } from '#model/assumptions.ts';
import { type Device, isOptical, type OpticalDevice, type SitingScale } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import type { Vector } from '../controls/view-rays.ts';
import type { ViewFan } from './view-fan.ts';

/** Densities, px/m, to which the drawn fans of an optical device reach. */
export interface FanDensities {
  /** Outline on the ground of a selected device. */
  readonly outline: number;
  /** Cone of a selected one and of any other. */
  readonly selected: number;
  readonly other: number;
}

/** Category, counted from the lowest, up to which cones are drawn. */
const coneCategory = { selected: 1, other: 3 } as const;

/**
 * Visible light: by the categories of the plan's set. Thermal: where a person is detected. ALPR: where plates begin to be read,
 * and where nothing is lost any more.
 */
export function fanDensities(
  device: OpticalDevice,
  { categorySet, assumptions }: Pick<Scenario, 'categorySet' | 'assumptions'>,
): FanDensities {
  if (device.kind === 'alpr') {
    const us = device.plates === 'us';
    const full = us ? assumptions.platePixelsFullUs : assumptions.platePixelsFullEu;
    const none = us ? assumptions.platePixelsNoneUs : assumptions.platePixelsNoneEu;
    return { outline: Math.min(none, full), selected: full, other: full };
  }
  if (device.spectrum === 'thermal') {
    const detected = assumptions.thermalPixelsPerMeter;
    return { outline: detected, selected: detected, other: detected };
  }
  const { categories } = categorySets[categorySet];
  const at = (category: number) => categories[Math.min(category, categories.length - 1)].pixelsPerMeter;
  return { outline: at(0), selected: at(coneCategory.selected), other: at(coneCategory.other) };
}

const airScales: Readonly<Record<SitingScale, keyof Assumptions>> = {
  micro: 'airMicroMeters',
  middle: 'airMiddleMeters',
  neighbourhood: 'airNeighbourhoodMeters',
  urban: 'airUrbanMeters',
};

const discSteps = 72;

/**
 * Ground that a device without a lens reaches: a disc, or the sector of a radar between near and far. Null for kinds whose
 * coverage is no ground (doors, lamps) or hangs on streets (phones).
 */
export function reachFan(
  device: Exclude<Device, OpticalDevice>,
  assumptions: Assumptions,
  groundHeight: (x: number, y: number) => number,
): ViewFan | null {
  switch (device.kind) {
    case 'acoustic':
      return sector(device, 0, device.rangeMeters, 360, groundHeight);
    case 'air':
      return sector(device, 0, Number(assumptions[airScales[device.sitingScale]]), 360, groundHeight);
    case 'radar':
      return sector(device, device.nearMeters, device.farMeters, device.fieldDegrees, groundHeight);
    default:
      return null;
  }
}

function sector(
  device: Device,
  nearMeters: number,
  farMeters: number,
  fieldDegrees: number,
  groundHeight: (x: number, y: number) => number,
): ViewFan | null {
  if (!(farMeters > nearMeters)) return null;
  const steps = Math.max(8, Math.ceil((discSteps * fieldDegrees) / 360));
  const at = (r: number, i: number): Vector => {
    const azimuth = ((device.headingDegrees + fieldDegrees * (i / steps - 0.5)) * Math.PI) / 180;
    const [x, y] = [device.x + r * Math.sin(azimuth), device.y + r * Math.cos(azimuth)];
    return [x, y, groundHeight(x, y)];
  };
  const rim = (r: number) => Array.from({ length: steps + 1 }, (_, i) => at(r, i));
  const apex: Vector = [device.x, device.y, groundHeight(device.x, device.y) + device.heightMeters];
  return { apex, near: rim(nearMeters), far: rim(farMeters), closed: fieldDegrees >= 360 };
}

/** Whether it matters where a device is turned to. */
export function hasHeading(device: Device): boolean {
  return isOptical(device) || device.kind === 'radar';
}
