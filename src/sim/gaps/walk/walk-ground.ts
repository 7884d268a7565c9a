import { quantize } from '#geo/quantum.ts';
import type { Area, Barrier, PrismTable } from '#model/city.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { createSolids } from '../../visibility/solids.ts';
import { type ClosedLines, LineCollector, type Opening } from './closed-lines.ts';
import { cellUnder, type StudyArea, studyArea } from './study-area.ts';
import { solidCells, standingGround, waterCells } from './walk-cells.ts';
import type { WalkGrid } from './walk-grid.ts';
import { MoveCloser, type OpenMoves, openRow } from './walk-moves.ts';
import { meetsBox, WalkOpenings } from './walk-openings.ts';
import {
  barrierDelay,
  isClosedRoad,
  steppedOverMeters,
  type WalkLists,
  type WalkOptions,
  type WalkScene,
  walkLists,
} from './walk-scene.ts';

/** The ground of a study area that people walk on. One level: a bridge and what lies below it are one. */
export interface WalkGround {
  readonly grid: WalkGrid;
  readonly area: StudyArea;
  readonly lines: ClosedLines;
  /** Cells that people can stand on, as a bitset of the window. */
  readonly walkable: Uint32Array;
  /** Cells that nobody is to be led straight over though no line closes them. */
  readonly shunned: Uint32Array;
  readonly walkableCells: number;
}

/** Work between two yields, in lines or rows. */
const linesInStep = 400;
const rowsInStep = 32;
const barriersInStep = 100;

/** Ends of barriers reach so much further than they are drawn, metres: nobody squeezes through the slit beside a wall. */
const barrierEndMeters = 0.4;

/**
 * The ground that people walk on around a place. People stand on ground outside standing buildings and water, on bridges for people
 * and in passages; they cross no wall, no edge of water and no barrier but at its gates and where streets for people cross it. Barriers
 * lower than half a metre are stepped over. Motorways, and trunk roads where walking is forbidden, are closed but for their crossings;
 * rails are open. A failure where the place lies outside the scene or the area has too many cells.
 */
export function* walkGroundSteps(
  scene: WalkScene,
  options: WalkOptions,
): Generator<SimulationStep, Outcome<WalkGround>, void> {
  const framed = studyArea(scene, options);
  if (!framed.ok) return framed;
  const area = framed.value;
  const lists = walkLists(scene);
  yield told(0);
  const water = waterCells(scene, area);
  const isWater = (x: number, y: number): boolean => {
    const cell = cellUnder(area, x, y);
    return cell >= 0 && ((water[cell >> 5] >>> (cell & 31)) & 1) === 1;
  };
  yield told(0.02);
  const openings = new WalkOpenings(lists, area, options, isWater);
  yield told(0.05);
  const barriers = lists.barriers.filter(
    (barrier) => barrier.heightMeters >= steppedOverMeters && meetsBox(barrier.xy, area),
  );
  const isRibbon = ribbonPrisms(scene, lists.barriers);
  const collector = new LineCollector([area.minX, area.minY, area.maxX, area.maxY]);
  yield* addWalls(collector, scene.prisms, isRibbon, area, openings);
  addWater(collector, scene.surroundings?.areas ?? [], area, openings);
  addRoads(collector, lists, area, openings);
  yield told(0.2);
  const gaps = yield* addBarriers(collector, barriers, openings, options);
  const lines = collector.finish();
  yield told(0.25);
  const solids = createSolids(scene.prisms, [], null);
  yield told(0.3);
  const closed = solidCells(scene, area, solids, isRibbon, water);
  yield told(0.35);
  const { walkable, shunned } = standingGround(scene, area, openings, gaps, closed);
  const open = yield* movesOf(area, walkable, lines);
  yield told(1);
  const grid: WalkGrid = {
    grid: area.grid,
    window: area.window,
    columns: area.columns,
    rows: area.rows,
    ...open,
    entryCells: borderCells(area, walkable),
  };
  let walkableCells = 0;
  for (const moves of open.moves) if (moves !== 0) walkableCells += 1;
  if (walkableCells === 0) {
    return failure('no-ground', 'Around the site there is no ground that people can walk on; choose another site.');
  }
  return success({ grid, area, lines, walkable, shunned, walkableCells });
}

function told(fraction: number): SimulationStep {
  return { step: 'Finding the ground that people walk on', fraction };
}

/** Solids that are walls of barriers, which have lines of their own: 1 per prism. */
function ribbonPrisms({ prisms, buildingIds, surroundings }: WalkScene, barriers: readonly Barrier[]): Uint8Array {
  const ids = new Set(barriers.map(({ id }) => id));
  return Uint8Array.from({ length: prisms.count }, (_, prism) => {
    const building = prisms.building[prism];
    return surroundings?.buildings[building]?.structure === 'wall' && ids.has(buildingIds[building]) ? 1 : 0;
  });
}

function* addWalls(
  collector: LineCollector,
  prisms: PrismTable,
  isRibbon: Uint8Array,
  area: StudyArea,
  openings: WalkOpenings,
): Generator<SimulationStep, void, void> {
  for (let prism = 0; prism < prisms.count; prism += 1) {
    if (prism % linesInStep === 0) yield told(0.05 + (0.1 * prism) / prisms.count);
    if (prisms.raised[prism] !== 0 || isRibbon[prism] === 1) continue;
    for (let ring = prisms.ringStart[prism]; ring < prisms.ringStart[prism + 1]; ring += 1) {
      const xy = prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]);
      if (!meetsBox(xy, area)) break;
      eachSide(xy, true, (ax, ay, bx, by) => collector.add(ax, ay, bx, by, -1, openings.passagesNear(ax, ay, bx, by)));
    }
  }
}

function addWater(collector: LineCollector, areas: readonly Area[], area: StudyArea, openings: WalkOpenings): void {
  for (const { kind, rings } of areas) {
    if (kind !== 'water' || rings.length === 0 || !meetsBox(rings[0], area)) continue;
    for (const ring of rings) {
      eachSide(ring, true, (ax, ay, bx, by) => collector.add(ax, ay, bx, by, -1, openings.bridgesNear(ax, ay, bx, by)));
    }
  }
}

/** Middles of closed roads, so that none is stepped over between two cells. */
function addRoads(collector: LineCollector, { streets }: WalkLists, area: StudyArea, openings: WalkOpenings): void {
  for (const street of streets) {
    if (!isClosedRoad(street) || !meetsBox(street.xy, area)) continue;
    eachSide(street.xy, false, (ax, ay, bx, by) => {
      const across = [...openings.streetsAcross(ax, ay, bx, by), ...openings.crossingsOn(ax, ay, bx, by)];
      collector.add(ax, ay, bx, by, -1, across);
    });
  }
}

/** Barriers with what opens them; returns all openings, and the places of locked gates. */
function* addBarriers(
  collector: LineCollector,
  barriers: readonly Barrier[],
  openings: WalkOpenings,
  { assumptions }: WalkOptions,
): Generator<SimulationStep, Opening[], void> {
  const all: Opening[] = [];
  for (const [at, barrier] of barriers.entries()) {
    if (at % barriersInStep === 0) yield told(0.2 + (0.05 * at) / barriers.length);
    const { id, kind } = barrier;
    const thing = collector.addThing({ id, kind, seconds: barrierDelay(barrier, assumptions) });
    const locked = new Map<string, number>();
    eachSide(lengthened(barrier.xy), false, (ax, ay, bx, by) => {
      const gates = openings.gatesOn(barrier, ax, ay, bx, by);
      const gaps = [...gates.map(({ opening }) => opening), ...openings.streetsAcross(ax, ay, bx, by)];
      collector.add(ax, ay, bx, by, thing, gaps);
      all.push(...gaps);
      for (const gate of gates) {
        if (!gate.locked) continue;
        const gateId = gate.portal.id;
        const gateThing =
          locked.get(gateId) ?? collector.addThing({ id: gateId, kind: 'gate', seconds: assumptions.gateDelaySeconds });
        locked.set(gateId, gateThing);
        collector.addWithin(ax, ay, bx, by, gateThing, gate.opening);
      }
    });
  }
  return all;
}

/** An open line with both ends drawn out by {@link barrierEndMeters}. */
function lengthened(xy: Float64Array): ArrayLike<number> {
  const last = xy.length - 2;
  if (last < 2 || (xy[0] === xy[last] && xy[1] === xy[last + 1])) return xy;
  const line = Array.from(xy);
  const draw = (end: number, before: number): void => {
    const [dx, dy] = [xy[end] - xy[before], xy[end + 1] - xy[before + 1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) return;
    line[end] = quantize(xy[end] + (dx / length) * barrierEndMeters);
    line[end + 1] = quantize(xy[end + 1] + (dy / length) * barrierEndMeters);
  };
  draw(0, 2);
  draw(last, last - 2);
  return line;
}

/** Sides of a line (flat x, y) or, `closed`, of a ring. */
function eachSide(
  xy: ArrayLike<number>,
  closed: boolean,
  visit: (ax: number, ay: number, bx: number, by: number) => void,
): void {
  const last = xy.length - 2;
  for (let at = 0; at < last; at += 2) visit(xy[at], xy[at + 1], xy[at + 2], xy[at + 3]);
  if (closed && last >= 4) visit(xy[last], xy[last + 1], xy[0], xy[1]);
}

function* movesOf(
  area: StudyArea,
  walkable: Uint32Array,
  lines: ClosedLines,
): Generator<SimulationStep, OpenMoves, void> {
  const cells = area.columns * area.rows;
  const open: OpenMoves = {
    moves: new Uint16Array(cells),
    forcedMoves: new Uint16Array(cells),
    forcedSeconds: new Map(),
  };
  for (let row = 0; row < area.rows; row += 1) {
    if (row % rowsInStep === 0) yield told(0.4 + (0.2 * row) / area.rows);
    openRow(area, walkable, row, open.moves);
  }
  const closer = new MoveCloser(area, open, lines);
  const order = closer.order();
  for (let at = 0; at < order.length; at += 1) {
    if (at % linesInStep === 0) yield told(0.6 + (0.4 * at) / order.length);
    closer.close(order[at]);
  }
  return open;
}

/** Walkable cells on the border of the area, ascending. */
function borderCells(area: StudyArea, walkable: Uint32Array): Uint32Array {
  const { columns, row0, row1, column0, column1 } = area;
  const cells: number[] = [];
  for (let row = row0; row <= row1; row += 1) {
    const step = row === row0 || row === row1 ? 1 : column1 - column0;
    for (let column = column0; column <= column1; column += step) {
      const cell = row * columns + column;
      if (((walkable[cell >> 5] >>> (cell & 31)) & 1) === 1) cells.push(cell);
    }
  }
  return Uint32Array.from(cells);
}
