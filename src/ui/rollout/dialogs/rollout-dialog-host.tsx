import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Scenario } from '#model/scenario.ts';
import type { RolloutDialog } from '#state/rollout-state.ts';
import { useCommands, useSession } from '../../session-context.tsx';
import { CalendarDialog } from './calendar-dialog.tsx';
import { CrewsDialog } from './crews-dialog.tsx';
import { GroupsDialog } from './groups-dialog.tsx';
import { OrdersDialog } from './orders-dialog.tsx';
import { PoliciesDialog } from './policies-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { TemplatesDialog } from './templates-dialog.tsx';

interface DialogEntry {
  readonly title: string;
  /** Width, CSS pixels. */
  readonly size: number;
  /** As high as what it holds, for short ones. */
  readonly compact?: boolean;
  readonly body: (scenario: Scenario) => ReactNode;
}

const entries: Readonly<Record<RolloutDialog, DialogEntry>> = {
  crews: { title: 'Crews, vehicles and offices', size: 1080, body: (scenario) => <CrewsDialog scenario={scenario} /> },
  templates: { title: 'Kinds of work', size: 960, body: (scenario) => <TemplatesDialog scenario={scenario} /> },
  groups: { title: 'Site groups and their turn', size: 960, body: (scenario) => <GroupsDialog scenario={scenario} /> },
  calendar: {
    title: 'Calendar, weather and money',
    size: 880,
    compact: true,
    body: (scenario) => <CalendarDialog scenario={scenario} />,
  },
  task: { title: 'Task', size: 592, compact: true, body: (scenario) => <TaskDialog scenario={scenario} /> },
  orders: {
    title: 'Orders compared',
    size: 880,
    compact: true,
    body: (scenario) => <OrdersDialog scenario={scenario} />,
  },
  policies: {
    title: 'Ways of cutover compared',
    size: 880,
    compact: true,
    body: (scenario) => <PoliciesDialog scenario={scenario} />,
  },
};

/** The dialogs of Rollout mode, one at a time. */
export function RolloutDialogHost() {
  const commands = useCommands();
  const open = useSession((state) => state.rollout.dialog);
  const scenario = useSession((state) => state.scenario);
  // While a dialog fades out it still shows what it was.
  const [last, setLast] = useState<RolloutDialog>('crews');
  if (open !== null && open !== last) setLast(open);
  const entry = entries[open ?? last];
  return (
    <Modal
      opened={open !== null && scenario !== null}
      onClose={() => commands.setRolloutView({ dialog: null })}
      title={entry.title}
      size={entry.size}
      centered
      classNames={{ content: entry.compact === true ? 'plan-dialog compact' : 'plan-dialog' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {scenario !== null && open !== null && entry.body(scenario)}
    </Modal>
  );
}
