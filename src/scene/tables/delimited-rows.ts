import Papa from 'papaparse';

/** Characters handed to the parser at once. */
const pieceLength = 128 * 1024;
const delimiters = [',', ';', '\t', '|'];

export interface DelimitedRows {
  readonly delimiter: string;
  /** The first row. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of the text, counted from 1, on which each row begins. */
  readonly lines: readonly number[];
  /** Rows with more or fewer cells than the header, and quotes that don't close. */
  readonly uneven: number;
}

/**
 * Rows of a table of delimited text (RFC 4180 and its relatives): comma, semicolon, tab or bar, cells in double quotes
 * where needed. Empty rows are left out. Yields the fraction done; `null` where there is no row at all.
 */
export function* delimitedRows(text: string, rowLimit: number): Generator<number, DelimitedRows | null> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  // A first line “sep=;” is a note of spreadsheets to themselves.
  const note = /^sep=(.)\r?\n/i.exec(text.slice(start, start + 20));
  const begin = start + (note === null ? 0 : note[0].length);
  const delimiter = note?.[1] ?? guessDelimiter(text.slice(begin, begin + 64 * 1024));
  let header: string[] | null = null;
  let uneven = 0;
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = note === null ? 1 : 2;
  for (let at = begin; at < text.length; ) {
    const end = pieceEnd(text, at, delimiter);
    const parsed = Papa.parse<string[]>(text.slice(at, end), { delimiter, quoteChar: '"', skipEmptyLines: false });
    uneven += parsed.errors.filter(({ row }) => !isEmpty(parsed.data[row ?? -1])).length;
    for (const [index, row] of parsed.data.entries()) {
      const begins = line;
      line += 1 + lineBreaksIn(row);
      // What follows the line feed that ends a piece is no row.
      if (index === parsed.data.length - 1 && row.length === 1 && row[0] === '') line -= 1;
      if (isEmpty(row)) continue;
      if (header === null) {
        header = row.map((cell) => cell.trim());
        continue;
      }
      if (rows.length >= rowLimit) return { delimiter, header, rows, lines, uneven };
      if (row.length !== header.length) uneven += 1;
      rows.push(row);
      lines.push(begins);
    }
    at = end;
    yield at / text.length;
  }
  return header === null ? null : { delimiter, header, rows, lines, uneven };
}

function isEmpty(row: readonly string[] | undefined): boolean {
  return row?.every((cell) => cell.trim() === '') === true;
}

function lineBreaksIn(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) if (cell.includes('\n') || cell.includes('\r')) count += cell.split(/\r\n|\n|\r/).length - 1;
  return count;
}

/** The delimiter that stands most evenly in the first lines, outside of quotes. */
function guessDelimiter(sample: string): string {
  const lines = splitOutsideQuotes(sample).slice(0, 20);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    const even = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first === 0 ? 0 : even * even * Math.log2(first + 1);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function splitOutsideQuotes(sample: string): string[] {
  return sample
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '');
}

/** The first end of a row at or after the wanted length; a line break in quotes ends none. */
function pieceEnd(text: string, from: number, delimiter: string): number {
  let quoted = false;
  let cellStart = true;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') continue;
      if (text[at + 1] === '"') at += 1;
      else quoted = false;
      continue;
    }
    if (letter === '"' && cellStart) quoted = true;
    cellStart = letter === delimiter || letter === '\n' || letter === '\r';
    if (letter === '\n' && at - from >= pieceLength) return at + 1;
  }
  return text.length;
}
