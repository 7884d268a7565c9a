import { Trash2 } from 'lucide-react';
import type { Phase } from '#model/plan-records.ts';
import { type CutoverPolicy, cutoverPolicies } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectField } from '../fields/select-field.tsx';
import { TextField } from '../fields/text-field.tsx';
import { useCommands } from '../session-context.tsx';
import { CheckList } from './check-list.tsx';
import { DateField } from './date-field.tsx';
import { MoneyField } from './money-field.tsx';
import { policyWords } from './rollout-words.ts';

interface PhaseFieldsProps {
  readonly phase: Phase;
  readonly scenario: Scenario;
}

/** All of a phase that the rollout hangs on. */
export function PhaseFields({ phase, scenario }: PhaseFieldsProps) {
  const commands = useCommands();
  const put = (change: Partial<Phase>): void =>
    commands.putRecords('phases', `Change the phase ${phase.name}`, [{ ...phase, ...change }]);
  const others = scenario.phases.filter(({ id }) => id !== phase.id);
  const wrongEnd = phase.start !== null && phase.end !== null && phase.end < phase.start;
  return (
    <div className="section-body phase-fields" role="group" aria-label={`Phase ${phase.name}`}>
      <TextField
        label="Name"
        name={`Name of ${phase.name}`}
        value={phase.name}
        required
        maxLength={200}
        onCommit={(name) => put({ name })}
      />
      <DateField
        label="Not before"
        name={`Start of ${phase.name}`}
        value={phase.start}
        onCommit={(start) => put({ start })}
      />
      <DateField
        label="Due by"
        name={`End of ${phase.name}`}
        value={phase.end}
        problem={wrongEnd ? 'The phase is due before it may begin.' : null}
        onCommit={(end) => put({ end })}
      />
      <MoneyField
        label={`Budget, ${scenario.budget.currency}`}
        name={`Budget of ${phase.name}`}
        value={phase.budget}
        onCommit={(budget) => put({ budget })}
      />
      <SelectField
        label="Cutover"
        name={`Cutover of ${phase.name}`}
        value={phase.policy ?? ''}
        options={policyChoices(scenario.rollout.policy)}
        onChange={(policy) => put({ policy: policy === '' ? null : policy })}
      />
      {others.length > 0 && (
        <CheckList
          label="Begins after"
          name={`Phases before ${phase.name}`}
          options={others}
          chosen={phase.after}
          onChange={(after) => put({ after: [...after] })}
        />
      )}
      <button
        type="button"
        className="link-button danger"
        onClick={() => commands.removeRecords('phases', `Delete the phase ${phase.name}`, [phase.id])}
      >
        <Trash2 size={14} strokeWidth={1.75} aria-hidden />
        Delete the phase
      </button>
    </div>
  );
}

/** The four policies, and the one above them. */
export function policyChoices(
  above: CutoverPolicy,
  word = 'Plan',
): readonly { readonly value: CutoverPolicy | ''; readonly label: string }[] {
  return [
    { value: '', label: `${word}: ${policyWords[above].name.toLowerCase()}` },
    ...cutoverPolicies.map((value) => ({ value, label: policyWords[value].name })),
  ];
}
