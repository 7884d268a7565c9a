interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Single-linkage clusters: points are in one cluster where a chain of points leads from one to the other with no step longer than
 * `reach` metres. Places of points, ascending within a cluster; clusters in the order of their first point.
 */
export function clustersWithin(points: readonly Point[], reach: number): readonly (readonly number[])[] {
  const parent = points.map((_, place) => place);
  const rootOf = (place: number): number => {
    let at = place;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  // Squares of side `reach`: whoever is near stands in the same or a neighbouring one.
  const squares = new Map<string, number[]>();
  points.forEach(({ x, y }, place) => {
    const column = Math.floor(x / reach);
    const row = Math.floor(y / reach);
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of squares.get(`${column + dx},${row + dy}`) ?? []) {
          const [a, b] = [rootOf(place), rootOf(other)];
          if (a === b || !isWithin(points[place], points[other], reach)) continue;
          parent[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }
    const key = `${column},${row}`;
    const list = squares.get(key);
    if (list === undefined) squares.set(key, [place]);
    else list.push(place);
  });
  const clusters = new Map<number, number[]>();
  for (const place of points.keys()) {
    const root = rootOf(place);
    const list = clusters.get(root);
    if (list === undefined) clusters.set(root, [place]);
    else list.push(place);
  }
  return [...clusters.values()];
}

function isWithin(a: Point, b: Point, reach: number): boolean {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return dx * dx + dy * dy <= reach * reach;
}
