import type { NumberLists } from './table-parts.ts';

/** Lists by owner from pairs of owner and number, each list in the order in which its numbers come. */
export function numberLists(
  owners: number,
  each: (take: (owner: number, number: number) => void) => void,
): NumberLists {
  const first = new Uint32Array(owners + 1);
  each((owner) => {
    first[owner + 1] += 1;
  });
  for (let owner = 0; owner < owners; owner += 1) first[owner + 1] += first[owner];
  const next = first.slice(0, owners);
  const numbers = new Uint32Array(first[owners]);
  each((owner, number) => {
    numbers[next[owner]] = number;
    next[owner] += 1;
  });
  return { first, numbers };
}
