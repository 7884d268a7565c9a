import { exponential } from '#geo/exponential.ts';
import type { Assumptions } from '#model/assumptions.ts';
import type { Condition } from '#model/goal.ts';
import type { Station } from '#model/plan-records.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { GapEmpty, GapSite } from '#model/results/gaps/common.ts';
import type { TimelyResult, TimelyStation, TimelyTask, TimelyWay, TimelyWhatIf } from '#model/results/gaps/timely.ts';
import { nearSite, type SitePlace } from '../../access/places.ts';
import type { GapStep } from '../gap-step.ts';
import { rateScale } from '../search/approach-cost.ts';
import type { StraightWalks } from '../walk/walk-line.ts';
import { type EasiOptions, type EasiResponse, type EasiTask, easi, usualEasi } from './easi.ts';

/** Drive from a station to the site; null where no way leads there. */
export interface StationDrive {
  readonly seconds: number;
  /** Flat x, y. */
  readonly route: readonly number[];
}

export interface TimelyInput {
  readonly place: SitePlace;
  readonly site: GapSite;
  readonly condition: Condition;
  readonly assumptions: Assumptions;
  /** Ways in, of an approach run. */
  readonly paths: readonly ApproachPath[];
  /** What watches on a straight walk, per second · 2¹⁶ · metres (`StraightWalks.watching`). */
  readonly watching: StraightWalks['watching'];
  readonly stations: readonly Station[];
  /** Parallel to {@link stations}. */
  readonly drives: readonly (StationDrive | null)[];
  /** Is a portal locked and monitored? */
  readonly isMonitored: (portalId: string) => boolean;
  readonly options?: EasiOptions;
}

/** The way is cut into pieces of this length, metres, to tell where the perimeter is passed. */
const pieceMeters = 2;
/** The what-ifs: so much more delay or faster response, and a detection of so much. */
const whatIfSeconds = 60;
const whatIfDetection = 0.9;

const layerNames: Readonly<Record<TimelyTask['layer'], string>> = {
  perimeter: 'Coming near',
  yard: 'Crossing the grounds',
  portal: 'Through the door',
  inside: 'Inside',
};

const momentWords = { begin: 'beginning', middle: 'middle', end: 'end' } as const;

type Layered = EasiTask & Pick<TimelyTask, 'layer'>;

/** Whether an intruder on each way in is interrupted in time, by the station that does it best. */
export function* timelySteps(input: TimelyInput): Generator<GapStep, TimelyResult | GapEmpty, void> {
  const { paths, stations, drives, site, assumptions, condition } = input;
  if (stations.length === 0) {
    return { kind: 'empty', reason: 'The plan has no station that could respond. Add one under Places and people.' };
  }
  if (drives.every((drive) => drive === null)) {
    const sentence = `From none of the plan’s stations a way by car leads to ${site.name}; check the stations and the streets around it.`;
    return { kind: 'empty', reason: sentence };
  }
  const ways: TimelyWay[] = [];
  for (const path of paths) {
    ways.push(wayOf(input, path));
    yield { step: 'Weighing detection, delay and response', fraction: ways.length / paths.length };
  }
  ways.sort((a, b) => a.interruption - b.interruption || a.lengthMeters - b.lengthMeters);
  const told = stations.map((station, at) => stationOf(station, drives[at] ?? null, assumptions));
  told.sort((a, b) => (a.seconds ?? Infinity) - (b.seconds ?? Infinity) || (a.id < b.id ? -1 : 1));
  const options = input.options ?? usualEasi;
  return {
    kind: 'timely',
    site,
    condition,
    spreadModel: options.spread.model,
    detectionAt: options.detectionAt,
    interruption: ways[0]?.interruption ?? 0,
    ways,
    stations: told,
    notes: notesOf(input),
  };
}

function wayOf(input: TimelyInput, path: ApproachPath): TimelyWay {
  const tasks = tasksOf(input, path);
  const { id, response } = bestResponse(input, tasks);
  const options = input.options ?? usualEasi;
  const { interruption, detections, criticalTask } = easi(tasks, response, options);
  return {
    entry: path.entry,
    end: path.end,
    portalId: path.portalId,
    xy: path.xy,
    lengthMeters: path.lengthMeters,
    tasks: tasks.map(({ layer, seconds, spreadSeconds, detection, communication }, at) => ({
      layer,
      name: layerNames[layer],
      seconds,
      spreadSeconds,
      detection,
      communication,
      remainingSeconds: detections[at].remainingSeconds,
      remainingSpreadSeconds: detections[at].remainingSpreadSeconds,
      response: detections[at].response,
    })),
    interruption,
    criticalTask: criticalTask < 0 ? null : criticalTask,
    stationId: id,
    whatIfs: whatIfsOf(tasks, response, options),
  };
}

/** Outside the perimeter, on the site's ground, at the door, and inside; layers that take no time and detect nothing are left out. */
function tasksOf({ place, assumptions, watching, isMonitored }: TimelyInput, path: ApproachPath): Layered[] {
  const { walkingSpeed, timeSpread, communication, alarmDetection } = assumptions;
  const outdoors = { perimeter: { seconds: 0, exposure: 0 }, yard: { seconds: 0, exposure: 0 } };
  let [passed, isInside] = [0, false];
  const forced = [...path.forced];
  const visit = (ax: number, ay: number, bx: number, by: number, meters: number): void => {
    isInside ||= nearSite(place, (ax + bx) / 2, (ay + by) / 2, 0);
    const part = outdoors[isInside ? 'yard' : 'perimeter'];
    part.seconds += meters / walkingSpeed;
    part.exposure += watching(ax, ay, bx, by) / rateScale / walkingSpeed;
    passed += meters;
    while (forced.length > 0 && forced[0].atMeters <= passed) part.seconds += forced.shift()?.delaySeconds ?? 0;
  };
  eachPiece(path.xy, visit);
  const isLocked = path.portalId !== null && isMonitored(path.portalId);
  const task = (layer: TimelyTask['layer'], seconds: number, detection: number): Layered => ({
    layer,
    seconds,
    spreadSeconds: timeSpread * seconds,
    detection,
    communication,
  });
  const { perimeter, yard } = outdoors;
  const door = isLocked ? assumptions.lockedDoorDelaySeconds : assumptions.doorDelaySeconds;
  const tasks = [
    task('perimeter', perimeter.seconds, 1 - exponential(-perimeter.exposure)),
    task('yard', yard.seconds, 1 - exponential(-yard.exposure)),
    ...(path.portalId === null ? [] : [task('portal', door, isLocked ? alarmDetection : 0)]),
    task('inside', assumptions.insideDelaySeconds, assumptions.insideDetection),
  ];
  return tasks.filter(({ seconds, detection }) => seconds > 0 || detection > 0);
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

/** Response force time of a station: the alarm is understood, the crew sets out and drives. */
function responseOf(
  station: Station,
  drive: StationDrive,
  { responseAssessSeconds, timeSpread }: Assumptions,
): EasiResponse {
  const rest = responseAssessSeconds + drive.seconds;
  const spread = timeSpread * rest;
  return {
    seconds: rest + station.turnoutSeconds,
    spreadSeconds: Math.sqrt(spread * spread + station.turnoutSpreadSeconds * station.turnoutSpreadSeconds),
  };
}

/** The station with the highest chance of interruption; of equals the faster, then the first. */
function bestResponse({ stations, drives, assumptions, options }: TimelyInput, tasks: readonly Layered[]) {
  let best: { readonly id: string; readonly response: EasiResponse; readonly chance: number } | null = null;
  stations.forEach((station, at) => {
    const drive = drives[at];
    if (drive == null) return;
    const response = responseOf(station, drive, assumptions);
    const chance = easi(tasks, response, options).interruption;
    const isBetter =
      best === null || chance > best.chance || (chance === best.chance && response.seconds < best.response.seconds);
    if (isBetter) best = { id: station.id, response, chance };
  });
  if (best === null) throw new Error('timelySteps: some station has a way to the site.');
  return best as { readonly id: string; readonly response: EasiResponse };
}

function stationOf(station: Station, drive: StationDrive | null, assumptions: Assumptions): TimelyStation {
  const { id, name, x, y } = station;
  const response = drive === null ? null : responseOf(station, drive, assumptions);
  return {
    id,
    name,
    x,
    y,
    seconds: response?.seconds ?? null,
    spreadSeconds: response?.spreadSeconds ?? null,
    driveSeconds: drive?.seconds ?? null,
    route: [...(drive?.route ?? [])],
  };
}

function whatIfsOf(tasks: readonly Layered[], response: EasiResponse, options: EasiOptions): TimelyWhatIf[] {
  const chance = (changed: readonly EasiTask[], force = response) => easi(changed, force, options).interruption;
  const where: Readonly<Record<TimelyTask['layer'], string>> = {
    perimeter: 'outside the perimeter',
    yard: 'on the grounds',
    portal: 'at the door',
    inside: 'inside',
  };
  const changes = tasks.flatMap((task, at): TimelyWhatIf[] => {
    const slower = tasks.with(at, { ...task, seconds: task.seconds + whatIfSeconds });
    const seen = tasks.with(at, { ...task, detection: Math.max(task.detection, whatIfDetection) });
    return [
      { change: `${whatIfSeconds} s more delay ${where[task.layer]}`, interruption: chance(slower) },
      { change: `Detection of ${100 * whatIfDetection} % ${where[task.layer]}`, interruption: chance(seen) },
    ];
  });
  const faster = { ...response, seconds: Math.max(0, response.seconds - whatIfSeconds) };
  changes.push({ change: `Response ${whatIfSeconds} s faster`, interruption: chance(tasks, faster) });
  return changes.sort((a, b) => b.interruption - a.interruption);
}

function notesOf({ assumptions, options, stations, drives }: TimelyInput): string[] {
  const { timeSpread, communication, insideDelaySeconds } = assumptions;
  const far = stations.filter((_, at) => drives[at] === null).length;
  return [
    `EASI, detection at the ${momentWords[(options ?? usualEasi).detectionAt]} of each task; delays and response spread by ${Math.round(100 * timeSpread)} % of their mean; an alarm gets through with ${Math.round(100 * communication)} %.`,
    'Cameras detect as often as the watch rates say; a door tells of a break-in only where it is locked and monitored.',
    `Inside, the aim is reached after ${insideDelaySeconds} s (assumption).`,
    ...(far > 0 ? [`From ${far} of ${stations.length} stations no way by car leads to the site.`] : []),
  ];
}
