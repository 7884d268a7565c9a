import type { OrderComparison, OrderResult } from '#model/results/rollout/rollout-choices.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount, formatNumber } from '../../format.ts';
import { useCommands, useSession } from '../../session-context.tsx';
import { formatMoney } from '../../text/amounts.ts';
import { dayCount, dayText, orderWords } from '../rollout-words.ts';
import { WorkNote, WorkProgress } from '../work-status.tsx';
import { BarCell } from './bar-cell.tsx';

/** Orders of the sites side by side: what each earns, and why the best is better. */
export function OrdersDialog({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const orders = useSession((state) => state.rollout.orders);
  return (
    <div className="dialog-body">
      <p className="hint">
        An order earns a day for every day on which all goals are met, and parts of a day in step with how far they are
        met, by their weight. All orders are summed over the same days, with the same random numbers.
      </p>
      <WorkNote work={orders} again="Search again" onAgain={() => commands.searchOrder()} />
      {orders.status === 'computing' && <WorkProgress work={orders} label="Orders are tried" />}
      {orders.result === null ? (
        orders.status !== 'computing' && (
          <button type="button" className="button" data-kind="primary" onClick={() => commands.searchOrder()}>
            Search a better order
          </button>
        )
      ) : (
        <>
          <OrderTable comparison={orders.result} scenario={scenario} stale={orders.status === 'stale'} />
          <Reasons comparison={orders.result} />
        </>
      )}
    </div>
  );
}

interface OrderTableProps {
  readonly comparison: OrderComparison;
  readonly scenario: Scenario;
  readonly stale: boolean;
}

function OrderTable({ comparison, scenario, stale }: OrderTableProps) {
  const commands = useCommands();
  const { orders, runs, schedules, horizonDays, phases } = comparison;
  const names = scenario.phases.filter(({ id }) => phases.includes(id)).map(({ name }) => name);
  const own = orders.find(({ rule }) => rule === 'plan');
  const most = Math.max(...orders.map(({ earnedDays }) => earnedDays.mean));
  return (
    <div className="table-scroll">
      <table className="data-table choice-table">
        <caption>
          Means of {formatCount(runs, 'run')} over {formatNumber(horizonDays)} days;{' '}
          {formatCount(schedules, 'schedule')} looked at
          {names.length > 0 && names.length < scenario.phases.length && `, turn changed in: ${names.join(', ')}`}.
        </caption>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Days earned</th>
            <th scope="col">More than own</th>
            <th scope="col">Done, P50</th>
            <th scope="col">Done, P90</th>
            <th scope="col">Days of cutover gaps</th>
            <th scope="col">Cost</th>
            <th scope="col">
              <span className="visually-hidden">Choose</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.rule} data-selected={order.rule === 'best' || undefined}>
              <th scope="row" title={orderWords[order.rule].says}>
                {orderWords[order.rule].name}
              </th>
              <BarCell value={order.earnedDays.mean} most={most} text={earnedText(order)} />
              <td>{order === own || own === undefined ? '–' : moreText(order, own)}</td>
              <td>{dayText(order.finish.p50)}</td>
              <td>{dayText(order.finish.p90)}</td>
              <td>{dayCount(order.cutoverDays.mean)}</td>
              <td>{formatMoney(order.cost, scenario.budget.currency)}</td>
              <td>
                {order.rule !== 'plan' && (
                  <button
                    type="button"
                    className="button"
                    disabled={stale}
                    aria-label={`Take the order: ${orderWords[order.rule].name}`}
                    onClick={() => commands.takeOrder(order.rule)}
                  >
                    Take
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function earnedText({ earnedDays: { mean, p10, p90 } }: OrderResult): string {
  return `${dayCount(mean)} (${dayCount(p10)} – ${dayCount(p90)})`;
}

function moreText(order: OrderResult, own: OrderResult): string {
  const more = order.earnedDays.mean - own.earnedDays.mean;
  return `${more > 0 ? '+' : ''}${formatNumber(more, 1)}`;
}

function Reasons({ comparison }: { readonly comparison: OrderComparison }) {
  const { reasons } = comparison;
  if (reasons.length === 0) return null;
  return (
    <section className="record-section" aria-label="Why the best order is better">
      <header>
        <h3>Why the best is better</h3>
      </header>
      <ul className="reason-list">
        {reasons.map(({ groupId, groupName, before, after, days, sentence }) => (
          <li key={groupId}>
            <span className="reason-turn">
              <span className="strong">{groupName}</span>
              <span className="muted">
                turn {formatNumber(before)} → {formatNumber(after)}
              </span>
            </span>
            <span className="grow">{sentence}</span>
            <span className={days < -0.05 ? 'warn' : undefined}>
              {days > 0 ? '+' : ''}
              {formatNumber(days, 1)} days
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
