/** Columns side by side, the first to the left and the others to the right; long first cells are cut. */
export function aligned(rows: readonly (readonly string[])[], widest = 36): string[] {
  const short = rows.map(([name, ...cells]) => [shortened(name ?? '', widest), ...cells]);
  const columns = Math.max(0, ...short.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...short.map((row) => (row[column] ?? '').length)),
  );
  return short.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}

function shortened(name: string, widest: number): string {
  return name.length > widest ? `${name.slice(0, widest - 1)}…` : name;
}

/** A whole number, thousands apart by commas; the same on every machine. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** At most two decimals, fewer for large values. */
export function brief(value: number): string {
  if (value >= 1000) return grouped(value);
  return String(value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);
}
