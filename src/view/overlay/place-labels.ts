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

/** Room kept free around each label, pixels. */
const padding = 6;

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
): PlacingLabel[] {
  const order = [...wanted].sort((a, b) => a.rank - b.rank || a.candidate - b.candidate);
  const boxes = [...taken];
  const texts = new Set<string>();
  const placed: PlacingLabel[] = [];
  for (const label of order) {
    if (placed.length >= most) break;
    if (texts.has(label.text)) continue;
    const box = {
      left: label.x - label.width / 2 - padding,
      right: label.x + label.width / 2 + padding,
      top: label.y - label.height / 2 - padding / 2,
      bottom: label.y + label.height / 2 + padding / 2,
    };
    if (box.left < 0 || box.top < 0 || box.right > screen.width || box.bottom > screen.height) continue;
    if (boxes.some((other) => overlap(box, other)) || hidden(label.candidate)) continue;
    boxes.push(box);
    texts.add(label.text);
    placed.push(label);
  }
  return placed;
}

export function overlap(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
