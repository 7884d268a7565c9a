import { useState } from 'react';
import { findModel } from '#model/catalogue/find-model.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { BlindSpot, CoverProposal } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { formatArea, formatDegrees, formatLength, formatNumber } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { formatMoney } from '../text/amounts.ts';
import { nameInCity } from '../text/city-names.ts';
import { unseenSentence } from '../text/unseen-text.ts';

/** Class that blind spots are looked for at to begin with: Discern of 2025, Observe of 2014. */
const usualCategory = 2;

/** Ground that should be seen and is not, with the reason and what would cover it. */
export function BlindSpots({ scenario, expanded }: { readonly scenario: Scenario; readonly expanded: boolean }) {
  const commands = useCommands();
  const state = useSession((session) => session.blindSpots);
  const city = useSession((session) => session.city);
  const [category, setCategory] = useState(usualCategory);
  const [region, setRegion] = useState('');
  const { categories } = categorySets[scenario.categorySet];
  const regions = [
    { value: '', label: 'The whole city' },
    ...[...scenario.sites, ...scenario.zones].map(({ id, name }) => ({ value: id, label: name })),
    ...(city?.sites ?? []).flatMap(({ id, name }) => (name === null ? [] : [{ value: id, label: name }])).slice(0, 200),
  ];
  const busy = state.status === 'computing';
  return (
    <div className="blind-spots" data-expanded={expanded || undefined}>
      <div className="blind-ask">
        <SelectInput
          label="At least"
          name="Class that ground is to be seen at"
          value={String(category)}
          options={categories.map(({ name }, index) => ({ value: String(index), label: `Below ${name}` }))}
          onChange={(value) => setCategory(Number(value))}
        />
        <SelectInput
          label="Where"
          name="Where to look for blind spots"
          value={region}
          options={regions}
          onChange={setRegion}
        />
        <button
          type="button"
          className="button"
          data-kind={state.status === 'idle' || state.status === 'stale' ? 'primary' : undefined}
          disabled={busy}
          onClick={() => commands.findBlindSpots(category, region === '' ? null : region)}
        >
          {busy ? 'Looking…' : state.status === 'idle' ? 'Find blind spots' : 'Look again'}
        </button>
        {state.status === 'stale' && <p className="hint">The plan has changed since.</p>}
      </div>
      <Spots scenario={scenario} />
    </div>
  );
}

function Spots({ scenario }: { readonly scenario: Scenario }) {
  const state = useSession((session) => session.blindSpots);
  if (state.status === 'idle' || (state.status === 'computing' && state.spots.length === 0)) {
    return <p className="strip-empty">Stretches of ground that no device sees well enough, the weightiest first.</p>;
  }
  if (state.spots.length === 0) return <p className="strip-empty">No blind spot: all of it is seen.</p>;
  return (
    <div className="strip-table" tabIndex={0} role="region" aria-label="Blind spots">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col" data-numeric>
              Area
            </th>
            <th scope="col" data-numeric>
              Weight
            </th>
            <th scope="col">Why</th>
            <th scope="col">
              <span className="visually-hidden">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {state.spots.map((spot) => (
            <Spot key={spot.id} spot={spot} scenario={scenario} selected={spot.id === state.selected} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SpotProps {
  readonly spot: BlindSpot;
  readonly scenario: Scenario;
  readonly selected: boolean;
}

function Spot({ spot, scenario, selected }: SpotProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const city = useSession((state) => state.city);
  const proposing = useSession((state) => state.blindSpots.proposing);
  const proposals = useSession((state) => state.blindSpots.proposals);
  const device = scenario.devices.find(({ id }) => id === spot.deviceId)?.name ?? null;
  const why = unseenSentence(spot.reason, nameInCity(city, spot.hiddenBy), device);
  return (
    <>
      <tr data-selected={selected || undefined}>
        <th scope="row">
          <button type="button" onClick={() => commands.showBlindSpot(spot.id)}>
            {spot.place}
          </button>
        </th>
        <td data-numeric>{formatArea(spot.squareMeters, units)}</td>
        <td data-numeric>{formatNumber(spot.weight)}</td>
        <td className="wrap">{why}</td>
        <td className="row-actions">
          <button type="button" className="link-button" onClick={() => commands.showBlindSpot(spot.id)}>
            Show
          </button>
          <button
            type="button"
            className="link-button"
            disabled={selected && proposing}
            onClick={() => {
              if (!selected) commands.showBlindSpot(spot.id);
              commands.proposeCover();
            }}
          >
            {selected && proposing ? 'Working it out…' : 'What would cover it'}
          </button>
        </td>
      </tr>
      {selected && proposals !== null && (
        <tr className="tall">
          <td colSpan={5}>
            <Proposals proposals={proposals} scenario={scenario} />
          </td>
        </tr>
      )}
    </>
  );
}

interface ProposalsProps {
  readonly proposals: readonly CoverProposal[];
  readonly scenario: Scenario;
}

function Proposals({ proposals, scenario }: ProposalsProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  if (proposals.length === 0) {
    return (
      <p className="muted">No single device of the catalogue covers a good part of it. Try a pole near by first.</p>
    );
  }
  return (
    <ul className="proposals" aria-label="What would cover it">
      {proposals.map((proposal, index) => (
        <li key={`${proposal.model} ${proposal.x} ${proposal.y}`}>
          <span className="strong">{findModel(scenario, proposal.model)?.name ?? proposal.model}</span>
          <span className="muted">
            {proposal.mountId === null ? 'on a new pole' : `at ${proposal.mountId}`},{' '}
            {formatLength(proposal.heightMeters, units)} up, heading {formatDegrees(proposal.headingDegrees)}
          </span>
          <span>+ {formatArea(proposal.gainSquareMeters, units)}</span>
          <span>{formatMoney(proposal.price, scenario.budget.currency)}</span>
          <button type="button" className="button" onClick={() => commands.takeProposal(index)}>
            Place
          </button>
        </li>
      ))}
    </ul>
  );
}
