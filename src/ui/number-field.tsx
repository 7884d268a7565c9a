import { NumberInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly decimals: number;
  /** Decimals that can be typed where fewer are shown. */
  readonly typedDecimals?: number;
  readonly step: number;
  /** Called when a number is confirmed (Enter, leaving the field) or stepped by the arrow keys. */
  readonly onCommit: (value: number) => void;
}

/** A number with its unit. What is typed counts when it is confirmed; Escape takes it back. */
export function NumberField({ label, value, unit, decimals, typedDecimals, step, onCommit }: NumberFieldProps) {
  const [draft, setDraft] = useState<number | string | null>(null);
  const [focused, setFocused] = useState(false);

  const commit = (): void => {
    if (draft === null) return;
    setDraft(null);
    const next = typeof draft === 'number' ? draft : Number.parseFloat(draft);
    if (draft !== '' && Number.isFinite(next)) onCommit(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit();
    if (event.key !== 'Escape' || draft === null) return;
    event.stopPropagation();
    setDraft(null);
  };

  return (
    <NumberInput
      className="number-field"
      aria-label={label}
      value={draft ?? Number(value.toFixed(decimals))}
      onChange={setDraft}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        commit();
      }}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') commit();
      }}
      suffix={unit}
      decimalScale={focused ? Math.max(decimals, typedDecimals ?? 0) : decimals}
      fixedDecimalScale={draft === null && (typedDecimals === undefined || !focused)}
      step={step}
      clampBehavior="none"
      selectAllOnFocus
      hideControls
    />
  );
}
