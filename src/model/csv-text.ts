/** A cell that is no number: spreadsheets run texts that begin so as formulas. */
const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",;\t\r\n]/;

/**
 * Rows as comma-separated values (RFC 4180): CRLF at the end of every row, cells in double quotes where needed. Numbers stand
 * with a point and without grouping; `null` is an empty cell. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, and so does one that begins with an apostrophe before such a text, so that {@link csvCellText} is exact.
 */
export function csvText(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const shielded = formulaStart.test(value.replace(/^'+/, '')) ? `'${value}` : value;
  return needsQuotes.test(shielded) || shielded !== shielded.trim() ? `"${shielded.replaceAll('"', '""')}"` : shielded;
}

/** The text that {@link csvText} wrote as this cell, quotes already removed: without the apostrophe in front of a formula. */
export function csvCellText(cellText: string): string {
  const bare = cellText.replace(/^'+/, '');
  return bare.length < cellText.length && formulaStart.test(bare) ? cellText.slice(1) : cellText;
}
