import { quantize } from '#geo/quantum.ts';
import type { Camera } from '#model/device.ts';
import type { GroundBits, PlanFrame } from '#model/results/coverage-bits.ts';
import type { BlindSpot, CoverProposal, LaneReading, PlanSummary } from '#model/results/plan-summary.ts';
import { laneReadings } from '../alpr/lane-readings.ts';
import { plateRules } from '../alpr/plate-rules.ts';
import { findBlindSpots, type SpotInput, type SpotRequest } from '../blind-spots/blind-spots.ts';
import { proposeCover } from '../blind-spots/cover-proposals.ts';
import { summarizePlan } from '../summary/plan-summary.ts';
import { isGround, positionProblem, targetZ, terrainOf } from '../visibility/visibility-scene.ts';
import { cameraPose, cameraPoses } from './camera-pose.ts';
import type { CoverageState } from './coverage-state.ts';
import type { HeldDevice } from './held-devices.ts';
import { opticalGround } from './optical-ground.ts';
import { readPoint } from './point-reading.ts';
import { plateOptics } from './target-sight.ts';

/** Sums of what is merged, devices by id; yields often, and the state must not change in between. */
export function* sumUp(state: CoverageState, revision: number): Generator<void, PlanSummary, void> {
  const { board, book, facades } = state;
  const frame = frameOf(state);
  const lanes: LaneReading[] = [];
  const held = byId(state);
  for (const device of held) {
    lanes.push(...lanesOf(state, device));
    yield;
  }
  const streets = yield* board.streetRegions();
  return yield* summarizePlan({
    revision,
    scene: board.goalScene,
    frame,
    devices: held.map((own) => ({ device: own.device, coverage: own.coverage, day: own.ground('day') })),
    density: book.ledger('density', 'day'),
    acoustic: book.ledger('acoustic', 'day'),
    bestFacadeClass: (panel) => facades.best(panel),
    lanes,
    streets,
  });
}

/** Ground by day that should be seen and is not. */
export function blindSpotSteps(
  state: CoverageState,
  request: SpotRequest,
): Generator<void, readonly BlindSpot[], void> {
  return findBlindSpots(spotInput(state), request);
}

/** Cameras that would cover a blind spot. */
export function proposalSteps(
  state: CoverageState,
  spot: BlindSpot,
  request: SpotRequest,
): Generator<void, readonly CoverProposal[], void> {
  const devices = byId(state).map(({ device }) => device);
  const cover = (camera: Camera, pixelsPerMeter: number) => groundByDay(state, camera, pixelsPerMeter);
  return proposeCover({ ...spotInput(state), devices, cover }, spot, request);
}

function frameOf({ board }: CoverageState): PlanFrame {
  if (board.frame === null) throw new Error('CoverageEngine: set the plan first.');
  return board.frame;
}

/** The order in which devices came does not matter to sums. */
function byId({ devices }: CoverageState): HeldDevice[] {
  return [...devices.values()].sort((a, b) => (a.device.id < b.device.id ? -1 : 1));
}

function spotInput(state: CoverageState): SpotInput {
  const { context, board, book, devices } = state;
  const { scene } = context;
  return {
    scene: board.goalScene,
    frame: frameOf(state),
    density: book.ledger('density', 'day'),
    cameras: byId(state)
      .filter(({ layer }) => layer === 'density')
      .map(({ device }) => device),
    read: (id, x, y) => {
      const held = devices.get(id);
      if (held === undefined) throw new Error(`CoverageEngine: device ${id} is not merged.`);
      const [px, py] = [quantize(x), quantize(y)];
      const target = { x: px, y: py, z: targetZ(scene, px, py), open: isGround(scene, px, py) };
      return readPoint(context, held, 'day', target);
    },
  };
}

/** Ground that a camera that is no part of the plan sees with at least a density; null where it cannot stand there. */
function groundByDay({ context }: CoverageState, camera: Camera, pixelsPerMeter: number): GroundBits | null {
  const poses = cameraPoses(camera, terrainOf(context.scene));
  if (positionProblem(context.scene, ...poses[0].position) !== null) return null;
  return opticalGround(context.scene, poses, [pixelsPerMeter], context.cache);
}

/** Lanes that an ALPR unit reads, the best sample of each. */
function lanesOf({ context, board }: CoverageState, { device, coverage }: HeldDevice): LaneReading[] {
  const lanes = board.goalScene.lanes();
  const { surroundings, settings } = context;
  if (device.kind !== 'alpr' || lanes === null || surroundings === null) return [];
  const optics = plateOptics(device, cameraPose(device, terrainOf(context.scene)));
  const read = { index: coverage.laneIndex, day: coverage.laneByDay, night: coverage.laneByNight };
  const rules = plateRules(settings.assumptions, device.plates);
  const { samples, table } = lanes;
  return laneReadings(device.id, optics, samples, table, read, rules, surroundings.streets, context.isLit);
}
