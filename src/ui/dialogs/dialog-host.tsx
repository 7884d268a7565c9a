import type { Dialog } from '#state/session.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { CatalogueDialog } from './catalogue-dialog.tsx';
import { CostsDialog } from './costs-dialog.tsx';
import { DevicesDialog } from './devices-dialog.tsx';
import { type DialogEntry, DialogFrame } from './dialog-frame.tsx';
import { GoalsDialog } from './goals-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { SitesDialog } from './sites-dialog.tsx';
import { SummaryDialog } from './summary-dialog.tsx';
import { VariantsDialog } from './variants-dialog.tsx';

const entries: Readonly<Record<Dialog, DialogEntry>> = {
  devices: { title: 'Devices', size: 1240, body: (scenario) => <DevicesDialog scenario={scenario} /> },
  goals: { title: 'Goals', size: 960, body: (scenario) => <GoalsDialog scenario={scenario} /> },
  sites: { title: 'Sites and zones', size: 1040, body: (scenario) => <SitesDialog scenario={scenario} /> },
  plan: {
    title: 'Phases, agencies, network and assumptions',
    size: 1120,
    body: (scenario) => <PlanDialog scenario={scenario} />,
  },
  catalogue: {
    title: 'Models of the catalogue',
    size: 1040,
    body: (scenario) => <CatalogueDialog scenario={scenario} />,
  },
  variants: { title: 'Variants', size: 640, compact: true, body: () => <VariantsDialog /> },
  summary: {
    title: 'Summary by place and owner',
    size: 1120,
    body: (scenario) => <SummaryDialog scenario={scenario} />,
  },
  costs: { title: 'Costs', size: 1040, body: (scenario) => <CostsDialog scenario={scenario} /> },
};

/** The large dialogs of the plan, one at a time. */
export function DialogHost() {
  const commands = useCommands();
  const open = useSession((state) => state.dialog);
  return <DialogFrame entries={entries} open={open} onClose={() => commands.openDialog(null)} />;
}
