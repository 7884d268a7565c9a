import { memo, type PointerEvent as ReactPointerEvent, useCallback } from 'react';
import type { DragPart } from '../devices/device-drag.ts';
import { iconPaths, type MarkerIcon } from './device-icons.ts';
import type { MarkerLook } from './marker-look.ts';

export type OnGrab = (id: string, part: DragPart, event: ReactPointerEvent | PointerEvent) => void;

interface MarkerProps extends MarkerLook {
  readonly id: string;
  readonly name: string;
  /** Kind, state and what is wrong, in words. */
  readonly description: string;
  readonly locked: boolean;
  readonly selected: boolean;
  /** Stands out: of the chosen task. */
  readonly lit: boolean;
  readonly register: (id: string, element: HTMLElement | null) => void;
  readonly onGrab: OnGrab;
}

/** A marker as an element: for plans of usual size, and for what is selected. */
export const DeviceMarker = memo(function DeviceMarker(props: MarkerProps) {
  const { id, name, description, locked, selected, lit, register, onGrab, round, icon, state } = props;
  const place = useCallback((element: HTMLElement | null) => register(id, element), [register, id]);
  return (
    <div
      ref={place}
      className="twin-device"
      data-selected={selected || undefined}
      data-locked={locked || undefined}
      data-lit={lit || undefined}
      data-square={!round || undefined}
      data-state={state}
      data-device={id}
    >
      <span className="twin-stem" />
      <button
        type="button"
        className="twin-marker"
        data-twin-handle="move"
        tabIndex={-1}
        title={description}
        aria-label={name}
        aria-pressed={selected}
        onPointerDown={(event) => onGrab(id, 'move', event)}
      >
        <Icon icon={icon} />
      </button>
    </div>
  );
});

export function Icon({ icon }: { readonly icon: MarkerIcon }) {
  return (
    <svg width={13} height={13} viewBox="0 0 24 24" className="twin-icon" aria-hidden>
      <path d={iconPaths[icon]} />
    </svg>
  );
}
