import {
  ArrowUp,
  Flag,
  Hammer,
  LogOut,
  type LucideIcon,
  MapPin,
  ScanLine,
  Siren,
  TriangleAlert,
  X,
} from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { GapMarker } from '../gaps/gap-drawing.ts';
import type { OverlayProps } from './overlay.tsx';
import { placeAt } from './place-at.ts';

interface GapMarkersProps extends OverlayProps {
  readonly markers: readonly GapMarker[];
}

/** Elements at most; of more the last ones, which lie above. */
const mostMarkers = 400;

const icons: Readonly<Record<GapMarker['kind'], LucideIcon>> = {
  target: Flag,
  gap: TriangleAlert,
  entry: MapPin,
  leak: ArrowUp,
  read: ScanLine,
  exit: LogOut,
  incident: TriangleAlert,
  station: Siren,
  forced: Hammer,
  cut: ScanLine,
  lost: X,
  part: TriangleAlert,
};

/** Marks over the shown result. A press shows the item that a mark stands for, or looks at its place. */
export function GapMarkers({ engine, session, commands, subscribeTicks, markers }: GapMarkersProps) {
  const elements = useRef(new Map<string, HTMLElement>());
  const register = useCallback((id: string, element: HTMLElement | null) => {
    if (element === null) elements.current.delete(id);
    else elements.current.set(id, element);
  }, []);
  const shown = markers.slice(-mostMarkers);

  useEffect(() => {
    const tick = () => {
      const terrain = session.get().city?.terrain ?? null;
      const heading = engine.basis().forward;
      const view = Math.atan2(heading[0], heading[1]);
      for (const { id, x, y, heightMeters, headingDegrees } of shown) {
        const element = elements.current.get(id) ?? null;
        placeAt(element, engine, [x, y, groundHeight(terrain, x, y) + heightMeters]);
        if (headingDegrees === null || element === null) continue;
        element.style.setProperty('--turn', `${(headingDegrees - (view * 180) / Math.PI).toFixed(0)}deg`);
      }
    };
    tick();
    return subscribeTicks(tick);
  });

  const press = ({ item, part, x, y }: GapMarker): void => {
    if (part !== null) commands.previewLoss(part);
    else if (item === null) commands.lookAt({ targetX: x, targetY: y });
    else commands.showGapItem(item);
  };
  return (
    <div className="twin-gaps">
      {shown.map((marker) => (
        <Mark key={marker.id} marker={marker} register={register} onPress={press} />
      ))}
    </div>
  );
}

interface MarkProps {
  readonly marker: GapMarker;
  readonly register: (id: string, element: HTMLElement | null) => void;
  readonly onPress: (marker: GapMarker) => void;
}

function Mark({ marker, register, onPress }: MarkProps) {
  const { id, kind, text, label, name, strong, headingDegrees } = marker;
  const place = useCallback((element: HTMLElement | null) => register(id, element), [register, id]);
  const Icon = icons[kind];
  return (
    <div ref={place} className="twin-gap" data-kind={kind} data-strong={strong || undefined}>
      <button
        type="button"
        data-twin-handle="gap"
        data-turned={headingDegrees !== null || undefined}
        title={name}
        aria-label={name}
        onClick={() => onPress(marker)}
      >
        {text === '' ? <Icon size={13} strokeWidth={2} aria-hidden /> : text}
      </button>
      {label !== null && label !== '' && <span aria-hidden>{label}</span>}
    </div>
  );
}
