import { useEffect, useId, useState } from 'react';
import type { Duration } from '#model/rollout/task-template.ts';
import { SelectField } from '../fields/select-field.tsx';
import { NumberField } from '../number-field.tsx';
import { type DurationKind, figuresOf, readDuration, withKind } from './duration-draft.ts';
import { durationFields, durationKindNames } from './rollout-words.ts';

interface DurationFieldsProps {
  readonly value: Duration;
  /** What takes so long, for those who do not see where the field stands. */
  readonly of: string;
  readonly onCommit: (duration: Duration) => void;
}

const kinds = (Object.keys(durationKindNames) as DurationKind[]).map((value) => ({
  value,
  label: durationKindNames[value],
}));

/** How long work takes: the law, and its figures in days. Figures that do not go together wait, with a sentence. */
export function DurationFields({ value, of, onCommit }: DurationFieldsProps) {
  const id = useId();
  const [draft, setDraft] = useState<Readonly<Record<string, number>>>(figuresOf(value));
  useEffect(() => setDraft(figuresOf(value)), [value]);
  const read = readDuration(value.kind, draft);
  const commit = (key: string, figure: number): void => {
    const next = { ...draft, [key]: figure };
    setDraft(next);
    const result = readDuration(value.kind, next);
    if (result.ok) onCommit(result.duration);
  };
  return (
    <fieldset className="bare" aria-describedby={read.ok ? undefined : id} aria-label={`Duration of ${of}`}>
      <SelectField
        label="Duration"
        name={`Law of the duration of ${of}`}
        value={value.kind}
        options={kinds}
        onChange={(kind) => onCommit(withKind(value, kind))}
      />
      <div className="duration-figures">
        {durationFields[value.kind].map(({ key, label }) => (
          <div key={key}>
            <span className="hint" aria-hidden>
              {label}
            </span>
            <NumberField
              label={`${label}, days, ${of}`}
              value={draft[key] ?? 0}
              unit=" d"
              decimals={decimalsOf(draft[key] ?? 0)}
              typedDecimals={2}
              step={1}
              onCommit={(figure) => commit(key, figure)}
            />
          </div>
        ))}
      </div>
      {!read.ok && (
        <p id={id} className="field-problem" role="alert">
          {read.sentence}
        </p>
      )}
    </fieldset>
  );
}

/** Halves and quarters of days stay as they are typed. */
function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  return Number.isInteger(Math.round(value * 1000) / 100) ? 1 : 2;
}
