import { type Choice, choicesOf, SelectInput } from '../fields/select-field.tsx';
import { TextInput } from '../fields/text-field.tsx';
import { NumberField } from '../number-field.tsx';
import type { RecordColumn } from './record-table.tsx';

/** Columns of {@link RecordTable} by the type of what stands in them. */

interface Named {
  readonly id: string;
  readonly name: string;
}

type KeysOf<R, V> = { [K in keyof R]: R[K] extends V ? K : never }[keyof R] & string;

function textColumn<R extends Named>(
  key: KeysOf<R, string>,
  label: string,
  { required = false, maxLength = 200, placeholder = '', width = '120px' } = {},
): RecordColumn<R> {
  return {
    label,
    width,
    cell: (record, put) => (
      <TextInput
        label={label}
        name={`${label} of ${record.name}`}
        value={String(record[key])}
        required={required}
        maxLength={maxLength}
        placeholder={placeholder}
        onCommit={(value) => put({ [key]: value } as Partial<R>)}
      />
    ),
  };
}

interface NumberOptions {
  readonly unit?: string;
  readonly decimals?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly step?: number;
  /** Shown number for a kept one, and back; for units. */
  readonly factor?: number;
}

function numberColumn<R extends Named>(
  key: KeysOf<R, number>,
  label: string,
  { unit = '', decimals = 0, minimum = 0, maximum = 1e12, step = 1, factor = 1 }: NumberOptions = {},
): RecordColumn<R> {
  return {
    label,
    numeric: true,
    width: '84px',
    cell: (record, put) => (
      <NumberField
        label={`${label} of ${record.name}`}
        value={Number(record[key]) * factor}
        unit={unit}
        decimals={decimals}
        step={step}
        onCommit={(value) => put({ [key]: Math.min(maximum, Math.max(minimum, value / factor)) } as Partial<R>)}
      />
    ),
  };
}

/** A number that may be missing: an empty field is null. */
function optionalNumberColumn<R extends Named>(
  key: KeysOf<R, number | null>,
  label: string,
  maximum: number,
): RecordColumn<R> {
  return {
    label,
    numeric: true,
    width: '84px',
    cell: (record, put) => (
      <TextInput
        label={label}
        name={`${label} of ${record.name}`}
        className="text-input right"
        value={record[key] === null ? '' : String(record[key])}
        placeholder="none"
        maxLength={14}
        onCommit={(text) => {
          const value = Number(text.replaceAll(',', '').replaceAll(' ', ''));
          if (text === '') put({ [key]: null } as Partial<R>);
          else if (Number.isFinite(value)) put({ [key]: Math.min(maximum, Math.max(0, value)) } as Partial<R>);
        }}
      />
    ),
  };
}

function choiceColumn<R extends Named, T extends string>(
  key: KeysOf<R, T>,
  label: string,
  options: readonly Choice<T>[],
): RecordColumn<R> {
  return {
    label,
    width: '96px',
    cell: (record, put) => (
      <SelectInput
        label={label}
        name={`${label} of ${record.name}`}
        value={record[key] as T}
        options={options}
        onChange={(value) => put({ [key]: value } as unknown as Partial<R>)}
      />
    ),
  };
}

/** Another record of the plan; with `none` it may be missing. */
function referenceColumn<R extends Named>(
  key: KeysOf<R, string | null>,
  label: string,
  records: readonly Named[],
  none: string | null = '–',
): RecordColumn<R> {
  return {
    label,
    width: '110px',
    cell: (record, put) => (
      <SelectInput
        label={label}
        name={`${label} of ${record.name}`}
        value={String(record[key] ?? '')}
        options={none === null ? choicesOf(records, '').slice(1) : choicesOf(records, none)}
        onChange={(value) => put({ [key]: value === '' ? null : value } as Partial<R>)}
      />
    ),
  };
}

function dateColumn<R extends Named>(key: KeysOf<R, string | null>, label: string): RecordColumn<R> {
  return {
    label,
    width: '124px',
    cell: (record, put) => (
      <input
        type="date"
        className="text-input"
        aria-label={`${label} of ${record.name}`}
        value={String(record[key] ?? '')}
        min="1900-01-01"
        max="2199-12-31"
        onChange={(event) => put({ [key]: event.target.value === '' ? null : event.target.value } as Partial<R>)}
      />
    ),
  };
}

function checkColumn<R extends Named>(key: KeysOf<R, boolean>, label: string): RecordColumn<R> {
  return {
    label,
    cell: (record, put) => (
      <input
        type="checkbox"
        aria-label={`${label} of ${record.name}`}
        checked={record[key] === true}
        onChange={(event) => put({ [key]: event.target.checked } as Partial<R>)}
      />
    ),
  };
}

/** Something worked out, to read. */
function factColumn<R>(label: string, fact: (record: R) => string, numeric = false): RecordColumn<R> {
  return { label, numeric, cell: (record) => <span className="muted">{fact(record)}</span> };
}

/** Builders of columns for one type of record: `columnsOf<Phase>().text('name', 'Name')`. */
export function columnsOf<R extends Named>() {
  return {
    text: textColumn<R>,
    number: numberColumn<R>,
    optionalNumber: optionalNumberColumn<R>,
    choice: <T extends string>(key: KeysOf<R, T>, label: string, options: readonly Choice<T>[]) =>
      choiceColumn<R, T>(key, label, options),
    reference: referenceColumn<R>,
    date: dateColumn<R>,
    check: checkColumn<R>,
    fact: factColumn<R>,
  } as const;
}
