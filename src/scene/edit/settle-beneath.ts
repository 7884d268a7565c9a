import type { Building, PrismTable } from '#model/city.ts';
import { prismRings, rowsFilledBeneath } from '../assemble/filled-beneath.ts';
import { ringBox } from '../assemble/ring.ts';
import { pickRows } from './prism-rows.ts';

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

/**
 * The table with {@link PrismTable.raised} settled anew for what hangs over, or stands on, a place where solids have
 * changed: a part whose base was taken away lets rays pass beneath it, one that was underpinned does not.
 */
export function settleBeneath(prisms: PrismTable, buildings: readonly Building[], changed: readonly Box[]): PrismTable {
  const hanging = hangingOver(prisms, buildings, changed);
  if (hanging.size === 0) return prisms;
  const boxes = [...hanging].map((row) => boxOf(prisms, row));
  const near: number[] = [];
  for (let row = 0; row < prisms.count; row += 1) {
    if (hanging.has(row) || meetsAny(boxOf(prisms, row), boxes)) near.push(row);
  }
  const part = pickRows(prisms, near);
  near.forEach((row, index) => {
    if (hanging.has(row)) part.raised[index] = 1;
  });
  const raised = prisms.raised.slice();
  for (const row of hanging) raised[row] = 1;
  for (const index of drained(rowsFilledBeneath(part)).filled) {
    if (hanging.has(near[index])) raised[near[index]] = 0;
  }
  return { ...prisms, raised };
}

/** Rows that begin above the ground and stand over a changed place, or over others that do. */
function hangingOver(prisms: PrismTable, buildings: readonly Building[], changed: readonly Box[]): Set<number> {
  let waiting: number[] = [];
  for (let row = 0; row < prisms.count; row += 1) {
    if (buildings[prisms.building[row]].minHeightMeters > 0) waiting.push(row);
  }
  const found = new Set<number>();
  let front: readonly Box[] = changed;
  while (front.length > 0 && waiting.length > 0) {
    const reached = waiting.filter((row) => meetsAny(boxOf(prisms, row), front));
    for (const row of reached) found.add(row);
    waiting = waiting.filter((row) => !found.has(row));
    front = reached.map((row) => boxOf(prisms, row));
  }
  return found;
}

function meetsAny(box: Box, others: readonly Box[]): boolean {
  return others.some((other) => box[0] <= other[2] && box[2] >= other[0] && box[1] <= other[3] && box[3] >= other[1]);
}

/** Box of a row's outer ring. */
export function boxOf(prisms: PrismTable, row: number): Box {
  return ringBox(prismRings(prisms, row)[0]);
}

function drained<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
