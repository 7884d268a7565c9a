import type { RandomWhole } from './seeded-numbers.ts';

/**
 * Crosses two orders at two points (Hartmann 1998): the first and the last part are the mother's, and between them stands what the father
 * has first of the rest. What stands before another in both does so in the child.
 */
export function crossedList(mother: Int32Array, father: Int32Array, random: RandomWhole): Int32Array {
  const { length } = mother;
  const points = [random(length + 1), random(length + 1)];
  const [first, last] = [Math.min(...points), Math.max(...points)];
  const child = new Int32Array(length);
  const taken = new Uint8Array(length);
  let size = 0;
  const take = (from: Int32Array, until: number) => {
    for (let place = 0; size < until && place < length; place += 1) {
      const task = from[place];
      if (taken[task] !== 0) continue;
      taken[task] = 1;
      child[size] = task;
      size += 1;
    }
  };
  take(mother, first);
  take(father, last);
  take(mother, length);
  return child;
}
