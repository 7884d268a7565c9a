import { Check, CircleAlert, History, MapPinOff } from 'lucide-react';
import { type GapRun, gapRuns } from '#model/gap-question.ts';
import { LayerList } from '../layer-list.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { QuestionSection } from './question-section.tsx';
import { RunAssumptions } from './run-assumptions.tsx';
import { RunFooter } from './run-footer.tsx';
import { runAside, runStateText, runWords } from './run-words.ts';

/** Simulate mode: the runs, what is asked, and the numbers that the shown run hangs on. */
export function SimulatePanel() {
  const scenario = useSession((state) => state.scenario);
  const city = useSession((state) => state.city);
  const shown = useSession((state) => state.gaps.shown);
  if (scenario === null || city === null) {
    return (
      <Section title="Simulations">
        <p className="section-body hint">Open a city and a plan first; then it can be tried how the plan is passed.</p>
      </Section>
    );
  }
  return (
    <>
      <RunList />
      {scenario.sites.length + city.sites.length === 0 && <NoSite />}
      <QuestionSection scenario={scenario} city={city} run={shown ?? 'approach'} />
      <RunAssumptions scenario={scenario} run={shown ?? 'approach'} />
      <details className="section fold">
        <summary className="section-head">Layers</summary>
        <LayerList />
      </details>
      <RunFooter />
    </>
  );
}

function RunList() {
  const commands = useCommands();
  const busy = useSession((state) => [...state.gaps.runs.values()].some(({ status }) => status === 'computing'));
  return (
    <Section
      title="Simulations"
      aside={
        <button
          type="button"
          className="link-button"
          disabled={busy}
          onClick={() => {
            for (const run of gapRuns) commands.runGap(run);
            // Each run that starts is shown; the first of them is where one begins to read.
            commands.showGap('approach');
          }}
        >
          Run all
        </button>
      }
    >
      <ul className="run-list">
        {gapRuns.map((run) => (
          <RunRow key={run} run={run} />
        ))}
      </ul>
    </Section>
  );
}

function RunRow({ run }: { readonly run: GapRun }) {
  const commands = useCommands();
  const entry = useSession((state) => state.gaps.runs.get(run));
  const shown = useSession((state) => state.gaps.shown === run);
  const { name, short, icon: Icon, asks } = runWords[run];
  return (
    <li>
      <button
        type="button"
        className="layer-row"
        title={`${name}. ${asks}`}
        aria-pressed={shown}
        onClick={() => (entry === undefined ? commands.runGap(run) : commands.showGap(run))}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span className="grow">
          {short}
          <span className="visually-hidden">: {runStateText(entry)}</span>
        </span>
        <span className="run-state" data-status={entry?.status} aria-hidden>
          {runAside(entry)}
          {entry?.status === 'ready' && <Check size={14} strokeWidth={1.75} />}
          {entry?.status === 'stale' && <History size={14} strokeWidth={1.75} />}
          {entry?.status === 'failed' && <CircleAlert size={14} strokeWidth={1.75} />}
        </span>
      </button>
    </li>
  );
}

function NoSite() {
  const commands = useCommands();
  return (
    <p className="callout">
      <MapPinOff size={14} strokeWidth={1.75} aria-hidden />
      <span>
        Neither the plan nor the city has a site that could be reached.{' '}
        <button type="button" className="link-button" onClick={() => commands.openDialog('sites')}>
          Add a site…
        </button>
      </span>
    </p>
  );
}
