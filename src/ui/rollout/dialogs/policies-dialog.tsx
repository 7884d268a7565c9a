import type { PolicyComparison, PolicyResult } from '#model/results/rollout/rollout-choices.ts';
import type { CutoverPolicy } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount } from '../../format.ts';
import { useCommands, useSession } from '../../session-context.tsx';
import { formatMoney } from '../../text/amounts.ts';
import { presentPolicy } from '../rollout-facts.ts';
import { dayCount, dayText, policyName, policyWords } from '../rollout-words.ts';
import { WorkNote, WorkProgress } from '../work-status.tsx';
import { BarCell } from './bar-cell.tsx';

/** The four ways of cutover side by side, on the same random numbers. */
export function PoliciesDialog({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const policies = useSession((state) => state.rollout.policies);
  return (
    <div className="dialog-body">
      <p className="hint">
        The same plan with each way for all old units, with the same random numbers. Old units dark before the new ones
        are accepted leave a gap.
      </p>
      <WorkNote work={policies} again="Compare again" onAgain={() => commands.comparePolicies()} />
      {policies.status === 'computing' && <WorkProgress work={policies} label="The four ways are compared" />}
      {policies.result === null ? (
        policies.status !== 'computing' && (
          <button type="button" className="button" data-kind="primary" onClick={() => commands.comparePolicies()}>
            Compare all four
          </button>
        )
      ) : (
        <PolicyTable comparison={policies.result} scenario={scenario} />
      )}
    </div>
  );
}

interface PolicyTableProps {
  readonly comparison: PolicyComparison;
  readonly scenario: Scenario;
}

function PolicyTable({ comparison, scenario }: PolicyTableProps) {
  const { policies, runs } = comparison;
  const now = presentPolicy(comparison, scenario.rollout.policy);
  const most = (of: (result: PolicyResult) => number): number => Math.max(...policies.map(of));
  return (
    <div className="table-scroll">
      <table className="data-table choice-table">
        <caption>Means of {formatCount(runs, 'run')}; in brackets P10 – P90.</caption>
        <thead>
          <tr>
            <th scope="col">Old units</th>
            <th scope="col">Done, P50</th>
            <th scope="col">Done, P90</th>
            <th scope="col">Cost</th>
            <th
              scope="col"
              title="Days on which an old unit is dark and what replaces it is not live yet, over all devices"
            >
              Dark device-days
            </th>
            <th scope="col" title="Days without the goals, weighted, that gaps of the cutover make">
              Days of cutover gaps
            </th>
            <th scope="col" title="Days on which goals are not met yet, by their weight">
              Days without goals
            </th>
            <th scope="col">
              <span className="visually-hidden">Choose</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {policies.map((result) => (
            <tr key={result.policy ?? 'plan'} data-selected={result === now || undefined}>
              <th scope="row" title={result.policy === null ? undefined : policyWords[result.policy].sentence}>
                {policyName(result.policy)}
              </th>
              <td>{dayText(result.finish.p50)}</td>
              <td>{dayText(result.finish.p90)}</td>
              <BarCell
                value={result.cost}
                most={most(({ cost }) => cost)}
                text={formatMoney(result.cost, scenario.budget.currency)}
              />
              <BarCell
                value={result.darkDeviceDays}
                most={most(({ darkDeviceDays }) => darkDeviceDays)}
                text={dayCount(result.darkDeviceDays)}
                tone="gap"
              />
              <BarCell
                value={result.cutoverDays.mean}
                most={most(({ cutoverDays }) => cutoverDays.mean)}
                text={`${dayCount(result.cutoverDays.mean)} (${dayCount(result.cutoverDays.p10)} – ${dayCount(result.cutoverDays.p90)})`}
                tone="gap"
              />
              <BarCell
                value={result.lostDays.mean}
                most={most(({ lostDays }) => lostDays.mean)}
                text={`${dayCount(result.lostDays.mean)} (${dayCount(result.lostDays.p10)} – ${dayCount(result.lostDays.p90)})`}
              />
              <td>
                <TakePolicy policy={result.policy} scenario={scenario} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TakePolicy({ policy, scenario }: { readonly policy: CutoverPolicy | null; readonly scenario: Scenario }) {
  const commands = useCommands();
  if (policy === null) return null;
  if (policy === scenario.rollout.policy) return <span className="muted">in the plan</span>;
  return (
    <button
      type="button"
      className="button"
      aria-label={`Take: ${policyWords[policy].name}`}
      onClick={() => commands.setRolloutSettings({ policy })}
    >
      Take
    </button>
  );
}
