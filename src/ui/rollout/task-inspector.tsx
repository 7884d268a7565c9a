import { X } from 'lucide-react';
import type { RolloutReport, RolloutTaskResult } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { KeyValues, Section } from '../section.tsx';
import { useCommands } from '../session-context.tsx';
import { ListSection } from '../simulate/result-parts.tsx';
import { chanceText, dayText, quantileHint, stepNames } from './rollout-words.ts';
import { TaskFields } from './task-fields.tsx';

/** Rows of long lists that are shown. */
const listed = 8;

interface TaskInspectorProps {
  readonly task: RolloutTaskResult;
  readonly report: RolloutReport;
  readonly scenario: Scenario;
}

/** One task: when it falls, what it waits for, who does it, and what of it the plan changes. */
export function TaskInspector({ task, report, scenario }: TaskInspectorProps) {
  const commands = useCommands();
  const phase = scenario.phases.find(({ id }) => id === task.phaseId);
  const group = report.groups.find(({ id }) => id === task.groupId);
  const changed = scenario.tasks.some(({ id }) => id === task.id);
  const next = report.tasks.filter(({ after }) => after.includes(task.id));
  const before = task.after.flatMap((id) => report.tasks.find((other) => other.id === id) ?? []);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2 title={task.name}>{task.name}</h2>
          <span className="actions">
            <IconButton icon={X} size={14} label="Leave this task" onClick={() => commands.showRolloutTask(null)} />
          </span>
        </div>
        <p className="inspector-sub">
          {[task.step === null ? 'Own task' : stepNames[task.step], phase?.name, group?.name]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="pills">
          {task.critical && <span className="pill">On the planned critical path</span>}
          {changed && task.step !== null && <span className="pill">Changed in this plan</span>}
        </p>
      </header>
      <table className="result-table task-dates" title={quantileHint}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Case</span>
            </th>
            <th scope="col">Begins</th>
            <th scope="col">Done</th>
          </tr>
        </thead>
        <tbody>
          <DateRow name="Planned" start={task.plannedStart} finish={task.plannedFinish} />
          <DateRow name="P10" start={task.start.p10} finish={task.finish.p10} />
          <DateRow name="P50" start={task.start.p50} finish={task.finish.p50} />
          <DateRow name="P90" start={task.start.p90} finish={task.finish.p90} />
        </tbody>
      </table>
      <KeyValues rows={[['On the critical path', `${chanceText(task.criticality)} of the runs`]]} />
      <Section title="Plan of this task">
        <TaskFields key={task.id} task={task} scenario={scenario} />
      </Section>
      <TaskList title="Waits for" tasks={before} empty="It waits for no other task." />
      <TaskList title="Wait for it" tasks={next} empty="No other task waits for it." />
      <Devices task={task} scenario={scenario} />
    </>
  );
}

interface DateRowProps {
  readonly name: string;
  readonly start: string | null;
  readonly finish: string | null;
}

function DateRow({ name, start, finish }: DateRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{dayText(start)}</td>
      <td>{dayText(finish)}</td>
    </tr>
  );
}

interface TaskListProps {
  readonly title: string;
  readonly tasks: readonly RolloutTaskResult[];
  readonly empty: string;
}

function TaskList({ title, tasks, empty }: TaskListProps) {
  const commands = useCommands();
  return (
    <ListSection title={title} aside={tasks.length === 0 ? '' : 'done, P50'} empty={empty}>
      {[
        ...tasks.slice(0, listed).map(({ id, name, finish }) => (
          <li key={id}>
            <button type="button" className="result-row" title={name} onClick={() => commands.showRolloutTask(id)}>
              <span className="grow ellipsis">{name}</span>
              <span className="row-value">{dayText(finish.p50)}</span>
            </button>
          </li>
        )),
        ...(tasks.length > listed
          ? [
              <li key="more" className="result-row hint">
                {formatCount(tasks.length - listed, 'more task')} on the timeline.
              </li>,
            ]
          : []),
      ]}
    </ListSection>
  );
}

function Devices({ task, scenario }: Omit<TaskInspectorProps, 'report'>) {
  const commands = useCommands();
  if (task.deviceIds.length === 0) return null;
  const wanted = new Set(task.deviceIds);
  const devices = scenario.devices.filter(({ id }) => wanted.has(id));
  return (
    <Section title="For" aside={formatCount(task.deviceIds.length, 'device')}>
      <p className="section-body">
        {devices
          .slice(0, listed)
          .map(({ name }) => name)
          .join(', ')}
        {devices.length > listed && ` and ${devices.length - listed} more`}
      </p>
      <p className="section-body">
        <button
          type="button"
          className="link-button"
          onClick={() => {
            commands.select(task.deviceIds);
            commands.look('selection');
          }}
        >
          Show on the map
        </button>
      </p>
    </Section>
  );
}
