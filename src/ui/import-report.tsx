import { Modal } from '@mantine/core';
import { type ImportNote, type ImportReport, isCountTold } from '#model/import-report.ts';
import { formatNumber, formatShare } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

/** Kinds of notes in the order they are shown, with their titles. */
const noteKinds: readonly (readonly [kind: ImportNote['kind'], title: string])[] = [
  ['read', 'Read'],
  ['merged', 'Merged'],
  ['truncated', 'Cut at the border'],
  ['guessed', 'Guessed'],
  ['repaired', 'Repaired'],
  ['dropped', 'Left out'],
  ['ignored', 'Ignored'],
];

/** What an import read, cut, guessed, repaired and dropped, with ids, to read and to copy. */
export function ImportReportDialog() {
  const commands = useCommands();
  const report = useSession((state) => state.report);
  const opened = useSession((state) => state.reportOpen);
  return (
    <Modal
      opened={opened && report !== null}
      onClose={() => commands.openReport(false)}
      title="Import report"
      size={640}
      centered
      classNames={{ content: 'report', title: 'report-title' }}
      closeButtonProps={{ 'aria-label': 'Close the report' }}
    >
      {report !== null && <Report report={report} />}
    </Modal>
  );
}

function Report({ report }: { readonly report: ImportReport }) {
  const buildings = useSession((state) => state.baseCity?.buildings.length ?? 0);
  return (
    <>
      <section className="report-group" aria-label="Sources">
        <h3>Sources</h3>
        <ul className="report-sources">
          {report.sources.map((source, index) => (
            // Two files may have one name, and their order does not change.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>
              <span className="grow">
                <span className="report-subject">{source.name}</span>
                {sourceWords(source)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <p>
        {buildings === 0
          ? 'This city has no buildings.'
          : report.guessedHeightShare === 0
            ? 'Every building’s height is from the source.'
            : `The height of ${formatShare(report.guessedHeightShare)} of the buildings is guessed.`}
      </p>
      <section className="report-group" aria-label="Counts">
        <h3>Counts</h3>
        <dl className="report-counts">
          {Object.entries(report.counts)
            .filter(([name, count]) => isCountTold(name, count))
            .map(([name, count]) => (
              <div key={name}>
                <dt>{countName(name)}</dt>
                <dd>{formatNumber(count)}</dd>
              </div>
            ))}
        </dl>
      </section>
      {noteKinds.map(([kind, title]) => (
        <NoteGroup key={kind} title={title} notes={report.notes.filter((note) => note.kind === kind)} />
      ))}
      <CopyButtons />
    </>
  );
}

/** Kind, size, rights, and what was taken from which property. */
function sourceWords(source: ImportReport['sources'][number]): string {
  const { kind, bytes, attribution, licence, mapping, guessedHeightShare } = source;
  const rights = [attribution, licence].filter((words) => words !== '').join(', ');
  const guessed = guessedHeightShare === null ? [] : [`Heights guessed: ${formatShare(guessedHeightShare)}.`];
  const size = `${kind}, ${formatNumber(bytes / 1024)} kB${rights === '' ? '' : `; ${rights}`}.`;
  return [size, ...mapping, ...guessed].join(' ');
}

/** `buildingWaysComplete` → `Building ways complete`; names and units as they are written. */
function countName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^city json\b/, 'CityJSON')
    .replace(/^sumo\b/, 'SUMO')
    .replace(/ square meters$/, ', m²');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function NoteGroup({ title, notes }: { readonly title: string; readonly notes: readonly ImportNote[] }) {
  if (notes.length === 0) return null;
  return (
    <section className="report-group" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {notes.map((note) => (
          <li key={`${note.subject} ${note.sentence}`}>
            <span className="report-count">{formatNumber(note.count)}</span>
            <span className="grow">
              <span className="report-subject">{note.subject}</span>
              {note.sentence}
              {note.ids.length > 0 && (
                <details>
                  <summary>
                    {note.ids.length < note.count
                      ? `${note.ids.length} of the ids`
                      : note.ids.length === 1
                        ? 'Id'
                        : 'Ids'}
                  </summary>
                  <p className="report-ids">{note.ids.join(', ')}</p>
                </details>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CopyButtons() {
  const commands = useCommands();
  return (
    <footer className="report-actions">
      <button type="button" className="button" onClick={() => commands.copyReport('text')}>
        Copy as text
      </button>
      <button type="button" className="button" onClick={() => commands.copyReport('json')}>
        Copy as JSON
      </button>
    </footer>
  );
}
