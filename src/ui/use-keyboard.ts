import { useEffect } from 'react';
import type { Camera } from '#model/device.ts';
import type { Commands, SessionState, Store } from '#state/session.ts';
import { useCommands, useSessionStore } from './session-context.tsx';

interface PageActions {
  readonly onOpenFiles: () => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/** Everything has a keyboard way: keys of the whole page, and of the selected camera while the city has the focus. */
export function useKeyboard({ onOpenFiles, onSearch, onHelp }: PageActions): void {
  const commands = useCommands();
  const session = useSessionStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isDialogOpen()) return;
      const done =
        event.ctrlKey || event.metaKey
          ? chord(event, commands, onOpenFiles, onSearch)
          : !isTyping(event.target) &&
            (cameraKey(event, commands, session) || plainKey(event, commands, session, onHelp));
      if (done) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands, session, onOpenFiles, onSearch, onHelp]);
}

/** True where letters are text. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

function chord(event: KeyboardEvent, commands: Commands, onOpenFiles: () => void, onSearch: () => void): boolean {
  const typing = isTyping(event.target) && !isSliderOrCheck(event.target);
  switch (event.key.toLowerCase()) {
    case 'k':
      onSearch();
      return true;
    case 'o':
      onOpenFiles();
      return true;
    case 's':
      commands.saveScenarioFile();
      return true;
    case 'd':
      commands.duplicateSelected();
      return true;
    case 'z':
      if (typing) return false;
      if (event.shiftKey) commands.redo();
      else commands.undo();
      return true;
    case 'y':
      if (typing) return false;
      commands.redo();
      return true;
    default:
      return false;
  }
}

function isSliderOrCheck(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== 'text' && target.type !== 'search';
}

function plainKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>, onHelp: () => void): boolean {
  if (event.altKey) return false;
  const state = session.get();
  switch (event.key) {
    case 'c':
    case 'C':
      commands.setTool(state.tool === 'place-camera' ? 'select' : 'place-camera');
      return true;
    case 'Delete':
    case 'Backspace':
      commands.deleteSelected();
      return true;
    case 'Escape':
      if (state.tool !== 'select') commands.setTool('select');
      else {
        commands.cancelGesture();
        commands.select([]);
      }
      return true;
    case '?':
      onHelp();
      return true;
    default:
      return false;
  }
}

/** Directions of the arrow keys: east, north. */
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Moves, turns and raises the selected camera; only while the city has the focus. */
function cameraKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>): boolean {
  if (!(event.target instanceof HTMLElement) || event.target.closest('main') === null) return false;
  const { scenario, selection } = session.get();
  const camera = scenario?.devices.find((device) => device.id === selection[0]);
  if (camera === undefined) return false;
  const change = cameraChange(event, camera);
  if (change === null) return false;
  commands.changeCamera(camera.id, change);
  return true;
}

function cameraChange(event: KeyboardEvent, camera: Camera): Partial<Camera> | null {
  const step = event.shiftKey ? 10 : 1;
  const arrow = event.altKey ? arrows[event.key] : undefined;
  if (arrow !== undefined) return { x: camera.x + arrow[0] * 0.5 * step, y: camera.y + arrow[1] * 0.5 * step };
  switch (event.key) {
    case '[':
    case '{':
      return { headingDegrees: camera.headingDegrees - step };
    case ']':
    case '}':
      return { headingDegrees: camera.headingDegrees + step };
    case 'PageUp':
      return { heightMeters: camera.heightMeters + 0.5 };
    case 'PageDown':
      return { heightMeters: camera.heightMeters - 0.5 };
    default:
      return null;
  }
}
