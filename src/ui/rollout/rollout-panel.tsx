import { LayerList } from '../layer-list.tsx';
import { Section } from '../section.tsx';
import { useSession } from '../session-context.tsx';
import { CutoverSection } from './cutover-section.tsx';
import { OrderSection } from './order-section.tsx';
import { PhasesSection } from './phases-section.tsx';
import { ResourcesSection } from './resources-section.tsx';
import { RolloutFooter, RunsSection } from './runs-section.tsx';

/** Rollout mode, left: phases, what they need, how old units go, in which turn, and the runs. */
export function RolloutPanel() {
  const scenario = useSession((state) => state.scenario);
  if (scenario === null) {
    return (
      <Section title="Phases">
        <p className="section-body hint">Open a city and a plan first; then it can be seen how the plan is built.</p>
      </Section>
    );
  }
  return (
    <>
      <PhasesSection scenario={scenario} />
      <ResourcesSection scenario={scenario} />
      <CutoverSection scenario={scenario} />
      <OrderSection scenario={scenario} />
      <RunsSection />
      <details className="section fold">
        <summary className="section-head">Layers</summary>
        <LayerList />
      </details>
      <RolloutFooter />
    </>
  );
}
