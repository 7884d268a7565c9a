import { exponential, logarithm } from '#geo/exponential.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { TimelyTask } from '#model/results/gaps/timely.ts';
import { nearSite, type SitePlace } from '../../access/places.ts';
import { rateScale } from '../search/approach-cost.ts';
import type { StraightWalks } from '../walk/walk-line.ts';
import type { EasiMoment, EasiTask } from './easi.ts';

export type TimelyLayer = TimelyTask['layer'];

/** A part of a task: the time that it takes, and the chance that it is noticed if it was not before. */
interface TaskPiece {
  readonly seconds: number;
  readonly detection: number;
}

/** A task of one layer, in pieces. */
export interface LayerTask extends EasiTask {
  readonly layer: TimelyLayer;
  readonly pieces: readonly TaskPiece[];
  /** Index of the piece that is a door's alarm or the moment at which somebody inside may notice; −1: outdoors. */
  readonly alarmPiece: number;
}

/** What the tasks on a way in hang on. */
export interface TaskContext {
  readonly place: SitePlace;
  readonly assumptions: Assumptions;
  /** What watches on a straight walk, per second · 2¹⁶ · metres (`StraightWalks.watching`). */
  readonly watching: StraightWalks['watching'];
  /** Is a portal locked and monitored? */
  readonly isMonitored: (portalId: string) => boolean;
  /** Share of a task's time that is over when a door's alarm or somebody inside notices it. */
  readonly passed: number;
}

/** The way is cut into pieces of this length, metres: where the perimeter is passed, and where it is noticed. */
const pieceMeters = 2;
/** Standing at a door is cut into pieces of this length, seconds. */
const pieceSeconds = 2;

/**
 * Tasks on a way in: outside the perimeter, on the site's ground, at the door, and inside; layers that take no time and detect
 * nothing are left out. Outdoors and at the door cameras notice along the task, as the watch rates say: a long walk is not noticed at
 * its beginning just because its end is watched.
 */
export function layerTasks(context: TaskContext, path: ApproachPath): readonly LayerTask[] {
  const { assumptions, passed } = context;
  const { perimeter, yard, rateAtEnd } = outdoorPieces(context, path);
  const tasks = [task(assumptions, 'perimeter', perimeter, -1), task(assumptions, 'yard', yard, -1)];
  if (path.portalId !== null) {
    const isLocked = context.isMonitored(path.portalId);
    const seconds = isLocked ? assumptions.lockedDoorDelaySeconds : assumptions.doorDelaySeconds;
    const [before, after] = [standing(passed * seconds, rateAtEnd), standing((1 - passed) * seconds, rateAtEnd)];
    const alarm = { seconds: 0, detection: isLocked ? assumptions.alarmDetection : 0 };
    tasks.push(task(assumptions, 'portal', [...before, alarm, ...after], before.length));
  }
  const { insideDelaySeconds, insideDetection } = assumptions;
  const inside = [
    { seconds: passed * insideDelaySeconds, detection: 0 },
    { seconds: 0, detection: insideDetection },
    { seconds: (1 - passed) * insideDelaySeconds, detection: 0 },
  ];
  tasks.push(task(assumptions, 'inside', inside, 1));
  return tasks.filter(({ seconds, detection }) => seconds > 0 || detection > 0);
}

function task(
  { timeSpread, communication }: Assumptions,
  layer: TimelyLayer,
  pieces: readonly TaskPiece[],
  alarmPiece: number,
): LayerTask {
  const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
  const spreadSeconds = timeSpread * seconds;
  return { layer, pieces, alarmPiece, seconds, spreadSeconds, communication, ...detectedAlong(pieces) };
}

/** Chance that some piece is noticed, and where the first is; pieces are noticed in their middle. */
function detectedAlong(pieces: readonly TaskPiece[]): Pick<EasiTask, 'detection' | 'moments'> {
  const whole = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
  const found: { readonly passed: number; readonly chance: number }[] = [];
  let [unnoticed, before] = [1, 0];
  for (const { seconds, detection } of pieces) {
    const passed = whole > 0 ? (before + seconds / 2) / whole : 0;
    if (detection > 0) found.push({ passed, chance: unnoticed * detection });
    unnoticed *= 1 - detection;
    before += seconds;
  }
  const sum = found.reduce((total, { chance }) => total + chance, 0);
  if (sum === 0) return { detection: 0 };
  const moments = found.map(({ passed, chance }): EasiMoment => ({ passed, share: chance / sum }));
  // A single alarm keeps its chance to the last digit.
  return { detection: found.length === 1 ? found[0].chance : 1 - unnoticed, moments };
}

function watched(seconds: number, rate: number): TaskPiece {
  return { seconds, detection: 1 - exponential(-rate * seconds) };
}

/** Standing at a door for so long, seen by cameras at this rate per second. */
function standing(seconds: number, rate: number): TaskPiece[] {
  const count = Math.ceil(seconds / pieceSeconds);
  return Array.from({ length: count }, () => watched(seconds / count, rate));
}

function outdoorPieces({ place, assumptions, watching }: TaskContext, path: ApproachPath) {
  const { walkingSpeed } = assumptions;
  const perimeter: TaskPiece[] = [];
  const yard: TaskPiece[] = [];
  const forced = [...path.forced];
  let [passed, isInside, rateAtEnd] = [0, false, 0];
  const visit = (ax: number, ay: number, bx: number, by: number, meters: number): void => {
    isInside ||= nearSite(place, (ax + bx) / 2, (ay + by) / 2, 0);
    const part = isInside ? yard : perimeter;
    if (meters > 0) rateAtEnd = watching(ax, ay, bx, by) / rateScale / meters;
    part.push(watched(meters / walkingSpeed, rateAtEnd));
    passed += meters;
    while (forced.length > 0 && forced[0].atMeters <= passed) {
      part.push(watched(forced[0].delaySeconds, rateAtEnd));
      forced.shift();
    }
  };
  eachPiece(path.xy, visit);
  // Sums of lengths may end a hair before the last barrier.
  for (const { delaySeconds } of forced) (isInside ? yard : perimeter).push(watched(delaySeconds, rateAtEnd));
  return { perimeter, yard, rateAtEnd };
}

function eachPiece(
  xy: readonly number[],
  visit: (ax: number, ay: number, bx: number, by: number, meters: number) => void,
): void {
  for (let at = 2; at + 1 < xy.length; at += 2) {
    const [ax, ay] = [xy[at - 2], xy[at - 1]];
    const [dx, dy] = [xy[at] - ax, xy[at + 1] - ay];
    const length = Math.sqrt(dx * dx + dy * dy);
    const pieces = Math.max(1, Math.ceil(length / pieceMeters));
    for (let piece = 0; piece < pieces; piece += 1) {
      const [from, to] = [piece / pieces, (piece + 1) / pieces];
      visit(ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy, length / pieces);
    }
  }
}

/** The same task with so much more delay, noticed at the same shares of its time; its spread grows with it. */
export function slowerTask(one: LayerTask, moreSeconds: number, timeSpread: number): LayerTask {
  const seconds = one.seconds + moreSeconds;
  return { ...one, seconds, spreadSeconds: timeSpread * seconds };
}

/**
 * The same task noticed with at least this chance, below 1: outdoors by more watching all along it, at doors and inside by more at the
 * moment of the alarm.
 */
export function noticedTask(one: LayerTask, detection: number): LayerTask {
  if (one.detection >= detection) return one;
  const missing = (1 - detection) / (1 - one.detection);
  const exposure = -logarithm(missing);
  const unnoticed = one.pieces.map(({ seconds }, at) => {
    if (one.alarmPiece >= 0) return at === one.alarmPiece ? missing : 1;
    return one.seconds > 0 ? exponential((-exposure * seconds) / one.seconds) : 1;
  });
  const pieces = one.pieces.map((piece, at) => ({ ...piece, detection: 1 - (1 - piece.detection) * unnoticed[at] }));
  return { ...one, pieces, ...detectedAlong(pieces) };
}
