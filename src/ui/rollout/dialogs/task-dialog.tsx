import { useMemo, useState } from 'react';
import type { RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import { crewsOf } from '#model/rollout/default-crews.ts';
import { type RolloutTask, rolloutTaskSchema } from '#model/rollout/rollout-records.ts';
import { taskCalendars } from '#model/rollout/task-template.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../../fields/new-id.ts';
import { choicesOf, SelectField } from '../../fields/select-field.tsx';
import { TextField } from '../../fields/text-field.tsx';
import { useCommands, useSession } from '../../session-context.tsx';
import { CheckList } from '../check-list.tsx';
import { CrewNeeds } from '../crew-needs.tsx';
import { DateField } from '../date-field.tsx';
import { DurationFields } from '../duration-fields.tsx';
import { MoneyField } from '../money-field.tsx';
import { calendarNames, stepNames } from '../rollout-words.ts';
import { TaskFields } from '../task-fields.tsx';
import { TaskChoice } from './task-choice.tsx';

/** All of one task that the plan can change; with no task chosen, a new one of the plan's own. */
export function TaskDialog({ scenario }: { readonly scenario: Scenario }) {
  const taskId = useSession((state) => state.rollout.taskId);
  const task = useSession((state) => state.rollout.run.result?.tasks.find(({ id }) => id === taskId) ?? null);
  return (
    <div className="dialog-body">
      {task === null ? <NewTask scenario={scenario} /> : <ChangedTask key={task.id} task={task} scenario={scenario} />}
    </div>
  );
}

interface ChangedTaskProps {
  readonly task: RolloutTaskResult;
  readonly scenario: Scenario;
}

function ChangedTask({ task, scenario }: ChangedTaskProps) {
  const commands = useCommands();
  const record = scenario.tasks.find(({ id }) => id === task.id);
  const phaseId = record?.phase ?? null;
  return (
    <div className="form-grid task-form">
      <h3>{task.name}</h3>
      <p className="hint">
        {task.step === null ? 'A task of the plan’s own.' : `Made by the kind of work “${stepNames[task.step]}”.`}{' '}
        Changes take effect with the next run.
      </p>
      <TextField
        label="Name"
        value={record?.name ?? ''}
        placeholder={task.name}
        maxLength={200}
        onCommit={(name) => commands.changeTask(task.id, { name })}
      />
      {task.step === null && (
        <>
          <SelectField
            label="Phase"
            value={phaseId ?? ''}
            options={choicesOf(scenario.phases, 'In no phase')}
            onChange={(id) => commands.changeTask(task.id, { phase: id === '' ? null : id })}
          />
          <DevicesChoice
            scenario={scenario}
            chosen={record?.deviceIds ?? task.deviceIds}
            onChange={(deviceIds) => commands.changeTask(task.id, { deviceIds: [...deviceIds] })}
          />
        </>
      )}
      <TaskChoice
        label="Further tasks before it"
        without={task.id}
        chosen={record?.after ?? []}
        onChange={(after) => commands.changeTask(task.id, { after: [...after] })}
      />
      <TaskFields task={task} scenario={scenario} whole />
    </div>
  );
}

const calendars = taskCalendars.map((value) => ({ value, label: calendarNames[value] }));

function NewTask({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const empty = useMemo(() => blankTask(scenario.tasks), [scenario.tasks]);
  const [draft, setDraft] = useState<RolloutTask>(empty);
  const put = (change: Partial<RolloutTask>): void => setDraft((now) => ({ ...now, ...change }));
  const [tried, setTried] = useState(false);
  const nameless = draft.name === '';
  return (
    <form
      className="form-grid task-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (nameless) return;
        commands.putRecords('tasks', `Add the task ${draft.name}`, [{ ...draft, id: empty.id }]);
        commands.setRolloutView({ dialog: null });
      }}
    >
      <p className="hint">
        Work that no kind of work makes, such as a council’s decision or a closed street. To change a task that is made,
        choose it on the timeline.
      </p>
      <TextField label="Name" value={draft.name} maxLength={200} onCommit={(name) => put({ name })} />
      {tried && nameless && (
        <p className="field-problem" role="alert">
          The task needs a name.
        </p>
      )}
      <SelectField
        label="Phase"
        value={draft.phase ?? ''}
        options={choicesOf(scenario.phases, 'In no phase')}
        onChange={(id) => put({ phase: id === '' ? null : id })}
      />
      <DateField label="Not before" value={draft.notBefore} onCommit={(notBefore) => put({ notBefore })} />
      {draft.duration !== null && (
        <DurationFields value={draft.duration} of="the new task" onCommit={(duration) => put({ duration })} />
      )}
      <SelectField
        label="Counted in"
        value={draft.calendar ?? 'work'}
        options={calendars}
        onChange={(calendar) => put({ calendar })}
      />
      <CrewNeeds
        needs={draft.needs ?? []}
        crews={crewsOf(scenario)}
        of="the new task"
        onCommit={(needs) => put({ needs: [...needs] })}
      />
      <MoneyField
        label={`Cost, ${scenario.budget.currency}`}
        value={draft.cost}
        onCommit={(cost) => put({ cost: cost ?? 0 })}
      />
      <TaskChoice
        label="Tasks before it"
        without={empty.id}
        chosen={draft.after}
        onChange={(after) => put({ after: [...after] })}
      />
      <DevicesChoice
        scenario={scenario}
        chosen={draft.deviceIds}
        onChange={(deviceIds) => put({ deviceIds: [...deviceIds] })}
      />
      <div className="split-actions">
        <button type="submit" className="button" data-kind="primary">
          Add the task
        </button>
      </div>
    </form>
  );
}

/** A new task with a free id. */
function blankTask(tasks: readonly RolloutTask[]): RolloutTask {
  return rolloutTaskSchema.parse({
    id: freeId(
      'task',
      tasks.map(({ id }) => id),
    ),
    duration: { kind: 'pert', low: 1, mode: 2, high: 5 },
    calendar: 'work',
    needs: [],
    cost: 0,
  });
}

interface DevicesChoiceProps {
  readonly scenario: Scenario;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

function DevicesChoice({ scenario, chosen, onChange }: DevicesChoiceProps) {
  return (
    <CheckList
      label="Devices live after it"
      name="Devices that are live only when it is done"
      options={scenario.devices}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
