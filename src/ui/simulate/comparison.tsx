import { Progress } from '@mantine/core';
import { Columns2, X } from 'lucide-react';
import type { GapScore } from '#model/results/gaps/gap-report.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { formatNumber } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { comparedScores } from './compared-scores.ts';
import { scoreChange, scoreText } from './gap-text.ts';
import { runWords } from './run-words.ts';

const planItself = 'plan';
const variantPrefix = 'variant:';

/** The same runs on another variant of the plan, side by side. */
export function Comparison() {
  const commands = useCommands();
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  const comparison = useSession((state) => state.gaps.comparison);
  const anyReport = useSession((state) => [...state.gaps.runs.values()].some(({ report }) => report !== null));
  const options = [
    ...(active === null ? [] : [{ value: planItself, label: 'The plan itself' }]),
    ...variants
      .filter(({ id }) => id !== active)
      .map(({ id, name }) => ({ value: `${variantPrefix}${id}`, label: name })),
  ];
  const idle = comparison.status === 'idle';
  const compared =
    comparison.variantId === null
      ? 'The plan itself'
      : (variants.find(({ id }) => id === comparison.variantId)?.name ?? comparison.variantId);
  return (
    <Section
      title="Compare"
      aside={
        idle ? undefined : (
          <IconButton icon={X} size={14} label="End the comparison" onClick={() => commands.endComparison()} />
        )
      }
    >
      <div className="section-body">
        {options.length === 0 ? (
          <p className="hint">The plan has no variant to compare with. Start one in the menu beside its name, above.</p>
        ) : (
          <SelectInput
            label="Compare with"
            value={idle ? '' : comparison.variantId === null ? planItself : `${variantPrefix}${comparison.variantId}`}
            options={[{ value: '', label: 'Compare with…' }, ...options]}
            disabled={!anyReport}
            onChange={(value) => {
              if (value === '') commands.endComparison();
              else commands.compareGaps(value === planItself ? null : value.slice(variantPrefix.length));
            }}
          />
        )}
        {options.length > 0 && !anyReport && <p className="hint">Run something first.</p>}
        {comparison.status === 'computing' && (
          <div role="status" className="compare-progress">
            <p className="hint">
              The same runs on {compared}: {formatNumber(Math.floor(comparison.fraction * 100))} %
            </p>
            <Progress
              value={comparison.fraction * 100}
              size={6}
              radius={3}
              color="accent"
              aria-label={`The same runs on ${compared}`}
            />
          </div>
        )}
        {comparison.status === 'stale' && (
          <p className="hint compare-progress">
            Out of date.{' '}
            <button type="button" className="link-button" onClick={() => commands.compareGaps(comparison.variantId)}>
              Compare again
            </button>
          </p>
        )}
      </div>
      {!idle && <ComparisonTable compared={compared} />}
    </Section>
  );
}

function ComparisonTable({ compared }: { readonly compared: string }) {
  const runs = useSession((state) => state.gaps.runs);
  const reports = useSession((state) => state.gaps.comparison.reports);
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  const groups = comparedScores(runs, reports);
  if (groups.length === 0) return null;
  const shown = variants.find(({ id }) => id === active)?.name ?? 'The plan itself';
  return (
    <table className="result-table compare-table">
      <caption>
        <Columns2 size={12} strokeWidth={1.75} aria-hidden /> A: {shown}. B: {compared}.
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Figure</span>
          </th>
          <th scope="col" title={shown}>
            A
          </th>
          <th scope="col" title={compared}>
            B
          </th>
          <th scope="col">B − A</th>
        </tr>
      </thead>
      {groups.map(({ run, rows }) => (
        <tbody key={run}>
          <tr>
            <th scope="rowgroup" colSpan={4} className="group">
              {runWords[run].name}
            </th>
          </tr>
          {rows.map(([first, second]) => (
            <ScoreRow key={first.id} first={first} second={second} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

const toneWords = { better: 'better', worse: 'worse', same: 'the same' } as const;

function ScoreRow({ first, second }: { readonly first: GapScore; readonly second: GapScore }) {
  const units = useSession((state) => state.units);
  const change = scoreChange(first, second, units);
  return (
    <tr>
      <th scope="row">{first.label}</th>
      <td>{scoreText(first, units)}</td>
      <td>{scoreText(second, units)}</td>
      <td data-tone={change?.tone} title={change === null ? undefined : `B is ${toneWords[change.tone]}`}>
        {change?.text ?? '–'}
      </td>
    </tr>
  );
}
