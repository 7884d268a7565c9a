import { createCellGrid } from '#geo/cell-grid.ts';
import { createHasher, hashWords } from '#geo/hash.ts';
import type { Device } from '#model/device.ts';
import { type Condition, conditions } from '#model/goal.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { CoverageResult, DeviceGround, DeviceResult, LayerResult } from '#model/results/coverage.ts';
import {
  type CoverageLayer,
  coverageLayers,
  type DeviceCoverage,
  type GroundBits,
} from '#model/results/coverage-bits.ts';
import type { PlanSummary } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import { coverageAssumptions } from './coverage-assumptions.ts';
import type { CoverageState } from './coverage-state.ts';
import type { HeldDevice } from './held-devices.ts';
import { inputHashSteps } from './input-hash.ts';

/** Grows when the same input would give other cells. */
export const coverageEngine = 'sightline-coverage 2';

/**
 * The result of a coverage run as data, out of what an engine has merged and its summary. Depends on scene and plan alone: not on
 * the order in which devices were computed or by how many workers. Yields after every device and layer; the state must not change
 * in between. Throws where a device of the scenario is not merged.
 */
export function* resultSteps(
  state: CoverageState,
  summary: PlanSummary,
  scenario: Scenario,
  sceneId: string,
): Generator<void, CoverageResult, void> {
  const { context, board } = state;
  const { source: scene, settings } = context;
  const grid = createCellGrid(scene.bounds, scene.cell);
  const used = coverageLayers.filter((layer) => [...state.devices.values()].some((held) => held.layer === layer));
  // All conditions, so that the result does not hang on which of them were shown.
  for (const layer of used) for (const condition of conditions) yield* state.book.ledgerSteps(layer, condition);
  const devices: DeviceResult[] = [];
  for (const device of scenario.devices) {
    devices.push(deviceResult(state, device));
    yield;
  }
  const together = yield* layerResult(state, 'density', 'day');
  const layers: LayerResult[] = [];
  for (const layer of used) {
    for (const condition of conditions) {
      layers.push(layer === 'density' && condition === 'day' ? together : yield* layerResult(state, layer, condition));
      yield;
    }
  }
  const { goals, score } = board.standing();
  yield;
  const { currency, capital, yearly, bitrateMbps, storageGigabytes, powerWatts } = board.costs();
  yield;
  const hash = yield* inputHashSteps(scene, scenario);
  return {
    kind: 'sightline-coverage',
    version: 2,
    engine: coverageEngine,
    inputHash: hash,
    scene: sceneId,
    scenario: scenario.id,
    categorySet: scenario.categorySet,
    categories: categorySets[settings.categorySet].categories.map(({ name, pixelsPerMeter }) => {
      return { name, pixelsPerMeter };
    }),
    targetHeightMeters: settings.targetHeightMeters,
    targetTopMeters: settings.targetTopMeters,
    cellMeters: scene.cell,
    grid: {
      minX: grid.firstColumn * grid.cell,
      minY: grid.firstRow * grid.cell,
      columns: grid.columns,
      rows: grid.rows,
    },
    groundCells: context.scene.groundCells,
    devices,
    together,
    layers,
    goals: [...goals],
    score,
    access: summary.portals.map((portal) => {
      return { ...portal, missing: [...portal.missing], deviceIds: [...portal.deviceIds] };
    }),
    lanes: [...summary.lanes],
    privacy: scene.surroundings === undefined ? null : summary.privacy,
    costs: { currency, capital, yearly, bitrateMbps, storageGigabytes, powerWatts },
    assumptions: coverageAssumptions(scene, scenario),
  };
}

function deviceResult(state: CoverageState, { id, name, kind }: Device): DeviceResult {
  const held = state.devices.get(id);
  if (held === undefined) throw new Error(`coverageResult: device ${id} is not merged.`);
  const { layer, coverage } = held;
  const coversGround = layer !== null && kind !== 'light';
  return {
    id,
    name,
    kind,
    layer,
    status: coverage.problem === null ? 'ok' : 'refused',
    problem: coverage.problem,
    remark: coverage.remark,
    position: [coverage.position[0], coverage.position[1], coverage.position[2]],
    ground: coversGround ? conditions.map((condition) => deviceGround(state, held, layer, condition)) : [],
    patrolCells: coverage.patrolCells === null ? null : [...coverage.patrolCells],
    targetHash: targetHash(coverage),
    portalsSeen: coverage.portalIndex.length,
    exposedSquareMeters: state.board.exposedSquareMeters(held),
    lanesRead: state.board.lanesRead(held),
  };
}

function deviceGround(
  state: CoverageState,
  held: HeldDevice,
  layer: CoverageLayer,
  condition: Condition,
): DeviceGround {
  const ground = held.ground(condition);
  const cellArea = state.context.source.cell * state.context.source.cell;
  const { firstRow, rows, firstWord, words, cells } = ground;
  return {
    condition,
    cells: [...cells],
    areasSquareMeters: cells.map((count) => count * cellArea),
    aloneCells: [...(state.book.ledger(layer, condition).aloneCells(held.device.id) ?? [])],
    window: [firstRow, rows, firstWord, words],
    bitsetHash: bitsetHash(ground),
  };
}

const hashes = new WeakMap<GroundBits, string>();

/** Worked out once for the same bits. */
function bitsetHash(ground: GroundBits): string {
  let hash = hashes.get(ground);
  if (hash === undefined) {
    hash = hashWords(ground.bits);
    hashes.set(ground, hash);
  }
  return hash;
}

const targetHashes = new WeakMap<DeviceCoverage, string>();

function targetHash(coverage: DeviceCoverage): string {
  let hash = targetHashes.get(coverage);
  if (hash === undefined) {
    const { facadeIndex, facadeClass, portalIndex, portalClass, laneIndex, laneByDay, laneByNight } = coverage;
    const hasher = createHasher();
    hasher.words(Uint32Array.of(facadeIndex.length, portalIndex.length, laneIndex.length));
    hasher.words(facadeIndex).bytes(facadeClass).words(portalIndex).bytes(portalClass);
    hash = hasher.words(laneIndex).doubles(laneByDay).doubles(laneByNight).digest();
    targetHashes.set(coverage, hash);
  }
  return hash;
}

function* layerResult(
  state: CoverageState,
  layer: CoverageLayer,
  condition: Condition,
): Generator<void, LayerResult, void> {
  const ledger = state.book.ledger(layer, condition);
  const { cells, redundantCells, deviceCells } = ledger.totals();
  const cellArea = state.context.source.cell * state.context.source.cell;
  return {
    layer,
    condition,
    cells: [...cells],
    areasSquareMeters: cells.map((count) => count * cellArea),
    redundantCells: [...redundantCells],
    meanDevices: cells.map((count, k) => (count === 0 ? 0 : deviceCells[k] / count)),
    bitsetHash: yield* ledger.hashSteps(),
  };
}
