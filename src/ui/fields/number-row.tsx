import { NumberField } from '../number-field.tsx';

interface NumberRowProps {
  readonly label: string;
  readonly value: number;
  readonly unit?: string;
  readonly decimals?: number;
  readonly step?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly name?: string;
  readonly hint?: string;
  readonly onCommit: (value: number) => void;
}

/** A number with its name before it, kept within its range. */
export function NumberRow(props: NumberRowProps) {
  const { label, value, unit = '', decimals = 0, step = 1, name, hint, onCommit } = props;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = props;
  return (
    <div className="field-row">
      <span className="name" title={hint} aria-hidden>
        {label}
      </span>
      <NumberField
        label={name ?? label}
        value={value}
        unit={unit}
        decimals={decimals}
        step={step}
        onCommit={(next) => onCommit(Math.min(maximum, Math.max(minimum, next)))}
      />
    </div>
  );
}
