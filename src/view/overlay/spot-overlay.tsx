import { useEffect, useRef, useSyncExternalStore } from 'react';
import { groundHeight } from '#geo/terrain.ts';
import { findModel } from '#model/catalogue/find-model.ts';
import type { UnseenReason } from '#model/results/coverage-tile.ts';
import type { BlindSpot, CoverProposal } from '#model/results/plan-summary.ts';
import { shownSpot } from '../plan/spot-mark.ts';
import { Icon } from './device-marker.tsx';
import type { DeviceOverlayProps } from './device-overlay-props.ts';
import { placeAt } from './place-at.ts';
import { areaText } from './reading-text.ts';

const reasons: Readonly<Record<UnseenReason | 'no-device', string>> = {
  'no-device': 'no device near',
  refused: 'its device observes nothing',
  'out-of-range': 'out of range',
  'out-of-view': 'out of view',
  hidden: 'hidden',
  'too-dark': 'too dark',
  'too-foggy': 'too foggy',
  'too-coarse': 'too coarse',
};

/** Name of the blind spot that is shown, and devices that would cover it: a press places one. */
export function SpotOverlay({ engine, session, commands, subscribeTicks }: DeviceOverlayProps) {
  const blindSpots = useSyncExternalStore(session.subscribe, () => session.get().blindSpots);
  const units = useSyncExternalStore(session.subscribe, () => session.get().units);
  const scenario = useSyncExternalStore(session.subscribe, () => session.get().scenario);
  const tag = useRef<HTMLDivElement>(null);
  const markers = useRef<(HTMLDivElement | null)[]>([]);
  const spot = shownSpot({ blindSpots });
  const proposals = spot === null ? [] : (blindSpots.proposals ?? []);

  useEffect(() => {
    const tick = () => {
      const terrain = session.get().city?.terrain ?? null;
      if (spot !== null) placeAt(tag.current, engine, [spot.x, spot.y, groundHeight(terrain, spot.x, spot.y)]);
      proposals.forEach(({ x, y, heightMeters }, i) =>
        placeAt(markers.current[i] ?? null, engine, [x, y, groundHeight(terrain, x, y) + heightMeters]),
      );
    };
    tick();
    return subscribeTicks(tick);
  });

  if (spot === null) return null;
  return (
    <>
      <div ref={tag} className="twin-tag twin-spot-tag" role="status">
        <strong>{areaText(spot.squareMeters, units)} unseen</strong> {why(spot)}
      </div>
      {proposals.map((proposal, i) => {
        const name = `Proposal ${i + 1}: ${describe(proposal, findModel(scenario, proposal.model)?.name, units)}. Place it.`;
        return (
          <div
            key={name}
            ref={(element) => {
              markers.current[i] = element;
            }}
            className="twin-device twin-ghost twin-proposal"
          >
            <span className="twin-stem" />
            <button
              type="button"
              className="twin-marker"
              data-twin-handle="take"
              aria-label={name}
              title={name}
              onClick={() => commands.takeProposal(i)}
            >
              <Icon icon={findModel(scenario, proposal.model)?.kind ?? 'camera'} />
            </button>
          </div>
        );
      })}
    </>
  );
}

function why({ reason, hiddenBy }: BlindSpot): string {
  return hiddenBy === null ? reasons[reason] : `${reasons[reason]} by ${hiddenBy}`;
}

function describe(proposal: CoverProposal, model: string | undefined, units: 'metric' | 'us'): string {
  return `${model ?? 'a device'}, covers ${areaText(proposal.gainSquareMeters, units)}`;
}
