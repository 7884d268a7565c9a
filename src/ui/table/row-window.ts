/** Rows of a long list that are drawn, and the heights of those left out above and below them, CSS pixels. */
export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** Rows drawn beyond the edges, so that a turn of the wheel shows no gap. */
const spareRows = 8;

/** What stands in a viewport over rows of one height. */
export function rowWindow(scrollTop: number, viewportHeight: number, rowHeight: number, count: number): RowWindow {
  const shown = Math.ceil(viewportHeight / rowHeight) + 2 * spareRows;
  const wanted = Math.floor(Math.max(0, scrollTop) / rowHeight) - spareRows;
  const first = Math.max(0, Math.min(wanted, count - shown));
  const end = Math.min(count, first + shown);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}

/** Where to scroll so that a row stands wholly under the head and above the lower edge. */
export function scrollTo(row: number, scrollTop: number, viewportHeight: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewportHeight) return top + rowHeight - viewportHeight;
  return scrollTop;
}
