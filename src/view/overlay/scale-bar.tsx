import { useSyncExternalStore } from 'react';
import type { SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { roundLength } from './reading-text.ts';

const mostPixels = 128;

/** Length of a round number of metres or feet across the middle of the view. */
export function ScaleBar({
  session,
  viewpoint,
}: {
  readonly session: Store<SessionState>;
  readonly viewpoint: Viewpoint;
}) {
  const units = useSyncExternalStore(session.subscribe, () => session.get().units);
  const scale = useSyncExternalStore(viewpoint.subscribe, viewpoint.metersPerPixel);
  const { pixels, text } = roundLength(scale, mostPixels, units);
  return (
    <div className="twin-scale" style={{ width: pixels }} role="img" aria-label={`Scale: ${text}`}>
      {text}
    </div>
  );
}
