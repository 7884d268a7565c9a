import { Plus } from 'lucide-react';
import type { Scenario } from '#model/scenario.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { targetText } from '../text/goal-text.ts';
import { suggestedGoals } from '../text/suggested-goals.ts';

/** What stands in place of goals: some to start from, made of the plan’s sites. */
export function GoalSuggestions({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const sites = useSession((state) => state.city?.sites);
  const goals = suggestedGoals(scenario, sites ?? []);
  return (
    <div className="strip-empty goal-suggestions">
      <div>
        <p className="strong">No goals yet.</p>
        <p>A goal says what is to be seen where, how well, and who asked for it.</p>
      </div>
      <ul aria-label="Suggested goals">
        {goals.slice(0, 4).map((goal) => (
          <li key={goal.id}>
            <button type="button" className="button" onClick={() => commands.putRecords('goals', 'Add a goal', [goal])}>
              <Plus size={14} strokeWidth={1.75} aria-hidden />
              {goal.name} <span className="muted">{targetText(goal, scenario.budget.currency)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="button" data-kind="primary" onClick={() => commands.openDialog('goals')}>
        Set goals…
      </button>
    </div>
  );
}
