/** A marker's foot on the screen, and the devices it stands for. */
export interface MarkerSpot {
  readonly x: number;
  readonly y: number;
  readonly ids: readonly string[];
}

/** Markers nearer to each other than this are one, CSS pixels. */
export const clusterPixels = 26;

/**
 * Joins markers that would lie over each other: the first of a group takes those near it, in the order of the input, so
 * that a plan always gives the same groups. A group stands at the middle of its members.
 */
export function clusterMarkers(spots: readonly MarkerSpot[]): MarkerSpot[] {
  const groups: { x: number; y: number; sumX: number; sumY: number; ids: string[] }[] = [];
  const cells = new Map<number, number[]>();
  for (const spot of spots) {
    const column = Math.floor(spot.x / clusterPixels);
    const row = Math.floor(spot.y / clusterPixels);
    const group = nearGroup(groups, cells, spot, column, row);
    if (group === null) {
      groups.push({ x: spot.x, y: spot.y, sumX: spot.x, sumY: spot.y, ids: [...spot.ids] });
      const key = cellKey(column, row);
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [groups.length - 1]);
      else cell.push(groups.length - 1);
      continue;
    }
    group.sumX += spot.x * spot.ids.length;
    group.sumY += spot.y * spot.ids.length;
    group.ids.push(...spot.ids);
  }
  return groups.map(({ sumX, sumY, ids }) => ({ x: sumX / ids.length, y: sumY / ids.length, ids }));
}

/** One number a cell: a text for each of thousands of markers in every frame was most of the work. */
function cellKey(column: number, row: number): number {
  return row * 65_536 + column;
}

function nearGroup<T extends { readonly x: number; readonly y: number }>(
  groups: readonly T[],
  cells: ReadonlyMap<number, readonly number[]>,
  spot: MarkerSpot,
  column: number,
  row: number,
): T | null {
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) {
      const members = cells.get(cellKey(column + dx, row + dy));
      if (members === undefined) continue;
      for (const index of members) {
        const group = groups[index];
        const [x, y] = [group.x - spot.x, group.y - spot.y];
        if (x * x + y * y < clusterPixels * clusterPixels) return group;
      }
    }
  }
  return null;
}
