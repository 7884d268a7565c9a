export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  /** Names the field for those who do not see it; the label, where not given. */
  readonly name?: string;
  readonly disabled?: boolean;
}

/** One choice of several in a row of its own width. */
export function SelectInput<T extends string>({ label, value, options, onChange, name, disabled }: SelectProps<T>) {
  return (
    <select
      className="select"
      aria-label={name ?? label}
      value={value}
      disabled={disabled}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.every((option) => option.value !== value) && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A choice with its name before it. */
export function SelectField<T extends string>(props: SelectProps<T>) {
  return (
    <div className="field-row wide">
      <span className="name" aria-hidden>
        {props.label}
      </span>
      <SelectInput {...props} />
    </div>
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Records as choices, with one for none before them. */
export function choicesOf(records: readonly Named[], none: string): readonly Choice<string>[] {
  return [{ value: '', label: none }, ...records.map(({ id, name }) => ({ value: id, label: name }))];
}
