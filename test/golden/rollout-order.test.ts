import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderComparison, OrderResult, PolicyComparison } from '#model/results/rollout/rollout-choices.ts';
import type { RolloutJob } from '#model/rollout/rollout-job.ts';
import { type RolloutQuestion, rolloutQuestionSchema } from '#model/rollout/rollout-question.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { workedPlans } from '#scene/demo/worked-plans.ts';
import { gapScene } from '#sim/gaps/gap-scene.ts';
import { RolloutEngine } from '#sim/rollout/rollout-engine.ts';
import { finished } from '../fixtures/finished.ts';

/** What the shipped plans tell a council of their order and of their old units. */

const city = generateDemoCity();
const plans = workedPlans(city);
const engine = new RolloutEngine();

function jobOf(planId: string, fields: Partial<RolloutQuestion> = {}): RolloutJob {
  const scenario = plans.find(({ id }) => id === planId);
  if (scenario === undefined) throw new Error(`no plan ${planId}`);
  const question = rolloutQuestionSchema.parse({ runs: 100, ...fields });
  return { question, scenario: { ...scenario, variants: [] }, sceneId: 'havnby', sceneName: 'Havnby' };
}

function ordersOf(job: RolloutJob): OrderComparison {
  finished(engine.prepareSteps(job));
  return finished(engine.orderSteps(job));
}

function resultOf({ orders }: OrderComparison, rule: OrderResult['rule']): OrderResult {
  const found = orders.find((order) => order.rule === rule);
  if (found === undefined) throw new Error(`no order by ${rule}`);
  return found;
}

const groupsOf = ({ groups }: OrderResult, phase: string) =>
  groups.flatMap((id) => (id.startsWith(`${phase}/`) ? [id.slice(phase.length + 1)] : []));

beforeAll(() => engine.load(gapScene(city, 1)));

describe.each([['havnby-phase-1'], ['havnby-phase-2']])('orders of %s', (name) => {
  let orders: OrderComparison;
  beforeAll(() => {
    orders = ordersOf(jobOf(name));
  }, 60_000);

  test('the best earns no less than any other, in the mean of the same runs', () => {
    const best = resultOf(orders, 'best');
    expect(orders.orders.map(({ rule }) => rule)).toEqual(['plan', 'district', 'risk', 'cost', 'best']);
    for (const { rule, earnedDays, groups } of orders.orders) {
      expect(earnedDays.mean, rule).toBeLessThanOrEqual(best.earnedDays.mean);
      expect(earnedDays.mean, rule).toBeLessThan(orders.horizonDays);
      expect(groups.toSorted(), rule).toEqual(best.groups.toSorted());
    }
  });

  test('the planner’s order loses days that a better one earns, for reasons in words', () => {
    const [plan, best] = [resultOf(orders, 'plan'), resultOf(orders, 'best')];
    expect(best.earnedDays.mean - plan.earnedDays.mean).toBeGreaterThan(4);
    expect(best.cutoverDays.mean).toBeLessThan(0.35 * plan.cutoverDays.mean);
    const turns = ({ groups }: OrderResult, id: string) => {
      const [phase] = id.split('/');
      return groups.filter((other) => other.startsWith(`${phase}/`)).indexOf(id) + 1;
    };
    expect(orders.reasons.length).toBeGreaterThan(0);
    for (const { groupId, before, after, sentence } of orders.reasons) {
      expect([before, after], groupId).toEqual([turns(plan, groupId), turns(best, groupId)]);
      expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
    }
  });
});

test('phase 1: the walls of the station go before the lamps, whose old cameras watch the way to school', () => {
  const orders = ordersOf(jobOf('havnby-phase-1'));
  expect(groupsOf(resultOf(orders, 'plan'), 'P1a')).toEqual(['station-lamps', 'market', 'station-walls']);
  expect(groupsOf(resultOf(orders, 'best'), 'P1a')).toEqual(['station-walls', 'station-lamps', 'market']);
  expect(orders.reasons[0]?.sentence).toBe(
    'Station, walls and side streets goes before Station square, lamps: its new devices also see what the old ones there do for “Way to school at Discern”, so hardly anything is dark when the old ones go.',
  );
}, 60_000);

test('phase 2: the gate whose lanes are wanted by night goes first, not sixth', () => {
  const orders = ordersOf(jobOf('havnby-phase-2'));
  expect(groupsOf(resultOf(orders, 'best'), 'P2')[0]).toBe('gate-west');
  expect(orders.reasons[0]).toMatchObject({ groupId: 'P2/gate-west', before: 6, after: 1 });
}, 60_000);

test('phases that the question does not name keep their order', () => {
  const orders = ordersOf(jobOf('havnby-phase-1', { phases: ['P1b'], runs: 20 }));
  expect(orders.phases).toEqual(['P1b']);
  for (const order of orders.orders)
    expect(groupsOf(order, 'P1a'), order.rule).toEqual(['station-lamps', 'market', 'station-walls']);
}, 60_000);

describe('cutover policies of phase 1', () => {
  let policies: PolicyComparison;
  beforeAll(() => {
    const job = jobOf('havnby-phase-1');
    finished(engine.prepareSteps(job));
    policies = finished(engine.policySteps(job));
  }, 60_000);
  const of = (policy: PolicyComparison['policies'][number]['policy']) => {
    const found = policies.policies.find((result) => result.policy === policy);
    if (found === undefined) throw new Error(`no policy ${policy}`);
    return found;
  };

  test('keeping the old until the new is accepted, or standing in for it, leaves nothing dark', () => {
    for (const policy of ['keep', 'temporary'] as const) {
      expect(of(policy).cutoverDays.mean, policy).toBe(0);
      expect(of(policy).darkDeviceDays, policy).toBe(0);
    }
  });

  test('swapping is cheaper and opens gaps, clearing first opens more, stand-ins cost most', () => {
    expect(of('swap').cost).toBeLessThan(of('keep').cost);
    expect(of('temporary').cost).toBeGreaterThan(Math.max(of('keep').cost, of('remove-first').cost));
    expect(of('swap').cutoverDays.mean).toBeGreaterThan(1);
    expect(of('remove-first').cutoverDays.mean).toBeGreaterThan(of('swap').cutoverDays.mean);
    expect(of('remove-first').darkDeviceDays).toBeGreaterThan(of('swap').darkDeviceDays);
  });
});
