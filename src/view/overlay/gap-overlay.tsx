import { useSyncExternalStore } from 'react';
import { GapHint } from './gap-hint.tsx';
import { GapLegendCard } from './gap-legend.tsx';
import { GapLost } from './gap-lost.tsx';
import { GapMarkers } from './gap-markers.tsx';
import { GapWalker } from './gap-walker.tsx';
import type { OverlayProps } from './overlay.tsx';
import './gaps.css';

/** Over the city in Simulate mode: marks of what the shown run found, who sees the figure that walks, and the legend. */
export function GapOverlay(props: OverlayProps) {
  const { engine, session } = props;
  // The engine follows the session before its overlay does.
  const drawing = useSyncExternalStore(session.subscribe, engine.gaps.drawing);
  const picking = useSyncExternalStore(session.subscribe, () => session.get().gaps.picking);
  const walking = useSyncExternalStore(session.subscribe, () => session.get().gaps.walking);
  const walk = drawing?.walk ?? null;
  return (
    <>
      {drawing !== null && <GapLost {...props} />}
      {drawing !== null && <GapMarkers {...props} markers={drawing.markers} />}
      {walk !== null && walking && <GapWalker {...props} walk={walk} />}
      {drawing !== null && <GapLegendCard session={session} legend={drawing.legend} />}
      {picking !== null && <GapHint what={picking} />}
    </>
  );
}
