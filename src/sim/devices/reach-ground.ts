import type { CellGrid } from '#geo/cell-grid.ts';
import { cosineOfDegrees, sineOfDegrees } from '#geo/degrees.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { Street } from '#model/city.ts';
import type { Device, SitingScale } from '#model/device.ts';
import type { NetworkNode } from '#model/plan-records.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { type BitWindow, countSet, lowestBit, windowX, windowY } from '../visibility/bits.ts';
import { fillDisc, fillStrip, keepWithin, patchOfBox, patchOfGrid, trimPatch } from './cell-raster.ts';

/** What reaches of devices are counted in. `ground`: bitset of the whole grid. */
export interface ReachGround {
  readonly grid: CellGrid;
  readonly ground: Uint32Array;
}

type Acoustic = Extract<Device, { kind: 'acoustic' }>;
type Radar = Extract<Device, { kind: 'radar' }>;
type Air = Extract<Device, { kind: 'air' }>;

/** Bits of one class from a patch, cut to the smallest window. */
export function groundBits(patch: BitWindow): GroundBits {
  const { window, bits } = trimPatch(patch);
  return { ...window, bits, cells: [countSet(bits)] };
}

/** No cell of one class. */
export function noGround(): GroundBits {
  return { firstRow: 0, rows: 0, firstWord: 0, words: 0, bits: new Uint32Array(0), cells: [0] };
}

function discPatch(on: ReachGround, x: number, y: number, radius: number): BitWindow {
  const patch = patchOfBox(on.grid, x - radius, y - radius, x + radius, y + radius);
  fillDisc(on.grid, patch, x, y, radius);
  keepWithin(on.grid, patch, on.ground);
  return patch;
}

/** Ground where a shot is heard: within range in plan. Sound goes around buildings, so nothing hides it. */
export function acousticGround(on: ReachGround, { x, y, rangeMeters }: Acoustic): GroundBits {
  return groundBits(discPatch(on, x, y, rangeMeters));
}

const airRadius: Readonly<Record<SitingScale, keyof Assumptions>> = {
  micro: 'airMicroMeters',
  middle: 'airMiddleMeters',
  neighbourhood: 'airNeighbourhoodMeters',
  urban: 'airUrbanMeters',
};

/** Ground that an air-quality station stands for: a disc whose radius its siting scale gives (assumptions of the plan). */
export function airGround(on: ReachGround, { x, y, sitingScale }: Air, assumptions: Assumptions): GroundBits {
  return groundBits(discPatch(on, x, y, Number(assumptions[airRadius[sitingScale]])));
}

/** Ground within a gateway's radio reach in plan; no cell where the node has no radio. */
export function radioGround(on: ReachGround, { x, y, radioReachMeters }: NetworkNode): GroundBits {
  return radioReachMeters > 0 ? groundBits(discPatch(on, x, y, radioReachMeters)) : noGround();
}

/** Ground of the streets that motor vehicles use, as a bitset of the whole grid: what traffic radars look at. */
export function carGround(on: ReachGround, streets: readonly Street[]): Uint32Array<ArrayBuffer> {
  const patch = patchOfGrid(on.grid);
  for (const { car, tunnel, xy, widthMeters } of streets) {
    if (car && !tunnel) fillStrip(on.grid, patch, xy, widthMeters / 2);
  }
  keepWithin(on.grid, patch, on.ground);
  return patch.bits;
}

/**
 * Carriageway between a radar's near and far range (in plan) and within half its field to both sides of its heading, borders
 * included. `cars` as from {@link carGround}.
 */
export function radarGround(on: ReachGround, radar: Radar, cars: Uint32Array): GroundBits {
  const { x, y, nearMeters, farMeters } = radar;
  const patch = patchOfBox(on.grid, x - farMeters, y - farMeters, x + farMeters, y + farMeters);
  fillDisc(on.grid, patch, x, y, farMeters);
  keepWithin(on.grid, patch, cars);
  const { window, bits } = patch;
  const west = windowX(on.grid, window) - x;
  const south = windowY(on.grid, window) - y;
  const inField = fieldTest(radar.headingDegrees, radar.fieldDegrees);
  for (let at = 0; at < bits.length; at += 1) {
    const row = Math.floor(at / window.words);
    const dy = south + row * on.grid.cell;
    for (let left = bits[at]; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const dx = west + (32 * (at - row * window.words) + bit) * on.grid.cell;
      const squared = dx * dx + dy * dy;
      if (squared < nearMeters * nearMeters || !inField(dx, dy)) bits[at] &= ~(1 << bit);
    }
  }
  return groundBits(patch);
}

/** Metres from a border of the field that still belong to it, above the rounding of sine and cosine. */
const slack = 1e-9;

/** Does a vector point at most half the field off the heading? By the two borders of the field, so that no angle is worked out. */
function fieldTest(heading: number, field: number): (dx: number, dy: number) => boolean {
  if (field >= 360) return () => true;
  const left = heading - field / 2;
  const right = heading + field / 2;
  const [lx, ly] = [sineOfDegrees(left), cosineOfDegrees(left)];
  const [rx, ry] = [sineOfDegrees(right), cosineOfDegrees(right)];
  const leftOf = (x: number, y: number, dx: number, dy: number): number => x * dy - y * dx;
  if (field > 180) return (dx, dy) => !(leftOf(lx, ly, dx, dy) > slack && leftOf(rx, ry, dx, dy) < -slack);
  return (dx, dy) => leftOf(lx, ly, dx, dy) <= slack && leftOf(rx, ry, dx, dy) >= -slack;
}
