import type { Scenario } from '#model/scenario.ts';
import { layerColors } from '#state/paint-ramps.ts';
import { areaUnit, formatAreaNumber, formatNumber, formatShare, type Units } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { conditionNames, layerClasses, layerTitle } from '../text/layer-text.ts';
import { type TogetherRow, togetherRows } from './coverage-areas.ts';

/** The coverage of the painted layer under the painted condition, one column per class. */
export function CoveragePanel({ scenario }: { readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const { layer, condition } = useSession((state) => state.paint);
  const commands = useCommands();
  const classes = layerClasses(layer, scenario.categorySet);
  const rows = togetherRows(classes, coverage);
  const colors = layerColors(layer, scenario.categorySet, theme);
  if (scenario.devices.length === 0) {
    return (
      <div className="strip-empty">
        <p>No device yet, so nothing is covered.</p>
        <button type="button" className="button" data-kind="primary" onClick={() => commands.setTool('place-device')}>
          Place a camera
        </button>
      </div>
    );
  }
  return (
    <table className="together" data-few={classes.length < 3 || undefined}>
      <caption className="visually-hidden">
        {layerTitle(layer)}, {conditionNames[condition].toLowerCase()}: area of all devices together, at or above each
        class
      </caption>
      <thead>
        <tr>
          <td />
          {classes.map((name, index) => (
            <th key={name} scope="col">
              <span className="swatch" style={{ background: colors[index] }} aria-hidden />
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} className={line.large ? 'large' : undefined}>
            <th scope="row">{line.name(units)}</th>
            {classes.map((name, index) => {
              const row = rows?.[index];
              return <td key={name}>{row === undefined ? '–' : line.value(row, units)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
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
    name: () => 'By ≥ 2 devices',
    value: (row) => (row.area === 0 ? '–' : formatShare(row.redundantShare)),
  },
  {
    key: 'mean',
    name: () => 'Devices, mean',
    value: (row) => (row.area === 0 ? '–' : formatNumber(row.meanDevices, 2)),
  },
];
