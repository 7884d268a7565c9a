import { CircleAlert, FilePlus2, History, Plus } from 'lucide-react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { FileButton } from '../fields/file-button.tsx';
import { formatCount } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { Notes } from '../simulate/result-parts.tsx';
import { ComparisonSection } from './comparison-section.tsx';
import { DateHead } from './date-head.tsx';
import { CriticalPath, CutoverGaps, DevicesThatDay } from './date-sections.tsx';
import { MonthlySection } from './monthly-section.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { TaskInspector } from './task-inspector.tsx';

/** Rollout mode, right: the shown date, or the task that is looked at. */
export function RolloutInspector({ scenario }: { readonly scenario: Scenario }) {
  const report = useSession((state) => state.rollout.run.result);
  const taskId = useSession((state) => state.rollout.taskId);
  const date = useSession((state) => state.rollout.date);
  if (report === null) return <NoReport scenario={scenario} />;
  const task = report.tasks.find(({ id }) => id === taskId);
  if (task !== undefined) {
    return (
      <>
        <ReportBanner />
        <TaskInspector key={task.id} task={task} report={report} scenario={scenario} />
      </>
    );
  }
  const shown = date ?? report.start;
  return (
    <>
      <ReportBanner />
      <DateHead report={report} date={shown} />
      <DevicesThatDay report={report} date={shown} />
      <CutoverGaps report={report} />
      <CriticalPath report={report} />
      <OutcomeSection report={report} />
      <ComparisonSection report={report} date={shown} />
      <MonthlySection date={shown} />
      <TasksSection report={report} scenario={scenario} />
      <Notes notes={report.notes} />
    </>
  );
}

/** Says that what is shown is of the plan as it was, or that it is still made of few runs. */
function ReportBanner() {
  const commands = useCommands();
  const status = useSession((state) => state.rollout.run.status);
  if (status !== 'stale' && status !== 'failed') return null;
  const Icon = status === 'stale' ? History : CircleAlert;
  return (
    <div className="callout run-banner" role="status">
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      <span className="grow">
        {status === 'stale'
          ? 'Out of date: the plan, the city or the question has changed since.'
          : 'The last run could not be finished; this is the one before.'}
      </span>
      <button type="button" className="link-button" onClick={() => commands.runRollout()}>
        Run again
      </button>
    </div>
  );
}

function NoReport({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const status = useSession((state) => state.rollout.run.status);
  const { devices, phases } = scenario;
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>From plan to deployed city</h2>
        </div>
        <p className="inspector-text">
          Every device goes through survey, permit, delivery, mounting and acceptance, with crews, weather and money
          that are shared. Many runs with chance in them tell when each part is live, what it costs by when, and which
          gaps open on the way.
        </p>
        <p className="inspector-text">
          {devices.length === 0
            ? 'The plan has no device yet.'
            : phases.length === 0
              ? `${formatCount(devices.length, 'device')}, no phase: all are built together.`
              : `${formatCount(devices.length, 'device')} in ${formatCount(phases.length, 'phase')}.`}
        </p>
        {status === 'failed' && (
          <p className="inspector-text field-problem" role="alert">
            The last run could not be finished; a message said why.
          </p>
        )}
        <button
          type="button"
          className="button"
          data-kind="primary"
          disabled={devices.length === 0 || status === 'computing'}
          onClick={() => commands.runRollout()}
        >
          {status === 'computing' ? 'Running…' : 'Run the rollout'}
        </button>
      </header>
      <TasksSection report={null} scenario={scenario} />
    </>
  );
}

interface TasksSectionProps {
  readonly report: RolloutReport | null;
  readonly scenario: Scenario;
}

/** The tasks as a whole: how many, which of them the plan changes, and lists from elsewhere. */
function TasksSection({ report, scenario }: TasksSectionProps) {
  const commands = useCommands();
  const { tasks } = scenario;
  return (
    <Section title="Tasks" aside={report === null ? undefined : formatCount(report.tasks.length, 'task')}>
      <div className="section-body">
        <p className="hint">
          {tasks.length === 0
            ? 'All come from the kinds of work; the plan changes none.'
            : `The plan changes or adds ${formatCount(tasks.length, 'task')}.`}
        </p>
        <p className="section-links flush">
          <button
            type="button"
            className="link-button"
            onClick={() => {
              commands.showRolloutTask(null);
              commands.setRolloutView({ dialog: 'task' });
            }}
          >
            <Plus size={14} strokeWidth={1.75} aria-hidden />
            Add a task…
          </button>
          <FileButton
            name="File of tasks"
            accept=".csv,.tsv,.txt"
            className="link-button"
            onFile={(file) => commands.importTaskList(file)}
          >
            <FilePlus2 size={14} strokeWidth={1.75} aria-hidden />
            Read a list (CSV)…
          </FileButton>
        </p>
      </div>
    </Section>
  );
}
