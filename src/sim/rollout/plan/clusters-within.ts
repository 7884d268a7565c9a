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
  // All points of a square whose side is half the reach are within it of each other, so a square is one cluster from the start, and a
  // neighbouring one that is of the same cluster already needs no look at its points.
  const side = reach / 2;
  const squares = new Map<string, number[]>();
  const join = (a: number, b: number): void => {
    parent[Math.max(a, b)] = Math.min(a, b);
  };
  points.forEach(({ x, y }, place) => {
    const column = Math.floor(x / side);
    const row = Math.floor(y / side);
    const key = `${column},${row}`;
    const own = squares.get(key);
    if (own === undefined) squares.set(key, [place]);
    else {
      join(rootOf(place), rootOf(own[0]));
      own.push(place);
    }
    for (let dx = -2; dx <= 2; dx += 1) {
      for (let dy = -2; dy <= 2; dy += 1) {
        const others = squares.get(`${column + dx},${row + dy}`);
        if (others === undefined || rootOf(others[0]) === rootOf(place)) continue;
        if (others.some((other) => isWithin(points[place], points[other], reach)))
          join(rootOf(place), rootOf(others[0]));
      }
    }
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
