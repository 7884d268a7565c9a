import type { ImportNote, ImportReport } from '#model/import-report.ts';

const headings: Readonly<Record<ImportNote['kind'], string>> = {
  read: 'Read',
  truncated: 'Cut at the border',
  guessed: 'Guessed',
  repaired: 'Repaired',
  dropped: 'Left out',
  ignored: 'Ignored',
};

/** Ids printed per note; the JSON form holds more. */
const idsShown = 12;

/** The report for reading in a terminal or saving as text: sources, counts, then what was done, with ids. Ends with a line feed. */
export function reportText(report: ImportReport): string {
  const lines: string[] = ['Import report', ''];
  for (const { name, kind, bytes } of report.sources) lines.push(`  ${name} (${kind}, ${grouped(bytes)} bytes)`);
  lines.push('', 'Counts');
  const names = Object.keys(report.counts);
  const width = Math.max(0, ...names.map((name) => name.length));
  for (const name of names) lines.push(`  ${name.padEnd(width)}  ${grouped(report.counts[name]).padStart(10)}`);
  lines.push('', `Heights guessed: ${(report.guessedHeightShare * 100).toFixed(1)} % of the buildings`);
  let kind: ImportNote['kind'] | null = null;
  for (const note of report.notes) {
    if (note.kind !== kind) lines.push('', headings[note.kind]);
    kind = note.kind;
    lines.push(`  ${grouped(note.count)} × ${note.subject}: ${note.sentence}`);
    if (note.ids.length > 0) lines.push(`    ${shownIds(note)}`);
  }
  return `${lines.join('\n')}\n`;
}

function shownIds(note: ImportNote): string {
  const ids = note.ids.slice(0, idsShown).join(', ');
  const more = note.count - Math.min(idsShown, note.ids.length);
  return more > 0 ? `${ids} and ${grouped(more)} more` : ids;
}

/** Thousands apart by commas, the same on every machine. */
function grouped(value: number): string {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
