import { Progress } from '@mantine/core';
import { LocateFixed, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { findModel } from '#model/catalogue/find-model.ts';
import { type GapRun, gapRuns } from '#model/gap-question.ts';
import type { ClosingProposal, ClosingResult } from '#model/results/gaps/closing.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatArea, formatCount, formatNumber } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatMoney } from '../text/amounts.ts';
import { closingSum, gainNumber, placesPose } from './closing-text.ts';
import { useLook } from './path-parts.tsx';
import { Notes } from './result-parts.tsx';

/** Runs whose gaps devices can close. */
export const closableRuns: ReadonlySet<GapRun> = new Set(gapRuns.filter((run) => run !== 'availability'));

interface ClosingProps {
  readonly run: GapRun;
  readonly scenario: Scenario;
}

/** What would close the gaps of the shown run: worked out, looked at, and added as one step. */
export function ClosingCard({ run, scenario }: ClosingProps) {
  const commands = useCommands();
  const closing = useSession((state) => state.gaps.closing);
  const own = closing.run === run;
  if (own && closing.status === 'computing') {
    return (
      <Section title="What closes it" aside={`${formatNumber(Math.floor(closing.fraction * 100))} %`}>
        <div className="section-body" role="status">
          <p className="hint">Free mounts near the gaps are tried, the best first.</p>
          <Progress value={closing.fraction * 100} size={6} radius={3} color="accent" aria-label="What closes it" />
        </div>
      </Section>
    );
  }
  if (!own || closing.result === null) {
    return (
      <Section title="What closes it">
        <div className="section-body">
          <p className="hint closing-hint">
            Devices on free mounts near the gaps, with what they gain, cost and expose.
          </p>
          <button type="button" className="button wide" onClick={() => commands.proposeClosing()}>
            <ShieldCheck size={14} strokeWidth={1.75} aria-hidden />
            Propose devices
          </button>
        </div>
      </Section>
    );
  }
  return (
    <Proposals
      key={closing.result.proposals.map(({ id }) => id).join(' ')}
      result={closing.result}
      scenario={scenario}
      stale={closing.status === 'stale'}
    />
  );
}

interface ProposalsProps {
  readonly result: ClosingResult;
  readonly scenario: Scenario;
  readonly stale: boolean;
}

function Proposals({ result, scenario, stale }: ProposalsProps) {
  const commands = useCommands();
  const { proposals, metric, before, after } = result;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = proposals.flatMap(({ id }, index) => (left.has(id) ? [] : [index]));
  const { currency } = scenario.budget;
  const toggle = (id: string): void =>
    setLeft((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  if (proposals.length === 0) {
    return (
      <Section title="What closes it">
        <p className="section-body hint">No device on a free mount near by makes it better.</p>
        <Notes notes={result.notes} />
      </Section>
    );
  }
  const sum = closingSum(proposals, chosen);
  return (
    <>
      <Section
        title="What closes it"
        aside={
          <button type="button" className="link-button" onClick={() => commands.proposeClosing()}>
            Propose anew
          </button>
        }
      >
        {stale && <p className="section-body hint">The plan has changed since; propose anew for sure figures.</p>}
        <p className="section-body closing-sum">
          {metric}: <strong>{gainNumber(before)}</strong> → <strong>{gainNumber(after)}</strong> with all
        </p>
        <ul className="closing-list">
          {proposals.map((proposal) => (
            <ProposalRow
              key={proposal.id}
              proposal={proposal}
              scenario={scenario}
              chosen={!left.has(proposal.id)}
              onToggle={() => toggle(proposal.id)}
            />
          ))}
        </ul>
        <div className="section-body closing-actions">
          <p className="hint" role="status">
            {chosen.length === 0
              ? 'None chosen'
              : `${formatCount(chosen.length, 'device')}: ${formatMoney(sum.price, currency)}, ${formatMoney(sum.yearly, currency)} a year`}
          </p>
          <div>
            <button
              type="button"
              className="button"
              data-kind="primary"
              disabled={chosen.length === 0}
              onClick={() => commands.takeClosing(chosen)}
            >
              {chosen.length === 2 && proposals.length === 2
                ? 'Add both to plan'
                : `Add ${formatNumber(chosen.length)} to plan`}
            </button>
            <button
              type="button"
              className="button"
              disabled={chosen.length === 0}
              onClick={() => commands.lookAt(placesPose(chosen.flatMap((index) => proposals[index]?.device ?? [])))}
            >
              Show on map
            </button>
          </div>
        </div>
      </Section>
      <Notes notes={result.notes} />
    </>
  );
}

interface ProposalRowProps {
  readonly proposal: ClosingProposal;
  readonly scenario: Scenario;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

function ProposalRow({ proposal, scenario, chosen, onToggle }: ProposalRowProps) {
  const look = useLook();
  const units = useSession((state) => state.units);
  const { device, gain, price, exposedSquareMeters, place, reason } = proposal;
  const model = findModel(scenario, device.model)?.name ?? device.model;
  return (
    <li>
      <label>
        <input type="checkbox" checked={chosen} onChange={onToggle} />
        <span>
          <span className="strong">
            {model}, {place}
          </span>
          <span className="closing-gain" title={gain.metric}>
            {gainNumber(gain.before)} → {gainNumber(gain.after)} · {formatMoney(price, scenario.budget.currency)}
          </span>
          <span title="Residential facades and private ground that it would see">
            {formatArea(exposedSquareMeters, units)} private exposed
          </span>
          <span className="hint">{reason}</span>
        </span>
      </label>
      <IconButton icon={LocateFixed} label={`Show on the map: ${model}, ${place}`} onClick={() => look(device)} />
    </li>
  );
}
