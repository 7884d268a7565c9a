import { RotateCcw } from 'lucide-react';
import { type AssumptionKey, assumptionTable, defaultAssumptions } from '#model/assumptions.ts';
import { type GapQuestion, type GapRun, gapRunAssumptions } from '#model/gap-question.ts';
import type { Scenario } from '#model/scenario.ts';
import { IconButton } from '../icon-button.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { SliderField } from '../slider-field.tsx';
import { decimalsOf, shortAssumptions, sliderRanges } from './gap-text.ts';

/** Numbers that the shown run hangs on first of all, each with where it comes from. */
export function RunAssumptions({ scenario, run }: { readonly scenario: Scenario; readonly run: GapRun }) {
  const commands = useCommands();
  const question = useSession((state) => state.gaps.question);
  const keys = relevantAssumptions(run, question);
  const changed = keys.filter((key) => scenario.assumptions[key] !== defaultAssumptions[key]);
  if (keys.length === 0) return null;
  return (
    <Section
      title="Assumptions"
      aside={
        <>
          <span className="pill">{keys.length} editable</span>
          {changed.length > 0 && (
            <IconButton
              icon={RotateCcw}
              size={14}
              label="Set these as they were shipped"
              onClick={() =>
                commands.setAssumptions(Object.fromEntries(changed.map((key) => [key, defaultAssumptions[key]])))
              }
            />
          )}
        </>
      }
    >
      <div className="run-assumptions">
        {keys.map((key) => (
          <AssumptionSlider key={key} name={key} value={scenario.assumptions[key]} />
        ))}
      </div>
    </Section>
  );
}

const demandKeys: ReadonlySet<AssumptionKey> = new Set(['carTripsPerPerson', 'gravityDecaySeconds']);
const barrierKeys: ReadonlySet<AssumptionKey> = new Set([
  'fenceDelaySeconds',
  'wallDelaySeconds',
  'hedgeDelaySeconds',
  'gateDelaySeconds',
]);

/** Of a drive in place of a walk. */
const driveKeys: readonly AssumptionKey[] = ['driveSpeed', 'plateRecognition', 'deviceAvailability'];

/** Of a run's assumptions those that its question makes use of. */
export function relevantAssumptions(run: GapRun, question: GapQuestion): readonly AssumptionKey[] {
  const { demand, routes, forced, travel } = question;
  const byCar = run === 'approach' && travel === 'car';
  const keys = gapRunAssumptions[run].filter(
    (key) =>
      (demand === 'gravity' || !demandKeys.has(key)) &&
      (routes === 'choice' || key !== 'routeSpreadSeconds') &&
      ((forced && !byCar) || !barrierKeys.has(key)) &&
      !(byCar && key === 'walkingSpeed'),
  );
  return byCar ? [...driveKeys, ...keys] : keys;
}

function AssumptionSlider({ name, value }: { readonly name: AssumptionKey; readonly value: number }) {
  const commands = useCommands();
  const { label, unit, minimum, maximum, source } = assumptionTable[name];
  const [least, most] = sliderRanges[name] ?? [minimum, maximum];
  const decimals = Math.max(decimalsOf(defaultAssumptions[name]), finestDecimals(unit, most - least));
  return (
    <SliderField
      label={label}
      short={shortAssumptions[name] ?? label}
      hint={`${label}. Source: ${source}`}
      value={value}
      least={least}
      most={most}
      step={stepOf(most - least, decimals)}
      unit={unit === '' ? '' : ` ${unit}`}
      decimals={Math.max(decimals, decimalsOf(value))}
      gesture={`Change the assumption: ${label}`}
      onChange={(next) => commands.setAssumptions({ [name]: Math.min(maximum, Math.max(minimum, next)) })}
    />
  );
}

/** Chances and shares take two decimals, rates of a small range three. */
function finestDecimals(unit: string, range: number): number {
  if (range <= 0.2) return 3;
  return unit === '' ? 2 : 0;
}

/** About two hundred steps across the slider, of a size that the decimals can write. */
function stepOf(range: number, decimals: number): number {
  let step = 10 ** -decimals;
  while (range / step > 400) step *= 10;
  return step;
}
