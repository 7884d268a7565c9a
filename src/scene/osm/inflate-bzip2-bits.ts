/** bzip2 that does not follow the format, fails its checksum, or ends early. */
export class DamagedBzip2Error extends Error {
  constructor() {
    super('damaged bzip2');
    this.name = 'DamagedBzip2Error';
  }
}

/** Bits of a byte array, most significant first. Throws {@link DamagedBzip2Error} where the bytes run out. */
export class BitReader {
  #bytes: Uint8Array = new Uint8Array(0);
  #next = 0;
  #held = 0;
  #count = 0;

  /** Whole bytes not begun yet. */
  get bytesLeft(): number {
    return this.#bytes.length - this.bytesUsed;
  }

  /** Bytes begun or read. */
  get bytesUsed(): number {
    return this.#next - (this.#count >> 3);
  }

  /** Goes on in a longer array from which the first `dropped` bytes, all of them used, were left out. */
  replace(bytes: Uint8Array, dropped: number): void {
    this.#next -= dropped;
    this.#bytes = bytes;
  }

  /** `count`: 1 to 24. */
  read(count: number): number {
    while (this.#count < count) this.#refill();
    this.#count -= count;
    return (this.#held >>> this.#count) & ((1 << count) - 1);
  }

  /** 32 bits as a signed number. */
  read32(): number {
    return (this.read(16) << 16) | this.read(16);
  }

  /** The next bits without taking them, padded with zeros beyond the end; `count`: 1 to 24. */
  peek(count: number): number {
    while (this.#count < count) {
      if (this.#next >= this.#bytes.length) {
        return ((this.#held & ((1 << this.#count) - 1)) << (count - this.#count)) & ((1 << count) - 1);
      }
      this.#refill();
    }
    return (this.#held >>> (this.#count - count)) & ((1 << count) - 1);
  }

  /** Takes bits that were peeked at. */
  skip(count: number): void {
    if (this.#count < count) throw new DamagedBzip2Error();
    this.#count -= count;
  }

  alignToByte(): void {
    this.#count -= this.#count & 7;
  }

  #refill(): void {
    if (this.#next >= this.#bytes.length) throw new DamagedBzip2Error();
    this.#held = (this.#held << 8) | this.#bytes[this.#next];
    this.#next += 1;
    this.#count += 8;
  }
}
