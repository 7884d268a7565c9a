import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  panBy,
  resolveView,
  revealDay,
  scaleOf,
  scaleWish,
  type TimeDomain,
  type TimeView,
  type TimeWish,
  wholeTime,
  zoomAt,
} from '#state/gantt/time-view.ts';
import { useCommands, useSession } from '../../session-context.tsx';

export interface Timeline {
  /** To be put on an element as wide as the plot. */
  readonly plot: RefObject<HTMLDivElement | null>;
  readonly view: TimeView;
  readonly domain: TimeDomain;
  readonly pan: (pixels: number) => void;
  /** Around a place of the plot, or around the date. */
  readonly zoom: (factor: number, x?: number) => void;
  readonly show: (wish: TimeWish) => void;
}

/** What the timeline shows: follows the chosen scale, zooming and panning, and keeps the date in sight when it moves. */
export function useTimeline(domain: TimeDomain, moment: number): Timeline {
  const commands = useCommands();
  const scale = useSession((state) => state.rollout.scale);
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const [wish, setWish] = useState<TimeWish>(wholeTime);
  const view = useMemo(() => resolveView(wish, domain, width), [wish, domain, width]);
  const followed = useRef(scale);
  // What handlers of fast events work on: several of them come before the next drawing.
  const now = useRef({ view, domain, scale });
  now.current = { view, domain, scale };
  const show = useCallback(
    (next: TimeWish) => {
      const { domain: whole, scale: chosen } = now.current;
      const shown = resolveView(next, whole, now.current.view.width);
      now.current.view = shown;
      setWish(next);
      const nearest = scaleOf(shown, whole);
      if (nearest === chosen) return;
      now.current.scale = nearest;
      followed.current = nearest;
      commands.setRolloutView({ scale: nearest });
    },
    [commands],
  );
  useEffect(() => {
    if (followed.current === scale) return;
    followed.current = scale;
    setWish(scaleWish(scale, now.current.domain, now.current.view.width, moment));
  }, [scale, moment]);
  useEffect(() => {
    const next = revealDay(now.current.view, moment);
    if (next !== null) setWish(next);
  }, [moment]);
  const pan = useCallback((pixels: number) => show(panBy(now.current.view, now.current.domain, pixels)), [show]);
  const zoom = useCallback(
    (factor: number, x?: number) => {
      const { view: shown, domain: whole } = now.current;
      const middle = (moment - shown.fromDay) * shown.pixelsPerDay;
      const at = x ?? (middle >= 0 && middle <= shown.width ? middle : shown.width / 2);
      show(zoomAt(shown, whole, at, factor));
    },
    [show, moment],
  );
  return { plot, view, domain, pan, zoom, show };
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => setWidth(Math.max(100, Math.round(current.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
