import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { crewsOf } from '#model/rollout/default-crews.ts';
import { defaultTemplates } from '#model/rollout/default-templates.ts';
import type { Crew } from '#model/rollout/rollout-records.ts';
import type { TaskTemplate } from '#model/rollout/task-template.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { bandAt, busyWarning, moneyAt, shortMoney } from './rollout-facts.ts';
import { chanceText, dayCount, dayText, durationText } from './rollout-words.ts';

/** Crews that are shown; the dialog has all. */
const listed = 5;

/** Who and what the rollout needs: crews, lead times, money. */
export function ResourcesSection({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const report = useSession((state) => state.rollout.run.result);
  const results = new Map(report?.crews.map((crew) => [crew.id, crew]));
  const busyOf = ({ id }: Crew): number | null => results.get(id)?.busy ?? null;
  const all = crewsOf(scenario);
  // Once run, crews that some task needs, the busiest first: the others hold nothing up.
  const needed =
    report === null
      ? all
      : all.filter((crew) => busyOf(crew) !== null).sort((a, b) => (busyOf(b) ?? 0) - (busyOf(a) ?? 0));
  const crews = report === null ? needed : needed.slice(0, listed);
  const lead = leadTime(scenario);
  return (
    <Section
      title="Resources"
      aside={
        <button type="button" className="link-button" onClick={() => commands.setRolloutView({ dialog: 'crews' })}>
          {crews.length < needed.length ? `All ${needed.length} crews…` : 'Crews…'}
        </button>
      }
    >
      <dl className="key-values resources">
        {crews.map((crew) => (
          <CrewRow key={crew.id} crew={crew} result={results.get(crew.id)} />
        ))}
        {lead !== null && (
          <div title="Least, likeliest and longest time from order to delivery">
            <dt>Camera lead time</dt>
            <dd>{durationText(lead.duration)}</dd>
          </div>
        )}
        <Money scenario={scenario} report={report} />
      </dl>
      <p className="section-links">
        <button type="button" className="link-button" onClick={() => commands.setRolloutView({ dialog: 'templates' })}>
          Kinds of work…
        </button>
        <button type="button" className="link-button" onClick={() => commands.setRolloutView({ dialog: 'calendar' })}>
          Calendar, money…
        </button>
      </p>
    </Section>
  );
}

interface CrewRowProps {
  readonly crew: Crew;
  readonly result: RolloutReport['crews'][number] | undefined;
}

function CrewRow({ crew, result }: CrewRowProps) {
  const busy = result?.busy ?? null;
  const short = busy !== null && busy > busyWarning;
  return (
    <div title={result === undefined ? undefined : busyHint(result)}>
      <dt title={crew.name}>{crew.name}</dt>
      <dd>
        {formatNumber(crew.units)}
        {busy !== null && (
          <>
            {' '}
            <span className={short ? 'warn' : 'muted'}>busy {chanceText(busy)}</span>
          </>
        )}
      </dd>
    </div>
  );
}

function busyHint({ busy, waitingDays }: RolloutReport['crews'][number]): string {
  if (busy === null) return 'No task needs it.';
  return `Held ${chanceText(busy)} of its working time between its first and its last task; tasks that were ready waited ${dayCount(waitingDays)} days for it, all together, in the mean of the runs.`;
}

/** How long cameras take to come, where the plan has some on order. */
function leadTime(scenario: Scenario): TaskTemplate | null {
  if (!scenario.devices.some(({ kind }) => kind === 'camera')) return null;
  const isLead = ({ step, kinds }: TaskTemplate): boolean => step === 'delivery' && kinds.includes('camera');
  const own = scenario.taskTemplates.find(isLead);
  return own ?? defaultTemplates.find(isLead) ?? null;
}

function Money({ scenario, report }: { readonly scenario: Scenario; readonly report: RolloutReport | null }) {
  const date = useSession((state) => state.rollout.date);
  const { currency } = scenario.budget;
  const day = date ?? report?.start ?? scenario.rollout.start ?? '9999-12-31';
  const given = moneyAt(scenario, day);
  const spent = report === null || date === null ? null : bandAt(report, report.spent, date);
  if (given === null && spent === null) return null;
  const over = given !== null && spent !== null && spent.p50 > given;
  return (
    <div title={moneyHint(scenario)}>
      <dt>{date === null ? 'Budget' : 'Spent by then'}</dt>
      <dd className={over ? 'warn' : undefined}>
        {spent === null ? '' : shortMoney(spent.p50, currency)}
        {spent !== null && given !== null && ' of '}
        {given === null ? '' : shortMoney(given, currency)}
        <span className="visually-hidden">{date === null ? '' : `, on ${dayText(date)}`}</span>
      </dd>
    </div>
  );
}

function moneyHint({ rollout, budget }: Scenario): string {
  if (rollout.funding.length > 0) return 'Spent in half of the runs, of what has been funded until the shown date.';
  return budget.capital !== null
    ? 'Spent in half of the runs, of the budget of the plan.'
    : 'Spent in half of the runs, of the budgets of all phases.';
}
