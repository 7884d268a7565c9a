/** JSON that cannot be read as a list of map entities; the message is the sentence's end. */
export class JsonFault extends Error {}

/** An entity with a hundred thousand members takes less. */
const longestElement = 32 * 1024 ** 2;
const longestFrame = 1024 ** 2;
const deepest = 64;

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Takes JSON text piece by piece and gives the objects of its one long list: that named `elements` of an outer object, or a
 * bare list. What stands around the list is kept as its frame. Nothing is held but the object that is not whole yet, so
 * that the size of a text is not bounded by the longest string.
 */
export class JsonList {
  #onElement: (text: string) => void;
  #frame = '';
  #open = '';
  #depth = 0;
  /** Depth inside the list: 1 for a bare one, 2 for `elements`; 0 outside. */
  #listDepth = 0;
  #inElement = false;
  #inString = false;
  #escaped = false;
  #bare = false;

  /** `onElement` gets the text of one object. */
  constructor(onElement: (text: string) => void) {
    this.#onElement = onElement;
  }

  /** Whether the list is the outermost value. */
  get bare(): boolean {
    return this.#bare;
  }

  /** Throws {@link JsonFault}. */
  write(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#inString) {
        at = this.#passString(text, at);
        continue;
      }
      if (code === quote) {
        this.#inString = true;
        if (this.#listDepth !== 0 && this.#depth === this.#listDepth) throw new JsonFault('its list holds a text');
      } else if (code === openBrace || code === openBracket) {
        from = this.#opened(text, from, at, code);
      } else if (code === closeBrace || code === closeBracket) {
        from = this.#closed(text, from, at, code);
      } else if (this.#listDepth !== 0 && this.#depth === this.#listDepth && code !== comma && code > 0x20) {
        throw new JsonFault('its list holds something that is no object');
      }
    }
    this.#keep(text.slice(from));
  }

  /** What stands around the list. Throws {@link JsonFault} where the text is cut off or not JSON. */
  end(): unknown {
    if (this.#depth > 0 || this.#inString) throw new JsonFault(cutOff);
    try {
      return JSON.parse(this.#frame);
    } catch {
      throw new JsonFault('it is not well-formed JSON');
    }
  }

  /** Position of the string's last character in the text, or of the text's. */
  #passString(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.#escaped) this.#escaped = false;
      else if (code === backslash) this.#escaped = true;
      else if (code === quote) {
        this.#inString = false;
        break;
      }
    }
    return at;
  }

  #opened(text: string, from: number, at: number, code: number): number {
    const inList = this.#listDepth !== 0 && this.#depth === this.#listDepth;
    if (inList && code !== openBrace) throw new JsonFault('its list holds something that is no object');
    this.#depth += 1;
    if (this.#depth > deepest) throw new JsonFault('it is nested too deeply');
    if (inList) {
      this.#inElement = true;
      return at;
    }
    if (this.#listDepth !== 0 || code !== openBracket) return from;
    const bare = this.#depth === 1;
    if (!bare && !(this.#depth === 2 && /"elements"\s*:\s*$/.test(this.#frame.slice(-100) + text.slice(from, at)))) {
      return from;
    }
    this.#keep(text.slice(from, at + 1));
    this.#bare = bare;
    this.#listDepth = this.#depth;
    return at + 1;
  }

  #closed(text: string, from: number, at: number, code: number): number {
    this.#depth -= 1;
    if (this.#depth < 0) throw new JsonFault('it is not well-formed JSON');
    if (this.#listDepth === 0) return from;
    if (this.#depth === this.#listDepth) {
      this.#keep(text.slice(from, at + 1));
      const element = this.#open;
      this.#open = '';
      this.#inElement = false;
      this.#onElement(element);
      return at + 1;
    }
    if (this.#depth > this.#listDepth) return from;
    if (code !== closeBracket) throw new JsonFault('it is not well-formed JSON');
    this.#listDepth = 0;
    return at;
  }

  /** Adds text to the frame or to the open object; commas between objects go nowhere. */
  #keep(text: string): void {
    if (this.#listDepth === 0) {
      this.#frame += text;
      if (this.#frame.length > longestFrame) throw new JsonFault('what stands around its list is too long');
    } else if (this.#inElement) {
      this.#open += text;
      if (this.#open.length > longestElement) throw new JsonFault('one of its objects is too long');
    }
  }
}

/** The message of the fault of a text that ends early. */
export const cutOff = 'it ends before its last bracket is closed';
