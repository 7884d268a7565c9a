import { type Block, frontagesOf, plotsOf } from './blocks.ts';
import { buildDenseBlock, type DenseRule, denseRules, houseHeight, placeIn } from './dense-blocks.ts';
import type { Draft } from './draft.ts';
import { insetRing } from './inset.ts';
import { stationAt } from './lines.ts';
import { orientedBox } from './oriented-box.ts';
import { offsetPoint, type Point, point, type Ring, rectangle, ringArea, ringWithin } from './plane.ts';
import type { Random } from './random.ts';
import { solidFootprint } from './shapes.ts';

/** `ring` grown by about `margin` metres: what a house keeps free around itself. */
function grown(ring: Ring, margin: number): Ring {
  return (
    insetRing(
      ring,
      ring.map(() => -margin),
    ) ?? ring
  );
}

/** Detached houses in gardens along the street, some with a garage. */
export function buildVillas(draft: Draft, block: Block, random: Random): void {
  for (const frontage of frontagesOf(block)) {
    let reach = random.between(9, 13);
    while (reach < frontage.length - 8) {
      const lot = random.between(16.5, 22);
      const spot = stationAt(frontage.line, reach + random.between(-1, 1));
      villa(draft, block.ring, spot.at, spot.along, random);
      reach += lot;
    }
  }
}

function villa(draft: Draft, block: Ring, at: Point, along: Point, random: Random): void {
  const pair = random.chance(0.2);
  const width = pair ? random.between(15, 18) : random.between(11, 15.5);
  const depth = random.between(9.5, 12);
  const foot = offsetPoint(at, along, 0, random.between(3.5, 6.5));
  const angled = !pair && random.chance(0.3);
  const ring = angled ? withBay(foot, along, width, depth, random) : rectangle(foot, along, width, depth);
  const around = rectangle(foot, along, width, depth + (angled ? 4 : 0));
  if (!ringWithin(block, ring) || !draft.isFree(grown(around, 1.5))) return;
  const levels = random.whole(1, 2);
  const height = houseHeight(levels, 3, random.between(1.5, 3.2));
  if (pair) {
    const half = rectangle(offsetPoint(foot, along, -width / 4, 0), along, width / 2, depth);
    const other = rectangle(offsetPoint(foot, along, width / 4, 0), along, width / 2, depth);
    const shared: Ring = [half[1], other[1], other[2], half[2]];
    draft.addHouse('semidetached_house', [solidFootprint(half)], height, 'gabled');
    draft.addHouse('semidetached_house', [solidFootprint(shared)], height, 'gabled');
    return;
  }
  draft.addHouse(
    random.chance(0.8) ? 'detached' : 'house',
    [solidFootprint(ring)],
    height,
    random.pick(['gabled', 'hipped']),
  );
  if (!random.chance(0.55)) return;
  const side = random.chance(0.5) ? 1 : -1;
  const garage = rectangle(offsetPoint(foot, along, side * (width / 2 + 3.2), 2), along, 3.6, 6.4);
  if (draft.isFree(grown(garage, 0.8))) placeIn(draft, block, garage, 'garage', 2.8);
}

/** An L: the house with a wing into the garden. */
function withBay(foot: Point, along: Point, width: number, depth: number, random: Random): Point[] {
  const corner = (u: number, v: number) => {
    const p = offsetPoint(foot, along, u, v);
    return point(p.x, p.y);
  };
  const [w, bay, cut] = [width / 2, random.between(2.5, 4), random.between(-0.1, 0.2) * width];
  return [
    corner(-w, 0),
    corner(w, 0),
    corner(w, depth),
    corner(cut, depth),
    corner(cut, depth + bay),
    corner(-w, depth + bay),
  ];
}

/** Terraces of four to eight houses with gardens; as in real maps, some blocks hold the row as one building. */
export function buildRows(draft: Draft, block: Block, random: Random): void {
  const asOne = random.chance(0.5);
  for (const frontage of frontagesOf(block)) {
    let reach = random.between(6, 10);
    while (reach < frontage.length - 20) {
      const houses = random.whole(4, 8);
      const width = random.between(6.4, 7.6);
      const length = houses * width;
      if (reach + length > frontage.length - 5) break;
      const spot = stationAt(frontage.line, reach + length / 2);
      terrace(draft, block.ring, spot.at, spot.along, { houses, width, asOne }, random);
      reach += length + random.between(6, 10);
    }
  }
}

function terrace(
  draft: Draft,
  block: Ring,
  at: Point,
  along: Point,
  row: { readonly houses: number; readonly width: number; readonly asOne: boolean },
  random: Random,
): void {
  const { houses, width } = row;
  const depth = random.between(9.5, 11.5);
  const foot = offsetPoint(at, along, 0, random.between(3, 5.5));
  const whole = rectangle(foot, along, houses * width, depth);
  if (!ringWithin(block, whole) || !draft.isFree(grown(whole, 2))) return;
  const height = houseHeight(2, 3, random.between(1.8, 3));
  if (row.asOne) return draft.addHouse('terrace', [solidFootprint(whole)], height, 'gabled');
  const walls = Array.from({ length: houses + 1 }, (_, i) => {
    const p = offsetPoint(foot, along, (i - houses / 2) * width, 0);
    const q = offsetPoint(p, along, 0, depth);
    return [point(p.x, p.y), point(q.x, q.y)] as const;
  });
  for (let i = 0; i < houses; i++) {
    const ring = [walls[i][0], walls[i + 1][0], walls[i + 1][1], walls[i][1]];
    draft.addHouse('terrace', [solidFootprint(ring)], height, 'gabled');
  }
}

const cornerRule: DenseRule = { ...denseRules.grid, levels: [3, 4], courtyards: 0.08, plotArea: 950 };

/** Strips and small blocks of flats in green along the street. */
export function buildApartments(draft: Draft, block: Block, random: Random): void {
  if (block.area < 5200 && block.spur === null && random.chance(0.45))
    return buildDenseBlock(draft, block, cornerRule, random);
  const levels = random.whole(3, 5);
  for (const frontage of frontagesOf(block)) {
    let reach = 2;
    while (reach < frontage.length - 14) {
      const width = random.chance(0.5) ? random.between(16, 21) : random.between(28, 44);
      if (reach + width > frontage.length - 2) break;
      const spot = stationAt(frontage.line, reach + width / 2);
      const ring = rectangle(
        offsetPoint(spot.at, spot.along, 0, random.between(1, 4)),
        spot.along,
        width,
        random.between(11, 14),
      );
      const height = houseHeight(levels + random.whole(-1, 1), 3, random.between(0.8, 2.5));
      if (draft.isFree(grown(ring, 3)))
        placeIn(draft, block.ring, ring, 'apartments', height, random.pick(['flat', 'hipped']));
      reach += width + random.between(9, 16);
    }
  }
}

/** Villas, terraces and small flats side by side. */
export function buildMixed(draft: Draft, block: Block, random: Random): void {
  const draw = random.between(0, 1);
  if (draw < 0.35) buildApartments(draft, block, random);
  else if (draw < 0.7) buildRows(draft, block, random);
  else buildVillas(draft, block, random);
}

/** Slabs in parallel rows and point towers in open green. */
export function buildEstate(draft: Draft, block: Block, random: Random): void {
  const inner = insetRing(
    block.ring,
    block.ring.map(() => 8),
  );
  if (inner === null) return;
  draft.areas.push({ kind: 'green', name: null, rings: [block.ring] });
  const box = orientedBox(inner);
  const levels = random.whole(4, 9);
  const rows = Math.max(1, Math.floor(box.length / 46));
  for (let i = 0; i < rows; i++) {
    const along = ((i + 0.5) / rows - 0.5) * box.length;
    const across: Point = { x: -box.axis.y, y: box.axis.x };
    let reach = -box.width / 2 + random.between(0, 14);
    while (reach < box.width / 2 - 20) {
      const tower = random.chance(0.16);
      const width = tower ? 21 : random.between(42, 74);
      const depth = tower ? 21 : 12;
      const middle = offsetPoint(offsetPoint(box.center, box.axis, along, 0), across, reach + width / 2, -depth / 2);
      const ring = rectangle(middle, across, width, depth);
      const height = houseHeight(tower ? random.whole(11, 15) : levels, 2.9, 1);
      const placed = draft.isFree(grown(ring, 9)) && placeIn(draft, inner, ring, 'apartments', height);
      reach += placed ? width + random.between(14, 24) : 6;
    }
  }
}

/** Halls, yards and an office at the gate. */
export function buildWorks(draft: Draft, block: Block, random: Random): void {
  for (const plot of plotsOf(block.ring, 7500, 48, random)) {
    const inner = insetRing(
      plot.ring,
      plot.front.map((front) => (front ? 8 : 5)),
    );
    if (inner === null || ringArea(inner) < 700) continue;
    const box = orientedBox(inner);
    const share = random.between(0.42, 0.62);
    const hall = rectangle(
      offsetPoint(box.center, box.axis, (share - 1) * box.length * 0.36, -box.width * 0.36),
      box.axis,
      box.length * share,
      box.width * random.between(0.55, 0.72),
    );
    placeIn(draft, inner, hall, random.pick(['industrial', 'warehouse', 'retail']), random.between(7, 12) | 0);
    for (let k = 0; k < 4; k++) {
      const small = rectangle(
        offsetPoint(
          box.center,
          box.axis,
          random.between(-0.45, 0.45) * box.length,
          random.between(-0.45, 0.3) * box.width,
        ),
        box.axis,
        random.between(12, 26),
        random.between(10, 16),
      );
      if (draft.isFree(grown(small, 6))) {
        placeIn(
          draft,
          inner,
          small,
          random.pick(['industrial', 'office', 'warehouse']),
          houseHeight(random.whole(1, 3), 3.5, 0.6),
        );
      }
    }
  }
}
