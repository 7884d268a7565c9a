import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AvailabilityMetric, AvailabilityResult } from '#model/results/gaps/availability.ts';
import type { FailedPart, FailureMetric, FailuresResult } from '#model/results/gaps/failures.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { formatCount, formatNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { failedLoss, lossText, metricText, spreadText } from './failure-text.ts';
import { formatPercent } from './gap-text.ts';
import { deviceNames, Fold, GapMark, ListSection, Notes, ResultHead } from './result-parts.tsx';

interface FailuresProps {
  readonly result: FailuresResult;
  readonly scenario: Scenario;
}

/** Parts listed; what comes after them hardly loses anything. */
const listedParts = 40;

/** What each single failure loses, the worst first. */
export function FailuresPanel({ result, scenario }: FailuresProps) {
  const [metricId, setMetricId] = useState('');
  const index = result.metrics.findIndex(({ id }) => id === metricId);
  const metric = result.metrics[index] ?? null;
  const worst = result.parts[0];
  return (
    <>
      <ResultHead
        caption="Single points of failure"
        figure={formatNumber(result.singlePoints)}
        unit={`of ${formatCount(result.parts.length, 'part')}`}
        hint="Parts that take several devices down, miss a goal, or cost 5 points of the score or 5 percentage points of any figure"
        facts={
          worst === undefined
            ? []
            : [
                [lossText(worst, null, -1), 'worst loss', `Lost with ${worst.name}`],
                [worst.name, 'by the loss of'],
              ]
        }
      />
      <Section title="If one thing fails, N−1" aside="click to preview">
        {result.metrics.length > 1 && (
          <div className="section-body">
            <SelectInput
              label="Loss of"
              name="Which loss is listed"
              value={metricId}
              options={[
                { value: '', label: 'Loss over all' },
                ...result.metrics.map(({ id, label }) => ({ value: id, label: `Loss of: ${label}` })),
              ]}
              onChange={setMetricId}
            />
          </div>
        )}
        <PartList parts={result.parts} marked scenario={scenario} metric={metric} index={index} />
      </Section>
      {result.pairs.length > 0 && (
        <Section title="If two fail together, N−2" aside="chosen pairs">
          <PartList parts={result.pairs} scenario={scenario} metric={metric} index={index} />
        </Section>
      )}
      <Fold title="With everything at work" aside={formatCount(result.metrics.length, 'figure')}>
        <ul className="result-list">
          {result.metrics.map((one) => (
            <li key={one.id} className="result-row">
              <span className="grow ellipsis" title={one.label}>
                {one.label}
              </span>
              <span className="row-value">{metricText(one.value, one, scenario.budget.currency)}</span>
            </li>
          ))}
        </ul>
      </Fold>
      <Notes notes={result.notes} />
    </>
  );
}

interface PartListProps {
  readonly parts: readonly FailedPart[];
  /** Its parts have marks on the map, numbered from the worst loss over all. */
  readonly marked?: boolean;
  readonly scenario: Scenario;
  /** The metric whose loss is listed; null: the loss over all. */
  readonly metric: FailureMetric | null;
  /** Its place in a part's values. */
  readonly index: number;
}

function PartList({ parts, marked = false, scenario, metric, index }: PartListProps) {
  const preview = usePreview();
  const rows = parts
    .map((part, place) => ({ part, place, loss: failedLoss(part, metric, index) }))
    .sort((a, b) => (b.loss ?? -1) - (a.loss ?? -1))
    .slice(0, listedParts);
  const most = Math.max(1e-9, ...rows.map(({ loss }) => loss ?? 0));
  if (rows.length === 0) return <p className="section-body hint">The plan has no part that could fail.</p>;
  return (
    <>
      <ul className="result-list">
        {rows.map(({ part, place, loss }) => (
          <li key={part.id}>
            <button
              type="button"
              className="result-row"
              aria-pressed={preview.shown === part.id}
              title={partTitle(part, scenario)}
              onClick={() => preview.toggle(part.id)}
              onPointerEnter={() => preview.enter(part.id)}
              onPointerLeave={() => preview.leave()}
              onFocus={(event) => {
                if (event.currentTarget.matches(':focus-visible')) preview.enter(part.id);
              }}
              onBlur={() => preview.leave()}
            >
              {marked && isMarked(part, place) && <GapMark text={String(place + 1)} kind="part" />}
              <span className="grow part-name">
                <span className="ellipsis strong" title={part.name}>
                  {part.name}
                </span>
                <span className="ellipsis muted">{partDetail(part)}</span>
              </span>
              {part.single && (
                <span className="single" title="Single point of failure">
                  <CircleAlert size={14} strokeWidth={1.75} aria-label="Single point of failure" />
                </span>
              )}
              <span className="loss-bar" aria-hidden>
                <span style={{ width: `${(100 * Math.max(0, loss ?? 0)) / most}%` }} />
              </span>
              <span className="row-value loss">{lossText(part, metric, index)}</span>
            </button>
          </li>
        ))}
      </ul>
      {parts.length > listedParts && (
        <p className="section-body hint">{formatNumber(parts.length - listedParts)} more in the export.</p>
      )}
    </>
  );
}

/** Parts with a mark on the map, as many as the twin draws. */
const mostMarked = 12;

function isMarked({ loss, single }: FailedPart, place: number): boolean {
  return place < mostMarked && (loss > 0 || single);
}

const kindWords: Readonly<Record<FailedPart['kind'], string>> = {
  device: 'device',
  switch: 'switch',
  gateway: 'gateway',
  centre: 'centre',
  link: 'link',
  feed: 'power feed',
  pair: 'both',
};

function partDetail({ kind, lost }: FailedPart): string {
  return kind === 'device' ? 'device' : `${kindWords[kind]}, ${formatCount(lost.length, 'device')}`;
}

function partTitle({ lost, backedUp, goalsMissed }: FailedPart, scenario: Scenario): string {
  const parts = [`Lost: ${deviceNames(scenario, lost, 6)}`];
  if (backedUp.length > 0) parts.push(`on battery for a while: ${deviceNames(scenario, backedUp, 6)}`);
  if (goalsMissed.length > 0) {
    const names = goalsMissed.map((id) => scenario.goals.find((goal) => goal.id === id)?.name ?? id);
    parts.push(`goals missed: ${names.join(', ')}`);
  }
  return parts.join('; ');
}

/** Pointing rests so long on a row before its loss is painted, milliseconds. */
const restMilliseconds = 180;

interface Preview {
  /** Part whose loss is painted. */
  readonly shown: string | null;
  enter(id: string): void;
  leave(): void;
  toggle(id: string): void;
}

/** Paints a loss while its row is pointed at or has the focus, and keeps it painted after a click. */
function usePreview(): Preview {
  const commands = useCommands();
  const lostPart = useSession((state) => state.gaps.lostPart);
  // What stays painted when nothing is pointed at.
  const [held, setHeld] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stop = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  };
  // What was painted is not left behind when the list goes.
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      commands.previewLoss(null);
    },
    [commands],
  );
  const show = (id: string | null): void => {
    stop();
    if (lostPart !== id) commands.previewLoss(id);
  };
  return {
    shown: lostPart,
    enter(id) {
      stop();
      timer.current = setTimeout(() => show(id), restMilliseconds);
    },
    leave: () => show(held),
    toggle(id) {
      const next = held === id && lostPart === id ? null : id;
      setHeld(next);
      show(next);
    },
  };
}

/** The worst losses beside another result, where failures were run. */
export function FailureGlance({ result }: { readonly result: FailuresResult }) {
  const commands = useCommands();
  const most = Math.max(1e-9, ...result.parts.map(({ loss }) => loss));
  return (
    <ListSection title="If one thing fails, N−1" aside="loss over all" empty="The plan has no part that could fail.">
      {result.parts.slice(0, 6).map((part) => (
        <li key={part.id}>
          <button type="button" className="result-row" onClick={() => commands.showGap('failures')}>
            <span className="ellipsis strong">{part.name}</span>
            <span className="grow ellipsis muted">{partDetail(part)}</span>
            <span className="loss-bar" aria-hidden>
              <span style={{ width: `${(100 * part.loss) / most}%` }} />
            </span>
            <span className="row-value loss">{lossText(part, null, -1)}</span>
          </button>
        </li>
      ))}
    </ListSection>
  );
}

interface AvailabilityProps {
  readonly result: AvailabilityResult;
  readonly scenario: Scenario;
}

/** How the plan stands at a moment drawn by chance. */
export function AvailabilityPanel({ result, scenario }: AvailabilityProps) {
  return (
    <>
      <ResultHead
        caption="Devices at work at any moment"
        figure={formatNumber(result.meanDevices, 1)}
        unit={`of ${formatNumber(result.devices)}, mean`}
        hint="With all that they hang on: switch, link and feed"
        facts={[
          [formatNumber(result.leastDevices), 'at the worst moment'],
          [formatNumber(result.samples), 'moments drawn', `Drawn by chance with the seed ${result.seed}`],
        ]}
      />
      <Section title="Figures over all moments" aside="P10 · P50 · P90">
        <ul className="section-body spread-list">
          {result.metrics.map((metric) => (
            <SpreadRow key={metric.id} metric={metric} currency={scenario.budget.currency} />
          ))}
        </ul>
        <p className="section-body hint">
          P10 is reached or exceeded in 90 of 100 moments; the tick is the value with everything at work.
        </p>
      </Section>
      <ListSection title="Least available" aside="at work" empty="The plan has no part that could fail.">
        {result.parts.slice(0, 10).map(({ id, name, kind, availability, mtbfHours, mttrHours, source }) => (
          <li
            key={`${kind} ${id}`}
            className="result-row"
            title={`Fails every ${formatNumber(mtbfHours)} h, mended after ${formatNumber(mttrHours, 1)} h; from the ${source}`}
          >
            <span className="ellipsis strong">{name}</span>
            <span className="grow ellipsis muted">{kindWords[kind]}</span>
            <span className="row-value">{formatNumber(availability * 100, 2)} %</span>
          </li>
        ))}
      </ListSection>
      <Notes notes={result.notes} />
    </>
  );
}

/** A figure's spread: bar from P10 to P90, a mark at P50, a tick at the value with everything at work. */
function SpreadRow({ metric, currency }: { readonly metric: AvailabilityMetric; readonly currency: string }) {
  const { label, p10, p50, p90, value, metShare } = metric;
  const whole =
    metric.unit === 'share'
      ? 1
      : Math.max(metric.unit === 'money' || metric.unit === 'mbps' ? 0 : 100, p90 ?? 0, value ?? 0, 1e-9);
  const at = (one: number): string => `${Math.min(100, Math.max(0, (100 * one) / whole))}%`;
  return (
    <li>
      <p>
        <span className="grow ellipsis" title={label}>
          {label}
        </span>
        <span className="row-value">{spreadText(metric, currency)}</span>
      </p>
      {p10 !== null && p50 !== null && p90 !== null && (
        <span className="spread-bar" aria-hidden>
          <span className="spread" style={{ left: at(Math.min(p10, p90)), width: at(Math.abs(p90 - p10)) }} />
          <span className="middle" style={{ left: at(p50) }} />
          {value !== null && <span className="tick" style={{ left: at(value) }} />}
        </span>
      )}
      {metShare !== null && metShare < 1 && (
        <p className="hint">Goal met in {formatPercent(metShare)} of the moments</p>
      )}
    </li>
  );
}
