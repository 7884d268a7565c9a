import { useCallback, useMemo } from 'react';
import type { Commands, SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import { CameraView } from '../camera-view/camera-view-card.tsx';
import { EditOverlay } from '../edit/edit-overlay.tsx';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';
import { CutoverMarkers } from '../rollout/cutover-markers.tsx';
import { DeviceOverlay } from './device-overlay.tsx';
import { gapBoxes } from './gap-boxes.ts';
import { GapOverlay } from './gap-overlay.tsx';
import { LabelLayer } from './label-layer.tsx';
import type { ScreenBox } from './place-labels.ts';
import { ScaleBar } from './scale-bar.tsx';
import { ToolOverlay } from './tool-overlay.tsx';

export interface OverlayProps {
  readonly root: HTMLElement;
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
  /** Called back with every frame, drawn or not. */
  readonly subscribeTicks: (listener: () => void) => () => void;
}

/** What lies over the drawn city and moves with it: names, markers and handles, scale bar. */
export function Overlay(props: OverlayProps) {
  const { engine, interaction, session, viewpoint, subscribeTicks } = props;
  const boxes = useMemo<ScreenBox[]>(() => [], []);
  const taken = useCallback(
    () => [...boxes, ...gapBoxes(engine, session, viewpoint.metersPerPixel())],
    [boxes, engine, session, viewpoint],
  );
  return (
    <div className="twin-overlay">
      <EditOverlay drawTool={interaction.drawTool} {...{ engine, session, viewpoint, subscribeTicks }} />
      <LabelLayer {...{ engine, session, subscribeTicks, taken }} />
      <ToolOverlay {...{ engine, interaction, session, viewpoint, subscribeTicks }} />
      <DeviceOverlay {...props} boxes={boxes} />
      <GapOverlay {...props} />
      <CutoverMarkers {...props} />
      <CameraView {...{ engine, session, commands: props.commands }} />
      <ScaleBar session={session} viewpoint={viewpoint} />
    </div>
  );
}
