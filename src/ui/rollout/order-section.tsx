import { Check, ListOrdered, Search } from 'lucide-react';
import type { OrderComparison } from '#model/results/rollout/rollout-choices.ts';
import { orderRules } from '#model/rollout/rollout-question.ts';
import type { Scenario } from '#model/scenario.ts';
import { Section } from '../section.tsx';
import { Segments } from '../segments.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { CheckList } from './check-list.tsx';
import { dayCount, orderWords } from './rollout-words.ts';
import { WorkNote, WorkProgress } from './work-status.tsx';

const choices = orderRules.map((value) => ({ value, label: orderWords[value].name }));

/** In which turn sites are built, and the search for a better one. */
export function OrderSection({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const question = useSession((state) => state.rollout.question);
  const orders = useSession((state) => state.rollout.orders);
  return (
    <Section
      title="Order"
      aside={
        <button type="button" className="link-button" onClick={() => commands.setRolloutView({ dialog: 'groups' })}>
          <ListOrdered size={14} strokeWidth={1.75} aria-hidden />
          Site groups…
        </button>
      }
    >
      <div className="section-body order-section">
        <Segments
          label="Turn of the sites"
          value={question.order}
          options={choices}
          onChange={(order) => commands.setRolloutQuestion({ order })}
        />
        <p className="cutover-text">{orderWords[question.order].says}</p>
        {scenario.phases.length > 1 && (
          <CheckList
            label="Search in"
            name="Phases whose order may change"
            none="all phases"
            options={scenario.phases}
            chosen={question.phases}
            onChange={(phases) => commands.setRolloutQuestion({ phases: [...phases] })}
          />
        )}
        {orders.result !== null && <BestOrder comparison={orders.result} stale={orders.status === 'stale'} />}
        <WorkNote work={orders} again="Search again" onAgain={() => commands.searchOrder()} />
        {orders.status === 'computing' ? (
          <WorkProgress work={orders} label="Orders are tried" />
        ) : (
          orders.result === null && (
            <button type="button" className="button wide" onClick={() => commands.searchOrder()}>
              <Search size={14} strokeWidth={1.75} aria-hidden />
              Search a better order
            </button>
          )
        )}
      </div>
    </Section>
  );
}

interface BestOrderProps {
  readonly comparison: OrderComparison;
  readonly stale: boolean;
}

function BestOrder({ comparison, stale }: BestOrderProps) {
  const commands = useCommands();
  const gain = gainOfBest(comparison);
  return (
    <>
      <p className="cutover-text" role="status">
        {gain === null || gain <= 0
          ? 'No better order was found than the planner’s own.'
          : `The best order earns ${dayCount(gain)} more days of met goals than the planner’s own.`}{' '}
        {comparison.reasons[0]?.sentence}
      </p>
      <div className="button-pair">
        <button type="button" className="button" onClick={() => commands.setRolloutView({ dialog: 'orders' })}>
          Compare…
        </button>
        <button
          type="button"
          className="button"
          data-kind="primary"
          disabled={stale || gain === null || gain <= 0}
          onClick={() => commands.takeOrder('best')}
        >
          <Check size={14} strokeWidth={1.75} aria-hidden />
          Take it
        </button>
      </div>
    </>
  );
}

/** Goal-weighted days that the best order earns beyond the planner's own, in the mean of the runs; null without both. */
export function gainOfBest({ orders }: Pick<OrderComparison, 'orders'>): number | null {
  const own = orders.find(({ rule }) => rule === 'plan');
  const best = orders.find(({ rule }) => rule === 'best');
  return own === undefined || best === undefined ? null : best.earnedDays.mean - own.earnedDays.mean;
}
