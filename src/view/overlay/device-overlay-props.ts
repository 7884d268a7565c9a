import type { Commands, SessionState, Store, Tool } from '#state/session.ts';
import type { Engine } from '../engine.ts';
import type { Interaction } from '../interaction.ts';
import type { ScreenBox } from './place-labels.ts';

/** What the parts of the overlay that follow devices are given. */
export interface DeviceOverlayProps {
  readonly root: HTMLElement;
  readonly engine: Engine;
  readonly interaction: Interaction;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly subscribeTicks: (listener: () => void) => () => void;
  /** Filled with the markers' boxes at each tick. */
  readonly boxes: ScreenBox[];
}

/** While these tools are on, a press goes to the city below a marker. */
export function passesMarkers(tool: Tool): boolean {
  return tool === 'place-device' || tool === 'measure' || tool === 'lasso' || tool === 'aim';
}

/** Of a large selection so many devices have elements as markers; the others are on the canvas of a crowd. */
export const mostSelected = 100;
