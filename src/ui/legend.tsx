import { categorySets } from '#model/pixel-density.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { densityUnit, formatDensityNumber, formatLength } from './format.ts';
import { useSession } from './session-context.tsx';

/** What the colours on the ground mean: classes, their densities, the standard, the height they hold for. */
export function Legend() {
  const scenario = useSession((state) => state.scenario);
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const shown = useSession((state) => state.layers.coverage);
  if (scenario === null || !shown) return null;
  const set = categorySets[scenario.categorySet];
  const colors = categoryColors(scenario.categorySet, theme);
  return (
    <section className="card legend" aria-label="Legend">
      <header>
        <h2>Pixel density, best device</h2>
        <span className="hint">
          {densityUnit(units)} · {set.standard} · target {formatLength(scenario.targetHeightMeters, units)}
        </span>
      </header>
      <ol>
        {set.categories.map((category, index) => (
          <li key={category.name}>
            <span className="swatch" style={{ background: colors[index] }} aria-hidden />
            <strong>{formatDensityNumber(category.pixelsPerMeter, units)}</strong>
            <span>{category.name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
