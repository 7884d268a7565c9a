/**
 * Outlines of faces that share their edges, as nets of triangles do: an edge that another face runs along the other way is
 * inside and falls out; what remains is chained into rings. `faces`: polygons on the map, each ring flat x, y on the grid.
 * Linear in the number of corners, where joining polygon by polygon is not. `null` where the rest does not close into
 * rings: the faces then do not fit together.
 */
export function dissolveFaces(faces: readonly (readonly Float64Array[])[]): Float64Array[] | null {
  const numbers = new Map<string, number>();
  const points: number[] = [];
  const numberOf = (x: number, y: number): number => {
    const key = `${x} ${y}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = points.length / 2;
      numbers.set(key, number);
      points.push(x, y);
    }
    return number;
  };
  // From a corner to those after it, once for each edge that no other face has met.
  const next = new Map<number, number[]>();
  const meet = (from: number, to: number): void => {
    if (from === to) return;
    const back = next.get(to);
    const met = back?.indexOf(from) ?? -1;
    if (back !== undefined && met >= 0) back.splice(met, 1);
    else {
      const ahead = next.get(from);
      if (ahead === undefined) next.set(from, [to]);
      else ahead.push(to);
    }
  };
  for (const rings of faces) {
    const turned = signedArea(rings[0]) < 0;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const from = numberOf(ring[j], ring[j + 1]);
        const to = numberOf(ring[i], ring[i + 1]);
        if (turned) meet(to, from);
        else meet(from, to);
      }
    }
  }
  return chain(next, points);
}

/** Walks from corner to corner until it is back. */
function chain(next: ReadonlyMap<number, number[]>, points: readonly number[]): Float64Array[] | null {
  const rings: Float64Array[] = [];
  for (const [start, ahead] of next) {
    while (ahead.length > 0) {
      const ring: number[] = [];
      let at = start;
      do {
        ring.push(points[2 * at], points[2 * at + 1]);
        const to = next.get(at)?.pop();
        if (to === undefined) return null;
        at = to;
      } while (at !== start);
      rings.push(Float64Array.from(ring));
    }
  }
  return rings;
}

/** m², counter-clockwise positive. */
export function signedArea(ring: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
  }
  return sum / 2;
}
