/** How the cells of one column are to be taken. */
export type CellKind = 'text' | 'number' | 'comma-number' | 'boolean';

const plainNumber = /^[-+]?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:e[-+]?\d{1,3})?$|^[-+]?0?\.\d+$/i;
const commaNumber = /^[-+]?(?:0|[1-9]\d{0,14})(?:,\d+)?$/;

/**
 * What the cells of a column of text are: numbers only where all that are filled are, so that house numbers and keys with
 * leading zeros stay what they are. A decimal comma counts where commas don't part the cells and no cell has a point.
 */
export function cellKind(cells: Iterable<string>, delimiter: string): CellKind {
  let filled = 0;
  let numbers = 0;
  let commaNumbers = 0;
  let booleans = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === '') continue;
    filled += 1;
    if (plainNumber.test(text)) numbers += 1;
    if (commaNumber.test(text)) commaNumbers += 1;
    if (text === 'true' || text === 'false') booleans += 1;
    if (numbers < filled && commaNumbers < filled && booleans < filled) return 'text';
  }
  if (filled === 0) return 'text';
  if (numbers === filled) return 'number';
  if (commaNumbers === filled) return delimiter === ',' ? 'text' : 'comma-number';
  return booleans === filled ? 'boolean' : 'text';
}

/** A cell as its column says; `null` for an empty one. */
export function cellValue(cell: string, kind: CellKind): string | number | boolean | null {
  const text = cell.trim();
  if (text === '') return null;
  if (kind === 'number') return Number(text);
  if (kind === 'comma-number') return Number(text.replace(',', '.'));
  return kind === 'boolean' ? text === 'true' : text;
}
