/**
 * Replaces every NaN of a grid (row by row) by the value of a nearest known vertex, counted in steps to the eight
 * neighbours; among equals the one first reached in row order wins, so the result is the same everywhere. At least one
 * value must be known. Linear time.
 */
export function fillFromNearest(values: Float32Array, columns: number, rows: number): void {
  let missing = 0;
  for (let i = 0; i < values.length; i += 1) if (Number.isNaN(values[i])) missing += 1;
  if (missing === 0 || missing === values.length) return;
  let front = borderOfKnown(values, columns, rows);
  while (front.length > 0) {
    const next: number[] = [];
    for (const at of front) {
      visitNeighbours(at, columns, rows, (neighbour) => {
        if (!Number.isNaN(values[neighbour])) return;
        values[neighbour] = values[at];
        next.push(neighbour);
      });
    }
    front = next;
  }
}

function borderOfKnown(values: Float32Array, columns: number, rows: number): number[] {
  const border: number[] = [];
  for (let at = 0; at < values.length; at += 1) {
    if (Number.isNaN(values[at])) continue;
    let open = false;
    visitNeighbours(at, columns, rows, (neighbour) => {
      if (Number.isNaN(values[neighbour])) open = true;
    });
    if (open) border.push(at);
  }
  return border;
}

function visitNeighbours(at: number, columns: number, rows: number, visit: (neighbour: number) => void): void {
  const column = at % columns;
  const row = (at - column) / columns;
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
      if (x !== column || y !== row) visit(y * columns + x);
    }
  }
}
