/**
 * 32 × 32 cells of one class. A number per cell is held as bit planes: plane i has bit i of the numbers of 32 cells in one word,
 * so that a word of cells is counted up or down with a few operations. Plane i of row r is at 32·i + r.
 */
export interface CellBlock {
  readonly key: number;
  /** Devices that see the cell. */
  counts: Uint32Array<ArrayBuffer>;
  /** XOR of their slots, so where there is one, its slot. */
  slots: Uint32Array<ArrayBuffer>;
  /** Cells that some device sees. */
  used: number;
}

/** Planes that a new block has; more are added when a number needs them. */
const firstPlanes = 2;

/** The counted cells of one class, in blocks that exist only where a device sees something. */
export class CellBlocks {
  private readonly blocks = new Map<number, CellBlock>();
  private readonly gridWords: number;
  private lastKey = -1;
  private lastBlock: CellBlock | null = null;

  /** `gridWords`: words of 32 cells per row of the grid. */
  constructor(gridWords: number) {
    this.gridWords = gridWords;
  }

  get bytes(): number {
    let sum = 0;
    for (const { counts, slots } of this.blocks.values()) sum += counts.byteLength + slots.byteLength;
    return sum;
  }

  /** Blocks in no order. */
  all(): IterableIterator<CellBlock> {
    return this.blocks.values();
  }

  /** The block that holds a row's word; made where there is none. */
  open(row: number, word: number): CellBlock {
    const key = this.key(row, word);
    if (key === this.lastKey && this.lastBlock !== null) return this.lastBlock;
    let block = this.blocks.get(key);
    if (block === undefined) {
      block = { key, counts: new Uint32Array(32 * firstPlanes), slots: new Uint32Array(32 * firstPlanes), used: 0 };
      this.blocks.set(key, block);
    }
    this.lastKey = key;
    this.lastBlock = block;
    return block;
  }

  /** The block that holds a row's word; null where no device sees any of its cells. */
  find(row: number, word: number): CellBlock | null {
    return this.blocks.get(this.key(row, word)) ?? null;
  }

  /** Forgets a block in which no cell is seen any more. */
  drop(block: CellBlock): void {
    this.blocks.delete(block.key);
    this.lastBlock = null;
  }

  private key(row: number, word: number): number {
    return (row >> 5) * this.gridWords + word;
  }
}

/** Cells of a row of the block (r = row & 31) that at least one device sees. */
export function seenCells({ counts }: CellBlock, r: number): number {
  let any = 0;
  for (let at = r; at < counts.length; at += 32) any |= counts[at];
  return any;
}

/** Cells of a row that exactly `count` devices see; `count` ≥ 0. */
export function cellsSeenBy({ counts }: CellBlock, r: number, count: number): number {
  const planes = counts.length >> 5;
  if (count >>> planes !== 0) return 0;
  let equal = -1;
  for (let i = 0; i < planes; i += 1) equal &= (count >>> i) & 1 ? counts[32 * i + r] : ~counts[32 * i + r];
  return equal;
}

/** Cells of a row that at least `count` devices see; `count` ≥ 1. */
export function cellsSeenByAtLeast({ counts }: CellBlock, r: number, count: number): number {
  const planes = counts.length >> 5;
  if (count >>> planes !== 0) return 0;
  let equal = -1;
  let above = 0;
  for (let i = planes - 1; i >= 0; i -= 1) {
    const plane = counts[32 * i + r];
    if ((count >>> i) & 1) equal &= plane;
    else {
      above |= equal & plane;
      equal &= ~plane;
    }
  }
  return above | equal;
}

/** Counts the cells of a row up by one and notes the slot of the device that came. */
export function countUp(block: CellBlock, r: number, cells: number, slot: number): void {
  let carry = cells;
  for (let at = r; carry !== 0; at += 32) {
    if (at >= block.counts.length) block.counts = withPlanes(block.counts, (at >> 5) + 1);
    const before = block.counts[at];
    block.counts[at] = before ^ carry;
    carry &= before;
  }
  toggleSlot(block, r, cells, slot);
}

/** Counts the cells of a row down by one, all of which are at least 1, and forgets the slot of the device that went. */
export function countDown(block: CellBlock, r: number, cells: number, slot: number): void {
  const { counts } = block;
  let borrow = cells;
  for (let at = r; borrow !== 0; at += 32) {
    const before = counts[at];
    counts[at] = before ^ borrow;
    borrow &= ~before;
  }
  toggleSlot(block, r, cells, slot);
}

function toggleSlot(block: CellBlock, r: number, cells: number, slot: number): void {
  const planes = 32 - Math.clz32(slot);
  if (planes > block.slots.length >> 5) block.slots = withPlanes(block.slots, planes);
  const { slots } = block;
  for (let left = slot, at = r; left !== 0; left >>>= 1, at += 32) if ((left & 1) === 1) slots[at] ^= cells;
}

function withPlanes(planes: Uint32Array<ArrayBuffer>, count: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(32 * count);
  larger.set(planes);
  return larger;
}

/** The slot noted for one cell (bit) of a row. */
export function slotOf({ slots }: CellBlock, r: number, bit: number): number {
  let slot = 0;
  for (let at = r, i = 0; at < slots.length; at += 32, i += 1) slot |= ((slots[at] >>> bit) & 1) << i;
  return slot;
}

/** Those of `cells` of a row for which this slot is noted. */
export function cellsOfSlot({ slots }: CellBlock, r: number, cells: number, slot: number): number {
  let equal = cells;
  for (let at = r, i = 0; at < slots.length; at += 32, i += 1) equal &= (slot >>> i) & 1 ? slots[at] : ~slots[at];
  return equal;
}
