interface CheckListProps {
  readonly label: string;
  readonly name: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  /** Stands where none is chosen. */
  readonly none?: string;
  readonly onChange: (ids: readonly string[]) => void;
}

/** Several of a few, folded to what is chosen. */
export function CheckList({ label, name, options, chosen, none = 'none', onChange }: CheckListProps) {
  const wanted = new Set(chosen);
  const names = options.filter(({ id }) => wanted.has(id)).map((option) => option.name);
  return (
    <details className="check-fold">
      <summary>
        {label === '' ? (
          <span className="visually-hidden">{name}: </span>
        ) : (
          <span className="name" title={name}>
            {label}
          </span>
        )}
        <span className="ellipsis">{names.length === 0 ? none : names.join(', ')}</span>
      </summary>
      <fieldset className="check-list" aria-label={name}>
        {options.map((option) => (
          <label key={option.id} className="check-row">
            <input
              type="checkbox"
              checked={wanted.has(option.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, option.id] : chosen.filter((id) => id !== option.id))
              }
            />
            <span>{option.name}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
