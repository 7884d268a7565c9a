import type { Goal } from '#model/goal.ts';
import type { OrderComparison } from '#model/results/rollout/rollout-choices.ts';
import { attainmentFor } from '../../goals/goal-text.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import type { Project } from '../project.ts';
import type { ComparedWay } from './compared-runs.ts';
import { sumAfter } from './goal-days.ts';

type OrderReason = OrderComparison['reasons'][number];

/** Less than this is told as nothing: goal-weighted days. */
const leastDays = 0.05;
/** Lack over time that is told as nothing, goal unit × days: a tenth of a point for a day. */
const leastLack = 0.1;

/**
 * Why one order earns more than another, group by group that changed its turn, the weightiest first: what the goals that its devices
 * serve gain or lose in the planned schedules, up to the common horizon. A goal that several of these groups serve counts for each.
 */
export function orderReasons(
  plan: ComparedWay,
  best: ComparedWay,
  meter: CoverageMeter,
  goals: readonly Goal[],
  horizonDays: number,
): readonly OrderReason[] {
  const names = new Map(goals.map(({ id, name }) => [id, name]));
  const gains = meter.heads.map((_, head) => partOf(best, head, horizonDays) - partOf(plan, head, horizonDays));
  const nameOf = (head: number): string => `“${names.get(meter.heads[head].id) ?? meter.heads[head].id}”`;
  const { groups } = plan.project;
  return groups
    .flatMap((group, number): OrderReason[] => {
      const [before, after] = [group.turn + 1, best.project.groups[number].turn + 1];
      if (before === after) return [];
      const heads = servedHeads(meter, plan.project, number);
      const days = heads.reduce((sum, head) => sum + gains[head], 0);
      const gap = after < before ? closedGap({ plan, best, meter, horizonDays }, number, heads) : null;
      const sentence =
        gap === null
          ? turnSentence(group.name, before, after, days, mainGoal(heads, gains, days, nameOf))
          : gapSentence(group.name, groups[gap.group].name, nameOf(gap.head), gap.isClosed);
      return [{ groupId: group.id, groupName: group.name, before, after, days, sentence }];
    })
    .sort((a, b) => Math.abs(b.days) - Math.abs(a.days));
}

/** Goal-weighted days that one goal earns in the planned schedule. */
function partOf({ plannedDays: { goals, until } }: ComparedWay, head: number, horizonDays: number): number {
  const sum = goals[head];
  return sum === undefined ? 0 : sumAfter(sum, until, horizonDays);
}

/** Goals that the group's new devices bring nearer their target: alone, or as the last to come. */
function servedHeads(meter: CoverageMeter, { groups, devices }: Project, group: number): readonly number[] {
  const own = groups[group].devices.filter((device) => !devices[device].liveAtStart);
  const attained = () =>
    meter.heads.map(({ target, lessIsBetter }, head) => attainmentFor(target, lessIsBetter, meter.values[head]));
  const turn = (list: Iterable<number>, live: boolean) => {
    for (const device of list) meter.set(device, live);
  };
  meter.reset();
  const start = attained();
  turn(own, true);
  const alone = attained();
  turn(devices.keys(), true);
  const all = attained();
  turn(own, false);
  const without = attained();
  meter.reset();
  return [...meter.heads.keys()].filter((head) => {
    const { kind, problem, weight } = meter.heads[head];
    if (kind !== 'goal' || problem !== null || weight <= 0) return false;
    return alone[head] > start[head] || all[head] > without[head];
  });
}

interface Compared {
  readonly plan: ComparedWay;
  readonly best: ComparedWay;
  readonly meter: CoverageMeter;
  readonly horizonDays: number;
}

/** The largest cutover gap that closes, at least in part, because the group now comes before that whose old units go. */
function closedGap(
  { plan, best, meter, horizonDays }: Compared,
  group: number,
  heads: readonly number[],
): { readonly group: number; readonly head: number; readonly isClosed: boolean } | null {
  const served = new Set(heads);
  const turns = (way: ComparedWay, other: number) => way.project.groups[group].turn - way.project.groups[other].turn;
  let [found, most]: [ReturnType<typeof closedGap>, number] = [null, leastLack];
  for (const [pair, { group: other, head }] of meter.pairs.entries()) {
    if (other === group || !served.has(head)) continue;
    if (plan.project.groups[other].phase !== plan.project.groups[group].phase) continue;
    if (turns(plan, other) < 0 || turns(best, other) > 0) continue;
    const lack = (way: ComparedWay): number => {
      const sum = way.plannedDays.lacks[pair];
      return sum === undefined ? 0 : sumAfter(sum, way.plannedDays.until, horizonDays);
    };
    const weighted = ((lack(plan) - lack(best)) * meter.heads[head].weight) / Math.max(1, meter.heads[head].target);
    if (lack(plan) - lack(best) <= leastLack || weighted <= (found === null ? 0 : most)) continue;
    most = weighted;
    found = { group: other, head, isClosed: lack(best) <= leastLack };
  }
  return found;
}

function gapSentence(name: string, other: string, goal: string, isClosed: boolean): string {
  const end = isClosed ? 'nothing is dark when the old ones go' : 'less is dark when the old ones go';
  return `${name} goes before ${other}: its new devices also see what the old ones there do for ${goal}, so ${end}.`;
}

/** The goal that gains (or loses) most among those that a group serves, in the direction of the whole; null: none. */
function mainGoal(
  heads: readonly number[],
  gains: readonly number[],
  days: number,
  nameOf: (head: number) => string,
): string | null {
  let [found, most]: [number | null, number] = [null, leastDays];
  for (const head of heads) {
    const own = days < 0 ? -gains[head] : gains[head];
    if (own > most) [found, most] = [head, own];
  }
  return found === null ? null : nameOf(found);
}

function turnSentence(name: string, before: number, after: number, days: number, goal: string | null): string {
  const turn = `${name} takes turn ${after} instead of ${before}`;
  if (Math.abs(days) < leastDays || goal === null) {
    return `${turn}: its goals neither gain nor lose by that.`;
  }
  const amount = `${Math.abs(days).toFixed(1)} goal-weighted days`;
  if (days < 0) return `${turn}: its goals lose ${amount}, most of all ${goal}.`;
  if (after < before) return `${turn}: its goals gain ${amount}, most of all ${goal}.`;
  return `${turn}, and its goals still gain ${amount}, most of all ${goal}: others serve them sooner.`;
}
