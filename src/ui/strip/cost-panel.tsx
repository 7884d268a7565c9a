import { TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import { isOptical } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { formatBitrate, formatMoney, formatStorage, formatWatts } from '../text/amounts.ts';

/** Money, network, storage and power of the shown plan, and what does not fit. */
export function CostFigures({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const costs = useSession((state) => state.costs);
  if (costs === null) return <p className="strip-empty">Being worked out…</p>;
  const { budget } = scenario;
  const unsettled = scenario.devices.filter((device) => isOptical(device) && device.retentionDays === null).length;
  const figures = [
    {
      name: 'Capital',
      value: formatMoney(costs.capital, costs.currency),
      note: against(costs.capital, budget.capital, costs.currency),
    },
    {
      name: 'Yearly',
      value: formatMoney(costs.yearly, costs.currency),
      note: against(costs.yearly, budget.yearly, costs.currency),
    },
    { name: 'Network', value: formatBitrate(costs.bitrateMbps), note: `${costs.nodes.length} switches and gateways` },
    {
      name: 'Storage',
      value: formatStorage(costs.storageGigabytes),
      note: unsettled === 0 ? 'within retention' : `retention of ${unsettled} not settled`,
    },
    { name: 'Power', value: formatWatts(costs.powerWatts), note: 'at the devices, at most' },
  ];
  const problems = [...costs.nodes, ...costs.links].flatMap(({ id, problem }) =>
    problem === null ? [] : [{ id, problem }],
  );
  return (
    <div className="figures">
      <dl>
        {figures.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figure">{value}</dd>
            <dd className="hint">{note}</dd>
          </div>
        ))}
      </dl>
      <div className="figures-side">
        <button type="button" className="button" onClick={() => commands.openDialog('costs')}>
          Bill of materials…
        </button>
        <p className="hint">
          {problems.length === 0 ? (
            'Network and power fit.'
          ) : (
            <Fragment>
              <TriangleAlert className="warn" size={14} strokeWidth={1.75} aria-hidden /> {problems[0]?.problem}
              {problems.length > 1 && ` And ${problems.length - 1} more.`}
            </Fragment>
          )}
        </p>
      </div>
    </div>
  );
}

function against(value: number, budget: number | null, currency: string): string {
  if (budget === null) return 'no budget set';
  const left = budget - value;
  return left >= 0
    ? `${formatMoney(left, currency)} left of the budget`
    : `${formatMoney(-left, currency)} over the budget`;
}
