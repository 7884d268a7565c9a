import type { ImportNote, ImportReport } from '#model/import-report.ts';

/** Kinds of notes in the order they are shown, with their titles. */
export const noteKinds: readonly (readonly [kind: ImportNote['kind'], title: string])[] = [
  ['read', 'Read'],
  ['truncated', 'Cut at the border'],
  ['guessed', 'Guessed'],
  ['repaired', 'Repaired'],
  ['dropped', 'Dropped'],
  ['ignored', 'Left aside'],
];

/** The report as plain text: counts first, then every note with its ids. */
export function reportText(report: ImportReport): string {
  const lines = ['Import report'];
  for (const source of report.sources) lines.push(`Source: ${source.name}, ${source.kind}, ${source.bytes} bytes`);
  lines.push(`Guessed heights: ${(report.guessedHeightShare * 100).toFixed(1)} %`, '', 'Counts');
  for (const [name, count] of Object.entries(report.counts)) lines.push(`  ${name}: ${count}`);
  for (const [kind, title] of noteKinds) {
    const notes = report.notes.filter((note) => note.kind === kind);
    if (notes.length === 0) continue;
    lines.push('', title);
    for (const note of notes) {
      lines.push(`  ${note.count} × ${note.subject}: ${note.sentence}`);
      if (note.ids.length > 0) lines.push(`    ${note.ids.join(', ')}${note.ids.length < note.count ? ', …' : ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
