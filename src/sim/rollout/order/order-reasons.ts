import type { Goal } from '#model/goal.ts';
import type { OrderComparison } from '#model/results/rollout/rollout-choices.ts';
import { attainmentFor } from '../../goals/goal-text.ts';
import type { CoverageMeter } from '../coverage-timeline.ts';
import { goalShares } from '../goal-shares.ts';
import { type Project, ticksPerDay } from '../project.ts';
import { createDeviceClock } from '../runs/live-events.ts';
import type { ComparedWay } from './compared-runs.ts';
import { sumAfter } from './goal-days.ts';

type OrderReason = OrderComparison['reasons'][number];

/** Less than this is told as nothing: goal-weighted days. */
const leastDays = 0.05;
/** Lack over time that is told as nothing, goal unit × days: a tenth of a point for a day. */
const leastLack = 0.1;
/** Share of a gap that is told as hardly anything. */
const hardlyAnything = 0.05;

/**
 * Why one order earns more than another, group by group that changed its turn, the weightiest first. What a group gains or loses is
 * by how many days its devices are live earlier or later in the planned schedule, times what they bring their goals (the mean of what
 * each brings alone and what it brings as the last to come), by the goals' weights.
 */
export function orderReasons(
  plan: ComparedWay,
  best: ComparedWay,
  meter: CoverageMeter,
  goals: readonly Goal[],
  horizonDays: number,
): readonly OrderReason[] {
  const names = new Map(goals.map(({ id, name }) => [id, name]));
  const nameOf = (head: number): string => `“${names.get(meter.heads[head].id) ?? meter.heads[head].id}”`;
  const earlier = daysEarlier(plan, best);
  const { groups } = plan.project;
  return groups
    .flatMap((group, number): OrderReason[] => {
      const [before, after] = [group.turn + 1, best.project.groups[number].turn + 1];
      if (before === after) return [];
      const { gains, served } = gainsOf(meter, plan.project, number, earlier);
      const days = gains.reduce((sum, gain) => sum + gain, 0);
      const gap = after < before ? closedGap({ plan, best, meter, horizonDays }, number, served) : null;
      const sentence =
        gap === null
          ? turnSentence(group.name, before, after, days, mainGoal(gains, days, nameOf))
          : gapSentence(group.name, groups[gap.group].name, nameOf(gap.head), gap.left);
      return [{ groupId: group.id, groupName: group.name, before, after, days, sentence }];
    })
    .sort((a, b) => Math.abs(b.days) - Math.abs(a.days));
}

/** Days by which each device is live earlier in the second planned schedule than in the first; 0 where one of them has no such day. */
function daysEarlier(plan: ComparedWay, best: ComparedWay): Float64Array {
  const live = [plan, best].map(({ project, planned }) => {
    const clock = createDeviceClock(project);
    clock.read(planned);
    return clock.times.live;
  });
  return Float64Array.from(live[0], (tick, device) =>
    tick < 0 || live[1][device] < 0 ? 0 : (tick - live[1][device]) / ticksPerDay,
  );
}

/** What the devices of a group gain for each goal, in goal-weighted days, and the goals that they bring nearer their target. */
function gainsOf(
  meter: CoverageMeter,
  { groups, devices }: Project,
  group: number,
  earlier: Float64Array,
): { readonly gains: readonly number[]; readonly served: ReadonlySet<number> } {
  const { heads } = meter;
  const shares = goalShares(heads);
  const gains = heads.map(() => 0);
  const served = new Set<number>();
  const attained = () =>
    heads.map(({ target, lessIsBetter }, head) => attainmentFor(target, lessIsBetter, meter.values[head]));
  for (const device of groups[group].devices) {
    if (devices[device].liveAtStart) continue;
    meter.reset();
    const start = attained();
    meter.set(device, true);
    const alone = attained();
    devices.forEach(({ legacy }, other) => meter.set(other, !legacy));
    const all = attained();
    meter.set(device, false);
    const without = attained();
    for (const head of heads.keys()) {
      const brings = (alone[head] - start[head] + all[head] - without[head]) / 2;
      if (shares[head] <= 0 || heads[head].problem !== null || brings === 0) continue;
      if (brings > 0) served.add(head);
      gains[head] += shares[head] * brings * earlier[device];
    }
  }
  meter.reset();
  return { gains, served };
}

interface Compared {
  readonly plan: ComparedWay;
  readonly best: ComparedWay;
  readonly meter: CoverageMeter;
  readonly horizonDays: number;
}

/** The largest cutover gap that closes, at least in part, because the group now comes before that whose old units go; `left`: the share that stays. */
function closedGap(
  { plan, best, meter, horizonDays }: Compared,
  group: number,
  served: ReadonlySet<number>,
): { readonly group: number; readonly head: number; readonly left: number } | null {
  const turns = (way: ComparedWay, other: number) => way.project.groups[group].turn - way.project.groups[other].turn;
  let [found, most]: [ReturnType<typeof closedGap>, number] = [null, leastLack];
  for (const [pair, { group: other, head }] of meter.pairs.entries()) {
    if (other === group || !served.has(head) || !fills(meter, plan.project, pair, other, group)) continue;
    if (plan.project.groups[other].phase !== plan.project.groups[group].phase) continue;
    if (turns(plan, other) < 0 || turns(best, other) > 0) continue;
    const lack = (way: ComparedWay): number => {
      const sum = way.plannedDays.lacks[pair];
      return sum === undefined ? 0 : sumAfter(sum, way.plannedDays.until, horizonDays);
    };
    const weighted = ((lack(plan) - lack(best)) * meter.heads[head].weight) / Math.max(1, meter.heads[head].target);
    if (lack(plan) - lack(best) <= leastLack || weighted <= (found === null ? 0 : most)) continue;
    most = weighted;
    found = { group: other, head, left: lack(best) <= leastLack ? 0 : lack(best) / lack(plan) };
  }
  return found;
}

/** Whether new devices of a group see some of what another group's old units leave dark. */
function fills(
  meter: CoverageMeter,
  { groups, devices }: Project,
  pair: number,
  other: number,
  group: number,
): boolean {
  meter.reset();
  for (const old of groups[other].legacy) meter.set(old, false);
  const dark = meter.lacks[pair];
  for (const device of groups[group].devices) if (!devices[device].liveAtStart) meter.set(device, true);
  const left = meter.lacks[pair];
  meter.reset();
  return left < dark;
}

/** @param left share of the gap that stays open */
function gapSentence(name: string, other: string, goal: string, left: number): string {
  const what = left === 0 ? 'nothing is' : left < hardlyAnything ? 'hardly anything is' : 'less is';
  const end = `${what} dark when the old ones go`;
  return `${name} goes before ${other}: its new devices also see what the old ones there do for ${goal}, so ${end}.`;
}

/** The goal that gains (or loses) most, in the direction of the whole; null: none. */
function mainGoal(gains: readonly number[], days: number, nameOf: (head: number) => string): string | null {
  let [found, most]: [number | null, number] = [null, 0];
  for (const [head, gain] of gains.entries()) {
    const own = days < 0 ? -gain : gain;
    if (own > most) [found, most] = [head, own];
  }
  return found === null ? null : nameOf(found);
}

function turnSentence(name: string, before: number, after: number, days: number, goal: string | null): string {
  const turn = `${name} takes turn ${after} instead of ${before}`;
  if (Math.abs(days) < leastDays || goal === null) return `${turn}: its goals neither gain nor lose by that.`;
  const amount = `${Math.abs(days).toFixed(1)} goal-weighted days`;
  if (days < 0) return `${turn}: its goals lose ${amount}, most of all ${goal}.`;
  if (after < before) return `${turn}: its goals gain ${amount}, most of all ${goal}.`;
  return `${turn} and is live earlier all the same: its goals gain ${amount}, most of all ${goal}.`;
}
