import { EyeOff, LocateFixed, X } from 'lucide-react';
import { findModel } from '#model/catalogue/find-model.ts';
import type { City } from '#model/city.ts';
import type { BlindSpot } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatArea, formatDegrees, formatLength, formatNumber } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { KeyValues, Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatMoney } from '../text/amounts.ts';
import { nameInCity } from '../text/city-names.ts';
import { unseenText } from '../text/unseen-text.ts';

interface SpotInspectorProps {
  readonly spot: BlindSpot;
  readonly scenario: Scenario;
  readonly city: City;
}

/** A blind spot, why it is one, and what would cover it. */
export function SpotInspector({ spot, scenario, city }: SpotInspectorProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const device = scenario.devices.find(({ id }) => id === spot.deviceId);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <span className="device-badge" data-kind="feature" aria-hidden>
            <EyeOff size={13} strokeWidth={1.75} />
          </span>
          <h2>Blind spot</h2>
          <span className="actions">
            <IconButton icon={LocateFixed} label="Show on the map" onClick={() => commands.showBlindSpot(spot.id)} />
            <IconButton icon={X} label="Leave the blind spot" onClick={() => commands.showBlindSpot(null)} />
          </span>
        </div>
        <p className="inspector-sub">{spot.place}</p>
      </header>
      <KeyValues
        rows={[
          ['Area', formatArea(spot.squareMeters, units)],
          ['Weight', formatNumber(spot.weight)],
          ['Why', unseenText(spot.reason, nameInCity(city, spot.hiddenBy))],
          ...(device === undefined
            ? []
            : [
                [
                  'Nearest',
                  <button
                    key="nearest"
                    type="button"
                    className="link-button"
                    onClick={() => commands.select([device.id])}
                  >
                    {device.name}
                  </button>,
                ] as const,
              ]),
        ]}
      />
      <Cover scenario={scenario} />
    </>
  );
}

function Cover({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const { proposals, proposing } = useSession((state) => state.blindSpots);
  return (
    <Section title="What would cover it">
      {proposals === null ? (
        <div className="inspector-actions">
          <button
            type="button"
            className="button"
            data-kind="primary"
            disabled={proposing}
            onClick={() => commands.proposeCover()}
          >
            {proposing ? 'Working it out…' : 'What would cover it'}
          </button>
        </div>
      ) : proposals.length === 0 ? (
        <p className="section-body hint">No single device of the catalogue covers a good part of it.</p>
      ) : (
        <ul className="proposal-list">
          {proposals.map((proposal, index) => (
            <li key={`${proposal.model} ${proposal.x} ${proposal.y}`}>
              <span className="grow">
                <span className="strong">{findModel(scenario, proposal.model)?.name ?? proposal.model}</span>
                <span className="hint">
                  + {formatArea(proposal.gainSquareMeters, units)} ·{' '}
                  {formatMoney(proposal.price, scenario.budget.currency)} · {formatLength(proposal.heightMeters, units)}{' '}
                  up, {formatDegrees(proposal.headingDegrees)}
                </span>
              </span>
              <button type="button" className="button" onClick={() => commands.takeProposal(index)}>
                Place
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
