/** A rectangle on the screen, CSS pixels. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A label that wants a place: its middle, its size, and how much it matters. */
export interface PlacingLabel {
  /** Index of the candidate. */
  readonly candidate: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lower goes first. */
  readonly rank: number;
}

export interface PlacedLabel extends PlacingLabel {
  /** How far below its place it stands, pixels. */
  readonly shift: number;
}

/** Room kept free around each label, pixels. */
const padding = 6;
/** Labels that matter more than this may stand a little below or above their place, pixels. */
const movableRank = 3;
const nearbyShifts = [0, 18, -18, 36, -52];

/**
 * Chooses labels that meet neither one another nor what is taken, the most important first; a name is written once.
 *
 * @param taken boxes that must stay free, such as markers
 * @param hidden asked only for labels that would fit: true where the place itself is not in view
 */
export function placeLabels(
  wanted: readonly PlacingLabel[],
  taken: readonly ScreenBox[],
  screen: { readonly width: number; readonly height: number },
  most: number,
  hidden: (candidate: number) => boolean,
): PlacedLabel[] {
  const order = [...wanted].sort((a, b) => a.rank - b.rank || a.candidate - b.candidate);
  const boxes = [...taken];
  const texts = new Set<string>();
  const placed: PlacedLabel[] = [];
  for (const label of order) {
    if (placed.length >= most) break;
    if (texts.has(label.text)) continue;
    const shifts = label.rank < movableRank ? nearbyShifts : [0];
    const free = shifts.find((shift) => {
      const box = boxOf(label, shift);
      const inside = box.left >= 0 && box.top >= 0 && box.right <= screen.width && box.bottom <= screen.height;
      return inside && !boxes.some((other) => overlap(box, other));
    });
    if (free === undefined || hidden(label.candidate)) continue;
    boxes.push(boxOf(label, free));
    texts.add(label.text);
    placed.push({ ...label, shift: free });
  }
  return placed;
}

function boxOf({ x, y, width, height }: PlacingLabel, shift: number): ScreenBox {
  return {
    left: x - width / 2 - padding,
    right: x + width / 2 + padding,
    top: y + shift - (height + padding) / 2,
    bottom: y + shift + (height + padding) / 2,
  };
}

export function overlap(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
