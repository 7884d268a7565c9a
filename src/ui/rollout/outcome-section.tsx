import type { RolloutPhaseResult, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { Section } from '../section.tsx';
import { shortMoney } from './rollout-facts.ts';
import { chanceText, dayCount, dayText, monthText, quantileHint } from './rollout-words.ts';

/** How it ends: when all is done, which milestones and budgets hold, and what the way there costs the goals. */
export function OutcomeSection({ report }: { readonly report: RolloutReport }) {
  const { currency, finish } = report;
  return (
    <>
      <p className="all-done" title={quantileHint}>
        <span>All phases done</span>
        <span>
          P50 <strong>{monthText(finish.p50)}</strong> · P90 <strong>{monthText(finish.p90)}</strong>
        </span>
      </p>
      {report.phases.length > 0 && (
        <Section title="Milestones" aside="chance">
          <ul className="milestones">
            {report.phases.map((phase) => (
              <Milestone key={phase.id} phase={phase} currency={currency} />
            ))}
          </ul>
        </Section>
      )}
      <Section title="In all">
        <dl className="key-values">
          {totals(report).map(({ name, value, hint }) => (
            <div key={name} title={hint}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}

interface Total {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
}

function totals({ spent, currency, lostDays, cutoverDays, finish, plannedFinish }: RolloutReport): readonly Total[] {
  const last = spent.p50.length - 1;
  const spread = ({ mean, p10, p90 }: RolloutReport['lostDays']): string =>
    `${dayCount(mean)} (${dayCount(p10)} – ${dayCount(p90)})`;
  return [
    { name: 'Planned end', value: dayText(plannedFinish), hint: 'Where every task takes its usual time' },
    { name: 'End, P50', value: dayText(finish.p50) },
    { name: 'End, P90', value: dayText(finish.p90) },
    {
      name: 'Cost, P50 · P90',
      value: `${shortMoney(spent.p50[last] ?? 0, currency)} · ${shortMoney(spent.p90[last] ?? 0, currency)}`,
    },
    {
      name: 'Days without the goals',
      value: spread(lostDays),
      hint: 'Days on which goals are not met yet, by their weight: mean (P10 – P90)',
    },
    {
      name: 'of them in cutover gaps',
      value: spread(cutoverDays),
      hint: 'The part that gaps make where old units give way to new ones: mean (P10 – P90)',
    },
  ];
}

function Milestone({ phase, currency }: { readonly phase: RolloutPhaseResult; readonly currency: string }) {
  return (
    <li>
      <p>
        <span className="grow ellipsis strong" title={phase.name}>
          {phase.name}
        </span>
      </p>
      <p>
        <span className="grow muted">
          P50 {dayText(phase.finish.p50)} · P90 {dayText(phase.finish.p90)}
        </span>
      </p>
      {phase.due !== null && <Chance text={`done by ${dayText(phase.due)}`} chance={phase.chanceByDue} />}
      {phase.budget !== null && (
        <Chance
          text={`within ${shortMoney(phase.budget, currency)} (P50 ${shortMoney(phase.cost.p50, currency)})`}
          chance={phase.chanceInBudget}
        />
      )}
    </li>
  );
}

/** Below this chance a milestone is said to be in danger. */
const doubtful = 0.5;

function Chance({ text, chance }: { readonly text: string; readonly chance: number | null }) {
  return (
    <p>
      <span className="grow">{text}</span>
      <span className={chance !== null && chance < doubtful ? 'warn strong' : 'strong'}>{chanceText(chance)}</span>
    </p>
  );
}
