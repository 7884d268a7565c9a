import type { Goal } from '#model/goal.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { DeviceCosts, PlanCosts } from '#model/results/plan-costs.ts';
import { countedDevices } from '../../goals/counted-devices.ts';
import { routedLoads, routeToCentre } from '../../network/routing.ts';
import type { HeldByNumber } from './column-sets.ts';
import type { AmountSum } from './table-parts.ts';

/**
 * Money or Mbit/s of the live devices, as `costMeasure` counts it. Network and power of the plan stand from the start in sums over
 * all devices. Devices of equal amounts are counted together, so that a sum hangs on no order.
 */
export function amountSum(goal: Goal, frame: PlanFrame, costs: PlanCosts, held: HeldByNumber, head: number): AmountSum {
  const own = new Map(costs.devices.map((device) => [device.id, device]));
  const counts = counterOf(goal, frame);
  const amounts: number[] = [];
  const classes = new Map<number, number>();
  const classOf = Int32Array.from(held, (one) => {
    const cost = one === null ? undefined : own.get(one.device.id);
    if (one === null || cost === undefined || !counts(one)) return -1;
    const amount = amountOf(goal, cost);
    if (amount === 0) return -1;
    const known = classes.get(amount);
    if (known !== undefined) return known;
    classes.set(amount, amounts.length);
    return amounts.push(amount) - 1;
  });
  return { base: baseOf(goal, frame), classOf, amounts: Float64Array.from(amounts), heads: [head] };
}

function amountOf({ metric }: Goal, { bitrateMbps, yearly, capital }: DeviceCosts): number {
  if (metric === 'uplink') return bitrateMbps;
  return metric === 'yearly-cost' ? yearly : capital;
}

/** Which devices' amounts a goal adds up. */
function counterOf(goal: Goal, frame: PlanFrame): (one: NonNullable<HeldByNumber[number]>) => boolean {
  const { scope } = goal;
  if (goal.metric === 'uplink' && scope.kind === 'uplink') {
    const through = nodesThrough(frame, scope.id);
    return ({ device }) => device.uplink !== null && through.has(device.uplink);
  }
  const filter = countedDevices(goal, frame.phases);
  return goal.agency === null && goal.phase === null ? () => true : ({ device }) => filter.counts(device);
}

/** Nodes whose data passes a node on its way to the centre, itself among them. */
function nodesThrough({ networkNodes, networkLinks }: PlanFrame, node: string): ReadonlySet<string> {
  const routing = routeToCentre(networkNodes, networkLinks);
  const passes = ({ id }: { readonly id: string }): boolean =>
    (routedLoads(routing, new Map([[id, 1]])).nodes.get(node) ?? 0) > 0;
  return new Set(networkNodes.filter(passes).map(({ id }) => id));
}

/** What the plan's network and power cost, whatever is live. */
function baseOf({ metric, agency, phase }: Goal, { networkNodes, networkLinks, powerFeeds }: PlanFrame): number {
  if (metric === 'uplink' || agency !== null || phase !== null) return 0;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const yearly = [...networkNodes, ...networkLinks].map((own) => own.yearly);
  const capital = [...networkNodes, ...networkLinks, ...powerFeeds].map((own) => own.price);
  return sum(metric === 'yearly-cost' ? yearly : capital);
}
