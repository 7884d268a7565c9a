import { MantineProvider, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { isDrawingTool } from '#state/drawing.ts';
import type { SessionState } from '#state/session.ts';
import { AreaDialog } from './area-dialog.tsx';
import { Attribution } from './attribution.tsx';
import { CommandPalette } from './command-palette.tsx';
import { DeviceMappingDialog } from './dialogs/device-mapping-dialog.tsx';
import { DialogHost } from './dialogs/dialog-host.tsx';
import { DropZone } from './drop-zone.tsx';
import { EmptyState } from './empty-state.tsx';
import { GoalChoiceProvider } from './goal-choice.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ImportReportDialog } from './import-report.tsx';
import { Inspector } from './inspector.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { LeftPanel, leftPanelNames } from './left-panel.tsx';
import { Notices } from './notices.tsx';
import { HoverReadout } from './paint/hover-readout.tsx';
import { Legend } from './paint/legend.tsx';
import { PaintControl } from './paint/paint-control.tsx';
import { RolloutDialogHost } from './rollout/dialogs/rollout-dialog-host.tsx';
import { RolloutStrip } from './rollout/timeline/rollout-strip.tsx';
import { useCommands, useSession } from './session-context.tsx';
import { BottomStrip } from './strip/bottom-strip.tsx';
import { TaskCard } from './task-card.tsx';
import { cssVariables, theme } from './theme.ts';
import { TopBar } from './top-bar.tsx';
import { useKeyboard } from './use-keyboard.ts';
import { ViewControls } from './view-controls.tsx';

/** Narrower than this, the panels lie over the twin and only one is open. */
const narrowQuery = '(max-width: 1199px)';

/** The whole page around the twin. */
export function AppFrame({ twin }: { readonly twin: ReactNode }) {
  const colorScheme = useSession((state) => state.theme);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={colorScheme}>
      <GoalChoiceProvider>
        <Frame twin={twin} />
      </GoalChoiceProvider>
    </MantineProvider>
  );
}

function Frame({ twin }: { readonly twin: ReactNode }) {
  const commands = useCommands();
  const picker = useRef<HTMLInputElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [expanded, setExpanded] = useState(false);
  const { panels, togglePanel } = usePanels();
  const hasCity = useSession((state) => state.city !== null);
  const mode = useSession((state) => state.mode);
  const inspector = useRef<HTMLElement>(null);
  const shownKind = useSession(kindOfShown);
  // Another kind of thing is read from its top; the next device of the same kind stays at the field that was looked at.
  useEffect(() => {
    inspector.current?.scrollTo(0, 0);
  }, [shownKind]);
  const planName = useSession((state) => state.scenario?.name ?? null);
  useEffect(() => {
    document.title = planName === null ? 'Sightline' : `${planName} · Sightline`;
  }, [planName]);
  const openFiles = useCallback(() => picker.current?.click(), []);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useKeyboard({ onOpenFiles: openFiles, onSearch: spotlight.open, onHelp: openHelp });
  return (
    <div className="frame" data-left={panels.left || undefined} data-right={(hasCity && panels.right) || undefined}>
      <TopBar onSearch={spotlight.open} onOpenFiles={openFiles} panels={panels} onTogglePanel={togglePanel} />
      <aside className="panel left" aria-label={leftPanelNames[mode]} hidden={!panels.left}>
        <LeftPanel />
      </aside>
      <main className="stage" aria-label="City">
        <VisuallyHidden component="h1">Sightline</VisuallyHidden>
        {twin}
        <HoverReadout />
        <PaintControl />
        <Legend />
        <ViewControls />
        <Attribution />
        <TaskCard />
        <EmptyState onOpenFiles={openFiles} />
      </main>
      <aside ref={inspector} className="panel right" aria-label="Inspector" hidden={!hasCity || !panels.right}>
        <Inspector />
      </aside>
      {mode === 'rollout' ? <RolloutStrip /> : <BottomStrip expanded={expanded} onExpand={setExpanded} />}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to open"
        onChange={(event) => {
          commands.openFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <ImportReportDialog />
      <ImportDialog />
      <AreaDialog />
      <DialogHost />
      <RolloutDialogHost />
      <DeviceMappingDialog />
      <KeyboardHelp opened={helpOpen} onClose={() => setHelpOpen(false)} />
      <CommandPalette onOpenFiles={openFiles} onHelp={openHelp} />
      <Notices />
      <DropZone />
    </div>
  );
}

/** What kind of thing the inspector shows. */
function kindOfShown({ scenario, selection, picked, tool, mode, gaps, rollout }: SessionState): string {
  if (isDrawingTool(tool)) return tool;
  if (selection.length > 1) return 'several';
  const device = scenario?.devices.find(({ id }) => id === selection[0]);
  if (device !== undefined) return device.kind;
  if (picked !== null) return picked.id;
  if (mode === 'simulate') return `${mode} ${gaps.shown}`;
  return mode === 'rollout' ? `${mode} ${rollout.taskId}` : mode;
}

function shownRun({ mode, gaps, rollout }: SessionState): string | null {
  if (mode === 'rollout') return rollout.taskId;
  return mode === 'simulate' ? gaps.shown : null;
}

interface Panels {
  readonly left: boolean;
  readonly right: boolean;
}

/** Which side panels are open: both where there is room; on narrow screens the one asked for, and the inspector on selection. */
function usePanels(): { readonly panels: Panels; readonly togglePanel: (side: 'left' | 'right') => void } {
  const narrow = useMediaQuery(narrowQuery, undefined, { getInitialValueInEffect: false }) ?? false;
  const [panels, setPanels] = useState<Panels>({ left: !narrow, right: !narrow });
  const selected = useSession(
    (state) => state.selection[0] ?? (isDrawingTool(state.tool) ? state.tool : (state.picked?.id ?? shownRun(state))),
  );
  const mode = useSession((state) => state.mode);
  useEffect(() => setPanels({ left: !narrow, right: !narrow }), [narrow]);
  useEffect(() => {
    // The list stays open beside the inspector: closed, it would let a second click fall on the city behind it.
    if (narrow && selected !== null) setPanels((now) => ({ ...now, right: true }));
  }, [narrow, selected]);
  useEffect(() => {
    // What can be run stands at the left.
    if (narrow && mode !== 'plan') setPanels((now) => ({ ...now, left: true }));
  }, [narrow, mode]);
  const togglePanel = (side: 'left' | 'right'): void => {
    setPanels((now) => {
      const opened = !now[side];
      const other = side === 'left' ? 'right' : 'left';
      return { ...now, [side]: opened, [other]: narrow && opened ? false : now[other] };
    });
  };
  return { panels, togglePanel };
}
