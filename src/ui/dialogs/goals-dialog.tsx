import { Copy, Plus, Trash2 } from 'lucide-react';
import { type Goal, goalSchema } from '#model/goal.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../fields/new-id.ts';
import { formatNumber } from '../format.ts';
import { useGoalChoice } from '../goal-choice.tsx';
import { IconButton } from '../icon-button.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { standingIcons } from '../strip/goal-cards.tsx';
import { standingNames, standingOf } from '../strip/goal-standing.ts';
import { placeNames, targetText } from '../text/goal-text.ts';
import { suggestedGoals } from '../text/suggested-goals.ts';
import { GoalEditor } from './goal-editor.tsx';

/** Sets goals: a list, and one of them in plain words. */
export function GoalsDialog({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const city = useSession((state) => state.city);
  const score = useSession((state) => state.coverage.score);
  const { chosen, choose: setChosen } = useGoalChoice();
  const { goals } = scenario;
  const goal = goals.find(({ id }) => id === chosen) ?? goals[0];
  const put = (next: Goal, label: string): void => commands.putRecords('goals', label, [next]);
  const newId = () =>
    freeId(
      'goal',
      goals.map(({ id }) => id),
    );
  const add = (): void => {
    const id = newId();
    put(
      goalSchema.parse({
        id,
        name: `Goal ${goals.length + 1}`,
        metric: 'area',
        scope: { kind: 'city' },
        category: usualCategory(scenario),
        target: 90,
        weight: 10,
      }),
      'Add a goal',
    );
    setChosen(id);
  };
  const duplicate = (original: Goal): void => {
    const id = newId();
    put({ ...original, id, name: `${original.name}, copy`.slice(0, 200) }, 'Duplicate a goal');
    setChosen(id);
  };
  return (
    <div className="split-dialog">
      <div className="split-list">
        <p className="score-line">
          <strong>{score === null ? '–' : formatNumber(score, 1)}</strong> <span className="hint">score of 100</span>
        </p>
        <ul aria-label="Goals">
          {goals.map((entry) => (
            <li key={entry.id}>
              <GoalRow
                goal={entry}
                scenario={scenario}
                pressed={entry.id === goal?.id}
                onClick={() => setChosen(entry.id)}
              />
            </li>
          ))}
        </ul>
        <button type="button" className="button" onClick={add}>
          <Plus size={14} strokeWidth={1.75} aria-hidden />
          Add a goal
        </button>
      </div>
      <div className="split-main">
        {goal === undefined ? (
          <Suggestions scenario={scenario} />
        ) : (
          <>
            <div className="split-actions">
              <IconButton icon={Copy} label="Duplicate the goal" onClick={() => duplicate(goal)} />
              <IconButton
                icon={Trash2}
                label="Delete the goal"
                onClick={() => commands.removeRecords('goals', `Delete the goal ${goal.name}`, [goal.id])}
              />
            </div>
            <GoalEditor
              key={goal.id}
              goal={goal}
              scenario={scenario}
              city={city}
              places={placeNames(scenario, city)}
              onChange={(next) => put(next, `Change the goal ${next.name}`)}
            />
          </>
        )}
      </div>
    </div>
  );
}

function usualCategory(scenario: Scenario): string {
  const [first] = suggestedGoals({ ...scenario, sites: [], goals: [] }, [{ id: 'x', name: 'x' }]);
  return first?.category ?? '';
}

interface GoalRowProps {
  readonly goal: Goal;
  readonly scenario: Scenario;
  readonly pressed: boolean;
  readonly onClick: () => void;
}

function GoalRow({ goal, scenario, pressed, onClick }: GoalRowProps) {
  const standing = useSession((state) => standingOf(state.coverage.goals.get(goal.id)));
  const Mark = standingIcons[standing];
  return (
    <button type="button" className="split-row" aria-pressed={pressed} onClick={onClick}>
      <Mark className={standing} size={16} strokeWidth={1.75} aria-label={standingNames[standing]} />
      <span className="grow">
        <span className="cell-title">{goal.name}</span>
        <span className="cell-sub">
          {targetText(goal, scenario.budget.currency)} · weight {formatNumber(goal.weight)}
          {goal.owner === '' ? '' : ` · ${goal.owner}`}
        </span>
      </span>
    </button>
  );
}

function Suggestions({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const sites = useSession((state) => state.city?.sites);
  return (
    <div className="suggestions">
      <h3>Some goals to start from</h3>
      <p className="hint">Each can be changed afterwards.</p>
      <ul>
        {suggestedGoals(scenario, sites ?? []).map((goal) => (
          <li key={goal.id}>
            <button type="button" className="button" onClick={() => commands.putRecords('goals', 'Add a goal', [goal])}>
              <Plus size={14} strokeWidth={1.75} aria-hidden />
              {goal.name} <span className="muted">{targetText(goal, scenario.budget.currency)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
