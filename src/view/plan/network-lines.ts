import type { Device } from '#model/device.ts';
import type { NetworkLink, NetworkNode } from '#model/plan-records.ts';
import type { LinkCheck } from '#model/results/plan-costs.ts';
import { segmentsAlong } from '../features/draped-lines.ts';

type Height = (x: number, y: number) => number;

/** Lines of a plan's network, 6 numbers a piece; those that do not carry what they must apart from the others. */
export interface NetworkLines {
  readonly sound: Float32Array;
  readonly faulty: Float32Array;
  /** From devices to the node they hang on. */
  readonly drops: Float32Array;
}

/** Cables lie so high above the ground that they are seen, metres. */
const cableLift = 0.6;
/** Radio paths that clear less than this share of the Fresnel zone have a problem anyway; the line is drawn in pieces. */
const radioPieces = 12;

/** Cables follow the ground, radio goes straight from antenna to antenna; a link whose node is missing is left out. */
export function networkLines(
  plan: {
    readonly networkNodes: readonly NetworkNode[];
    readonly networkLinks: readonly NetworkLink[];
    readonly devices: readonly Device[];
  },
  checks: readonly LinkCheck[],
  height: Height,
): NetworkLines {
  const nodes = new Map(plan.networkNodes.map((node) => [node.id, node]));
  const faults = new Set(checks.filter(({ problem }) => problem !== null).map(({ id }) => id));
  const [sound, faulty, drops]: [number[], number[], number[]] = [[], [], []];
  for (const { id, from, to, medium } of plan.networkLinks) {
    const [a, b] = [nodes.get(from), nodes.get(to)];
    if (a === undefined || b === undefined) continue;
    const wireless = medium === 'radio' || medium === 'mobile';
    const pieces = wireless
      ? straight(top(a, height), top(b, height))
      : segmentsAlong(Float64Array.of(a.x, a.y, b.x, b.y), false, height, cableLift);
    const kept = faults.has(id) ? faulty : sound;
    for (const value of pieces) kept.push(value);
  }
  for (const device of plan.devices) {
    const node = device.uplink === null ? undefined : nodes.get(device.uplink);
    if (node !== undefined) drops.push(...top(device, height), ...top(node, height));
  }
  return { sound: Float32Array.from(sound), faulty: Float32Array.from(faulty), drops: Float32Array.from(drops) };
}

type Point = readonly [number, number, number];

function top(at: { readonly x: number; readonly y: number; readonly heightMeters: number }, height: Height): Point {
  return [at.x, at.y, height(at.x, at.y) + at.heightMeters];
}

/** Dashes along a straight line through the air. */
function straight(a: Point, b: Point): number[] {
  const at = (t: number) => [0, 1, 2].map((i) => a[i] + (b[i] - a[i]) * t);
  const pieces: number[] = [];
  for (let i = 0; i < radioPieces; i += 1) pieces.push(...at(i / radioPieces), ...at((i + 0.7) / radioPieces));
  return pieces;
}
