import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { cameraAreas } from './coverage-areas.ts';
import { areaUnit, formatAreaNumber } from './format.ts';
import { Section } from './section.tsx';
import { useSession } from './session-context.tsx';

/** Ground that this camera sees, and what of it no other camera sees, per category at or above. */
export function Sees({ id, scenario }: { readonly id: string; readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const areas = cameraAreas(id, coverage);
  const { categories } = categorySets[scenario.categorySet];
  const colors = categoryColors(scenario.categorySet, theme);
  const most = Math.max(1, ...(areas?.seen ?? []));
  return (
    <Section title="Sees" aside={`${areaUnit(units)} at or above`}>
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
              <th scope="col">Only it</th>
            </tr>
          </thead>
          <tbody>
            {categories.map((category, index) => (
              <tr key={category.name}>
                <th scope="row">{category.name}</th>
                <td>
                  <span className="bar" aria-hidden>
                    <span style={{ width: `${(100 * (areas.seen[index] ?? 0)) / most}%`, background: colors[index] }} />
                  </span>
                </td>
                <td>{formatAreaNumber(areas.seen[index] ?? 0, units)}</td>
                <td className="only">{formatAreaNumber(areas.alone[index] ?? 0, units)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
