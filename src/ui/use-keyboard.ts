import { useEffect } from 'react';
import { type Device, isOptical } from '#model/device.ts';
import type { AppMode } from '#state/gap-state.ts';
import type { Commands, DeviceFields, SessionState, Store, Tool } from '#state/session.ts';
import { useCommands, useSessionStore } from './session-context.tsx';

interface PageActions {
  readonly onOpenFiles: () => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/** Everything has a keyboard way: keys of the whole page, and of the selected device while the city has the focus. */
export function useKeyboard({ onOpenFiles, onSearch, onHelp }: PageActions): void {
  const commands = useCommands();
  const session = useSessionStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isDialogOpen()) return;
      const done =
        event.ctrlKey || event.metaKey
          ? chord(event, commands, session, onOpenFiles, onSearch)
          : modeKey(event, commands, session) ||
            (!isTyping(event.target) &&
              (gapKey(event, commands, session) ||
                rolloutKey(event, commands, session) ||
                deviceKey(event, commands, session) ||
                plainKey(event, commands, session, onHelp)));
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

function chord(
  event: KeyboardEvent,
  commands: Commands,
  session: Store<SessionState>,
  onOpenFiles: () => void,
  onSearch: () => void,
): boolean {
  const typing = isTyping(event.target) && !isSliderOrCheck(event.target);
  switch (event.key.toLowerCase()) {
    case 'enter':
      if (session.get().mode !== 'rollout') return false;
      commands.runRollout();
      return true;
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
    case 'a':
      if (typing) return false;
      commands.selectAll(null);
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

/** Digits that change the mode, also while a switch or slider has the focus. */
const modeKeys: Readonly<Record<string, AppMode>> = { 1: 'plan', 2: 'simulate', 3: 'rollout' };

function modeKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>): boolean {
  const mode = modeKeys[event.key];
  if (mode === undefined || event.altKey || session.get().scenario === null) return false;
  if (isTyping(event.target) && !isSliderOrCheck(event.target)) return false;
  commands.setMode(mode);
  return true;
}

/** Keys of Simulate mode: run, follow the way, the next way in; Escape ends what is shown for a while. */
function gapKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>): boolean {
  const { mode, gaps, scenario } = session.get();
  if (mode !== 'simulate' || scenario === null || event.altKey) return false;
  switch (event.key.toLowerCase()) {
    case 'g':
      commands.runGap(gaps.shown ?? 'approach');
      return true;
    case 'w':
      if (gaps.shown === null) return false;
      commands.walkGap(!gaps.walking);
      return true;
    case ',':
    case '.':
      if (gaps.shown === null) return false;
      commands.showGapItem(Math.max(0, gaps.item + (event.key === '.' ? 1 : -1)));
      return true;
    case 'escape':
      if (gaps.picking !== null) commands.pickGapPlace(null);
      else if (gaps.lostPart !== null) commands.previewLoss(null);
      else if (gaps.walking) commands.walkGap(false);
      else return false;
      return true;
    default:
      return false;
  }
}

/** Keys of Rollout mode: play through the months, leave the task or the gap that is looked at. */
function rolloutKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>): boolean {
  const { mode, rollout, tool, selection, picked } = session.get();
  if (mode !== 'rollout' || event.altKey) return false;
  switch (event.key.toLowerCase()) {
    case 'p':
      if (rollout.run.result === null) return false;
      commands.playRollout(!rollout.playing);
      return true;
    case 'escape':
      // What is drawn or selected is left first.
      if (tool !== 'select' || selection.length > 0 || picked !== null) return false;
      if (rollout.playing) commands.playRollout(false);
      else if (rollout.taskId !== null) commands.showRolloutTask(null);
      else if (rollout.gapId !== null) commands.showCutoverGap(null);
      else return false;
      return true;
    default:
      return false;
  }
}

/** Letters that take up a tool, and put it down again. */
const toolKeys: Readonly<Record<string, Tool>> = { c: 'place-device', m: 'measure', l: 'lasso', a: 'aim' };

function plainKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>, onHelp: () => void): boolean {
  if (event.altKey) return false;
  const state = session.get();
  const tool = toolKeys[event.key.toLowerCase()];
  // Only measuring makes sense over the ways of Simulate and the dates of Rollout.
  if (tool !== undefined && (state.mode === 'plan' || tool === 'measure')) {
    if (state.scenario === null || (tool === 'aim' && !hasOptical(state))) return false;
    commands.setTool(state.tool === tool ? 'select' : tool);
    return true;
  }
  switch (event.key) {
    case 'v':
    case 'V':
      if (!state.cameraView && !hasOptical(state)) return false;
      commands.openCameraView(!state.cameraView);
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

function hasOptical({ scenario, selection }: SessionState): boolean {
  const wanted = new Set(selection);
  return wanted.size > 0 && (scenario?.devices.some((device) => wanted.has(device.id) && isOptical(device)) ?? false);
}

/** Directions of the arrow keys: east, north. */
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Moves, turns and raises the selected device; only while the city has the focus. */
function deviceKey(event: KeyboardEvent, commands: Commands, session: Store<SessionState>): boolean {
  if (!(event.target instanceof HTMLElement) || event.target.closest('main') === null) return false;
  const { scenario, selection } = session.get();
  const device = scenario?.devices.find(({ id }) => id === selection[0]);
  if (device === undefined) return false;
  const change = deviceChange(event, device);
  if (change === null) return false;
  commands.changeDevice(device.id, change);
  return true;
}

function deviceChange(event: KeyboardEvent, device: Device): DeviceFields | null {
  const step = event.shiftKey ? 10 : 1;
  const arrow = event.altKey ? arrows[event.key] : undefined;
  if (arrow !== undefined) return { x: device.x + arrow[0] * 0.5 * step, y: device.y + arrow[1] * 0.5 * step };
  switch (event.key) {
    case '[':
    case '{':
      return { headingDegrees: device.headingDegrees - step };
    case ']':
    case '}':
      return { headingDegrees: device.headingDegrees + step };
    case 'PageUp':
      return { heightMeters: device.heightMeters + 0.5 };
    case 'PageDown':
      return { heightMeters: device.heightMeters - 0.5 };
    default:
      return null;
  }
}
