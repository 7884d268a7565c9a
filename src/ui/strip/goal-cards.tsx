import {
  AudioLines,
  Banknote,
  Car,
  CircleCheck,
  CircleDashed,
  DiamondMinus,
  DoorClosed,
  EyeOff,
  Lightbulb,
  type LucideIcon,
  Network,
  Phone,
  ScanEye,
  SquareX,
  Target,
  Users,
  Wind,
} from 'lucide-react';
import type { Goal, GoalMetric } from '#model/goal.ts';
import type { GoalResult } from '#model/results/goals.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatNumber } from '../format.ts';
import { useGoalChoice } from '../goal-choice.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatMoney } from '../text/amounts.ts';
import { amountText, goalSentence, goalUnit, placeNames, targetText } from '../text/goal-text.ts';
import { bulletOf, type Standing, standingNames, standingOf } from './goal-standing.ts';
import { GoalSuggestions } from './goal-suggestions.tsx';

const metricIcons: Readonly<Record<GoalMetric, LucideIcon>> = {
  area: ScanEye,
  demand: Users,
  'portals-seen': DoorClosed,
  'portals-monitored': DoorClosed,
  plates: Car,
  'facades-exposed': EyeOff,
  'private-ground-exposed': EyeOff,
  acoustic: AudioLines,
  phones: Phone,
  radio: Lightbulb,
  air: Wind,
  'capital-cost': Banknote,
  'yearly-cost': Banknote,
  uplink: Network,
};

export const standingIcons: Readonly<Record<Standing, LucideIcon>> = {
  ok: CircleCheck,
  warn: DiamondMinus,
  bad: SquareX,
  none: CircleDashed,
};

/** Score and goals, live against the plan. */
export function GoalCards({ scenario }: { readonly scenario: Scenario }) {
  const score = useSession((state) => state.coverage.score);
  const commands = useCommands();
  if (scenario.goals.length === 0) return <GoalSuggestions scenario={scenario} />;
  return (
    <div className="goal-row">
      <div className="score">
        <h2>Score</h2>
        <p className="figure">{score === null ? '–' : formatNumber(score, 1)}</p>
        <p className="hint">of 100</p>
        <button type="button" className="link-button" onClick={() => commands.openDialog('goals')}>
          Edit goals
        </button>
      </div>
      <ul className="goal-cards" aria-label="Goals">
        {scenario.goals.map((goal) => (
          <GoalCard key={goal.id} goal={goal} scenario={scenario} />
        ))}
      </ul>
    </div>
  );
}

function GoalCard({ goal, scenario }: { readonly goal: Goal; readonly scenario: Scenario }) {
  const commands = useCommands();
  const city = useSession((state) => state.city);
  const { choose } = useGoalChoice();
  const result = useSession((state) => state.coverage.goals.get(goal.id));
  const { currency } = scenario.budget;
  const Icon = metricIcons[goal.metric] ?? Target;
  const standing = standingOf(result);
  const Mark = standingIcons[standing];
  const unit = goalUnit(goal.metric);
  const value = result?.achieved ?? null;
  const number =
    value === null
      ? '–'
      : unit === 'money'
        ? formatMoney(value, currency)
        : formatNumber(value, unit === 'mbps' ? 0 : 1);
  const what = goalSentence(goal, placeNames(scenario, city), currency);
  const missing = result?.missing ?? '';
  return (
    <li>
      <button
        type="button"
        className="goal-card"
        title={missing === '' ? what : `${what}. ${missing}`}
        onClick={() => {
          choose(goal.id);
          commands.openDialog('goals');
        }}
      >
        <span className="goal-name">
          <Icon size={16} strokeWidth={1.75} aria-hidden />
          <span>{goal.name}</span>
        </span>
        <span className="goal-figure">
          <strong>{number}</strong>
          <span className="muted">
            {value === null ? '' : unit === 'percent' ? '%' : unit === 'mbps' ? 'Mbit/s' : ''}
          </span>
          <span className="goal-target">{targetText(goal, currency)}</span>
          <Mark className={standing} size={14} strokeWidth={1.75} aria-label={standingNames[standing]} />
        </span>
        <Bullet goal={goal} standing={standing} filled={bulletOf(goal, result)} />
        <span className="goal-foot">
          <span className="goal-owner">{goal.owner || missing || 'no owner'}</span>
          <span className="muted">weight {formatNumber(goal.weight, Number.isInteger(goal.weight) ? 0 : 1)}</span>
        </span>
      </button>
    </li>
  );
}

interface BulletProps {
  readonly goal: Goal;
  readonly standing: Standing;
  readonly filled: { readonly filled: number; readonly tick: number };
}

/** What is achieved as a bar, and the target as a tick on it. */
export function Bullet({ standing, filled }: BulletProps) {
  return (
    <span className="bullet" data-standing={standing} aria-hidden>
      <span className="fill" style={{ width: `${100 * filled.filled}%` }} />
      <span className="tick" style={{ left: `${100 * filled.tick}%` }} />
    </span>
  );
}

function achievedText(result: GoalResult | undefined, goal: Goal, currency: string): string {
  const achieved = result?.achieved ?? null;
  return achieved === null ? '–' : amountText(achieved, goalUnit(goal.metric), currency);
}

/** All goals as a table, with what is missing spelt out. */
export function GoalTable({ scenario }: { readonly scenario: Scenario }) {
  const goals = useSession((state) => state.coverage.goals);
  const city = useSession((state) => state.city);
  const { currency } = scenario.budget;
  const places = placeNames(scenario, city);
  return (
    <div className="strip-table" tabIndex={0} role="region" aria-label="All goals">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Goal</th>
            <th scope="col" data-numeric>
              Actual
            </th>
            <th scope="col" data-numeric>
              Target
            </th>
            <th scope="col">Against the target</th>
            <th scope="col">What is missing</th>
            <th scope="col">Owner</th>
            <th scope="col" data-numeric>
              Weight
            </th>
          </tr>
        </thead>
        <tbody>
          {scenario.goals.map((goal) => {
            const result = goals.get(goal.id);
            const standing = standingOf(result);
            const Mark = standingIcons[standing];
            return (
              <tr key={goal.id} className="tall">
                <th scope="row">
                  <span className="cell-title">{goal.name}</span>
                  <span className="cell-sub">{goalSentence(goal, places, currency)}</span>
                </th>
                <td data-numeric>{achievedText(result, goal, currency)}</td>
                <td data-numeric>{targetText(goal, currency)}</td>
                <td>
                  <span className="standing-cell">
                    <Bullet goal={goal} standing={standing} filled={bulletOf(goal, result)} />
                    <Mark className={standing} size={14} strokeWidth={1.75} aria-hidden />
                    <span>{standingNames[standing]}</span>
                  </span>
                </td>
                <td className="wrap">{result?.missing || (standing === 'ok' ? 'nothing' : '–')}</td>
                <td>{goal.owner || '–'}</td>
                <td data-numeric>{formatNumber(goal.weight, Number.isInteger(goal.weight) ? 0 : 1)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
