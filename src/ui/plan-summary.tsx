import {
  Banknote,
  ChevronRight,
  GitBranch,
  ListTree,
  type LucideIcon,
  MapPin,
  Network,
  Table2,
  Target,
  Trees,
} from 'lucide-react';
import type { City } from '#model/city.ts';
import type { ImportReport } from '#model/import-report.ts';
import { type CategorySetId, categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { cellChoices, type Dialog } from '#state/session.ts';
import { buildingCount } from './building-count.ts';
import { formatCount, formatLength, formatNumber, formatShare, fromMeters, lengthUnit, toMeters } from './format.ts';
import { NumberField } from './number-field.tsx';
import { KeyValues, Section } from './section.tsx';
import { Segments } from './segments.tsx';
import { useCommands, useSession } from './session-context.tsx';
import { formatMoney } from './text/amounts.ts';
import { countDevices } from './text/device-kind.ts';

/** What stands in the inspector when nothing is selected: the plan, and the assumptions its results hang on. */
export function PlanSummary({ city, scenario }: { readonly city: City; readonly scenario: Scenario }) {
  const commands = useCommands();
  const report = useSession((state) => state.report);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>{scenario.name}</h2>
        </div>
        <p className="inspector-sub">
          {countDevices(scenario.devices)} on {city.manifest.name}
        </p>
        {scenario.description !== '' && <p className="inspector-text">{scenario.description}</p>}
        {scenario.devices.length === 0 && (
          <p className="inspector-text">
            Place the first device: press <kbd className="keys">C</kbd> and click a wall, a pole or the ground.
          </p>
        )}
      </header>
      <PlanParts scenario={scenario} />
      <Assumptions city={city} scenario={scenario} report={report} />
      <SceneFacts city={city} />
      {report !== null && (
        <div className="inspector-actions">
          <button type="button" className="button" onClick={() => commands.openReport(true)}>
            Import report
          </button>
        </div>
      )}
    </>
  );
}

interface PlanPart {
  readonly dialog: Dialog;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly aside: string;
}

/** What a plan consists of, each with its dialog. */
function PlanParts({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const score = useSession((state) => state.coverage.score);
  const capital = useSession((state) => state.costs?.capital ?? null);
  const variants = useSession((state) => state.variants.length);
  const { currency } = scenario.budget;
  const parts: readonly PlanPart[] = [
    {
      dialog: 'goals',
      label: 'Goals',
      icon: Target,
      aside:
        score === null
          ? formatNumber(scenario.goals.length)
          : `${scenario.goals.length}, score ${formatNumber(score, 1)}`,
    },
    {
      dialog: 'sites',
      label: 'Sites and zones',
      icon: MapPin,
      aside: formatNumber(scenario.sites.length + scenario.zones.length),
    },
    { dialog: 'devices', label: 'Devices', icon: Table2, aside: formatNumber(scenario.devices.length) },
    {
      dialog: 'plan',
      label: 'Phases, agencies, network',
      icon: Network,
      aside: formatNumber(scenario.phases.length + scenario.agencies.length + scenario.networkNodes.length),
    },
    { dialog: 'variants', label: 'Variants', icon: GitBranch, aside: formatNumber(variants) },
    { dialog: 'summary', label: 'Summary by place and owner', icon: ListTree, aside: '' },
    {
      dialog: 'costs',
      label: 'Costs',
      icon: Banknote,
      aside: capital === null ? '' : formatMoney(capital, currency),
    },
  ];
  return (
    <Section title="Plan">
      <ul className="layer-list">
        {parts.map(({ dialog, label, icon: Icon, aside }) => (
          <li key={dialog}>
            <button type="button" className="layer-row" onClick={() => commands.openDialog(dialog)}>
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              <span className="grow">{label}</span>
              <span className="count">{aside}</span>
              <ChevronRight size={14} strokeWidth={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const editions: readonly { readonly value: CategorySetId; readonly label: string }[] = [
  { value: 'iec-62676-4-2025', label: '2025' },
  { value: 'iec-62676-4-2014', label: '2014' },
];

interface AssumptionsProps {
  readonly city: City;
  readonly scenario: Scenario;
  readonly report: ImportReport | null;
}

function Assumptions({ city, scenario, report }: AssumptionsProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const cellMeters = useSession((state) => state.cellMeters);
  const guessed = guessedShare(city, report);
  return (
    <Section title="Assumptions" aside="of every result">
      <div className="section-body">
        <div className="field-block">
          <span className="name">Classes of IEC 62676-4</span>
          <Segments
            label="Edition of IEC 62676-4"
            value={scenario.categorySet}
            options={editions}
            onChange={(edition) => commands.setCategorySet(edition)}
          />
          <p className="hint">
            {categorySets[scenario.categorySet].categories.map((category) => category.name).join(', ')}. For people
            watching visible-light video; not for analytics.
          </p>
        </div>
        <div className="field-block">
          <span className="name">Target</span>
          <Segments
            label="Target"
            value={scenario.target}
            options={[
              { value: 'point', label: 'Point' },
              { value: 'person', label: 'Whole person' },
            ]}
            onChange={(target) => commands.setTarget(target)}
          />
        </div>
        <div className="field-row">
          <span className="name">Target height</span>
          <NumberField
            label="Target height"
            value={fromMeters(scenario.targetHeightMeters, units)}
            unit={` ${lengthUnit(units)}`}
            decimals={units === 'us' ? 1 : 2}
            step={0.1}
            onCommit={(height) => commands.setTargetHeight(toMeters(height, units))}
          />
        </div>
        <div className="field-block">
          <span className="name">
            <Trees size={14} strokeWidth={1.75} aria-hidden /> Tree crowns
          </span>
          <Segments
            label="Tree crowns"
            value={scenario.assumptions.treeCrowns}
            options={[
              { value: 'absent', label: 'Absent' },
              { value: 'opaque', label: 'Opaque' },
            ]}
            onChange={(value) => commands.setTreeCrowns(value)}
          />
          <p className="hint">
            {scenario.assumptions.treeCrowns === 'absent'
              ? 'Crowns hide nothing, as in winter: results are at their best.'
              : 'Crowns hide everything behind them, as in full leaf: results are at their worst.'}
          </p>
        </div>
        <div className="field-block">
          <span className="name">Ground counted in cells of</span>
          <Segments
            label="Side of a cell"
            value={String(cellMeters)}
            options={cellChoices.map((meters) => ({
              value: String(meters),
              label: formatLength(meters, units, meters < 1 || units === 'us' ? 1 : 0),
            }))}
            onChange={(value) => commands.setCellSize(cellChoices.find((meters) => String(meters) === value) ?? 1)}
          />
          <p className="hint">Smaller cells draw finer edges and take longer.</p>
        </div>
        <button type="button" className="link-button" onClick={() => commands.openDialog('plan')}>
          All assumptions with their sources…
        </button>
        <p className="hint">
          {city.buildings.length === 0
            ? 'This city has no buildings.'
            : guessed === 0
              ? 'Every building’s height is from the source.'
              : `The height of ${formatShare(guessed)} of the buildings is guessed, because the source gives none.`}
          {scenario.sceneEdits.length > 0 &&
            ` ${formatCount(scenario.sceneEdits.length, 'correction')} of this plan included.`}
        </p>
      </div>
    </Section>
  );
}

function guessedShare(city: City, report: ImportReport | null): number {
  if (report !== null) return report.guessedHeightShare;
  const guessed = city.buildings.filter((building) => building.heightSource === 'default').length;
  return city.buildings.length === 0 ? 0 : guessed / city.buildings.length;
}

function SceneFacts({ city }: { readonly city: City }) {
  const units = useSession((state) => state.units);
  const { bounds, origin } = city.manifest;
  const size = `${formatLength(bounds.maxX - bounds.minX, units, 0)} × ${formatLength(bounds.maxY - bounds.minY, units, 0)}`;
  return (
    <Section title="City" aside={city.manifest.invented ? 'invented' : undefined}>
      <KeyValues
        rows={[
          ['Name', city.manifest.name],
          ['Size', size],
          ['Buildings', formatNumber(buildingCount(city))],
          ['Streets', formatNumber(city.streets.length)],
          [
            'Ground',
            city.terrain === null ? 'level' : `terrain, every ${formatLength(city.terrain.spacing, units, 0)}`,
          ],
          ['Origin', `${origin.latitude.toFixed(4)}°, ${origin.longitude.toFixed(4)}°`],
        ]}
      />
    </Section>
  );
}
