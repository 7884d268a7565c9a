import type { Assumptions } from '#model/assumptions.ts';
import type { Condition } from '#model/goal.ts';
import type { Station } from '#model/plan-records.ts';
import type { ApproachPath } from '#model/results/gaps/approach.ts';
import type { GapEmpty, GapSite } from '#model/results/gaps/common.ts';
import type { TimelyResult, TimelyStation, TimelyTask, TimelyWay, TimelyWhatIf } from '#model/results/gaps/timely.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type EasiOptions, type EasiResponse, easi, passedAt, usualEasi } from './easi.ts';
import {
  type LayerTask,
  layerTasks,
  noticedTask,
  slowerTask,
  type TaskContext,
  type TimelyLayer,
} from './timely-tasks.ts';

/** Drive from a station to the site; null where no way leads there. */
export interface StationDrive {
  readonly seconds: number;
  /** Flat x, y. */
  readonly route: readonly number[];
}

export interface TimelyInput extends Omit<TaskContext, 'passed'> {
  readonly site: GapSite;
  readonly condition: Condition;
  readonly assumptions: Assumptions;
  /** Ways in, of an approach run; those on the same line count once. */
  readonly paths: readonly ApproachPath[];
  readonly stations: readonly Station[];
  /** Parallel to {@link stations}. */
  readonly drives: readonly (StationDrive | null)[];
  readonly options?: EasiOptions;
}

/** The what-ifs: so much more delay or faster response, and a detection of so much. */
const whatIfSeconds = 60;
const whatIfDetection = 0.9;
/** Ways that are told, the worst. */
const mostWays = 12;
/** Stations that are tried between two yields. */
const stationsPerStep = 16;

const layerNames: Readonly<Record<TimelyLayer, string>> = {
  perimeter: 'Coming near',
  yard: 'Crossing the grounds',
  portal: 'Through the door',
  inside: 'Inside',
};

const layerPlaces: Readonly<Record<TimelyLayer, string>> = {
  perimeter: 'outside the perimeter',
  yard: 'on the grounds',
  portal: 'at the door',
  inside: 'inside',
};

const momentWords = { begin: 'beginning', middle: 'middle', end: 'end' } as const;

interface Force {
  readonly id: string;
  readonly response: EasiResponse;
}

/** Whether an intruder on each way in is interrupted in time, by the station that does it best. */
export function* timelySteps(input: TimelyInput): Generator<SimulationStep, TimelyResult | GapEmpty, void> {
  const { stations, drives, site, condition, assumptions } = input;
  const reason = emptyReason(input);
  if (reason !== null) return { kind: 'empty', reason };
  const forces = stations.flatMap((station, at): Force[] => {
    const drive = drives[at] ?? null;
    return drive === null ? [] : [{ id: station.id, response: responseOf(station, drive, assumptions) }];
  });
  const paths = [...new Map(input.paths.map((path) => [JSON.stringify([path.portalId, path.xy]), path])).values()];
  const ways: TimelyWay[] = [];
  for (const path of paths) {
    const tell = { step: 'Weighing detection, delay and response', fraction: ways.length / paths.length };
    ways.push(yield* waySteps(input, path, forces, tell));
    yield tell;
  }
  ways.sort((a, b) => a.interruption - b.interruption || a.lengthMeters - b.lengthMeters);
  const told = stations.map((station, at) => stationOf(station, drives[at] ?? null, assumptions));
  told.sort((a, b) => (a.seconds ?? Infinity) - (b.seconds ?? Infinity) || (a.id < b.id ? -1 : 1));
  const { spread, detectionAt } = input.options ?? usualEasi;
  return {
    kind: 'timely',
    site,
    condition,
    spreadModel: spread.model,
    detectionAt,
    interruption: ways[0].interruption,
    ways: ways.slice(0, mostWays),
    stations: told,
    notes: notesOf(input),
  };
}

function emptyReason({ stations, drives, paths, site }: TimelyInput): string | null {
  if (stations.length === 0) return 'The plan has no station that could respond. Add one under Places and people.';
  if (drives.every((drive) => drive === null)) {
    return `From none of the plan’s stations a way by car leads to ${site.name}; check the stations and the streets around it.`;
  }
  return paths.length === 0 ? `No way in to ${site.name} was found.` : null;
}

function* waySteps(
  input: TimelyInput,
  path: ApproachPath,
  forces: readonly Force[],
  tell: SimulationStep,
): Generator<SimulationStep, TimelyWay, void> {
  const options = input.options ?? usualEasi;
  const tasks = layerTasks({ ...input, passed: passedAt[options.detectionAt] }, path);
  const best = yield* bestForce(tasks, forces, options, tell);
  const { interruption, detections, criticalTask } = easi(tasks, best.response, options);
  return {
    entry: path.entry,
    end: path.end,
    portalId: path.portalId,
    xy: path.xy,
    lengthMeters: path.lengthMeters,
    tasks: tasks.map(({ layer, seconds, spreadSeconds, detection, communication }, at): TimelyTask => {
      const { remainingSeconds, remainingSpreadSeconds, response } = detections[at];
      const noticed = { detection, communication, remainingSeconds, remainingSpreadSeconds, response };
      return { layer, name: layerNames[layer], seconds, spreadSeconds, ...noticed };
    }),
    interruption,
    criticalTask: criticalTask < 0 ? null : criticalTask,
    stationId: best.id,
    whatIfs: yield* whatIfSteps(input, tasks, forces, tell),
  };
}

/** The station with the highest chance of interruption; of equals the faster, then the first. */
function* bestForce(
  tasks: readonly LayerTask[],
  forces: readonly Force[],
  options: EasiOptions,
  tell: SimulationStep,
): Generator<SimulationStep, Force & { readonly chance: number }, void> {
  let best = { ...forces[0], chance: -1 };
  for (const [at, force] of forces.entries()) {
    const chance = easi(tasks, force.response, options).interruption;
    const isFaster = force.response.seconds < best.response.seconds;
    if (chance > best.chance || (chance === best.chance && isFaster)) best = { ...force, chance };
    if (at % stationsPerStep === stationsPerStep - 1) yield tell;
  }
  return best;
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

/** What one thing more would make of a way, by the station that then does best; what helps most comes first. */
function* whatIfSteps(
  { assumptions, options = usualEasi }: TimelyInput,
  tasks: readonly LayerTask[],
  forces: readonly Force[],
  tell: SimulationStep,
): Generator<SimulationStep, TimelyWhatIf[], void> {
  const whatIfs: TimelyWhatIf[] = [];
  function* tried(change: string, changed: readonly LayerTask[], sent = forces): Generator<SimulationStep, void, void> {
    const { chance } = yield* bestForce(changed, sent, options, tell);
    whatIfs.push({ change, interruption: chance });
    yield tell;
  }
  for (const [at, task] of tasks.entries()) {
    const where = layerPlaces[task.layer];
    const slower = slowerTask(task, whatIfSeconds, assumptions.timeSpread);
    yield* tried(`${whatIfSeconds} s more delay ${where}`, tasks.with(at, slower));
    const noticed = noticedTask(task, whatIfDetection);
    if (noticed !== task) yield* tried(`Detection of ${100 * whatIfDetection} % ${where}`, tasks.with(at, noticed));
  }
  const faster = forces.map(({ id, response }) => {
    return { id, response: { ...response, seconds: Math.max(0, response.seconds - whatIfSeconds) } };
  });
  yield* tried(`Response ${whatIfSeconds} s faster`, tasks, faster);
  return whatIfs.sort((a, b) => b.interruption - a.interruption);
}

function notesOf({ assumptions, options, stations, drives }: TimelyInput): string[] {
  const { timeSpread, communication, insideDelaySeconds } = assumptions;
  const far = stations.filter((_, at) => (drives[at] ?? null) === null).length;
  const moment = momentWords[(options ?? usualEasi).detectionAt];
  return [
    `EASI: delays and response spread by ${Math.round(100 * timeSpread)} % of their mean; an alarm gets through with ${Math.round(100 * communication)} %.`,
    `Outdoors cameras notice all along the way, as often as the watch rates say; an alarm at a door and anybody inside notice at the ${moment} of the task.`,
    'A door tells of a break-in only where it is locked and monitored.',
    `Inside, the aim is reached after ${insideDelaySeconds} s (assumption).`,
    'Ways in: the least observed from each entry, and the shortest, to doors that are locked and monitored and to those that are not. An intruder who knows the responders’ times may find a better one.',
    ...(far > 0 ? [`From ${far} of ${stations.length} stations no way by car leads to the site.`] : []),
  ];
}
