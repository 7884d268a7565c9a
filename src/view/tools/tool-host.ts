import type { Commands, SessionState, Store } from '#state/session.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import type { Engine } from '../engine.ts';
import type { Picker } from '../picking.ts';

/** What the tools of the twin work with. */
export interface ToolHost {
  readonly element: HTMLElement;
  readonly engine: Engine;
  readonly picker: Picker;
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  readonly viewpoint: Viewpoint;
  readonly groundHeight: (x: number, y: number) => number;
}
