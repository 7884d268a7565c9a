/** Figures as data sheets write them. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const number = String.raw`(\d{1,4}(?:\.\d{1,6})?)\s*°?`;
const pair = new RegExp(String.raw`${number}\s*(?:mm)?\s*(?:-|–|~|to|\.\.\.?|…)\s*${number}`, 'i');

/** `2.8`, `2.7 to 13.5`, `3-9 mm`, `92 to 29`: low before high; null where no number stands there. */
export function rangeOf(text: string): Range | null {
  const cut = text.slice(0, 500);
  const two = pair.exec(cut);
  const one = new RegExp(number).exec(cut);
  if (two !== null && one !== null && two.index <= one.index) return ordered(Number(two[1]), Number(two[2]));
  return one === null ? null : ordered(Number(one[1]), Number(one[1]));
}

function ordered(a: number, b: number): Range | null {
  const range = { low: Math.min(a, b), high: Math.max(a, b) };
  return range.low > 0 ? range : null;
}

/**
 * Horizontal field of view, degrees: `86 horizontal, 46.8 vertical`, `35 to 96 horizontal`, `109 H`, `360 panoramic`. Of several
 * lenses (`2.8mm: 102 horizontal; 4mm: 82 horizontal`) the first. `stated`: the text says that it is horizontal; where it says
 * nothing, its first figures are taken. Null where nothing can be read or only a vertical or diagonal field stands there.
 */
export function horizontalField(text: string): { readonly range: Range; readonly stated: boolean } | null {
  const cut = text.slice(0, 500);
  const marked = /^(.*?)\b(?:horizontal(?:ly)?|hor\.?|h)\b/i.exec(cut);
  if (marked !== null) {
    // What stands right before the word: behind a lens in mm, a vertical field or another lens.
    const before = marked[1].split(/[:;,/]|mm\b/i).at(-1) ?? '';
    const range = /\d/.test(before) ? rangeOf(before) : rangeOf(cut.slice(marked[0].length));
    return usable(range, true);
  }
  if (/vertical|diagonal/i.test(cut)) return null;
  return usable(rangeOf(cut.replace(/^[^:]*mm\s*:/i, '')), false);
}

function usable(range: Range | null, stated: boolean) {
  return range === null || range.low < 0.05 || range.high > 360 ? null : { range, stated };
}
