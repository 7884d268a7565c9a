import type { RolloutDialog } from '#state/rollout-state.ts';
import { type DialogEntry, DialogFrame } from '../../dialogs/dialog-frame.tsx';
import { useCommands, useSession } from '../../session-context.tsx';
import { CalendarDialog } from './calendar-dialog.tsx';
import { CrewsDialog } from './crews-dialog.tsx';
import { GroupsDialog } from './groups-dialog.tsx';
import { OrdersDialog } from './orders-dialog.tsx';
import { PoliciesDialog } from './policies-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { TemplatesDialog } from './templates-dialog.tsx';

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
  return <DialogFrame entries={entries} open={open} onClose={() => commands.setRolloutView({ dialog: null })} />;
}
