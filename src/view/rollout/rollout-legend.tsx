import { useSyncExternalStore } from 'react';
import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import type { SessionState, Store } from '#state/session.ts';
import { shownPaint } from '#state/shown-paint.ts';
import { statusNames } from './rollout-colors.ts';
import { rolloutRamp } from './rollout-ramp.ts';
import './rollout.css';

/** What rings and colours mean in Rollout mode, in one line; in place of the legend of the painted ground. */
export function RolloutLegend({ session }: { readonly session: Store<SessionState> }) {
  const reported = useSyncExternalStore(session.subscribe, () => {
    const { mode, rollout, city } = session.get();
    return mode === 'rollout' && city !== null && rollout.run.result !== null;
  });
  const devices = useSyncExternalStore(session.subscribe, () => session.get().layers.devices);
  const covered = useSyncExternalStore(session.subscribe, () => session.get().layers.coverage);
  if (!reported || (!devices && !covered)) return null;
  return (
    <section className="twin-rollout-legend" aria-label="Legend">
      {devices && (
        <ul>
          {statusNames.map(([status, name]) => (
            <li key={status}>
              <StatusSign status={status} />
              {name}
            </li>
          ))}
        </ul>
      )}
      {covered && <Ramp session={session} />}
    </section>
  );
}

function Ramp({ session }: { readonly session: Store<SessionState> }) {
  const theme = useSyncExternalStore(session.subscribe, () => session.get().theme);
  const units = useSyncExternalStore(session.subscribe, () => session.get().units);
  const setting = useSyncExternalStore(session.subscribe, () => shownPaint(session.get()).setting);
  const chance = useSyncExternalStore(session.subscribe, () => shownPaint(session.get()).chance);
  const set = useSyncExternalStore(session.subscribe, () => session.get().scenario?.categorySet);
  const goals = useSyncExternalStore(session.subscribe, () => session.get().scenario?.goals);
  if (set === undefined || goals === undefined) return null;
  const { colors, range, note } = rolloutRamp({ setting, chance }, { categorySet: set, goals }, theme, units);
  return (
    <p title={note}>
      <span className="twin-ramp" aria-hidden>
        {colors.map((color) => (
          <span key={color} style={{ background: color }} />
        ))}
      </span>
      <span>{range}</span>
      <span className="twin-ramp-note">{note}</span>
    </p>
  );
}

/** Ring of a state: full, half filled, dashed, or a grey disc with a cross. */
function StatusSign({ status }: { readonly status: RolloutStatus }) {
  return (
    <svg width={14} height={14} viewBox="0 0 14 14" className="twin-status" data-status={status} aria-hidden>
      <circle cx={7} cy={7} r={5.5} />
      {status === 'under-way' && <path className="twin-status-half" d="M7 2.5a4.5 4.5 0 0 1 0 9z" />}
      {status === 'retired' && <path d="M4.8 4.8l4.4 4.4M9.2 4.8l-4.4 4.4" />}
    </svg>
  );
}
