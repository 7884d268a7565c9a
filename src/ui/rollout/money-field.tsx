import { TextField, TextInput } from '../fields/text-field.tsx';

interface MoneyFieldProps {
  readonly label: string;
  readonly name?: string;
  /** In the plan's currency; null: none. */
  readonly value: number | null;
  /** Stands where there is none. */
  readonly placeholder?: string;
  readonly onCommit: (value: number | null) => void;
}

const mostMoney = 1e12;

/** Digits with separators as an amount; null for an empty text, undefined for what is none. */
export function readMoney(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s,]/g, '');
  if (plain === '') return null;
  const value = Number(plain);
  return Number.isFinite(value) ? Math.min(mostMoney, Math.max(0, value)) : undefined;
}

function commitText(onCommit: (value: number | null) => void): (text: string) => void {
  return (text) => {
    const value = readMoney(text);
    if (value !== undefined) onCommit(value);
  };
}

/** An amount with its name before it; empty means none. */
export function MoneyField({ label, name, value, placeholder = 'none', onCommit }: MoneyFieldProps) {
  return (
    <TextField
      label={label}
      {...(name === undefined ? {} : { name })}
      value={value === null ? '' : String(value)}
      placeholder={placeholder}
      maxLength={16}
      className="text-input right"
      onCommit={commitText(onCommit)}
    />
  );
}

/** The same in a cell of a table. */
export function MoneyInput({ label, name, value, placeholder = 'none', onCommit }: MoneyFieldProps) {
  return (
    <TextInput
      label={label}
      {...(name === undefined ? {} : { name })}
      value={value === null ? '' : String(value)}
      placeholder={placeholder}
      maxLength={16}
      className="text-input right"
      onCommit={commitText(onCommit)}
    />
  );
}
