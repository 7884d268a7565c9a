import { RotateCcw } from 'lucide-react';
import type { RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import { crewsOf } from '#model/rollout/default-crews.ts';
import type { RolloutTask } from '#model/rollout/rollout-records.ts';
import { taskCalendars } from '#model/rollout/task-template.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectField } from '../fields/select-field.tsx';
import { useCommands } from '../session-context.tsx';
import { CrewNeeds } from './crew-needs.tsx';
import { DateField } from './date-field.tsx';
import { DurationFields } from './duration-fields.tsx';
import { MoneyField } from './money-field.tsx';
import { calendarNames } from './rollout-words.ts';

const calendars = taskCalendars.map((value) => ({ value, label: calendarNames[value] }));

interface TaskFieldsProps {
  readonly task: RolloutTaskResult;
  readonly scenario: Scenario;
  /** All of the task is shown already, so that nothing more is offered. */
  readonly whole?: boolean;
}

/** What a plan can change of one task; each change is a record of the plan that can be taken back. */
export function TaskFields({ task, scenario, whole = false }: TaskFieldsProps) {
  const commands = useCommands();
  const record = scenario.tasks.find(({ id }) => id === task.id);
  const change = (fields: Partial<Omit<RolloutTask, 'id'>>): void => commands.changeTask(task.id, fields);
  const needs = record?.needs ?? task.crews.map(({ id, units }) => ({ crew: id, units }));
  return (
    <div className="section-body task-fields">
      <DateField
        label="Not before"
        name={`${task.name}: not before`}
        value={record?.notBefore ?? task.notBefore}
        onCommit={(notBefore) => change({ notBefore })}
      />
      <DurationFields
        value={record?.duration ?? task.duration}
        of={task.name}
        onCommit={(duration) => change({ duration })}
      />
      <SelectField
        label="Counted in"
        name={`Calendar of ${task.name}`}
        value={record?.calendar ?? task.calendar}
        options={calendars}
        onChange={(calendar) => change({ calendar })}
      />
      <CrewNeeds
        needs={needs}
        crews={crewsOf(scenario)}
        of={task.name}
        onCommit={(next) => change({ needs: [...next] })}
      />
      <MoneyField
        label={`Cost, ${scenario.budget.currency}`}
        name={`Cost of ${task.name}`}
        value={record?.cost ?? task.cost}
        placeholder="as made"
        onCommit={(cost) => change({ cost })}
      />
      {task.step !== null && (
        <label className="check-row">
          <input
            type="checkbox"
            checked={record?.skip ?? false}
            onChange={(event) => change({ skip: event.target.checked })}
          />
          <span>Leave this task out</span>
        </label>
      )}
      <div className="button-pair">
        {!whole && (
          <button type="button" className="button" onClick={() => commands.setRolloutView({ dialog: 'task' })}>
            More…
          </button>
        )}
        {record !== undefined && (
          <button type="button" className="button" onClick={() => commands.changeTask(task.id, null)}>
            <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
            {task.step === null ? 'Delete it' : 'Take changes back'}
          </button>
        )}
      </div>
    </div>
  );
}
