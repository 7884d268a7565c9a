import { ChevronRight, Moon, PanelLeft, PanelRight, Redo2, Search, Sun, Undo2 } from 'lucide-react';
import type { AppMode } from '#state/gap-state.ts';
import { FileMenus } from './file-menus.tsx';
import { IconButton } from './icon-button.tsx';
import { leftPanelNames } from './left-panel.tsx';
import { Logo } from './logo.tsx';
import { PlanName } from './plan-name.tsx';
import { Segments } from './segments.tsx';
import { useCommands, useSession } from './session-context.tsx';
import { VariantMenu } from './variant-menu.tsx';

interface TopBarProps {
  readonly onSearch: () => void;
  readonly onOpenFiles: () => void;
  /** Present where the panels do not all fit. */
  readonly panels: { readonly left: boolean; readonly right: boolean };
  readonly onTogglePanel: (side: 'left' | 'right') => void;
}

/** The badge says it, where a city's name says it too. */
const inventedSuffix = /\s*\(invented city\)$/i;

/** Scene and plan, mode, undo and redo, search and commands, units, theme, files. */
export function TopBar({ onSearch, onOpenFiles, panels, onTogglePanel }: TopBarProps) {
  const sceneName = useSession((state) => state.city?.manifest.name.replace(inventedSuffix, '') ?? null);
  const mode = useSession((state) => state.mode);
  const invented = useSession((state) => state.city?.manifest.invented ?? false);
  return (
    <div className="top-bar" role="region" aria-label="Plan and files">
      <IconButton
        icon={PanelLeft}
        label={leftPanelNames[mode]}
        expanded={panels.left}
        onClick={() => onTogglePanel('left')}
      />
      <Logo />
      <span className="divider" aria-hidden />
      <nav className="crumbs" aria-label="Open city and plan">
        {sceneName === null ? (
          <span className="muted">No city open</span>
        ) : (
          <>
            <span className="scene-name" title={sceneName}>
              {sceneName}
            </span>
            {invented && <span className="pill">invented city</span>}
            <ChevronRight size={14} strokeWidth={1.75} aria-hidden className="muted" />
            <PlanName />
            <VariantMenu />
          </>
        )}
      </nav>
      <SaveStatus />
      <span className="grow" />
      <ModeSwitch />
      <span className="grow" />
      <HistoryButtons />
      <span className="divider" aria-hidden />
      <button type="button" className="button search-button" data-kind="ghost" onClick={onSearch}>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <span className="wide-label">Search</span>
        <kbd className="keys wide-only">Ctrl K</kbd>
      </button>
      <UnitsButton />
      <ThemeButton />
      <FileMenus onOpenFiles={onOpenFiles} />
      <IconButton icon={PanelRight} label="Inspector" expanded={panels.right} onClick={() => onTogglePanel('right')} />
    </div>
  );
}

const modeChoices: readonly { readonly value: AppMode; readonly label: string }[] = [
  { value: 'plan', label: 'Plan' },
  { value: 'simulate', label: 'Simulate' },
  { value: 'rollout', label: 'Rollout' },
];

/** What the page is for: planning, trying how the plan is beaten, or seeing how it is built. */
function ModeSwitch() {
  const commands = useCommands();
  const mode = useSession((state) => state.mode);
  const open = useSession((state) => state.scenario !== null);
  if (!open) return null;
  return (
    <div className="mode-switch" title="Plan (1), Simulate (2), Rollout (3)">
      <Segments label="Mode" value={mode} options={modeChoices} onChange={(next) => commands.setMode(next)} />
    </div>
  );
}

const statusTexts = { saved: 'Saved', saving: 'Saving…', unsaved: 'Editing…', failed: 'Not saved' } as const;

function SaveStatus() {
  const status = useSession((state) => state.saveStatus);
  const open = useSession((state) => state.scenario !== null);
  if (!open) return null;
  return (
    <span className={status === 'failed' ? 'save-status bad' : 'save-status'} role="status">
      {statusTexts[status]}
    </span>
  );
}

function HistoryButtons() {
  const commands = useCommands();
  const undoLabel = useSession((state) => state.undoLabel);
  const redoLabel = useSession((state) => state.redoLabel);
  const canUndo = useSession((state) => state.canUndo);
  const canRedo = useSession((state) => state.canRedo);
  return (
    <>
      <IconButton
        icon={Undo2}
        label="Undo"
        hint={undoLabel === null ? 'Nothing to undo' : `Undo: ${undoLabel} (Ctrl+Z)`}
        disabled={!canUndo}
        onClick={() => commands.undo()}
      />
      <IconButton
        icon={Redo2}
        label="Redo"
        hint={redoLabel === null ? 'Nothing to redo' : `Redo: ${redoLabel} (Ctrl+Shift+Z)`}
        disabled={!canRedo}
        onClick={() => commands.redo()}
      />
    </>
  );
}

const unitTexts = { metric: 'm · px/m', us: 'ft · px/ft' } as const;

function UnitsButton() {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const next = units === 'metric' ? 'us' : 'metric';
  return (
    <button
      type="button"
      className="button"
      data-kind="ghost"
      aria-label={next === 'us' ? `${unitTexts.metric}, show feet instead` : `${unitTexts.us}, show metres instead`}
      onClick={() => commands.setUnits(next)}
    >
      {unitTexts[units]}
    </button>
  );
}

function ThemeButton() {
  const commands = useCommands();
  const theme = useSession((state) => state.theme);
  const next = theme === 'light' ? 'dark' : 'light';
  return (
    <IconButton
      icon={theme === 'light' ? Moon : Sun}
      label={`Use the ${next} theme`}
      onClick={() => commands.setTheme(next)}
    />
  );
}
