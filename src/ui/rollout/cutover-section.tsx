import { Scale } from 'lucide-react';
import type { PolicyComparison, PolicyResult } from '#model/results/rollout/rollout-choices.ts';
import { type CutoverPolicy, cutoverPolicies } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatCount } from '../format.ts';
import { Section } from '../section.tsx';
import { Segments } from '../segments.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { policySentence, presentPolicy } from './rollout-facts.ts';
import { policyWords } from './rollout-words.ts';
import { WorkNote, WorkProgress } from './work-status.tsx';

const choices = cutoverPolicies.map((value) => ({ value, label: policyWords[value].name }));

/** What becomes of old units, and what another way would save, cost and open. */
export function CutoverSection({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const policies = useSession((state) => state.rollout.policies);
  const forced = useSession((state) => state.rollout.question.policy);
  const { policy } = scenario.rollout;
  const exceptions = [...scenario.phases, ...scenario.siteGroups].filter((record) => record.policy !== null).length;
  const legacy = scenario.devices.some((device) => device.retiredInPhase !== null);
  return (
    <Section
      title="Cutover"
      aside={
        policies.result === null ? undefined : (
          <button type="button" className="link-button" onClick={() => commands.setRolloutView({ dialog: 'policies' })}>
            All four…
          </button>
        )
      }
    >
      <div className="section-body">
        <div className="policy-choice">
          <Segments
            label="What becomes of old units"
            value={forced ?? policy}
            options={choices}
            onChange={(next) => {
              if (forced !== null) commands.setRolloutQuestion({ policy: null });
              commands.setRolloutSettings({ policy: next });
            }}
          />
        </div>
        <p className="cutover-text">
          {policyWords[forced ?? policy].sentence}
          {policies.result !== null && (
            <OtherPolicies comparison={policies.result} policy={policy} currency={scenario.budget.currency} />
          )}
        </p>
        {exceptions > 0 && forced === null && (
          <p className="hint">
            {formatCount(exceptions, 'phase or group', 'phases and groups')}{' '}
            {exceptions === 1 ? 'says otherwise.' : 'say otherwise.'}
          </p>
        )}
        {!legacy && (
          <p className="hint">
            No device of the plan is taken down. Choose a phase under “Retired in” at the old units to plan their
            cutover.
          </p>
        )}
        <WorkNote work={policies} again="Compare again" onAgain={() => commands.comparePolicies()} />
        {policies.status === 'computing' ? (
          <WorkProgress work={policies} label="The four ways are compared" />
        ) : (
          policies.result === null &&
          legacy && (
            <button type="button" className="button wide" onClick={() => commands.comparePolicies()}>
              <Scale size={14} strokeWidth={1.75} aria-hidden />
              Compare all four
            </button>
          )
        )}
      </div>
    </Section>
  );
}

interface OtherPoliciesProps {
  readonly comparison: PolicyComparison;
  readonly policy: CutoverPolicy;
  readonly currency: string;
}

function OtherPolicies({ comparison, policy, currency }: OtherPoliciesProps) {
  const now = presentPolicy(comparison, policy);
  if (now === null) return null;
  const others = comparison.policies.filter(
    (entry): entry is PolicyResult & { readonly policy: CutoverPolicy } =>
      entry.policy !== null && entry.policy !== policy,
  );
  return others.map((other) => <span key={other.policy}> {policySentence(now, other, currency)}</span>);
}
