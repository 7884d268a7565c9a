import { type Block, plotsOf } from './blocks.ts';
import { buildDenseBlock, denseRules, houseHeight } from './dense-blocks.ts';
import type { Draft } from './draft.ts';
import { insetRing } from './inset.ts';
import { orientedBox } from './oriented-box.ts';
import {
  direction,
  distance,
  interiorPoint,
  mix,
  offsetPoint,
  type Ring,
  rectangle,
  ringArea,
  ringWithin,
} from './plane.ts';
import type { Random } from './random.ts';
import { withTopStorey } from './roofs.ts';
import { buildAround, clipTo, footprintArea, solidFootprint, subtract } from './shapes.ts';

/** A block of the centre: closed blocks of offices, a base with towers, or (only east of Parkgade) towers on a plaza. */
export function buildDowntownBlock(draft: Draft, block: Block, random: Random): void {
  const kind = random.between(0, 1);
  const east = interiorPoint(block.ring).x > 430;
  if (kind < (east ? 0.34 : 0.82) || block.area < 3200)
    return buildDenseBlock(draft, block, denseRules.downtown, random);
  if (kind < 0.78 || !east) {
    for (const plot of plotsOf(block.ring, 4200, 40, random)) towerOnBase(draft, plot.ring, plot.front, random);
    return;
  }
  towersOnPlaza(draft, block, random);
}

function towerOnBase(draft: Draft, ring: Ring, front: readonly boolean[], random: Random): void {
  const baseHeight = houseHeight(random.whole(2, 4), 4, 0.6);
  let at = -1;
  let longest = 30;
  ring.forEach((a, i) => {
    const length = distance(a, ring[(i + 1) % ring.length]);
    if (front[i] && length > longest) {
      longest = length;
      at = i;
    }
  });
  if (at < 0 || ringArea(ring) < 1100) {
    draft.addHouse(
      'office',
      buildAround(
        ring,
        ring.map(() => 15),
        160,
      ),
      houseHeight(random.whole(5, 7), 3.6, 0.8),
      'flat',
    );
    return;
  }
  const [a, b] = [ring[at], ring[(at + 1) % ring.length]];
  const d = direction(a, b);
  const width = random.between(21, 28);
  const depth = random.between(20, 27);
  const share = (width / 2 + 3) / longest;
  const middle = offsetPoint(mix(a, b, random.between(share, 1 - share)), d, 0, -1);
  const shaft = rectangle(middle, d, width, depth + 1);
  const tower = clipTo(solidFootprint(ring), shaft);
  const base = subtract(solidFootprint(ring), shaft);
  if (tower.length !== 1 || base.length === 0 || footprintArea(tower[0]) < 0.8 * width * depth) {
    draft.addHouse(
      'office',
      buildAround(
        ring,
        ring.map(() => 15),
        160,
      ),
      houseHeight(6, 3.6, 0.8),
      'flat',
    );
    return;
  }
  draft.addBuilding({
    use: random.chance(0.75) ? 'office' : 'hotel',
    name: null,
    roofShape: 'flat',
    pieces: [
      { footprints: base, heightMeters: baseHeight, minHeightMeters: 0 },
      ...withTopStorey(tower, houseHeight(random.whole(12, 24), 3.5, 2), 3.5, random.between(3, 6)),
    ],
  });
}

function towersOnPlaza(draft: Draft, block: Block, random: Random): void {
  const inner = insetRing(
    block.ring,
    block.ring.map(() => 7),
  );
  if (inner === null) return buildDenseBlock(draft, block, denseRules.downtown, random);
  draft.areas.push({ kind: 'square', name: null, rings: [block.ring] });
  const box = orientedBox(inner);
  const count = box.length > 95 ? 3 : 2;
  for (let i = 0; i < count; i++) {
    const along = ((i + 0.5) / count - 0.5) * box.length * 0.9;
    const aside = random.between(-0.16, 0.16) * box.width;
    const width = random.between(20, 26);
    const depth = Math.min(box.width * 0.6, random.between(20, 34));
    const foot = offsetPoint(box.center, box.axis, along, aside - depth / 2);
    const ring = rectangle(foot, box.axis, width, depth);
    if (!ringWithin(inner, ring) || !draft.isFree(ring)) continue;
    const height = houseHeight(random.whole(9, 20), 3.5, 2);
    const pieces = withTopStorey([solidFootprint(ring)], height, 3.5, random.between(3, 6));
    draft.addBuilding({ use: 'office', name: null, roofShape: 'flat', pieces });
  }
}
