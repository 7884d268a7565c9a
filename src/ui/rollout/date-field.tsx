import { useEffect, useId, useState } from 'react';

/** Dates that files take. */
const least = '1900-01-01';
const most = '2199-12-31';

interface DateInputProps {
  readonly label: string;
  /** Names the field for those who do not see it; the label, where not given. */
  readonly name?: string;
  /** ISO date. */
  readonly value: string | null;
  /** Whether an empty field is kept as it was. */
  readonly required?: boolean;
  readonly describedBy?: string | undefined;
  readonly onCommit: (value: string | null) => void;
}

/** A date that counts when it is left or confirmed, so that a year can be typed digit by digit. */
export function DateInput({ label, name, value, required = false, describedBy, onCommit }: DateInputProps) {
  const [draft, setDraft] = useState(value ?? '');
  useEffect(() => setDraft(value ?? ''), [value]);
  const commit = (): void => {
    const next = draft === '' ? null : draft;
    if (next === value) return;
    if ((next === null && required) || (next !== null && (next < least || next > most))) setDraft(value ?? '');
    else onCommit(next);
  };
  return (
    <input
      type="date"
      className="text-input"
      aria-label={name ?? label}
      aria-describedby={describedBy}
      value={draft}
      min={least}
      max={most}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key !== 'Escape' || draft === (value ?? '')) return;
        event.stopPropagation();
        setDraft(value ?? '');
      }}
    />
  );
}

interface DateFieldProps extends Omit<DateInputProps, 'describedBy'> {
  /** What is wrong with it, as a sentence. */
  readonly problem?: string | null;
  readonly hint?: string;
}

/** A date with its name before it. */
export function DateField({ problem = null, hint, ...props }: DateFieldProps) {
  const id = useId();
  return (
    <>
      <div className="field-row wide">
        <span className="name" title={hint} aria-hidden>
          {props.label}
        </span>
        <DateInput {...props} describedBy={problem === null ? undefined : id} />
      </div>
      {problem !== null && (
        <p id={id} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
