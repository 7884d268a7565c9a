import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly accent?: boolean;
  readonly children: ReactNode;
}

/** A titled part of a panel, with room for a unit or a count at the right of its title. */
export function Section({ title, aside, accent = false, children }: SectionProps) {
  return (
    <section className="section" aria-label={title}>
      <header className="section-head">
        <h2>{title}</h2>
        {aside !== undefined && (
          <span className="aside" data-accent={accent || undefined}>
            {aside}
          </span>
        )}
      </header>
      {children}
    </section>
  );
}

/** Names and values, one a row. */
export function KeyValues({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="key-values">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
