import { Progress } from '@mantine/core';
import { Play, RotateCw, Square } from 'lucide-react';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import { formatCount, formatNumber, shortHash } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { runWords } from './run-words.ts';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What the shown run was worked out on, and the button that runs it. */
export function RunFooter() {
  const commands = useCommands();
  const run = useSession((state) => state.gaps.shown) ?? 'approach';
  const entry = useSession((state) => state.gaps.runs.get(run));
  const { name } = runWords[run];
  const report = entry?.report ?? null;
  const computing = entry?.status === 'computing';
  return (
    <footer className="run-footer">
      {computing ? (
        <>
          <p className="run-facts">
            <span className="ellipsis">{entry.step}</span>
            <span>{formatNumber(Math.floor(entry.fraction * 100))} %</span>
          </p>
          <Progress value={entry.fraction * 100} size={6} radius={3} color="accent" aria-label={name} />
        </>
      ) : (
        report !== null && (
          <p className="run-facts">
            <span className="ellipsis" title="Ground cells or stretches of street that were searched">
              {groundText(report)}
            </span>
            <span title={`SHA-256 of the city, the plan and the question: ${report.inputHash}`}>
              hash {shortHash(report.inputHash)}
            </span>
          </p>
        )
      )}
      <p className="visually-hidden" role="status">
        {computing ? `${name} is running` : entry?.status === 'ready' ? `${name} is ready` : ''}
      </p>
      {computing ? (
        <button type="button" className="button" onClick={() => commands.stopGap(run)}>
          <Square {...icon} />
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="button"
          data-kind={entry?.status === 'ready' ? undefined : 'primary'}
          onClick={() => commands.runGap(run)}
        >
          {entry === undefined ? <Play {...icon} /> : <RotateCw {...icon} />}
          {entry === undefined ? `Run: ${runWords[run].short}` : 'Run again'}
        </button>
      )}
    </footer>
  );
}

/** On how much ground or on how large a street network a result was searched. */
export function groundText({ result }: Pick<GapReport, 'result'>): string {
  if (result === null) return '';
  if ('ground' in result) {
    return `${formatCount(result.ground.cells, 'cell')} · ${result.ground.cellMeters} m`;
  }
  if ('connectivity' in result) return formatCount(result.connectivity.edges, 'stretch', 'stretches');
  return '';
}
