import { intersectPolygons } from '#geo/polygon-boolean.ts';
import { layBarriers } from './barriers.ts';
import { type Block, blocksOf, spurGround } from './blocks.ts';
import { buildDenseBlock, denseRules } from './dense-blocks.ts';
import { buildDowntownBlock } from './downtown.ts';
import { Draft } from './draft.ts';
import { furnishStreets, lightSquare } from './furniture.ts';
import { buildPark, strewTrees } from './greenery.ts';
import { buildChurch, buildHospital, buildLandmark, buildMarket, buildStation } from './landmarks.ts';
import { buildApartments, buildEstate, buildMixed, buildRows, buildVillas, buildWorks } from './open-blocks.ts';
import { distance, interiorPoint, point, type Ring, ringContains } from './plane.ts';
import { buildRailway } from './railway.ts';
import { createRandom } from './random.ts';
import { flatRing } from './shapes.ts';
import { type StreetChain, streetChains } from './street-chains.ts';
import { buildStreetNetwork, type StreetNetwork } from './street-network.ts';
import { halfSideMeters, type LandmarkKind, landmarkPlaces } from './town-plan.ts';
import { buildTramway } from './tramway.ts';

/** The whole town as a draft: level, without ids. */
export interface Town {
  readonly network: StreetNetwork;
  readonly chains: readonly StreetChain[];
  readonly draft: Draft;
}

export function buildTown(seed: number): Town {
  const random = createRandom(seed);
  const network = buildStreetNetwork(random.split('streets'));
  const draft = new Draft();
  const blocks = blocksOf(network);
  const landmarks = landmarkBlocks(blocks);
  addRiver(draft, network.riverRing);
  buildRailway(draft);
  for (const block of blocks) {
    const place = landmarks.get(block.faceId);
    const own = random.split(`block ${block.faceId}`);
    if (block.spur !== null) for (const ring of spurGround(block.spur)) draft.occupy({ outer: ring, holes: [] });
    if (place !== undefined) buildLandmark(draft, block, place.landmark, place.name, own);
    else {
      const before = draft.buildings.length + draft.areas.length;
      buildQuarterBlock(draft, block, own);
      if (draft.buildings.length + draft.areas.length === before) addPocketPark(draft, block);
    }
  }
  layBarriers(draft, blocks, landmarks, random.split('barriers'));
  const chains = streetChains(network);
  furnishStreets(draft, network, chains, random.split('furniture'));
  buildTramway(draft, network);
  for (const area of draft.areas) if (area.kind === 'square') lightSquare(draft, area.rings[0], 24);
  for (const block of blocks)
    plantBlock(draft, block, landmarks.get(block.faceId)?.landmark ?? null, random.split(`green ${block.faceId}`));
  return { network, chains, draft };
}

function landmarkBlocks(blocks: readonly Block[]): Map<number, { landmark: LandmarkKind; name: string }> {
  const chosen = new Map<number, { landmark: LandmarkKind; name: string }>();
  const open = blocks.filter(
    (block) =>
      block.area > 1500 &&
      block.spur === null &&
      !['river', 'rail', 'quay', 'park', 'rampart', 'wood', 'market', 'church', 'station', 'hospital'].includes(
        block.quarter,
      ),
  );
  for (const place of landmarkPlaces) {
    let best: Block | null = null;
    let away = Infinity;
    for (const block of open) {
      if (chosen.has(block.faceId)) continue;
      const d = ringContains(block.ring, place) ? -1 : distance(interiorPoint(block.ring), place);
      if (d < away) {
        away = d;
        best = block;
      }
    }
    if (best !== null) chosen.set(best.faceId, place);
  }
  return chosen;
}

function addRiver(draft: Draft, ring: Ring): void {
  const s = halfSideMeters;
  const frame = Float64Array.of(-s, -s, s, -s, s, s, -s, s);
  for (const [outer] of intersectPolygons([[flatRing(ring)]], [[frame]])) {
    const points = Array.from({ length: outer.length / 2 }, (_, i) => point(outer[2 * i], outer[2 * i + 1]));
    draft.areas.push({ kind: 'water', name: 'Havnå', rings: [points] });
  }
}

/** Corners too narrow for houses are planted. */
function addPocketPark(draft: Draft, block: Block): void {
  if (block.quarter === 'river' || block.quarter === 'rail') return;
  draft.areas.push({ kind: 'green', name: null, rings: [block.ring] });
}

function buildQuarterBlock(draft: Draft, block: Block, random: ReturnType<typeof createRandom>): void {
  switch (block.quarter) {
    case 'oldTown':
      return buildDenseBlock(draft, block, denseRules.oldTown, random);
    case 'grid-west':
    case 'grid-south':
    case 'grid-east':
      return buildDenseBlock(draft, block, denseRules.grid, random);
    case 'downtown':
      return buildDowntownBlock(draft, block, random);
    case 'villas':
      return buildVillas(draft, block, random);
    case 'rows':
      return buildRows(draft, block, random);
    case 'apartments':
      return buildApartments(draft, block, random);
    case 'mixed':
      return buildMixed(draft, block, random);
    case 'estate':
      return buildEstate(draft, block, random);
    case 'works':
      return buildWorks(draft, block, random);
    case 'market':
      return buildMarket(draft, block);
    case 'church':
      return buildChurch(draft, block);
    case 'hospital':
      return buildHospital(draft, block);
    case 'station':
      return buildStation(draft, block);
    case 'park':
      return buildPark(draft, block, random);
    case 'rampart':
      draft.areas.push({ kind: 'green', name: 'Voldparken', rings: [block.ring] });
      return;
    case 'wood':
      draft.areas.push({ kind: 'green', name: 'Nordskoven', rings: [block.ring] });
      return;
    case 'quay':
      draft.areas.push({
        kind: Math.abs(interiorPoint(block.ring).x) < 700 ? 'square' : 'green',
        name: null,
        rings: [block.ring],
      });
      return;
    default:
      return;
  }
}

const treesPerHectare: Readonly<Record<string, number>> = {
  villas: 7,
  rows: 5,
  apartments: 8,
  mixed: 6,
  estate: 5,
  rampart: 40,
  wood: 42,
  church: 30,
  hospital: 10,
  station: 10,
  market: 8,
  quay: 10,
  'grid-west': 5,
  'grid-south': 5,
  'grid-east': 5,
  oldTown: 3,
};
const treesOfLandmark: Partial<Record<LandmarkKind, number>> = {
  wood: 55,
  allotments: 25,
  garden: 32,
  sports: 6,
  school: 12,
};

function plantBlock(
  draft: Draft,
  block: Block,
  landmark: LandmarkKind | null,
  random: ReturnType<typeof createRandom>,
): void {
  const density = landmark !== null ? (treesOfLandmark[landmark] ?? 0) : (treesPerHectare[block.quarter] ?? 0);
  const count = Math.round((density * block.area) / 10_000);
  const paved = draft.areas
    .filter((area) => area.kind === 'parking' || area.kind === 'platform')
    .map((area) => area.rings[0]);
  if (count > 0) strewTrees(draft, block.ring, count, 6, random, [], paved);
}
