import { useSyncExternalStore } from 'react';
import type { SessionState, Store } from '#state/session.ts';
import { gapColors } from '../gaps/gap-colors.ts';
import type { GapLegend } from '../gaps/gap-drawing.ts';

interface GapLegendProps {
  readonly session: Store<SessionState>;
  readonly legend: GapLegend;
}

/** What the colours of ways and roads mean; beside the legend of the painted ground. */
export function GapLegendCard({ session, legend }: GapLegendProps) {
  const theme = useSyncExternalStore(session.subscribe, () => session.get().theme);
  const stale = useSyncExternalStore(session.subscribe, () => {
    const { shown, runs } = session.get().gaps;
    return shown !== null && runs.get(shown)?.status === 'stale';
  });
  if (legend.entries.length === 0) return null;
  const { tones } = gapColors[theme];
  return (
    <section className="twin-gap-legend" aria-label="Legend of ways and roads">
      <header>
        <h2>{legend.title}</h2>
        <span>{stale ? `out of date · ${legend.note}` : legend.note}</span>
      </header>
      <ul>
        {legend.entries.map(({ tone, form, text }) => (
          <li key={`${tone} ${text}`}>
            <span data-form={form} style={{ color: tones[tone] }} aria-hidden />
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
