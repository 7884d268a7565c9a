import { type ImportNote, type ImportReport, isCountTold } from '#model/import-report.ts';

const headings: Readonly<Record<ImportNote['kind'], string>> = {
  read: 'Read',
  merged: 'Merged (measured heights stand above stated ones, these above storeys, these above guesses)',
  truncated: 'Cut at the border',
  guessed: 'Guessed',
  repaired: 'Repaired',
  dropped: 'Left out',
  ignored: 'Ignored',
};

/** Ids printed per note; the JSON form holds more. */
const idsShown = 12;

/** The report for reading in a terminal or saving as text: sources with their rights and mappings, counts, then what was done, with ids. Ends with a line feed. */
export function reportText(report: ImportReport): string {
  const lines: string[] = ['Import report', ''];
  for (const source of report.sources) lines.push(...sourceLines(source));
  lines.push('', 'Counts', ...countLines(report.counts, '  '));
  lines.push('', `Heights guessed: ${percent(report.guessedHeightShare)} of the buildings`);
  let kind: ImportNote['kind'] | null = null;
  for (const note of report.notes) {
    if (note.kind !== kind) lines.push('', headings[note.kind]);
    kind = note.kind;
    lines.push(`  ${grouped(note.count)} × ${note.subject}: ${note.sentence}`);
    if (note.ids.length > 0) lines.push(`    ${shownIds(note)}`);
  }
  return `${lines.join('\n')}\n`;
}

function sourceLines(source: ImportReport['sources'][number]): string[] {
  const { name, kind, bytes, licence, attribution, mapping, counts, guessedHeightShare } = source;
  const lines = [`  ${name} (${kind}, ${grouped(bytes)} bytes)`];
  const rights = [attribution, licence].filter((text) => text !== '').join('; ');
  if (rights !== '') lines.push(`    ${rights}`);
  for (const sentence of mapping) lines.push(`    ${sentence}`);
  lines.push(...countLines(counts, '    '));
  if (guessedHeightShare !== null) lines.push(`    Heights guessed: ${percent(guessedHeightShare)} of its buildings`);
  return lines;
}

function countLines(counts: Readonly<Record<string, number>>, indent: string): string[] {
  const names = Object.keys(counts).filter((name) => isCountTold(name, counts[name]));
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.map((name) => `${indent}${name.padEnd(width)}  ${grouped(counts[name]).padStart(10)}`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
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
