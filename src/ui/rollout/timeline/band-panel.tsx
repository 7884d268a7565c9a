import { useMemo, useState } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { clampDate, dateAtMoment } from '#state/gantt/date-steps.ts';
import type { TimeView } from '#state/gantt/time-view.ts';
import { type Choice, SelectInput } from '../../fields/select-field.tsx';
import { Segments } from '../../segments.tsx';
import { useCommands, useSession } from '../../session-context.tsx';
import { dayText } from '../rollout-words.ts';
import { BandChart } from './band-chart.tsx';
import {
  type ChartContent,
  type ChartTab,
  chartContent,
  chartTabs,
  lineReading,
  missingText,
} from './chart-content.ts';

export interface OtherVariant {
  readonly report: RolloutReport;
  readonly name: string;
  readonly own: string;
}

interface BandPanelProps {
  readonly report: RolloutReport;
  readonly other: OtherVariant | null;
  readonly scenario: Scenario;
  readonly view: TimeView;
  readonly height: number;
  readonly date: string;
  readonly moment: number;
}

const scoreValue = 'score';
const goalPrefix = 'goal:';

/** Goals, devices and money over time, as bands of the runs, with a reading at the date or under the pointer. */
export function BandPanel({ report, other, scenario, view, height, date, moment }: BandPanelProps) {
  const commands = useCommands();
  const goalId = useSession((state) => state.rollout.goalId);
  const [tab, setTab] = useState<ChartTab>('goals');
  const [hover, setHover] = useState<number | null>(null);
  const question = useMemo(() => ({ tab, goalId, report, other, scenario }), [tab, goalId, report, other, scenario]);
  const content = useMemo(() => chartContent(question), [question]);
  const first = report.dates[0] ?? report.start;
  const last = report.dates.at(-1) ?? first;
  const readDate = hover === null ? date : clampDate(dateAtMoment(Math.ceil(hover)), first, last);
  const options: readonly Choice<string>[] = [
    { value: scoreValue, label: 'Score of all goals' },
    ...report.goals.map(({ id, name }) => ({ value: `${goalPrefix}${id}`, label: name })),
  ];
  const subject = tab === 'goals' ? (report.goals.find(({ id }) => id === goalId)?.name ?? 'Score') : tabNames[tab];
  return (
    <>
      <div className="band-side">
        <Segments
          label="Chart"
          value={tab}
          options={chartTabs.map(({ id, label }) => ({ value: id, label }))}
          onChange={setTab}
        />
        {tab === 'goals' ? (
          <SelectInput
            label="Goal in the chart"
            value={goalId === null ? scoreValue : `${goalPrefix}${goalId}`}
            options={options}
            onChange={(value) =>
              commands.setRolloutView({ goalId: value === scoreValue ? null : value.slice(goalPrefix.length) })
            }
          />
        ) : (
          <p className="band-subject">{subject}</p>
        )}
        {content !== null && <Readings content={content} date={readDate} />}
      </div>
      <div className="band-plot" style={{ height }}>
        {content === null ? (
          <p className="timeline-note">{missingText(question)}</p>
        ) : (
          <BandChart
            {...{ content, view, height, moment }}
            label={chartLabel(subject, content, date)}
            onHover={setHover}
          />
        )}
      </div>
    </>
  );
}

const tabNames: Readonly<Record<Exclude<ChartTab, 'goals'>, string>> = {
  devices: 'Devices live and installed',
  cost: 'Money spent',
};

interface ReadingsProps {
  readonly content: ChartContent;
  readonly date: string;
}

/** The date's values: of one line with its range below, of several each in its own row. */
function Readings({ content, date }: ReadingsProps) {
  const readings = content.lines.map((line) => ({ line, reading: lineReading(line, date, content.long) }));
  const [only] = readings;
  if (readings.length === 1 && only !== undefined) {
    return (
      <dl className="band-readings">
        <div>
          <dt>{dayText(date)}</dt>
          <dd>
            P50 <strong>{only.reading?.middle ?? '–'}</strong>
          </dd>
        </div>
        <div>
          <dt>P10 – P90</dt>
          <dd>{only.reading?.range ?? '–'}</dd>
        </div>
      </dl>
    );
  }
  return (
    <dl className="band-readings" data-many>
      {readings.map(({ line, reading }) => (
        <div key={`${line.tone} ${line.name}`}>
          <dt data-tone={line.tone} title={line.name}>
            {line.name}
          </dt>
          <dd title={`${dayText(date)}: P50, and P10 to P90`}>
            <strong>{reading?.middle ?? '–'}</strong>
            {reading !== null && <span className="range"> {reading.range}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function chartLabel(subject: string, content: ChartContent, date: string): string {
  const readings = content.lines.map((line) => {
    const reading = lineReading(line, date, content.long);
    const name = content.lines.length > 1 ? `${line.name}: ` : '';
    return reading === null ? `${name}not told` : `${name}P50 ${reading.middle}, P10 to P90 ${reading.range}`;
  });
  return `${subject} over time. On ${dayText(date)}, ${readings.join('; ')}.`;
}
