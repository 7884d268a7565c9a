/** Closed rings made of lines that share end points, and the lines that found no ring. */
export interface JoinedRings {
  /** Each a list of point ids; the first is not repeated at the end. */
  readonly rings: readonly (readonly number[])[];
  /** Indices of input lines that could not be closed. */
  readonly open: readonly number[];
  /** What those lines join to, as lists of point ids. */
  readonly chains: readonly (readonly number[])[];
}

/**
 * Joins lines end to end into closed rings, in any order and direction; points are compared by id. Where more than two
 * lines meet in a point, a ring is closed as soon as it comes back to its start.
 */
export function joinRings(lines: readonly ArrayLike<number>[]): JoinedRings {
  const rings: number[][] = [];
  const open: number[] = [];
  const chains: number[][] = [];
  const used = new Uint8Array(lines.length);
  const byEnd = indexEnds(lines);
  lines.forEach((line, start) => {
    if (used[start] === 1) return;
    used[start] = 1;
    if (line.length === 0) {
      open.push(start);
      return;
    }
    const chain = Array.from(line);
    const members = [start];
    for (let turned = false; chain[0] !== chain[chain.length - 1] || chain.length === 1; ) {
      const end = chain[chain.length - 1];
      const next = (byEnd.get(end) ?? []).find((candidate) => used[candidate] === 0);
      if (next === undefined) {
        if (turned) break;
        // What leads to the chain's beginning belongs to it, too.
        turned = true;
        chain.reverse();
        continue;
      }
      used[next] = 1;
      members.push(next);
      appendLine(chain, lines[next]);
    }
    if (chain.length > 3 && chain[0] === chain[chain.length - 1]) {
      chain.pop();
      rings.push(chain);
    } else {
      open.push(...members);
      chains.push(chain);
    }
  });
  return { rings, open, chains };
}

function indexEnds(lines: readonly ArrayLike<number>[]): Map<number, number[]> {
  const byEnd = new Map<number, number[]>();
  lines.forEach((line, index) => {
    if (line.length === 0) return;
    for (const end of new Set([line[0], line[line.length - 1]])) {
      const list = byEnd.get(end);
      if (list === undefined) byEnd.set(end, [index]);
      else list.push(index);
    }
  });
  return byEnd;
}

/** Adds a line that begins or ends where the chain ends; the shared point once. */
function appendLine(chain: number[], line: ArrayLike<number>): void {
  const forward = line[0] === chain[chain.length - 1];
  for (let i = 1; i < line.length; i += 1) chain.push(forward ? line[i] : line[line.length - 1 - i]);
}
