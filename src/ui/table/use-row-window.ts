import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type RowWindow, rowWindow, scrollTo } from './row-window.ts';

interface WindowedRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly window: RowWindow;
  readonly onScroll: () => void;
  /** Scrolls a row into sight. */
  readonly reveal: (row: number) => void;
}

/** Draws of a long table only what its scroller shows. */
export function useRowWindow(count: number, rowHeight: number, headHeight: number): WindowedRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 400 });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, clientHeight } = element;
    setPlace((now) =>
      now.top === scrollTop && now.height === clientHeight ? now : { top: scrollTop, height: clientHeight },
    );
  }, []);
  useLayoutEffect(() => {
    measure();
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  const reveal = useCallback(
    (row: number) => {
      const element = scroller.current;
      if (element === null) return;
      element.scrollTop = scrollTo(row, element.scrollTop, element.clientHeight - headHeight, rowHeight);
    },
    [headHeight, rowHeight],
  );
  return { scroller, window: rowWindow(place.top, place.height, rowHeight, count), onScroll: measure, reveal };
}
