import { createBoxIndex } from '#geo/box-index.ts';
import type { CellGrid } from '#geo/cell-grid.ts';
import { logarithm } from '#geo/exponential.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { CoverageLayer, GroundBits } from '#model/results/coverage-bits.ts';
import { groundWord } from '../../coverage/ground-bits.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import type { DriveGraph } from '../traffic/drive-graph.ts';
import { watchRates } from '../walk/watch-rates.ts';
import { driveSamples } from './drive-line.ts';
import { type ArcReaders, readersOf, unreadBy } from './road-readers.ts';

/** A device with what it sees of the ground under the question's condition. */
export interface DriveWatcher {
  readonly id: string;
  readonly layer: CoverageLayer | null;
  readonly ground: GroundBits;
}

/** A camera that may notice vehicles: they are noticed like people (assumption). */
export interface DriveCamera extends DriveWatcher {
  /** Class (0 none, 1 lowest) → noticed per second. */
  readonly rates: readonly number[];
  /** Of a thermal camera every class counts as the lowest. */
  readonly thermal: boolean;
}

/** The cameras among devices, for visible light and thermal; others watch nobody. */
export function driveCameras(watchers: readonly DriveWatcher[], assumptions: Assumptions): DriveCamera[] {
  const cameras: DriveCamera[] = [];
  for (const watcher of watchers) {
    const classes = watcher.ground.cells.length;
    const thermal = watcher.layer === 'thermal';
    if ((watcher.layer !== 'density' && !thermal) || !(watcher.ground.cells[0] > 0)) continue;
    const low = new Array<number>(classes).fill(assumptions.watchRateLow);
    cameras.push({ ...watcher, thermal, rates: thermal ? [0, ...low] : watchRates(classes, assumptions) });
  }
  return cameras;
}

/** Class of a camera at a place of the grid: 0 where it sees nothing. */
export function classAt(grid: CellGrid, { ground }: DriveWatcher, x: number, y: number): number {
  const column = Math.floor(x / grid.cell) - grid.firstColumn;
  const row = Math.floor(y / grid.cell) - grid.firstRow;
  let k = ground.cells.length;
  while (k > 0 && ((groundWord(ground, k - 1, row, column >> 5) >>> (column & 31)) & 1) === 0) k -= 1;
  return k;
}

/** Box of a camera's ground, local metres. */
export function groundBox(grid: CellGrid, { ground }: DriveWatcher): readonly [number, number, number, number] {
  const west = (grid.firstColumn + 32 * ground.firstWord) * grid.cell;
  const south = (grid.firstRow + ground.firstRow) * grid.cell;
  return [west, south, west + 32 * ground.words * grid.cell, south + ground.rows * grid.cell];
}

/** Parts of 1 that exposures are summed in: whole numbers, so that sums are exact and equal ways tie. */
const partsPerUnit = 1_048_576;
/** What one stretch counts at most: e⁻⁴⁰ passes it. */
const mostExposure = 40;

/** Streets with all that watches them. */
export interface WatchedStreets {
  readonly graph: DriveGraph;
  readonly grid: CellGrid;
  readonly cameras: readonly DriveCamera[];
  readonly readers: ArcReaders;
}

/**
 * −ln of the chance of passing every arc unobserved, in whole parts; at least 1 where anything watches. A unit that reads on
 * several arcs has its chance on each.
 */
export function* arcExposures({
  graph,
  grid,
  cameras,
  readers,
}: WatchedStreets): Generator<SimulationStep, Float64Array, void> {
  const exposure = new Float64Array(graph.arcState.length);
  const index = createBoxIndex(cameras.length > 0 ? edgeBoxes(graph) : []);
  for (const [at, camera] of cameras.entries()) {
    for (const edge of index.search(...groundBox(grid, camera))) {
      for (const arc of [2 * edge, 2 * edge + 1]) {
        if (graph.arcState[arc] >= 0) exposure[arc] += watchedOnArc(graph, grid, camera, arc);
      }
    }
    yield { step: 'Adding up what cameras see of the streets', fraction: (0.5 * at) / cameras.length };
  }
  for (const [arc, units] of readers) exposure[arc] += readExposure(1 - unreadBy(units));
  return exposure.map(wholeParts);
}

function wholeParts(nats: number): number {
  return nats > 0 ? Math.max(1, Math.round(Math.min(mostExposure, nats) * partsPerUnit)) : 0;
}

/** The same for a part of an arc, shares of its length in the direction of travel; units read in the middle of it. */
export function partExposure(
  { graph, grid, cameras, readers }: WatchedStreets,
  arc: number,
  from: number,
  to: number,
): number {
  const { count, xy, seconds } = driveSamples(graph, arc);
  let nats = readsBetween(from, to) ? readExposure(1 - unreadBy(readersOf(readers, arc))) : 0;
  for (const camera of cameras) {
    const [west, south, east, north] = groundBox(grid, camera);
    for (let at = 0; at < count; at += 1) {
      const [x, y] = [xy[2 * at], xy[2 * at + 1]];
      const share = Math.min(to, (at + 1) / count) - Math.max(from, at / count);
      if (!(share > 0) || x < west || x >= east || y < south || y >= north) continue;
      nats += camera.rates[classAt(grid, camera, x, y)] * seconds * share * count;
    }
  }
  return wholeParts(nats);
}

/** Is the middle of an arc, where units read, on this part of it? */
export function readsBetween(from: number, to: number): boolean {
  return from <= 0.5 && to >= 0.5;
}

/** −ln(1 − chance), at most {@link mostExposure}. */
export function readExposure(chance: number): number {
  if (!(chance > 0)) return 0;
  return chance >= 1 ? mostExposure : Math.min(mostExposure, -logarithm(1 - chance));
}

function watchedOnArc(graph: DriveGraph, grid: CellGrid, camera: DriveCamera, arc: number): number {
  const { count, xy, seconds } = driveSamples(graph, arc);
  let watched = 0;
  for (let at = 0; at < count; at += 1) watched += camera.rates[classAt(grid, camera, xy[2 * at], xy[2 * at + 1])];
  return watched * seconds;
}

/** Streets are wider than their lines, metres: half the widest carriageway. */
const halfWidthMeters = 40;

function edgeBoxes({ network, streets }: DriveGraph): Float64Array {
  const boxes = new Float64Array(4 * network.edgeCount);
  for (let edge = 0; edge < network.edgeCount; edge += 1) {
    const { xy } = streets[network.edgeStreet[edge]];
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let vertex = network.edgeFirstVertex[edge]; vertex <= network.edgeLastVertex[edge]; vertex += 1) {
      minX = Math.min(minX, xy[2 * vertex]);
      maxX = Math.max(maxX, xy[2 * vertex]);
      minY = Math.min(minY, xy[2 * vertex + 1]);
      maxY = Math.max(maxY, xy[2 * vertex + 1]);
    }
    boxes.set(
      [minX - halfWidthMeters, minY - halfWidthMeters, maxX + halfWidthMeters, maxY + halfWidthMeters],
      4 * edge,
    );
  }
  return boxes;
}
