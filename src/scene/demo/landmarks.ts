import type { SiteKind } from '#model/city.ts';
import type { Block } from './blocks.ts';
import { houseHeight, placeIn } from './dense-blocks.ts';
import type { Draft, DraftPiece } from './draft.ts';
import { insetRing } from './inset.ts';
import { orientedBox } from './oriented-box.ts';
import { offsetPoint, type Point, point, type Ring, rectangle, regularRing } from './plane.ts';
import type { Random } from './random.ts';
import { buildAround, type Footprint, solidFootprint, subtract } from './shapes.ts';
import type { LandmarkKind } from './town-plan.ts';

const standing = (ring: Ring | Footprint, heightMeters: number): DraftPiece => ({
  footprints: [Array.isArray(ring) ? solidFootprint(ring) : (ring as Footprint)],
  heightMeters,
  minHeightMeters: 0,
});

const carried = (ring: Ring, minHeightMeters: number, heightMeters: number): DraftPiece => ({
  footprints: [solidFootprint(ring)],
  heightMeters,
  minHeightMeters,
  open: true,
});

/** Local grid of a site: `at(u, v)` is u metres along the long side and v across it, seen from the middle. */
function siteGrid(ring: Ring, margin: number) {
  const inner =
    insetRing(
      ring,
      ring.map(() => margin),
    ) ?? ring;
  const box = orientedBox(inner);
  const at = (u: number, v: number): Point => {
    const p = offsetPoint(box.center, box.axis, u, v);
    return point(p.x, p.y);
  };
  const box4 = (u0: number, v0: number, u1: number, v1: number): Point[] => [
    at(u0, v0),
    at(u1, v0),
    at(u1, v1),
    at(u0, v1),
  ];
  return { inner, box, at, box4 };
}

/** Builds what a reserved block holds. */
export function buildLandmark(draft: Draft, block: Block, kind: LandmarkKind, name: string, random: Random): void {
  switch (kind) {
    case 'townSchool':
      return courtyardSite(draft, block, 'school', 'school', name, 3);
    case 'school':
      return buildSchool(draft, block, name, random);
    case 'police':
      return courtyardSite(draft, block, 'police', 'public', name, 4);
    case 'library':
      return courtyardSite(draft, block, 'other', 'civic', name, 3);
    case 'university':
      return courtyardSite(draft, block, 'university', 'university', name, 4);
    case 'fireStation':
      return buildFireStation(draft, block, name);
    case 'fuel':
      return buildFuelStation(draft, block, name);
    case 'sports':
      return buildSportsGround(draft, block, name);
    default:
      draft.areas.push({ kind: 'green', name, rings: [block.ring] });
  }
}

function courtyardSite(draft: Draft, block: Block, site: SiteKind, use: string, name: string, levels: number): void {
  const height = houseHeight(levels, 3.8, 2.2);
  const footprints = buildAround(
    block.ring,
    block.ring.map(() => 14),
    200,
  );
  draft.addBuilding({
    use,
    name,
    roofShape: 'hipped',
    pieces: [{ footprints, heightMeters: height, minHeightMeters: 0 }],
  });
  draft.sites.push({ kind: site, name, ring: block.ring });
}

/** A school in a green: a U of classrooms, a hall for sports beside it, a yard, a pitch. */
function buildSchool(draft: Draft, block: Block, name: string, random: Random): void {
  const { box, inner, box4, at } = siteGrid(block.ring, 7);
  draft.areas.push({ kind: 'green', name: null, rings: [block.ring] });
  draft.sites.push({ kind: 'school', name, ring: block.ring });
  const half = Math.min(30, box.length / 2 - 8);
  const back = Math.min(22, box.width / 2 - 4);
  const shift = -box.length * 0.16;
  const u: Point[] = [
    at(shift - half, -back),
    at(shift + half, -back),
    at(shift + half, back - 6),
    at(shift + half - 12, back - 6),
    at(shift + half - 12, 13 - back),
    at(shift - half + 12, 13 - back),
    at(shift - half + 12, back),
    at(shift - half, back),
  ];
  const height = houseHeight(random.whole(2, 3), 3.6, 1);
  const fits = u.every((p) => insideOf(inner, p)) && draft.isFree(u);
  const main = fits ? u : box4(shift - half * 0.8, -8, shift + half * 0.8, 8);
  draft.addBuilding({ use: 'school', name, roofShape: 'flat', pieces: [standing(main, height)] });
  draft.areas.push({
    kind: 'square',
    name: null,
    rings: [box4(shift - half + 14, 15 - back, shift + half - 14, back + 2)],
  });
  const hall = box4(shift + half + 6, -back, shift + half + 28, -back + 26);
  placeIn(draft, inner, hall, 'school', 8.5);
}

function insideOf(ring: Ring, p: Point): boolean {
  let inside = true;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) < 0) inside = false;
  }
  return inside;
}

function buildFireStation(draft: Draft, block: Block, name: string): void {
  const { inner, box4, box } = siteGrid(block.ring, 8);
  draft.sites.push({ kind: 'fire_station', name, ring: block.ring });
  const w = Math.min(24, box.length / 2 - 4);
  const hall = box4(-w, -8, w, 8);
  const tower = box4(w, -3, w + 6, 3);
  draft.addBuilding({
    use: 'fire_station',
    name,
    roofShape: 'flat',
    pieces: [standing(hall, 7.4), standing(tower, 19)],
  });
  placeIn(draft, inner, box4(-w, 16, -w + 22, 28), 'garage', 5);
  draft.areas.push({ kind: 'parking', name: null, rings: [box4(-w, -20, w, -10)] });
}

/** A roof on columns over the pumps, and the shop. */
function buildFuelStation(draft: Draft, block: Block, name: string): void {
  const { inner, box4 } = siteGrid(block.ring, 5);
  const roof = box4(-12, -6, 12, 7);
  draft.addBuilding({ use: 'roof', name, roofShape: 'flat', pieces: [carried(roof, 4.6, 5.4)] });
  placeIn(draft, inner, box4(-10, 12, 12, 22), 'retail', 4.2);
  draft.areas.push({ kind: 'parking', name: null, rings: [box4(-24, -11, 24, 11)] });
}

function buildSportsGround(draft: Draft, block: Block, name: string): void {
  const { inner, box4, box } = siteGrid(block.ring, 6);
  draft.areas.push({ kind: 'green', name, rings: [block.ring] });
  const stand = box4(-box.length * 0.3, box.width / 2 - 13, box.length * 0.3, box.width / 2 - 4);
  placeIn(draft, inner, stand, 'grandstand', 9);
  placeIn(draft, inner, box4(-14, -box.width / 2 + 2, 14, -box.width / 2 + 13), 'civic', 4.5);
}

/** The market square with the town hall at its north end. */
export function buildMarket(draft: Draft, block: Block): void {
  draft.areas.push({ kind: 'square', name: 'Torvet', rings: [block.ring] });
  const { inner, box } = siteGrid(block.ring, 3);
  const east = Math.abs(box.axis.x) > Math.abs(box.axis.y);
  const axis = east ? positive(box.axis) : positive({ x: -box.axis.y, y: box.axis.x });
  const across = east ? box.width : box.length;
  const middle = offsetPoint(box.center, axis, 4, across / 2 - 22);
  const hall = rectangle(middle, axis, 44, 16);
  const tower = rectangle(offsetPoint(middle, axis, 0, -8), axis, 8, 8);
  draft.addBuilding({
    use: 'townhall',
    name: 'Havnby Rådhus',
    roofShape: 'hipped',
    pieces: [standing(hall, 15.5), standing(tower, 38)],
  });
  draft.sites.push({ kind: 'townhall', name: 'Havnby Rådhus', ring: block.ring });
  const kiosk = regularRing(offsetPoint(box.center, axis, -22, -across / 2 + 16), 3.2, 8);
  placeIn(draft, inner, kiosk, 'kiosk', 3.6);
}

function positive(d: Point): Point {
  return d.x >= 0 ? d : { x: -d.x, y: -d.y };
}

/** The church with its tower in the churchyard. */
export function buildChurch(draft: Draft, block: Block): void {
  draft.areas.push({ kind: 'green', name: 'Kirkegården', rings: [block.ring] });
  const { box } = siteGrid(block.ring, 4);
  const axis = { x: 1, y: 0 };
  const at = (u: number, v: number) => {
    const p = offsetPoint(box.center, axis, u, v);
    return point(p.x, p.y);
  };
  const nave = [
    at(-16, -8),
    at(4, -8),
    at(4, -14),
    at(13, -14),
    at(13, -8),
    at(20, -8),
    at(26, -4),
    at(26, 4),
    at(20, 8),
    at(13, 8),
    at(13, 14),
    at(4, 14),
    at(4, 8),
    at(-16, 8),
  ];
  const tower = [at(-25, -4.5), at(-16, -4.5), at(-16, 4.5), at(-25, 4.5)];
  draft.addBuilding({
    use: 'church',
    name: 'Sankt Annæ Kirke',
    roofShape: 'gabled',
    pieces: [standing(nave, 17), standing(tower, 44)],
  });
}

/** Six buildings around a tall ward block, with parking and green between them. */
export function buildHospital(draft: Draft, block: Block): void {
  const { inner, box, box4, at } = siteGrid(block.ring, 10);
  draft.areas.push({ kind: 'green', name: null, rings: [block.ring] });
  draft.sites.push({ kind: 'hospital', name: 'Havnby Hospital', ring: block.ring });
  const add = (ring: Point[], height: number) => placeIn(draft, inner, ring, 'hospital', height);
  const base = box4(-46, -24, 46, 24);
  const tower = box4(-36, -9, 36, 9);
  draft.addBuilding({
    use: 'hospital',
    name: 'Havnby Hospital',
    roofShape: 'flat',
    pieces: [
      { footprints: subtract(solidFootprint(base), box4(-36, -60, 36, 9)), heightMeters: 9.6, minHeightMeters: 0 },
      standing(box4(-36, -24, 36, -9), 9.6),
      standing(tower, 34.5),
    ],
  });
  const reach = box.length / 2;
  for (const side of [-1, 1]) {
    const u = side * Math.min(reach - 30, 82);
    for (const v of [-38, 4]) {
      const wing = [
        at(u - 24, v),
        at(u + 24, v),
        at(u + 24, v + 14),
        at(u + 7, v + 14),
        at(u + 7, v + 28),
        at(u - 7, v + 28),
        at(u - 7, v + 14),
        at(u - 24, v + 14),
      ];
      add(wing, 14.2);
    }
  }
  add(box4(-40, 40, -4, 54), 11);
  add(box4(8, 42, 44, 56), 11);
  const south = -box.width / 2;
  add(box4(-70, south + 14, -38, south + 28), 8);
  add(box4(-26, south + 10, 6, south + 30), 12.6);
  add(box4(50, south + 14, 92, south + 30), 8);
  draft.areas.push({ kind: 'parking', name: null, rings: [box4(-44, -58, 44, -32)] });
  draft.areas.push({ kind: 'parking', name: null, rings: [box4(14, south + 10, 44, south + 40)] });
}

/** The station hall between its square and the tracks, with a roof over the way in. */
export function buildStation(draft: Draft, block: Block): void {
  draft.sites.push({ kind: 'station', name: 'Havnby Station', ring: block.ring });
  draft.areas.push({ kind: 'square', name: 'Banegårdspladsen', rings: [block.ring] });
  const axis = { x: 0.9985, y: -0.0543 };
  const origin = { x: 226, y: 440 };
  const at = (u: number, v: number) => {
    const p = offsetPoint(origin, axis, u, v);
    return point(p.x, p.y);
  };
  const box4 = (u0: number, v0: number, u1: number, v1: number) => [at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)];
  draft.addBuilding({
    use: 'train_station',
    name: 'Havnby Station',
    roofShape: 'flat',
    pieces: [
      standing(box4(-80, -8, -17, 8), 9.5),
      standing(box4(-17, -11, 17, 9), 17.5),
      standing(box4(17, -8, 72, 8), 9.5),
      standing(box4(72, -7, 80, 1), 27),
      carried(box4(-22, -17, 22, -11), 4.4, 5),
    ],
  });
  const shelter = box4(-62, -42, -32, -38);
  draft.addBuilding({ use: 'roof', name: 'Busterminal', roofShape: 'flat', pieces: [carried(shelter, 3.2, 3.6)] });
  draft.addBuilding({
    use: 'roof',
    name: 'Busterminal',
    roofShape: 'flat',
    pieces: [carried(box4(-62, -56, -32, -52), 3.2, 3.6)],
  });
  draft.addHouse('kiosk', [solidFootprint(regularRing(at(38, -44), 3.4, 8))], 3.8, 'flat');
  draft.areas.push({ kind: 'parking', name: null, rings: [box4(60, -64, 96, -26)] });
}
