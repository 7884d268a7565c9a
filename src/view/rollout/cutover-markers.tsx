import { Unlink } from 'lucide-react';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { OverlayProps } from '../overlay/overlay.tsx';
import { placeAt } from '../overlay/place-at.ts';
import type { CutoverMark } from './rollout-drawing.ts';
import './rollout.css';

const noMarks: readonly CutoverMark[] = [];
/** Elements at most; of more the worst ones. */
const mostMarks = 200;
/** A name and its mark are at most so wide, pixels. */
const roomPixels = 245;

/** Marks of the cutover gaps that are open on the date; a press shows one. */
export function CutoverMarkers({ engine, session, commands, subscribeTicks }: OverlayProps) {
  // The engine follows the session before its overlay does.
  const marks = useSyncExternalStore(session.subscribe, () => engine.rollout.drawing()?.marks ?? noMarks);
  const elements = useRef(new Map<string, HTMLElement>());
  const register = useCallback((id: string, element: HTMLElement | null) => {
    if (element === null) elements.current.delete(id);
    else elements.current.set(id, element);
  }, []);
  const shown = marks.slice(0, mostMarks);

  useEffect(() => {
    const tick = () => {
      const terrain = session.get().city?.terrain ?? null;
      const { width } = engine.viewport();
      for (const { id, x, y } of shown) {
        const element = elements.current.get(id) ?? null;
        const at = placeAt(element, engine, [x, y, groundHeight(terrain, x, y)]);
        // Names stand on the side that has room for them.
        if (at !== null) element?.toggleAttribute('data-leftward', at.x > width - roomPixels && at.x > roomPixels);
      }
    };
    tick();
    return subscribeTicks(tick);
  });

  if (shown.length === 0) return null;
  return (
    <div className="twin-gaps">
      {shown.map((mark) => (
        <Mark key={mark.id} mark={mark} register={register} onPress={commands.showCutoverGap} />
      ))}
    </div>
  );
}

interface MarkProps {
  readonly mark: CutoverMark;
  readonly register: (id: string, element: HTMLElement | null) => void;
  readonly onPress: (gapId: string) => void;
}

function Mark({ mark, register, onPress }: MarkProps) {
  const { id, gapId, label, description, selected, open } = mark;
  const place = useCallback((element: HTMLElement | null) => register(id, element), [register, id]);
  return (
    <div
      ref={place}
      className="twin-gap"
      data-kind="cutover"
      data-strong={selected || undefined}
      data-open={open || undefined}
    >
      <button
        type="button"
        data-twin-handle="gap"
        title={description}
        aria-label={description}
        aria-pressed={selected}
        onClick={() => onPress(gapId)}
      >
        <Unlink size={12} strokeWidth={2} aria-hidden />
      </button>
      <span aria-hidden>{label}</span>
    </div>
  );
}
