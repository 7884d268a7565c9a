import { unreachableEdges } from './islands.ts';
import { parallelLine, smoothLine } from './lines.ts';
import { orientedBox } from './oriented-box.ts';
import { type Face, faceMiddle, PlanarMesh } from './planar-mesh.ts';
import { distance, distanceToLine, mix, offsetPoint, type Point, type Ring, ringArea, ringContains } from './plane.ts';
import type { Random } from './random.ts';
import { createStreetNames, type NameKind } from './street-names.ts';
import { chord, type SubdivideRule, subdivide } from './subdivide.ts';
import {
  gridQuarters,
  halfSideMeters,
  type LineStyle,
  type LineStyleName,
  lineStyles,
  oldTownRing,
  planLines,
  quarterSeeds,
  railway,
  reservedPlaces,
  river,
} from './town-plan.ts';

/** One street (or bank, fence, …) of the network: edges of the mesh refer to it by its index. */
export interface NetworkLine {
  readonly name: string | null;
  readonly style: LineStyleName;
}

/** The streets of the town and the faces between them. */
export interface StreetNetwork {
  readonly mesh: PlanarMesh;
  readonly lines: readonly NetworkLine[];
  readonly riverRing: Ring;
  readonly railRing: Ring;
  readonly oldTown: Ring;
  /** Dead-end streets by the face they run into, from their mouth to their end. */
  readonly spurs: ReadonlyMap<number, readonly Point[]>;
}

export function styleOf(network: StreetNetwork, line: number): LineStyle {
  return lineStyles[network.lines[line].style];
}

/** Lays the planned lines, names the quarters and grows the streets inside them. */
export function buildStreetNetwork(random: Random): StreetNetwork {
  const s = halfSideMeters;
  const lines: NetworkLine[] = [{ name: null, style: 'border' }];
  const addLine = (name: string | null, style: LineStyleName) => lines.push({ name, style }) - 1;
  const corners = [
    { x: -s, y: -s },
    { x: s, y: -s },
    { x: s, y: s },
    { x: -s, y: s },
  ];
  const mesh = new PlanarMesh(corners, [0, 0, 0, 0], 'town');

  const riverRing = layBand(mesh, river, addLine(null, 'bank'));
  const railRing = layBand(mesh, railway, addLine(null, 'railside'));
  const quays = [addLine('Nordre Kaj', 'quay'), addLine('Søndre Kaj', 'quay')];
  const riverAxis = smoothLine(river, 10);
  quays.forEach((line, side) => {
    const away = (side === 0 ? -1 : 1) * 50;
    mesh.cut(thin(parallelLine(riverAxis, away)), line, { snap: 9 });
  });
  for (const line of planLines) {
    mesh.cut(smoothLine(line.points, 10, line.closed ?? false), addLine(line.name, line.style), { snap: 9 });
  }

  const oldTown = smoothLine([...oldTownRing, ...[...oldTownBank]], 10, true).slice(0, -1);
  for (const face of mesh.faces.values()) face.quarter = quarterAt(mesh, face, riverRing, railRing, oldTown, riverAxis);
  for (const place of reservedPlaces) {
    const face = mesh.faceAt(place);
    if (face !== null) face.quarter = place.quarter;
  }
  narrowTheOldTown(mesh, lines, oldTown);
  calmTheQuays(mesh, lines, quays);

  const names = createStreetNames(random.split('names'));
  for (const grid of gridQuarters) layGrid(mesh, grid, addLine, names, random.split(grid.quarter));
  for (const face of [...mesh.faces.values()]) {
    const rule = ruleOf(face.quarter, addLine, names);
    if (rule !== null) subdivide(mesh, face, rule, random.split(`face ${face.id}`));
  }
  const spurs = new Map<number, readonly Point[]>();
  for (const face of [...mesh.faces.values()]) {
    const spur = laySpur(mesh, face, () => addLine(names('close'), 'close'), random.split(`spur ${face.id}`));
    if (spur !== null) spurs.set(face.id, spur);
  }
  const fence = addLine(null, 'fence');
  const canDrive = (line: number) => {
    const street = lineStyles[lines[line].style].class;
    return street !== null && street !== 'footway';
  };
  for (const { a, b } of unreachableEdges(mesh, canDrive)) mesh.setLine(a, b, fence);
  return { mesh, lines, riverRing, railRing, oldTown, spurs };
}

const spurQuarters = ['villas', 'rows', 'mixed', 'apartments'];

/** A dead end into the middle of a deep block, so that its inside can be built. */
function laySpur(mesh: PlanarMesh, face: Face, addLine: () => number, random: Random): Point[] | null {
  const ring = mesh.ring(face);
  if (!spurQuarters.includes(face.quarter) || ringArea(ring) < 8500 || !random.chance(0.75)) return null;
  const box = orientedBox(ring);
  if (box.width < 82 || box.length < 95) return null;
  const start = offsetPoint(box.center, box.axis, random.between(-0.12, 0.12) * box.length, 0);
  const side = random.chance(0.5) ? 1 : -1;
  const into = { x: -box.axis.y * side, y: box.axis.x * side };
  const ends = chord(ring, start, into);
  if (ends === null) return null;
  const [mouth] = ends;
  const [a, b] = [face.loop[mouth.edge], face.loop[(mouth.edge + 1) % face.loop.length]];
  const tooNear = face.loop.some((v) => mesh.degrees[v] > 2 && distance(mesh.vertices[v], mouth.at) < 24);
  if (tooNear || distance(mesh.vertices[a], mouth.at) < 1 || distance(mesh.vertices[b], mouth.at) < 1) return null;
  const depth = distance(mouth.at, start) + box.width * 0.1;
  const end = offsetPoint(mouth.at, into, depth, random.between(-5, 5));
  const middle = offsetPoint(mouth.at, into, depth * 0.5, random.between(-4, 4));
  const from = mesh.splitEdge(a, b, mouth.at);
  mesh.addSpur(from, [middle, end], addLine());
  return [mesh.vertices[from], middle, end];
}

/** Closes the boulevard's arc along the river. */
const oldTownBank: readonly Point[] = [
  { x: 60, y: -262 },
  { x: -60, y: -212 },
  { x: -180, y: -150 },
  { x: -300, y: -128 },
];

function thin(line: readonly Point[]): Point[] {
  return line.filter((_, i) => i === 0 || i === line.length - 1 || i % 2 === 0);
}

function layBand(mesh: PlanarMesh, band: readonly (Point & { readonly half: number })[], line: number): Ring {
  const axis = smoothLine(band, 10);
  const half = (p: Point) => {
    for (let i = 0; i + 1 < band.length; i++) {
      const [a, b] = [band[i], band[i + 1]];
      const t = (p.x - a.x) / (b.x - a.x);
      if (t >= 0 && t <= 1) return a.half + (b.half - a.half) * t * t * (3 - 2 * t);
    }
    return band[0].half;
  };
  const left = parallelLine(axis, (i) => half(axis[i]));
  const right = parallelLine(axis, (i) => -half(axis[i]));
  mesh.cut(left, line);
  mesh.cut(right, line);
  return [...right, ...left.reverse()];
}

function quarterAt(
  mesh: PlanarMesh,
  face: Face,
  riverRing: Ring,
  railRing: Ring,
  oldTown: Ring,
  riverAxis: readonly Point[],
): string {
  const at = faceMiddle(mesh, face);
  if (ringContains(riverRing, at)) return 'river';
  if (ringContains(railRing, at)) return 'rail';
  if (distanceToLine(at, riverAxis) < 48) return 'quay';
  if (ringContains(oldTown, at)) return 'oldTown';
  let best = quarterSeeds[0];
  for (const seed of quarterSeeds) if (distance(seed, at) < distance(best, at)) best = seed;
  return best.quarter;
}

/** Main roads become narrow streets inside the boulevard: shopping streets without cars. */
function narrowTheOldTown(mesh: PlanarMesh, lines: NetworkLine[], oldTown: Ring): void {
  const shopping = new Map<number, number>();
  const names = new Map([
    ['Landevejen', 'Hovedgaden'],
    ['Møllevejen', 'Algade'],
  ]);
  for (const edge of [...mesh.edges()]) {
    const name = names.get(lines[edge.line].name ?? '');
    if (name === undefined) continue;
    const middle = mix(mesh.vertices[edge.a], mesh.vertices[edge.b], 0.5);
    if (!ringContains(oldTown, middle)) continue;
    let line = shopping.get(edge.line);
    if (line === undefined) {
      line = lines.push({ name, style: 'shopping' }) - 1;
      shopping.set(edge.line, line);
    }
    mesh.setLine(edge.a, edge.b, line);
  }
}

/** Outside the ring road the quays are paths through the meadows. */
function calmTheQuays(mesh: PlanarMesh, lines: NetworkLine[], quays: readonly number[]): void {
  const path = lines.push({ name: 'Åstien', style: 'promenade' }) - 1;
  for (const edge of [...mesh.edges()]) {
    if (!quays.includes(edge.line)) continue;
    const middle = mix(mesh.vertices[edge.a], mesh.vertices[edge.b], 0.5);
    if (Math.abs(middle.x) > 770 || (middle.x < -420 && middle.y > -260)) mesh.setLine(edge.a, edge.b, path);
  }
}

function layGrid(
  mesh: PlanarMesh,
  grid: (typeof gridQuarters)[number],
  addLine: (name: string | null, style: LineStyleName) => number,
  names: (kind: NameKind) => string,
  random: Random,
): void {
  const angle = (grid.angleDegrees * Math.PI) / 180;
  const families: readonly [Point, number][] = [
    [{ x: Math.cos(angle), y: Math.sin(angle) }, grid.along],
    [{ x: -Math.sin(angle), y: Math.cos(angle) }, grid.across],
  ];
  for (const [d, spacing] of families) {
    const count = Math.ceil(grid.radius / spacing);
    for (let k = -count; k <= count; k++) {
      const off = (k + random.between(-0.12, 0.12)) * spacing;
      const sway = random.between(-0.02, 0.02);
      const line: Point[] = [];
      for (const u of [-grid.radius, grid.radius]) {
        const v = off + sway * u;
        line.push({ x: grid.center.x + d.x * u - d.y * v, y: grid.center.y + d.y * u + d.x * v });
      }
      const wide = k % 4 === 0;
      mesh.cut(line, addLine(names('town'), wide ? 'avenue' : 'residential'), {
        snap: 13,
        minWidth: 44,
        within: (face) => face.quarter === grid.quarter,
      });
    }
  }
}

function ruleOf(
  quarter: string,
  addLine: (name: string | null, style: LineStyleName) => number,
  names: (kind: NameKind) => string,
): SubdivideRule | null {
  const rule = (
    maxArea: number,
    minWidth: number,
    bow: number,
    snapChance: number,
    turn: number,
    kind: NameKind,
    styles: readonly LineStyleName[],
  ): SubdivideRule => ({
    maxArea,
    minWidth,
    bow,
    snapChance,
    snapReach: 26,
    turn,
    line: (level) => addLine(names(kind), styles[Math.min(level, styles.length - 1)]),
  });
  switch (quarter) {
    case 'oldTown':
      return rule(4300, 34, 0.05, 0.35, 0.2, 'lane', ['lane']);
    case 'downtown':
      return rule(13000, 62, 0.02, 0.6, 0.06, 'town', ['avenue', 'residential']);
    case 'grid-west':
    case 'grid-south':
    case 'grid-east':
      return rule(17000, 62, 0.02, 0.7, 0.04, 'town', ['residential']);
    case 'apartments':
      return rule(15000, 70, 0.08, 0.4, 0.12, 'town', ['residential', 'suburb']);
    case 'mixed':
      return rule(13500, 62, 0.12, 0.4, 0.24, 'suburb', ['residential', 'suburb']);
    case 'rows':
      return rule(12000, 60, 0.12, 0.35, 0.2, 'suburb', ['residential', 'suburb']);
    case 'villas':
      return rule(12500, 62, 0.14, 0.3, 0.32, 'suburb', ['residential', 'suburb']);
    case 'estate':
      return rule(32000, 110, 0.12, 0.3, 0.15, 'suburb', ['residential', 'suburb']);
    case 'works':
      return rule(30000, 95, 0.04, 0.4, 0.08, 'works', ['works']);
    default:
      return null;
  }
}
