import { useEffect, useState } from 'react';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** Names the field for those who do not see it; the label, where not given. */
  readonly name?: string;
  /** Whether an empty text counts. */
  readonly required?: boolean;
  readonly multiline?: boolean;
  readonly className?: string;
}

/** A line of text that counts when it is left or confirmed; Escape takes it back. */
export function TextInput({
  label,
  value,
  onCommit,
  maxLength = 500,
  placeholder,
  name,
  required = false,
  multiline = false,
  className = 'text-input',
}: TextFieldProps) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = (): void => {
    const next = draft.trim();
    if (next === value || (required && next === '')) setDraft(value);
    else onCommit(next);
  };
  const shared = {
    className,
    'aria-label': name ?? label,
    value: draft,
    maxLength,
    placeholder,
    onBlur: commit,
  } as const;
  if (multiline) {
    return <textarea {...shared} rows={3} onChange={(event) => setDraft(event.target.value)} />;
  }
  return (
    <input
      type="text"
      {...shared}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape' || draft === value) return;
        event.stopPropagation();
        setDraft(value);
      }}
    />
  );
}

/** A line of text with its name before it. */
export function TextField(props: TextFieldProps) {
  return (
    <div className="field-row wide">
      <span className="name" aria-hidden>
        {props.label}
      </span>
      <TextInput {...props} />
    </div>
  );
}
