import { failure, type Outcome, success } from '#model/result.ts';
import { isoDate } from '#model/rollout/calendar-days.ts';
import { type Project, type ProjectTask, ticksPerDay } from '../project.ts';

/** Names at most in one sentence. */
const namesShown = 3;

/** Whether the project could ever be done; a sentence that names the tasks where it couldn't. */
export function checkProject(project: Project, currency: string): Outcome<Project> {
  const problem = beyondHorizon(project) ?? missingCrew(project) ?? missingMoney(project, currency);
  return problem ?? success(project);
}

type Failure = Outcome<Project> | null;

function beyondHorizon({ tasks, horizonDays, startDay }: Project): Failure {
  const late = tasks.find(({ release }) => release >= horizonDays * ticksPerDay);
  if (late === undefined) return null;
  const date = isoDate(startDay + late.release / ticksPerDay);
  const sentence = `${late.name} is not to begin before ${date}, more than 20 years after the start on ${isoDate(startDay)}.`;
  return failure('rollout-horizon', sentence, 'tasks');
}

function missingCrew(project: Project): Failure {
  const { tasks, crews } = project;
  const soonest = soonestDays(project);
  for (const [number, crew] of crews.entries()) {
    const needing = tasks.filter(({ needs }) => needs.some((need) => need.crew === number));
    const short = needing.filter(({ needs }) => needs.some((need) => need.crew === number && need.units > crew.units));
    const place = `crews.${crew.id}`;
    if (short.length > 0) {
      const most = Math.max(...short.map(({ needs }) => needs.find((need) => need.crew === number)?.units ?? 0));
      const sentence =
        crew.units === 0
          ? `${crew.name} has no units, so ${named(short)} could never be done.`
          : `${crew.name} has ${crew.units} ${crew.units === 1 ? 'unit' : 'units'}, but ${named(short)} ${short.length === 1 ? 'needs' : 'need'} up to ${most} at once.`;
      return failure('rollout-crew-too-small', sentence, place);
    }
    const never = tasks.filter(
      (task, at) => task.needs.some((need) => need.crew === number) && !canBegin(project, task, soonest[at]),
    );
    if (never.length > 0) {
      const sentence = `${crew.name} can’t be had at any time at which ${named(never)} could begin.`;
      return failure('rollout-crew-never', sentence, place);
    }
  }
  return null;
}

/** Is there a day from the soonest on, on which all crews are there, and people work where the task needs it? */
function canBegin(
  { crews, workdays, horizonDays }: Project,
  { needs, calendar }: ProjectTask,
  soonest: number,
): boolean {
  const from = Math.max(soonest, ...needs.map(({ crew }) => crews[crew].from));
  const until = Math.min(horizonDays, ...needs.map(({ crew }) => crews[crew].until));
  if (calendar === 'elapsed') return from < until;
  for (let day = from; day < until; day += 1) if (workdays[day] === 1) return true;
  return false;
}

/** Days before which no task could begin even if no work took any time. */
function soonestDays({ tasks }: Project): readonly number[] {
  const days: number[] = [];
  for (const { release, after } of tasks) {
    let day = Math.floor(release / ticksPerDay);
    for (const before of after) day = Math.max(day, days[before]);
    days.push(day);
  }
  return days;
}

function missingMoney({ tasks, funding }: Project, currency: string): Failure {
  if (funding.length === 0) return null;
  const total = funding[funding.length - 1].total;
  const wanted = tasks.reduce((sum, { cost }) => sum + cost, 0);
  // Amounts are sums of cents at most; less than that is rounding.
  if (wanted <= total + 0.005) return null;
  let spent = 0;
  const unpaid: ProjectTask[] = [];
  for (const task of [...tasks].sort((a, b) => a.rank - b.rank)) {
    spent += task.cost;
    if (task.cost > 0 && spent > total + 0.005) unpaid.push(task);
  }
  const sentence = `All money that may be spent is ${money(total)} ${currency}, but the tasks cost ${money(wanted)} ${currency}: ${money(wanted - total)} ${currency} are missing, and ${named(unpaid)} could never be paid.`;
  return failure('rollout-money', sentence, 'rollout.funding');
}

function money(amount: number): string {
  return Math.ceil(amount).toLocaleString('en');
}

/** “A”, “A and B”, “A, B, C and 12 more”. */
function named(tasks: readonly ProjectTask[]): string {
  const names = tasks.map(({ name }) => name);
  if (names.length === 1) return names[0];
  if (names.length <= namesShown) return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
  return `${names.slice(0, namesShown).join(', ')} and ${names.length - namesShown} more`;
}
