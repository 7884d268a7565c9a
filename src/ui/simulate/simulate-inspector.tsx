import { CircleAlert, History, Info } from 'lucide-react';
import { type GapRun, gapRuns } from '#model/gap-question.ts';
import type { GapReport, GapResult } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { BreachPanel } from './breach-panel.tsx';
import { ClosingCard, closableRuns } from './closing-card.tsx';
import { Comparison } from './comparison.tsx';
import { CordonPanel } from './cordon-panel.tsx';
import { AvailabilityPanel, FailureGlance, FailuresPanel } from './failure-panels.tsx';
import { scoreText } from './gap-text.ts';
import { HandlingSection } from './handling-section.tsx';
import { IncidentPanel } from './incident-panel.tsx';
import { InterceptionPanel } from './interception-panel.tsx';
import { ApproachPanel, ConditionsPanel, VehiclePanel } from './path-panel.tsx';
import { HeadActions } from './result-parts.tsx';
import { runStateText, runWords } from './run-words.ts';
import { TimelyPanel } from './timely-panel.tsx';

/** What the shown run found, what closes it, and how it compares. */
export function SimulateInspector({ scenario }: { readonly scenario: Scenario }) {
  const shown = useSession((state) => state.gaps.shown);
  return shown === null ? <Overview /> : <ShownRun key={shown} run={shown} scenario={scenario} />;
}

/** With no run shown: the scores of what was run, else what can be asked. */
function Overview() {
  const commands = useCommands();
  const runs = useSession((state) => state.gaps.runs);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>How the plan could be beaten</h2>
        </div>
        <p className="inspector-text">
          Each run asks where the planned devices fail, before anyone else does. Results show how protection could be
          passed: handle them as sensitive.
        </p>
      </header>
      <Section title="What can be asked">
        <ul className="ask-list">
          {gapRuns.map((run) => (
            <li key={run}>
              <button type="button" onClick={() => (runs.has(run) ? commands.showGap(run) : commands.runGap(run))}>
                <span className="strong">{runWords[run].name}</span>
                <span className="hint">{runWords[run].asks}</span>
                <span className="visually-hidden">{runStateText(runs.get(run))}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
      <Comparison />
      <HandlingSection />
    </>
  );
}

interface ShownRunProps {
  readonly run: GapRun;
  readonly scenario: Scenario;
}

function ShownRun({ run, scenario }: ShownRunProps) {
  const entry = useSession((state) => state.gaps.runs.get(run));
  const redacted = useSession((state) => state.gaps.redacted);
  const report = entry?.report ?? null;
  return (
    <>
      <RunBanner run={run} />
      {report === null ? (
        <NoResult run={run} />
      ) : redacted || report.result === null ? (
        <Scores run={run} report={report} />
      ) : (
        <ResultPanel run={run} result={report.result} scenario={scenario} />
      )}
      {report !== null && !redacted && report.result?.kind !== 'empty' && closableRuns.has(run) && (
        <ClosingCard run={run} scenario={scenario} />
      )}
      <Comparison />
      <HandlingSection />
    </>
  );
}

/** Says that what is shown is of the plan as it was, or that a run failed. */
function RunBanner({ run }: { readonly run: GapRun }) {
  const commands = useCommands();
  const status = useSession((state) => state.gaps.runs.get(run)?.status);
  if (status !== 'stale' && status !== 'failed') return null;
  const Icon = status === 'stale' ? History : CircleAlert;
  return (
    <div className="callout run-banner" role="status">
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      <span className="grow">
        {status === 'stale'
          ? 'Out of date: the plan, the city or the question has changed since.'
          : 'The run could not be finished.'}
      </span>
      <button type="button" className="link-button" onClick={() => commands.runGap(run)}>
        Run again
      </button>
    </div>
  );
}

function NoResult({ run }: { readonly run: GapRun }) {
  const commands = useCommands();
  const entry = useSession((state) => state.gaps.runs.get(run));
  const { name, asks } = runWords[run];
  const computing = entry?.status === 'computing';
  return (
    <header className="inspector-head">
      <div className="inspector-title">
        <h2>{name}</h2>
        <span className="actions">
          <HeadActions />
        </span>
      </div>
      <p className="inspector-text">{asks}</p>
      <p className="inspector-text" aria-live="polite">
        {computing &&
          `${entry.step === '' ? 'Running' : entry.step}, ${formatNumber(Math.floor(entry.fraction * 100))} %`}
      </p>
      {!computing && (
        <button type="button" className="button" data-kind="primary" onClick={() => commands.runGap(run)}>
          Run
        </button>
      )}
    </header>
  );
}

interface ResultPanelProps {
  readonly run: GapRun;
  readonly result: GapResult;
  readonly scenario: Scenario;
}

function ResultPanel({ run, result, scenario }: ResultPanelProps) {
  const failures = useSession((state) => state.gaps.runs.get('failures')?.report?.result ?? null);
  const glance = failures?.kind === 'failures' ? <FailureGlance result={failures} /> : null;
  switch (result.kind) {
    case 'approach':
      return (
        <>
          <ApproachPanel result={result} scenario={scenario} />
          {glance}
        </>
      );
    case 'vehicle-approach':
      return (
        <>
          <VehiclePanel result={result} scenario={scenario} />
          {glance}
        </>
      );
    case 'conditions':
      return <ConditionsPanel result={result} scenario={scenario} />;
    case 'breach':
      return <BreachPanel result={result} scenario={scenario} />;
    case 'timely':
      return <TimelyPanel result={result} />;
    case 'interception':
      return <InterceptionPanel result={result} />;
    case 'cordon':
      return <CordonPanel result={result} scenario={scenario} />;
    case 'incident':
      return <IncidentPanel result={result} scenario={scenario} />;
    case 'failures':
      return <FailuresPanel result={result} scenario={scenario} />;
    case 'availability':
      return <AvailabilityPanel result={result} scenario={scenario} />;
    case 'empty':
      return (
        <>
          <header className="inspector-head">
            <div className="inspector-title">
              <h2>{runWords[run].name}</h2>
              <span className="actions">
                <HeadActions />
              </span>
            </div>
          </header>
          <p className="callout" data-tone="info" role="status">
            <Info size={14} strokeWidth={1.75} aria-hidden />
            {result.reason}
          </p>
        </>
      );
  }
}

/** Scores alone: nothing of where or how. */
function Scores({ run, report }: { readonly run: GapRun; readonly report: GapReport }) {
  const units = useSession((state) => state.units);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>{runWords[run].name}</h2>
          <span className="actions">
            <HeadActions />
          </span>
        </div>
        <p className="inspector-text">Ways, places and devices are hidden.</p>
      </header>
      <ul className="result-list">
        {report.scores.map((score) => (
          <li key={score.id} className="result-row">
            <span className="grow">{score.label}</span>
            <span className="row-value">{scoreText(score, units)}</span>
          </li>
        ))}
      </ul>
      {report.scores.length === 0 && <p className="section-body hint">This run has no score to show.</p>}
    </>
  );
}
