import { ChevronDown, ChevronUp, CircleAlert } from 'lucide-react';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { CameraTable } from './camera-table.tsx';
import { type TogetherRow, togetherRows } from './coverage-areas.ts';
import { areaUnit, formatAreaNumber, formatCount, formatNumber, formatShare, shortHash, type Units } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

interface CoverageStripProps {
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

/** The coverage of the whole plan, one column per category; opens into the table of cameras. */
export function CoverageStrip({ expanded, onExpand }: CoverageStripProps) {
  const scenario = useSession((state) => state.scenario);
  if (scenario === null) return null;
  const Chevron = expanded ? ChevronDown : ChevronUp;
  return (
    <section className="strip" aria-label="Coverage">
      <div className="strip-row">
        <div className="strip-head">
          <h2>Coverage</h2>
          <CoverageStatusText scenario={scenario} />
          <button type="button" className="button" aria-expanded={expanded} onClick={() => onExpand(!expanded)}>
            <Chevron size={14} strokeWidth={1.75} aria-hidden />
            Per camera
          </button>
        </div>
        <TogetherTable scenario={scenario} />
      </div>
      {expanded && <CameraTable scenario={scenario} />}
    </section>
  );
}

function CoverageStatusText({ scenario }: { readonly scenario: Scenario }) {
  const status = useSession((state) => state.coverage.status);
  const hash = useSession((state) => state.coverage.resultHash);
  const workers = useSession((state) => state.coverage.workers);
  const cameras = formatCount(scenario.devices.length, 'camera');
  if (status === 'failed') {
    return (
      <p className="strip-status bad">
        <CircleAlert size={14} strokeWidth={1.75} aria-hidden /> Could not be computed
      </p>
    );
  }
  if (status !== 'ready') return <p className="strip-status">Computing {cameras}…</p>;
  return (
    <p className="strip-status" title={hash === null ? undefined : `SHA-256 of all bitsets: ${hash}`}>
      {cameras}, {formatCount(workers, 'worker')}
      {hash !== null && (
        <>
          <br />
          hash <span data-testid="result-hash">{shortHash(hash)}</span>
        </>
      )}
    </p>
  );
}

function TogetherTable({ scenario }: { readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const commands = useCommands();
  const rows = togetherRows(scenario.categorySet, coverage);
  const colors = categoryColors(scenario.categorySet, theme);
  if (scenario.devices.length === 0) {
    return (
      <div className="strip-empty">
        <p>No camera yet, so nothing is covered.</p>
        <button type="button" className="button" data-kind="primary" onClick={() => commands.setTool('place-camera')}>
          Place a camera
        </button>
      </div>
    );
  }
  return (
    <table className="together">
      <caption className="visually-hidden">
        Area seen by all cameras together, at or above each class of {categorySets[scenario.categorySet].standard}
      </caption>
      <thead>
        <tr>
          <td />
          {categorySets[scenario.categorySet].categories.map((category, index) => (
            <th key={category.name} scope="col">
              <span className="swatch" style={{ background: colors[index] }} aria-hidden />
              {category.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} className={line.large ? 'large' : undefined}>
            <th scope="row">{line.name(units)}</th>
            {(rows ?? emptyRows(scenario)).map((row, index) => (
              <td key={index}>{row === null ? '–' : line.value(row, units)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function emptyRows(scenario: Scenario): readonly null[] {
  return categorySets[scenario.categorySet].categories.map(() => null);
}

interface Line {
  readonly key: string;
  readonly name: (units: Units) => string;
  readonly value: (row: TogetherRow, units: Units) => string;
  readonly large?: boolean;
}

const lines: readonly Line[] = [
  {
    key: 'area',
    name: (units) => `Seen, ${areaUnit(units)}`,
    value: (row, units) => formatAreaNumber(row.area, units),
    large: true,
  },
  {
    key: 'share',
    name: () => 'Of the ground',
    value: (row) => (row.groundShare === null ? '–' : formatShare(row.groundShare)),
  },
  {
    key: 'redundant',
    name: () => 'By ≥ 2 cameras',
    value: (row) => (row.area === 0 ? '–' : formatShare(row.redundantShare)),
  },
  {
    key: 'mean',
    name: () => 'Cameras, mean',
    value: (row) => (row.area === 0 ? '–' : formatNumber(row.meanCameras, 2)),
  },
];
