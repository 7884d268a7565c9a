import { Columns2, Play, RotateCw, X } from 'lucide-react';
import { runLimit } from '#model/rollout/rollout-question.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { SelectInput } from '../fields/select-field.tsx';
import { formatCount, shortHash } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { dayText } from './rollout-words.ts';
import { WorkNote, WorkProgress } from './work-status.tsx';

const planItself = 'plan';
const variantPrefix = 'variant:';

/** How many runs, with which random numbers, and another variant beside them. */
export function RunsSection() {
  const commands = useCommands();
  const question = useSession((state) => state.rollout.question);
  return (
    <Section title="Runs">
      <div className="section-body">
        <NumberRow
          label="Number of runs"
          value={question.runs}
          step={100}
          minimum={1}
          maximum={runLimit}
          hint="More runs make the bands steadier. The first ones stay what they were."
          onCommit={(runs) => commands.setRolloutQuestion({ runs: Math.round(runs) })}
        />
        <NumberRow
          label="Seed"
          value={question.seed}
          minimum={0}
          maximum={4_294_967_295}
          hint="The same seed gives the same runs on every machine."
          onCommit={(seed) => commands.setRolloutQuestion({ seed: Math.round(seed) })}
        />
        <CompareField />
      </div>
    </Section>
  );
}

/** Another variant of the plan on the same slider. */
function CompareField() {
  const commands = useCommands();
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  const { variantId, run } = useSession((state) => state.rollout.comparison);
  const ready = useSession((state) => state.rollout.run.result !== null);
  const options = [
    ...(active === null ? [] : [{ value: planItself, label: 'The plan itself' }]),
    ...variants
      .filter(({ id }) => id !== active)
      .map(({ id, name }) => ({ value: `${variantPrefix}${id}`, label: name })),
  ];
  if (options.length === 0) {
    return <p className="hint">A variant of the plan, started in the menu beside its name, can be compared here.</p>;
  }
  const idle = run.status === 'idle';
  const compare = (value: string): void => {
    if (value === '') commands.endRolloutComparison();
    else commands.compareRollout(value === planItself ? null : value.slice(variantPrefix.length));
  };
  const chosen = idle ? '' : variantId === null ? planItself : `${variantPrefix}${variantId}`;
  return (
    <>
      <div className="compare-line">
        <Columns2 size={14} strokeWidth={1.75} aria-hidden />
        <SelectInput
          label="Compare with"
          value={chosen}
          options={[{ value: '', label: 'Compare with…' }, ...options]}
          disabled={!ready}
          onChange={compare}
        />
        {!idle && (
          <IconButton icon={X} size={14} label="End the comparison" onClick={() => commands.endRolloutComparison()} />
        )}
      </div>
      {!ready && <p className="hint">Run the plan first; then a variant runs with the same random numbers.</p>}
      {run.status === 'computing' && <WorkProgress work={run} label="The same runs of the variant" />}
      <WorkNote work={run} again="Compare again" onAgain={() => commands.compareRollout(variantId)} />
    </>
  );
}

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What the shown report was worked out on, and the button that runs it. */
export function RolloutFooter() {
  const commands = useCommands();
  const run = useSession((state) => state.rollout.run);
  const devices = useSession((state) => state.scenario?.devices.length ?? 0);
  const report = run.result;
  if (run.status === 'computing') {
    return (
      <footer className="run-footer">
        <WorkProgress work={run} label="The rollout is worked out" />
      </footer>
    );
  }
  return (
    <footer className="run-footer">
      {report !== null && (
        <p className="run-facts">
          <span className="ellipsis" title={`Work begins on ${dayText(report.start)}`}>
            {formatCount(report.runs, 'run')} · seed {report.question.seed}
          </span>
          <span
            title={`SHA-256 of every schedule and count: ${report.resultHash}. Of the city, the plan and the question: ${report.inputHash}`}
          >
            hash {shortHash(report.resultHash)}
          </span>
        </p>
      )}
      {run.status === 'stale' && (
        <p className="hint" role="status">
          The plan or the question has changed since.
        </p>
      )}
      <p className="visually-hidden" role="status">
        {run.status === 'ready' ? 'The rollout is ready' : ''}
      </p>
      <button
        type="button"
        className="button"
        data-kind={run.status === 'ready' ? undefined : 'primary'}
        disabled={devices === 0}
        title="Ctrl+Enter"
        onClick={() => commands.runRollout()}
      >
        {report === null ? <Play {...icon} /> : <RotateCw {...icon} />}
        {report === null ? 'Run the rollout' : 'Run again'}
      </button>
    </footer>
  );
}
