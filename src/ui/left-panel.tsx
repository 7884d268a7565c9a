import { Layers } from 'lucide-react';
import { Catalogue } from './catalogue/catalogue.tsx';
import { Corrections } from './corrections.tsx';
import { DeviceList } from './device-list.tsx';
import { EditTools } from './edit-tools.tsx';
import { LayerList } from './layer-list.tsx';
import { Section } from './section.tsx';
import { useSession } from './session-context.tsx';
import { SimulatePanel } from './simulate/simulate-panel.tsx';

/** In Plan: layers, catalogue and devices. In Simulate: runs and what is asked of them. */
export function LeftPanel() {
  const mode = useSession((state) => state.mode);
  if (mode === 'simulate') return <SimulatePanel />;
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
