import type { RoofShape } from '#model/city.ts';
import { type Block, type Plot, plotsOf } from './blocks.ts';
import type { Draft, DraftPiece } from './draft.ts';
import { insetRing } from './inset.ts';
import { orientedBox } from './oriented-box.ts';
import { direction, distance, mix, type Ring, rectangle, ringArea, ringWithin } from './plane.ts';
import type { Random } from './random.ts';
import { withTopStorey } from './roofs.ts';
import { buildAround, clipTo, type Footprint, footprintArea, solidFootprint, subtract } from './shapes.ts';

/** What a quarter of closed blocks looks like. */
export interface DenseRule {
  readonly plotArea: number;
  readonly plotWidth: number;
  readonly depth: readonly [number, number];
  readonly levels: readonly [number, number];
  readonly levelMeters: number;
  /** Shares of plots that are closed around a courtyard, and of those with side wings; the rest are built along the street. */
  readonly courtyards: number;
  readonly wings: number;
  /** Share of plots with a passage to the yard. */
  readonly passages: number;
  readonly backHouses: number;
  readonly uses: readonly string[];
}

export const denseRules = {
  oldTown: {
    plotArea: 440,
    plotWidth: 13,
    depth: [8, 10],
    levels: [2, 4],
    levelMeters: 3,
    courtyards: 0.12,
    wings: 0.45,
    passages: 0.05,
    backHouses: 0.35,
    uses: ['residential', 'residential', 'retail', 'commercial'],
  },
  grid: {
    plotArea: 1150,
    plotWidth: 22,
    depth: [11, 13.5],
    levels: [4, 6],
    levelMeters: 3.3,
    courtyards: 0.22,
    wings: 0.4,
    passages: 0.1,
    backHouses: 0.4,
    uses: ['apartments', 'apartments', 'apartments', 'residential', 'commercial'],
  },
  downtown: {
    plotArea: 2300,
    plotWidth: 32,
    depth: [13, 17],
    levels: [5, 8],
    levelMeters: 3.6,
    courtyards: 0.42,
    wings: 0.35,
    passages: 0.1,
    backHouses: 0.2,
    uses: ['office', 'office', 'commercial', 'retail', 'hotel'],
  },
} as const satisfies Record<string, DenseRule>;

/** Height of a house with flat or pitched roof, metres to one decimal. */
export function houseHeight(levels: number, levelMeters: number, roofMeters: number): number {
  return Math.round((levels * levelMeters + roofMeters) * 10) / 10;
}

/** Houses wall to wall along the streets, yards behind them. */
export function buildDenseBlock(draft: Draft, block: Block, rule: DenseRule, random: Random): void {
  const base = random.between(rule.levels[0], rule.levels[1]);
  for (const plot of plotsOf(block.ring, rule.plotArea, rule.plotWidth, random))
    buildPlot(draft, plot, rule, base, random);
}

function buildPlot(draft: Draft, plot: Plot, rule: DenseRule, base: number, random: Random): void {
  const area = ringArea(plot.ring);
  if (area < 40) return;
  if (!plot.front.includes(true)) return backHouse(draft, plot.ring, rule, random);
  const depth = Math.round(random.between(rule.depth[0], rule.depth[1]) * 2) / 2;
  const footprints = buildAround(plot.ring, plotDepths(plot, rule, depth, random), rule.plotArea * 0.06 + 24);
  const levels = Math.max(rule.levels[0], Math.min(rule.levels[1], Math.round(base + random.between(-1.2, 1.2))));
  const pitched = random.chance(0.7);
  const height = houseHeight(levels, rule.levelMeters, pitched ? random.between(1.2, 3) : 0.8);
  const use = random.pick(rule.uses);
  const roofShape = pitched ? random.pick<RoofShape>(['gabled', 'gabled', 'hipped', 'mansard']) : 'flat';
  const pieces = random.chance(rule.passages) ? withPassage(plot, footprints, depth, height, random) : null;
  if (pieces !== null) draft.addBuilding({ use, name: null, roofShape, pieces });
  else if (!pitched && levels > 3 && random.chance(0.6)) {
    draft.addBuilding({ use, name: null, roofShape, pieces: withTopStorey(footprints, height, 3, rule.levelMeters) });
  } else draft.addHouse(use, footprints, height, roofShape);
  if (random.chance(rule.backHouses)) yardHouse(draft, plot, depth, rule, random);
}

function plotDepths(plot: Plot, rule: DenseRule, depth: number, random: Random): number[] {
  const n = plot.ring.length;
  const draw = random.between(0, 1);
  const wing = depth * random.between(0.65, 0.9);
  if (draw < rule.courtyards) return plot.front.map((front) => (front ? depth : wing));
  const both = random.chance(0.35);
  const winged = draw < rule.courtyards + rule.wings;
  return plot.front.map((front, i) => {
    if (front) return depth;
    if (!winged) return 0;
    const follows = plot.front[(i + n - 1) % n];
    const leads = plot.front[(i + 1) % n];
    return follows || (both && leads) ? wing : 0;
  });
}

/** The house with an archway through its longest street side: two storeys are open, the rest is carried above. */
function withPassage(
  plot: Plot,
  footprints: readonly Footprint[],
  depth: number,
  height: number,
  random: Random,
): DraftPiece[] | null {
  let best = -1;
  let longest = 0;
  plot.ring.forEach((a, i) => {
    const length = distance(a, plot.ring[(i + 1) % plot.ring.length]);
    if (plot.front[i] && length > longest) {
      longest = length;
      best = i;
    }
  });
  const clear = depth + 3.5;
  if (best < 0 || longest < 2 * clear + 2) return null;
  const [a, b] = [plot.ring[best], plot.ring[(best + 1) % plot.ring.length]];
  const middle = mix(a, b, random.between(clear / longest, 1 - clear / longest));
  const d = direction(a, b);
  const gate = rectangle({ x: middle.x + d.y, y: middle.y - d.x }, d, 4.5, depth + 2);
  const bridge = footprints.flatMap((footprint) => clipTo(footprint, gate));
  const rest = footprints.flatMap((footprint) => subtract(footprint, gate));
  if (bridge.length !== 1 || rest.length === 0) return null;
  if (footprintArea(bridge[0]) < 0.8 * 4.5 * depth || height < 8) return null;
  return [
    { footprints: rest, heightMeters: height, minHeightMeters: 0 },
    { footprints: bridge, heightMeters: height, minHeightMeters: 4.2, open: true },
  ];
}

function yardHouse(draft: Draft, plot: Plot, depth: number, rule: DenseRule, random: Random): void {
  const yard = insetRing(
    plot.ring,
    plot.front.map((front) => depth + (front ? 7 : -depth + 0.5)),
  );
  if (yard === null || ringArea(yard) < 90) return;
  const box = orientedBox(yard);
  const width = Math.min(box.length - 2, random.between(8, 16));
  const reach = Math.min(box.width - 2, random.between(6, 9));
  if (width < 6 || reach < 5) return;
  const ring = rectangle(
    { x: box.center.x + (box.axis.y * reach) / 2, y: box.center.y - (box.axis.x * reach) / 2 },
    box.axis,
    width,
    reach,
  );
  placeIn(
    draft,
    yard,
    ring,
    random.chance(0.4) ? 'residential' : 'yes',
    houseHeight(random.whole(1, 2), rule.levelMeters, 0.8),
  );
}

function backHouse(draft: Draft, ring: Ring, rule: DenseRule, random: Random): void {
  const yard = insetRing(
    ring,
    ring.map(() => 3),
  );
  if (yard === null || ringArea(yard) < 60 || random.chance(0.4)) return;
  draft.addHouse('residential', [solidFootprint(yard)], houseHeight(random.whole(1, 3), rule.levelMeters, 1), 'flat');
}

/** Adds the house where it fits into the ring and nothing is in the way. */
export function placeIn(
  draft: Draft,
  within: Ring,
  ring: Ring,
  use: string,
  height: number,
  roofShape: RoofShape = 'flat',
): boolean {
  if (!ringWithin(within, ring) || !draft.isFree(ring)) return false;
  draft.addHouse(use, [solidFootprint(ring)], height, roofShape);
  return true;
}
