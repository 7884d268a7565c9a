import type { Device } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { layerColors } from '#state/paint-ramps.ts';
import { areaUnit, formatAreaNumber } from '../format.ts';
import { Section } from '../section.tsx';
import { useSession } from '../session-context.tsx';
import { deviceAreas } from '../strip/coverage-areas.ts';
import { layerClasses, layerOf } from '../text/layer-text.ts';

/** Ground that this device covers, and what of it no other covers, per class at or above. */
export function Sees({ device, scenario }: { readonly device: Device; readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const areas = deviceAreas(device.id, coverage);
  const layer = layerOf(device) ?? 'density';
  const classes = layerClasses(layer, scenario.categorySet);
  const colors = layerColors(layer, scenario.categorySet, theme);
  const most = Math.max(1, ...(areas?.seen ?? []));
  const patrol = areas?.patrol ?? null;
  return (
    <Section
      title={layer === 'density' ? 'Sees' : 'Covers'}
      aside={layer === 'density' ? `${areaUnit(units)} at or above` : areaUnit(units)}
    >
      {areas === null ? (
        <p className="section-body hint">Being computed…</p>
      ) : (
        <table className="bars">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Category</span>
              </th>
              <td />
              <th scope="col">In all</th>
              <th scope="col">{patrol === null ? 'Only it' : 'Patrol'}</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((name, index) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <span className="bar" aria-hidden>
                    <span style={{ width: `${(100 * (areas.seen[index] ?? 0)) / most}%`, background: colors[index] }} />
                  </span>
                </td>
                <td>{formatAreaNumber(areas.seen[index] ?? 0, units)}</td>
                <td className="only">{formatAreaNumber((patrol ?? areas.alone)[index] ?? 0, units)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {patrol !== null && (
        <p className="section-body hint">
          In all: where it looks now. Patrol: expected at any time, each preset by its share
          {layer === 'density' ? ` (${categorySets[scenario.categorySet].standard})` : ''}.
        </p>
      )}
    </Section>
  );
}
