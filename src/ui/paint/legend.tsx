import { categorySets } from '#model/pixel-density.ts';
import type { PaintSetting } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import { countColors, type Difference, differenceColors, layerColors, type PaintTheme } from '#state/paint-ramps.ts';
import { densityUnit, formatDensityNumber, formatLength, type Units } from '../format.ts';
import { useSession } from '../session-context.tsx';
import { conditionNames, layerClasses, layerNote, layerTitle } from '../text/layer-text.ts';

/** What the colours on the ground mean: classes, their densities, the standard, the condition, the height they hold for. */
export function Legend() {
  const scenario = useSession((state) => state.scenario);
  const units = useSession((state) => state.units);
  const theme = useSession((state) => state.theme);
  const paint = useSession((state) => state.paint);
  /** Rollout mode has a legend of its own once it has a report. */
  const own = useSession(({ mode, rollout }) => mode === 'rollout' && rollout.run.result !== null);
  const shown = useSession((state) => !own && (state.layers.coverage || state.layers.facades));
  if (scenario === null || !shown) return null;
  const steps = legendSteps(paint, scenario, units, theme);
  return (
    <section className="card legend" aria-label="Legend">
      <header>
        <h2>{legendTitle(paint)}</h2>
        <span className="hint">{legendNote(paint, scenario, units)}</span>
      </header>
      <ol data-few={steps.length < 4 || undefined}>
        {steps.map((step) => (
          <li key={`${step.value} ${step.name}`}>
            <span className="swatch" style={{ background: step.color }} aria-hidden />
            {step.value !== '' && <strong>{step.value}</strong>}
            <span>{step.name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const againstNames: Readonly<Record<PaintSetting['against'], string>> = {
  baseline: 'the kept picture',
  day: 'day',
  night: 'night',
  fog: 'fog',
  without: 'without what is selected',
};

function legendTitle({ layer, mode, against }: PaintSetting): string {
  const title = layerTitle(layer);
  switch (mode) {
    case 'best':
      return layer === 'density' ? `${title}, best device` : title;
    case 'count':
      return `${title}, number of devices`;
    case 'difference':
      return `${title}, against ${againstNames[against]}`;
  }
}

/** Unit, standard, condition and target: what a number on the map is of. */
function legendNote(paint: PaintSetting, scenario: Scenario, units: Units): string {
  const condition = conditionNames[paint.condition].toLowerCase();
  if (paint.layer !== 'density') return `${layerNote(paint.layer)} · ${condition}`;
  const set = categorySets[scenario.categorySet];
  const low = scenario.target === 'person' ? scenario.assumptions.personLowMeters : scenario.targetHeightMeters;
  const target =
    scenario.target === 'person'
      ? `person ${formatLength(low, units)} to ${formatLength(scenario.assumptions.personHighMeters, units)}`
      : `target ${formatLength(low, units)}`;
  const unit = paint.mode === 'best' ? densityUnit(units) : `at ≥ ${set.categories[paint.category]?.name ?? ''}`;
  return paint.mode === 'difference'
    ? `${set.standard} · ${condition} · ${target}`
    : `${unit} · ${set.standard} · ${condition} · ${target}`;
}

interface Step {
  readonly name: string;
  readonly value: string;
  readonly color: string | undefined;
}

const differenceNames: Readonly<Record<Difference, string>> = {
  gained: 'Seen, was not',
  better: 'Better class',
  same: 'As before',
  worse: 'Lower class',
  lost: 'No longer seen',
};

function legendSteps(paint: PaintSetting, scenario: Scenario, units: Units, theme: PaintTheme): readonly Step[] {
  switch (paint.mode) {
    case 'best': {
      const colors = layerColors(paint.layer, scenario.categorySet, theme);
      const { categories } = categorySets[scenario.categorySet];
      return layerClasses(paint.layer, scenario.categorySet).map((name, index) => {
        const density = paint.layer === 'density' ? categories[index]?.pixelsPerMeter : undefined;
        return {
          name,
          value: density === undefined ? '' : formatDensityNumber(density, units),
          color: colors[index],
        };
      });
    }
    case 'count':
      return countColors[theme].map((color, index) => ({
        name: index === 0 ? 'device' : 'devices',
        value: index === 5 ? '6 +' : String(index + 1),
        color,
      }));
    case 'difference':
      return (Object.keys(differenceNames) as Difference[]).map((kind) => ({
        name: differenceNames[kind],
        value: '',
        color: differenceColors[theme][kind],
      }));
  }
}
