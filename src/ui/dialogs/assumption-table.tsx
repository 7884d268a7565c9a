import { RotateCcw } from 'lucide-react';
import { type AssumptionKey, assumptionTable, defaultAssumptions } from '#model/assumptions.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { NumberField } from '../number-field.tsx';
import { useCommands } from '../session-context.tsx';
import { isAssumption } from '../text/amounts.ts';

const keys = Object.keys(assumptionTable) as AssumptionKey[];

/** All numbers that results hang on, with where they come from. */
export function AssumptionTable({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const changed = keys.filter((key) => scenario.assumptions[key] !== defaultAssumptions[key]);
  return (
    <section className="record-section" aria-label="All assumptions">
      <header>
        <h3>Assumptions</h3>
        <p className="hint">
          Results change with them at once.{' '}
          {changed.length === 0 ? 'All stand as shipped.' : `${changed.length} changed in this plan.`}
        </p>
        <button
          type="button"
          className="button"
          disabled={changed.length === 0}
          onClick={() =>
            commands.setAssumptions(Object.fromEntries(changed.map((key) => [key, defaultAssumptions[key]])))
          }
        >
          <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
          Reset all
        </button>
      </header>
      <div className="table-scroll">
        <table className="data-table record-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" data-numeric>
                Value
              </th>
              <th scope="col" data-numeric>
                As shipped
              </th>
              <th scope="col">Source</th>
              <th scope="col">
                <span className="visually-hidden">Reset</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <AssumptionRow key={key} name={key} value={scenario.assumptions[key]} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function AssumptionRow({ name, value }: { readonly name: AssumptionKey; readonly value: number }) {
  const commands = useCommands();
  const { label, unit, minimum, maximum, source } = assumptionTable[name];
  const shipped = defaultAssumptions[name];
  const decimals = decimalsOf(shipped);
  return (
    <tr data-changed={value !== shipped || undefined}>
      <th scope="row">{label}</th>
      <td data-numeric>
        <NumberField
          label={label}
          value={value}
          unit={unit === '' || unit === '°' ? unit : ` ${unit}`}
          decimals={Math.max(decimals, decimalsOf(value))}
          step={10 ** -decimals}
          onCommit={(next) => commands.setAssumptions({ [name]: Math.min(maximum, Math.max(minimum, next)) })}
        />
      </td>
      <td data-numeric className="muted">
        {formatNumber(shipped, decimals)}
      </td>
      <td className="wrap">
        {isAssumption(source) ? <span className="pill">assumption</span> : null}{' '}
        {source.replace(/^assumption:? ?/i, '')}
      </td>
      <td className="row-actions">
        <IconButton
          icon={RotateCcw}
          label={`Reset: ${label}`}
          disabled={value === shipped}
          onClick={() => commands.setAssumptions({ [name]: shipped })}
        />
      </td>
    </tr>
  );
}

/** Decimals that a number is written with, three at most. */
function decimalsOf(value: number): number {
  return [0, 1, 2].find((digits) => Math.abs(value - Number(value.toFixed(digits))) < 1e-9) ?? 3;
}
