/** 32 × 32 cells, row by row from the south-west. */
export interface CellBlock {
  /** High 16 bits: cameras that see the cell; low 16 bits: XOR of their slots, so where there is one, its slot. */
  readonly cells: Uint32Array<ArrayBuffer>;
  /** Cells that some camera sees. */
  used: number;
}

/** The counted cells of one category, in blocks that exist only where a camera sees something. */
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
    return this.blocks.size * 32 * 32 * 4;
  }

  /** The block that holds a row's word; made where there is none. */
  open(row: number, word: number): CellBlock {
    const key = (row >> 5) * this.gridWords + word;
    if (key === this.lastKey && this.lastBlock !== null) return this.lastBlock;
    let block = this.blocks.get(key);
    if (block === undefined) {
      block = { cells: new Uint32Array(32 * 32), used: 0 };
      this.blocks.set(key, block);
    }
    this.lastKey = key;
    this.lastBlock = block;
    return block;
  }

  /** Forgets a block in which no cell is seen any more. */
  drop(row: number, word: number): void {
    this.blocks.delete((row >> 5) * this.gridWords + word);
    this.lastBlock = null;
  }
}
