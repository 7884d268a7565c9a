import { Layers } from 'lucide-react';
import type { AppMode } from '#state/gap-state.ts';
import { Catalogue } from './catalogue/catalogue.tsx';
import { Corrections } from './corrections.tsx';
import { DeviceList } from './device-list.tsx';
import { EditTools } from './edit-tools.tsx';
import { LayerList } from './layer-list.tsx';
import { RolloutPanel } from './rollout/rollout-panel.tsx';
import { Section } from './section.tsx';
import { useSession } from './session-context.tsx';
import { SimulatePanel } from './simulate/simulate-panel.tsx';

/** What the panel holds in each mode, for its button and its name. */
export const leftPanelNames: Readonly<Record<AppMode, string>> = {
  plan: 'Layers and catalogue',
  simulate: 'Simulations and question',
  rollout: 'Phases and resources',
};

/** In Plan: layers, catalogue and devices. In Simulate: runs and what is asked of them. In Rollout: phases and what they need. */
export function LeftPanel() {
  const mode = useSession((state) => state.mode);
  if (mode === 'simulate') return <SimulatePanel />;
  if (mode === 'rollout') return <RolloutPanel />;
  return (
    <>
      <Section title="Layers" aside={<Layers size={16} strokeWidth={1.75} aria-hidden />}>
        <LayerList />
      </Section>
      <Catalogue />
      <DeviceList />
      <EditTools />
      <Corrections />
    </>
  );
}
