import type { KeyboardEvent } from 'react';

interface TabListProps<T extends string> {
  readonly label: string;
  /** Begins the ids of the tabs: `${prefix}-tab-${id}` for a tab, `${prefix}-panel` for the panel. */
  readonly prefix: string;
  readonly tabs: readonly { readonly id: T; readonly label: string }[];
  readonly value: T;
  readonly vertical?: boolean;
  readonly onChange: (id: T) => void;
}

/** Tabs by mouse and by arrow keys; the panel is the caller's, with `role="tabpanel"`. */
export function TabList<T extends string>({ label, prefix, tabs, value, vertical = false, onChange }: TabListProps<T>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const index = tabs.findIndex(({ id }) => id === value);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.id);
    document.getElementById(`${prefix}-tab-${next.id}`)?.focus();
  };
  return (
    <div
      className={vertical ? 'tabs vertical' : 'tabs'}
      role="tablist"
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ id, label: name }) => (
        <button
          key={id}
          id={`${prefix}-tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === value}
          aria-controls={id === value ? `${prefix}-panel` : undefined}
          tabIndex={id === value ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
