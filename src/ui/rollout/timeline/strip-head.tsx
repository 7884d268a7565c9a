import { Menu, Progress } from '@mantine/core';
import {
  CalendarDays,
  ChevronDown,
  ChevronUp,
  Download,
  FileJson,
  Minus,
  Pause,
  Play,
  Plus,
  RotateCw,
  SkipBack,
  Square,
  Table2,
} from 'lucide-react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { type TimeScale, timeScales, type Work } from '#state/rollout-state.ts';
import { formatNumber } from '../../format.ts';
import { IconButton } from '../../icon-button.tsx';
import { Segments } from '../../segments.tsx';
import { useCommands, useSession } from '../../session-context.tsx';
import { hasWork } from './has-work.ts';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;
const scaleNames: Readonly<Record<TimeScale, string>> = { months: 'Months', weeks: 'Weeks', days: 'Days' };

interface StripHeadProps {
  readonly scenario: Scenario;
  readonly tall: boolean;
  readonly onTall: (tall: boolean) => void;
  /** Null while there is nothing to zoom. */
  readonly onZoom: ((factor: number) => void) | null;
}

/** Playing, scale, what the runs are, legend and files. */
export function StripHead({ scenario, tall, onTall, onZoom }: StripHeadProps) {
  const commands = useCommands();
  const run = useSession((state) => state.rollout.run);
  const playing = useSession((state) => state.rollout.playing);
  const scale = useSession((state) => state.rollout.scale);
  const report = run.result;
  return (
    <header className="timeline-head">
      <IconButton
        icon={SkipBack}
        label="To the start"
        disabled={report === null}
        onClick={() => report !== null && commands.setRolloutDate(report.dates[0] ?? report.start)}
      />
      <IconButton
        icon={playing ? Pause : Play}
        label={playing ? 'Pause' : 'Play through the rollout'}
        disabled={report === null}
        onClick={() => commands.playRollout(!playing)}
      />
      <Segments
        label="Time scale"
        value={scale}
        options={timeScales.map((value) => ({ value, label: scaleNames[value] }))}
        onChange={(value) => commands.setRolloutView({ scale: value })}
      />
      {onZoom !== null && (
        <span className="zoom-buttons">
          <IconButton icon={Minus} size={14} label="Show more time" onClick={() => onZoom(1 / 1.5)} />
          <IconButton icon={Plus} size={14} label="Show less time" onClick={() => onZoom(1.5)} />
        </span>
      )}
      <RunFacts run={run} canRun={hasWork(scenario)} />
      <span className="grow" />
      {report !== null && <Legend />}
      <ExportMenu disabled={report === null} />
      <IconButton
        icon={tall ? ChevronDown : ChevronUp}
        label={tall ? 'Show less of the timeline' : 'Show more of the timeline'}
        expanded={tall}
        onClick={() => onTall(!tall)}
      />
    </header>
  );
}

interface RunFactsProps {
  readonly run: Work<RolloutReport>;
  readonly canRun: boolean;
}

function RunFacts({ run, canRun }: RunFactsProps) {
  const commands = useCommands();
  const asked = useSession((state) => state.rollout.question.runs);
  const { status, result } = run;
  if (status === 'computing') {
    return (
      <div className="run-facts-line">
        <Progress value={run.fraction * 100} size={6} radius={3} color="accent" aria-label="Rollout runs" />
        <span role="status" className="ellipsis">
          {result !== null && result.runs < asked
            ? `${formatNumber(result.runs)} of ${formatNumber(asked)} runs`
            : `${run.step || 'Working it out'}…`}
        </span>
        <button type="button" className="button" onClick={() => commands.stopRollout()}>
          <Square {...icon} />
          Stop
        </button>
      </div>
    );
  }
  return (
    <div className="run-facts-line">
      {result !== null && (
        <span title={`SHA-256 of all runs: ${result.resultHash}`}>{factsText(result, run.seconds)}</span>
      )}
      {status === 'stale' && (
        <span className="pill" data-tone="warn" role="status" title="The plan or the question has changed since">
          Out of date
        </span>
      )}
      {status === 'failed' && (
        <span className="pill" data-tone="bad" role="status">
          Could not be worked out
        </span>
      )}
      {canRun && status !== 'ready' && (
        <button type="button" className="button" data-kind="primary" onClick={() => commands.runRollout()}>
          {result === null ? <Play {...icon} /> : <RotateCw {...icon} />}
          {result === null ? 'Run' : 'Run again'}
        </button>
      )}
    </div>
  );
}

/** `1,000 runs · seed 42 · 2.3 s`. */
function factsText({ runs, question }: RolloutReport, seconds: number | null): string {
  const parts = [`${formatNumber(runs)} ${runs === 1 ? 'run' : 'runs'}`, `seed ${question.seed}`];
  if (seconds !== null) parts.push(`${formatNumber(seconds, 1)} s`);
  return parts.join(' · ');
}

const legend = [
  { key: 'done', label: 'Done' },
  { key: 'under-way', label: 'Under way' },
  { key: 'planned', label: 'Planned' },
  { key: 'retired', label: 'Retired' },
  { key: 'critical', label: 'Critical' },
  { key: 'whisker', label: 'to P90' },
  { key: 'gap', label: 'Gap' },
] as const;

function Legend() {
  return (
    <ul className="timeline-legend" aria-label="Legend">
      {legend.map(({ key, label }) => (
        <li key={key}>
          <span className="legend-key" data-key={key} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  );
}

function ExportMenu({ disabled }: { readonly disabled: boolean }) {
  const commands = useCommands();
  return (
    <Menu position="top-end" width={220} withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="button" disabled={disabled}>
          <Download {...icon} />
          Export
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Table2 {...icon} />} onClick={() => commands.exportRollout('csv')}>
          Tables as CSV (.zip)
        </Menu.Item>
        <Menu.Item leftSection={<CalendarDays {...icon} />} onClick={() => commands.exportRollout('calendar')}>
          Calendar (.ics)
        </Menu.Item>
        <Menu.Item leftSection={<FileJson {...icon} />} onClick={() => commands.exportRollout('json')}>
          Whole report (.json)
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
