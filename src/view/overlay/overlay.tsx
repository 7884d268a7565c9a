import { useEffect, useRef } from 'react';
import type { Commands, SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';

export interface OverlayProps {
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
  readonly subscribeTicks: (listener: () => void) => () => void;
}

export function Overlay(_props: OverlayProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => undefined, []);
  return <div ref={layer} className="twin-overlay" />;
}
