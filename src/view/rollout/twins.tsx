import { useSyncExternalStore } from 'react';
import type { Commands, CoverageTiles, SessionState, Store } from '#state/session.ts';
import { isCompared, variantName } from '#state/side-session.ts';
import { Twin, type TwinProps } from '../twin.tsx';
import { RolloutLegend } from './rollout-legend.tsx';
import './rollout.css';

/** The other variant: what its twin reads and may do. */
export interface SideTwin {
  readonly session: Store<SessionState>;
  readonly tiles: CoverageTiles;
  readonly commands: Commands;
}

export interface TwinsProps extends TwinProps {
  readonly side: SideTwin;
}

/**
 * The twin, and beside it, while Rollout mode compares, that of the other variant: one camera, one date and one legend for both.
 * Pictures are those of the plan that is shown.
 */
export function Twins({ side, ...props }: TwinsProps) {
  const { session, viewpoint } = props;
  const compared = useSyncExternalStore(session.subscribe, () => isCompared(session.get()));
  const theme = useSyncExternalStore(session.subscribe, () => session.get().theme);
  const own = useSyncExternalStore(session.subscribe, () => variantName(session.get(), session.get().activeVariant));
  const other = useSyncExternalStore(session.subscribe, () =>
    variantName(session.get(), session.get().rollout.comparison.variantId),
  );
  return (
    <div className="twin-halves" data-theme={theme} data-compared={compared || undefined}>
      <div className="twin-half">
        <Twin {...props} />
        {compared && <p className="twin-half-name">{own}</p>}
      </div>
      {compared && (
        <div className="twin-half">
          <Twin
            {...side}
            viewpoint={viewpoint}
            name={other}
            {...(props.quality === undefined ? {} : { quality: props.quality })}
          />
          <p className="twin-half-name">{other}</p>
        </div>
      )}
      <RolloutLegend session={session} />
    </div>
  );
}
