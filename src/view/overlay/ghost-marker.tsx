import { useEffect, useRef, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import type { DeviceKind } from '#model/device.ts';
import { mountingText } from '../snapping.ts';
import { Icon } from './device-marker.tsx';
import type { DeviceOverlayProps } from './device-overlay-props.ts';
import { placeAt } from './place-at.ts';
import { lengthText } from './reading-text.ts';

/** Marker over the device that a click would place, with what it would be fixed to and how high. */
export function GhostMarker({ engine, interaction, session, subscribeTicks }: DeviceOverlayProps) {
  const host = useRef<HTMLDivElement>(null);
  const tag = useRef<HTMLDivElement>(null);
  const kind = useSyncExternalStore(
    session.subscribe,
    (): DeviceKind => session.get().ghost?.device.kind ?? interaction.placingKind(),
  );
  useEffect(() => {
    const tick = () => {
      if (host.current === null || tag.current === null) return;
      const at = interaction.ghost();
      host.current.hidden = at === null;
      tag.current.hidden = at === null;
      if (at === null) return;
      host.current.dataset['snapped'] = at.mounting.kind;
      const { city, units } = session.get();
      const text = `${mountingText(at.mounting)}, ${lengthText(at.heightMeters, units)} up`;
      if (tag.current.textContent !== text) tag.current.textContent = text;
      const z = groundHeight(city?.terrain ?? null, at.x, at.y) + at.heightMeters;
      placeAt(host.current, engine, [at.x, at.y, z]);
      placeAt(tag.current, engine, [at.x, at.y, z]);
    };
    tick();
    return subscribeTicks(tick);
  }, [engine, interaction, session, subscribeTicks]);
  return (
    <>
      <div
        ref={host}
        className="twin-device twin-ghost"
        data-square={kind === 'camera' ? undefined : true}
        aria-hidden
        hidden
      >
        <span className="twin-stem" />
        <span className="twin-marker">
          <Icon icon={kind} />
        </span>
      </div>
      <div ref={tag} className="twin-tag twin-snap" role="status" hidden />
    </>
  );
}
