import { ChevronDown, ChevronUp, CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Scenario } from '#model/scenario.ts';
import { formatCount, shortHash } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { useSession } from '../session-context.tsx';
import { TabList } from '../tab-list.tsx';
import { countDevices } from '../text/device-kind.ts';
import { BillTable } from './bill-table.tsx';
import { BlindSpots } from './blind-spots.tsx';
import { CameraTable } from './camera-table.tsx';
import { CostFigures } from './cost-panel.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { GoalCards, GoalTable } from './goal-cards.tsx';
import { PlacesTable } from './places-panel.tsx';

const tabs = [
  { id: 'goals', label: 'Goals' },
  { id: 'coverage', label: 'Coverage' },
  { id: 'blind', label: 'Blind spots' },
  { id: 'costs', label: 'Network and cost' },
  { id: 'places', label: 'Places' },
] as const;
type Tab = (typeof tabs)[number]['id'];

interface BottomStripProps {
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

/** How the plan does: goals, coverage, what is missed, what it costs. Each opens into its table. */
export function BottomStrip({ expanded, onExpand }: BottomStripProps) {
  const scenario = useSession((state) => state.scenario);
  const hasGoals = useSession((state) => (state.scenario?.goals.length ?? 0) > 0);
  const [chosen, setChosen] = useState<Tab | null>(null);
  if (scenario === null) return null;
  // Until someone chooses: goals where the plan has some, else what is covered.
  const tab = chosen ?? (hasGoals ? 'goals' : 'coverage');
  return (
    <section className="strip" aria-label="Coverage" data-expanded={expanded || undefined}>
      <div className="strip-side">
        <TabList label="How the plan does" prefix="strip" tabs={tabs} value={tab} vertical onChange={setChosen} />
        <CoverageStatusText scenario={scenario} />
      </div>
      <div className="strip-main" role="tabpanel" id="strip-panel" aria-labelledby={`strip-tab-${tab}`}>
        <StripPanel tab={tab} scenario={scenario} expanded={expanded} />
      </div>
      <div className="strip-expand">
        <IconButton
          icon={expanded ? ChevronDown : ChevronUp}
          label={expanded ? 'Show less' : 'Show all'}
          expanded={expanded}
          onClick={() => onExpand(!expanded)}
        />
      </div>
    </section>
  );
}

interface StripPanelProps {
  readonly tab: Tab;
  readonly scenario: Scenario;
  readonly expanded: boolean;
}

function StripPanel({ tab, scenario, expanded }: StripPanelProps) {
  switch (tab) {
    case 'goals':
      return expanded && scenario.goals.length > 0 ? (
        <GoalTable scenario={scenario} />
      ) : (
        <GoalCards scenario={scenario} />
      );
    case 'coverage':
      return (
        <>
          <CoveragePanel scenario={scenario} />
          {expanded && <CameraTable scenario={scenario} />}
        </>
      );
    case 'blind':
      return <BlindSpots scenario={scenario} expanded={expanded} />;
    case 'costs':
      return (
        <>
          <CostFigures scenario={scenario} />
          {expanded && <BillTable />}
        </>
      );
    case 'places':
      return <PlacesTable scenario={scenario} />;
  }
}

function CoverageStatusText({ scenario }: { readonly scenario: Scenario }) {
  const status = useSession((state) => state.coverage.status);
  const hash = useSession((state) => state.coverage.resultHash);
  const workers = useSession((state) => state.coverage.workers);
  const devices = countDevices(scenario.devices);
  if (status === 'failed') {
    return (
      <p className="strip-status bad">
        <CircleAlert size={14} strokeWidth={1.75} aria-hidden /> Could not be computed
      </p>
    );
  }
  if (status !== 'ready') return <p className="strip-status">Computing {devices}…</p>;
  return (
    <p
      className="strip-status"
      title={hash === null ? undefined : `${formatCount(workers, 'worker')}. SHA-256 of all bitsets: ${hash}`}
    >
      {devices}
      {hash !== null && (
        <>
          {' · '}
          <span data-testid="result-hash">{shortHash(hash)}</span>
        </>
      )}
    </p>
  );
}
