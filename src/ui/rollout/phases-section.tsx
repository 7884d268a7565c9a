import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type Phase, phaseSchema } from '#model/plan-records.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../fields/new-id.ts';
import { formatNumber } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { PhaseFields } from './phase-fields.tsx';
import { phaseParts } from './rollout-facts.ts';
import { dayText, spanText } from './rollout-words.ts';

/** The phases with their dates and how far each is on the shown date; one opens to be edited. */
export function PhasesSection({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const report = useSession((state) => state.rollout.run.result);
  const date = useSession((state) => state.rollout.date);
  const [open, setOpen] = useState<string | null>(null);
  const add = (): void => {
    const { phases } = scenario;
    const id = freeId(
      'phase',
      phases.map((phase) => phase.id),
    );
    commands.putRecords('phases', 'Add a phase', [phaseSchema.parse({ id, name: `Phase ${phases.length + 1}` })]);
    setOpen(id);
  };
  return (
    <Section title="Phases" aside={<IconButton icon={Plus} label="Add a phase" onClick={add} />}>
      {scenario.phases.length === 0 ? (
        <p className="section-body hint">
          No phase yet. Devices without a phase are built together; a phase gives them dates, a budget and a turn.
        </p>
      ) : (
        <ol className="phase-list">
          {scenario.phases.map((phase, index) => (
            <li key={phase.id}>
              <PhaseRow
                phase={phase}
                number={index + 1}
                report={report}
                date={date}
                open={phase.id === open}
                onToggle={() => setOpen(phase.id === open ? null : phase.id)}
              />
              {phase.id === open && <PhaseFields phase={phase} scenario={scenario} />}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

interface PhaseRowProps {
  readonly phase: Phase;
  readonly number: number;
  readonly report: RolloutReport | null;
  readonly date: string | null;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function PhaseRow({ phase, number, report, date, open, onToggle }: PhaseRowProps) {
  const result = report?.phases.find(({ id }) => id === phase.id);
  const parts = report === null || date === null ? null : phaseParts(report, phase.id, date);
  const span =
    result === undefined
      ? spanText(phase.start, phase.end)
      : spanText(result.start.p50 ?? result.plannedStart, result.finish.p50 ?? result.plannedFinish);
  const percent = parts === null ? null : `${formatNumber(Math.floor(parts.done * 100))} %`;
  return (
    <button type="button" className="phase-row" aria-expanded={open} onClick={onToggle}>
      <span className="phase-number" aria-hidden>
        {number}
      </span>
      <span className="phase-name">{phase.name}</span>
      <span className="phase-dates" title={datesHint(phase, result)}>
        {span}
      </span>
      {percent !== null && (
        <span
          className="phase-share"
          title="Share of its work that is done on the shown date: new units live, old ones gone"
        >
          {percent}
        </span>
      )}
      {parts !== null && (
        <span className="phase-bar" data-retires={parts.retires || undefined} aria-hidden>
          <span className="done" style={{ width: `${parts.done * 100}%` }} />
          <span className="under-way" style={{ width: `${parts.underWay * 100}%` }} />
        </span>
      )}
    </button>
  );
}

function datesHint(phase: Phase, result: RolloutReport['phases'][number] | undefined): string {
  const due = phase.end === null ? '' : `Due by ${dayText(phase.end)}. `;
  if (result === undefined) return `${due}Run the rollout for sure dates.`;
  return `${due}Done by ${dayText(result.finish.p50)} in half of the runs, by ${dayText(result.finish.p90)} in nine of ten.`;
}
