import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Connectivity } from '#model/results/gaps/common.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber, type Units } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { distanceNumber, distanceUnit, formatPercent } from './gap-text.ts';

/** Parts that the panels of results share. */

interface ResultHeadProps {
  /** What the figure tells. */
  readonly caption: string;
  readonly figure: string;
  readonly unit: string;
  /** Explains the figure to those who wait over it. */
  readonly hint?: string;
  readonly facts?: readonly (readonly [value: string, label: string, hint?: string])[];
  readonly children?: ReactNode;
}

/** The answer of a run in one figure, and the few that belong to it. */
export function ResultHead({ caption, figure, unit, hint, facts = [], children }: ResultHeadProps) {
  return (
    <header className="result-head">
      <p className="result-caption">
        <span>{caption}</span>
        <HeadActions />
      </p>
      <p className="result-figure" title={hint}>
        <strong>{figure}</strong> <span>{unit}</span>
      </p>
      {facts.length > 0 && (
        <dl className="result-facts">
          {facts.map(([value, label, more]) => (
            <div key={label} title={more}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </header>
  );
}

/** How the result is to be handled, and the way back to what can be asked. */
export function HeadActions() {
  const commands = useCommands();
  return (
    <span className="head-actions">
      <SensitiveBadge />
      <IconButton icon={X} size={14} label="Leave this run" onClick={() => commands.showGap(null)} />
    </span>
  );
}

/** Says at every result how it is to be handled. */
function SensitiveBadge() {
  const redacted = useSession((state) => state.gaps.redacted);
  return (
    <span
      className="pill"
      data-tone={redacted ? undefined : 'warn'}
      title={
        redacted
          ? 'Ways, places and devices are hidden'
          : 'Shows how protection could be passed. Show and hand it only to those who need it.'
      }
    >
      {redacted ? 'Scores only' : 'Sensitive'}
    </span>
  );
}

type MarkKind = 'gap' | 'read' | 'part';

/** The mark that a thing has on the map. */
export function GapMark({ text, kind }: { readonly text: string; readonly kind: MarkKind }) {
  return (
    <span className="gap-mark" data-kind={kind}>
      {text}
    </span>
  );
}

interface RowButtonProps {
  readonly onClick: () => void;
  readonly pressed?: boolean;
  /** Stands before the name, as on the map. */
  readonly mark?: string;
  /** `gap`: red, `read`: teal, `part`: dark, for what a unit or a part stands for. */
  readonly markKind?: MarkKind;
  readonly name: string;
  readonly detail?: string;
  readonly value: string;
  readonly second?: string;
  readonly tone?: 'bad' | 'ok' | undefined;
  readonly title?: string;
}

/** A row that shows its thing on the map. */
export function RowButton(props: RowButtonProps) {
  const { onClick, pressed, mark, markKind = 'gap', name, detail, value, second, tone, title } = props;
  return (
    <li>
      <button type="button" className="result-row" title={title} aria-pressed={pressed} onClick={onClick}>
        {mark !== undefined && <GapMark text={mark} kind={markKind} />}
        <span className="grow ellipsis" title={name}>
          {name}
        </span>
        {detail !== undefined && <span className="muted">{detail}</span>}
        <span className="row-value" data-tone={tone}>
          {value}
        </span>
        {second !== undefined && <span className="row-second">{second}</span>}
      </button>
    </li>
  );
}

interface ShareBarProps {
  readonly label: string;
  readonly share: number;
  readonly hint?: string;
}

/** A share with its bar. */
export function ShareBar({ label, share, hint }: ShareBarProps) {
  return (
    <div className="share-bar" title={hint}>
      <dt>{label}</dt>
      <dd>
        <span className="share-track" aria-hidden>
          <span style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }} />
        </span>
        <span>{formatNumber(share * 100, 1)} %</span>
      </dd>
    </div>
  );
}

/** What was assumed and left out, folded. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Fold title="What was assumed">
      <ul className="section-body notes-list">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Fold>
  );
}

interface FoldProps {
  readonly title: string;
  readonly aside?: string;
  readonly children: ReactNode;
}

/** A section that is closed until it is asked for. */
export function Fold({ title, aside, children }: FoldProps) {
  return (
    <details className="section fold">
      <summary className="section-head">
        {title}
        {aside !== undefined && <span className="aside">{aside}</span>}
      </summary>
      {children}
    </details>
  );
}

/** How the street network hangs together. */
export function ConnectivityFold({ connectivity }: { readonly connectivity: Connectivity }) {
  const units = useSession((state) => state.units);
  return (
    <Fold title="Street network" aside={`${formatPercent(connectivity.largestShare)} in one part`}>
      <p className="section-body hint">{connectivityText(connectivity, units)}</p>
    </Fold>
  );
}

/** The network in one or two sentences. */
export function connectivityText(connectivity: Connectivity, units: Units): string {
  const { edges, nodes, kilometres, parts, largestShare, unmatchedTurns } = connectivity;
  const length = `${formatNumber(distanceNumber(kilometres, units), 1)} ${distanceUnit(units)}`;
  const whole =
    parts === 1
      ? 'everything reaches everything'
      : `${formatNumber(parts)} parts, the largest with ${formatPercent(largestShare)} of the length`;
  const turns =
    unmatchedTurns === 0
      ? ''
      : ` ${formatNumber(unmatchedTurns)} turn ${unmatchedTurns === 1 ? 'restriction' : 'restrictions'} could not be matched to streets.`;
  return `${formatNumber(edges)} stretches between ${formatNumber(nodes)} junctions, ${length}: ${whole}.${turns}`;
}

interface ListSectionProps {
  readonly title: string;
  readonly aside?: string;
  /** Said where the list is empty. */
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

/** A list of things of a result, long ones cut to what can be read. */
export function ListSection({ title, aside, empty, children }: ListSectionProps) {
  return (
    <Section title={title} aside={aside}>
      {children.length === 0 ? (
        <p className="section-body hint">{empty}</p>
      ) : (
        <ul className="result-list">{children}</ul>
      )}
    </Section>
  );
}

/** Name of a device of the plan; its id where it has gone. */
export function deviceName(scenario: Scenario, id: string): string {
  return scenario.devices.find((device) => device.id === id)?.name ?? id;
}

/** `C-01, C-02 and 3 more`. */
export function deviceNames(scenario: Scenario, ids: readonly string[], most = 3): string {
  if (ids.length === 0) return 'none';
  const names = ids.slice(0, most).map((id) => deviceName(scenario, id));
  const rest = ids.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${formatNumber(rest)} more` : names.join(', ');
}
