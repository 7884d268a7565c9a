import type { Camera, Device } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import type { Scenario } from '#model/scenario.ts';
import { type MountPlace, mountPlaces } from '../../blind-spots/mount-places.ts';
import { cameraPose, devicePosition } from '../../coverage/camera-pose.ts';
import { conditionReach } from '../../coverage/condition-ground.ts';
import type { CoverageState } from '../../coverage/coverage-state.ts';
import type { DeviceContext } from '../../coverage/device-context.ts';
import { uprightDensity } from '../../coverage/pixel-density.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { pointSeen } from '../../targets/seen-targets.ts';
import { positionProblem, terrainOf } from '../../visibility/visibility-scene.ts';
import { rateScale } from '../search/approach-cost.ts';
import { classRates } from '../walk/watch-rates.ts';
import { type CameraLens, cameraLenses, cameraOn, hangingHeight, headingsTowards } from './camera-lenses.ts';
import { type CameraAim, cameraAims, type WayCells, type WayGain, wayGain } from './camera-ways.ts';

/** A camera that would watch ways in. */
export interface CameraCandidate extends WayGain {
  readonly camera: Camera;
  readonly lens: CameraLens;
}

export interface CandidateInput {
  readonly state: CoverageState;
  readonly scenario: Pick<Scenario, 'catalogue' | 'assumptions'>;
  /** All that hangs somewhere: its mounts are taken. */
  readonly devices: readonly Device[];
  readonly condition: Condition;
  readonly cells: WayCells;
}

/** Of the places near an aim so many of the nearest mounts, and so many of the nearest walls, are tried. */
const mountsTried = 8;
const wallsTried = 6;
/** A device so near to a place takes it, metres. */
const takenMeters = 0.5;
/** People farther off are not looked at when a pose is chosen, metres. */
const farthestMeters = 90;
/** Of poses at one place whose scores differ by less than this share the cheapest is taken. */
const sameScore = 0.02;

/**
 * Cameras on free mounts and walls near the ways in, of each place the best pose per aim, by what it would add on the ways as they
 * are now; the best first. People are looked at one by one in the middle of their cells, past everything that hides them.
 */
export function* cameraCandidates(input: CandidateInput): Generator<SimulationStep, CameraCandidate[], void> {
  const { state, scenario, devices, cells } = input;
  const aims = cameraAims(cells.paths);
  const lenses = cameraLenses(scenario);
  const places = new Map<string, { readonly place: MountPlace; readonly aims: CameraAim[] }>();
  for (const aim of aims) {
    for (const place of placesNear(state, devices, aim)) {
      const key = `${place.x} ${place.y}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, { place, aims: [aim] });
      else known.aims.push(aim);
    }
    yield { step: 'Finding free mounts', fraction: 0 };
  }
  const candidates: CameraCandidate[] = [];
  let done = 0;
  for (const { place, aims: own } of places.values()) {
    candidates.push(...(yield* bestOnPlace(input, place, own, lenses, done / places.size)));
    done += 1;
  }
  return candidates.sort((a, b) => b.score - a.score || a.lens.price - b.lens.price);
}

function placesNear({ board }: CoverageState, devices: readonly Device[], { x, y }: CameraAim): MountPlace[] {
  const standing = devices.filter(({ state }) => state !== 'retired');
  const isFree = (place: MountPlace): boolean =>
    standing.every((device) => {
      const [dx, dy] = [device.x - place.x, device.y - place.y];
      return dx * dx + dy * dy > takenMeters * takenMeters;
    });
  const places = mountPlaces(board.goalScene, devices, x, y).filter(isFree);
  const mounts = places.filter(({ normal }) => normal === null);
  const walls = places.filter(({ normal }) => normal !== null);
  return [...mounts.slice(0, mountsTried), ...walls.slice(0, wallsTried)];
}

function* bestOnPlace(
  { state: { context }, scenario, condition, cells }: CandidateInput,
  place: MountPlace,
  aims: readonly CameraAim[],
  lenses: readonly CameraLens[],
  fraction: number,
): Generator<SimulationStep, CameraCandidate[], void> {
  const rates = classRates('density', context.required.length, scenario.assumptions);
  if (rates === null) return [];
  const step = { step: 'Trying cameras on free mounts', fraction };
  const byHeight = new Map<number, SeenCells | null>();
  const found = aims.map((): CameraCandidate[] => []);
  for (const lens of lenses) {
    const height = hangingHeight(place, lens.model);
    let seen = byHeight.get(height);
    if (seen === undefined) {
      seen = seenCells(context, cells, place, height);
      byHeight.set(height, seen);
      yield step;
    }
    if (seen === null || seen.length === 0) continue;
    for (const [number, aim] of aims.entries()) {
      const [dx, dy] = [aim.x - place.x, aim.y - place.y];
      const meters = Math.sqrt(dx * dx + dy * dy);
      for (const heading of headingsTowards(place, aim.x, aim.y, lens.halfField)) {
        const camera = cameraOn(place, lens, heading, meters);
        if (camera === null) continue;
        const gain = wayGain(cells, addedWatching(context, camera, condition, cells, seen, rates));
        if (gain.score > 0) found[number]?.push({ ...gain, camera, lens });
      }
      yield step;
    }
  }
  const best = found.flatMap((own) => {
    const most = own.reduce((highest, { score }) => Math.max(highest, score), 0);
    // Lenses come the cheapest first.
    return own.find(({ score }) => score >= (1 - sameScore) * most) ?? [];
  });
  return best.filter((one, at) => best.findIndex((other) => isSamePose(one, other)) === at);
}

function isSamePose({ camera: a, lens }: CameraCandidate, { camera: b, lens: other }: CameraCandidate): boolean {
  return lens === other && a.headingDegrees === b.headingDegrees && a.tiltDegrees === b.tiltDegrees;
}

/** Numbers of the cells in which a person is seen from a place. */
type SeenCells = readonly number[];

/** Null where a camera cannot hang there. */
function seenCells(context: DeviceContext, { x, y, z }: WayCells, place: MountPlace, height: number): SeenCells | null {
  const { scene } = context;
  const position = devicePosition({ x: place.x, y: place.y, heightMeters: height }, terrainOf(scene));
  if (positionProblem(scene, ...position) !== null) return null;
  const sight = context.sight();
  const [ox, oy, oz] = position;
  const seen: number[] = [];
  for (let cell = 0; cell < x.length; cell += 1) {
    const [dx, dy] = [x[cell] - ox, y[cell] - oy];
    if (dx * dx + dy * dy > farthestMeters * farthestMeters) continue;
    const isSeen = (rise: number): boolean => pointSeen(sight, ox, oy, oz, x[cell], y[cell], z[cell] + rise);
    if (isSeen(0) && (scene.targetRise === 0 || isSeen(scene.targetRise))) seen.push(cell);
  }
  return seen;
}

/** Line → ∫ rate dt that a camera adds to it. */
function addedWatching(
  { scene, settings, required, isLit }: DeviceContext,
  camera: Camera,
  condition: Condition,
  { lines, x, y, z, passing }: WayCells,
  seen: SeenCells,
  rates: readonly number[],
): Float64Array {
  const pose = cameraPose(camera, terrainOf(scene));
  const [ox, oy, oz] = pose.position;
  const reach = conditionReach(camera, condition, settings);
  const added = new Float64Array(lines.length);
  for (const cell of seen) {
    const [dx, dy, dz] = [x[cell] - ox, y[cell] - oy, z[cell] - oz];
    const density = uprightDensity(pose, dx, dy, dz, scene.targetRise);
    if (density < required[0]) continue;
    const isFar = dx * dx + dy * dy + dz * dz > reach * reach;
    if (isFar && !(condition === 'night' && isLit(x[cell], y[cell]))) continue;
    let best = 1;
    while (best < required.length && density >= required[best]) best += 1;
    const perSecond = rates[best] / rateScale;
    const pass = passing[cell];
    for (let at = 0; at < pass.length; at += 2) added[pass[at]] += perSecond * pass[at + 1];
  }
  return added;
}
