import { Plus, X } from 'lucide-react';
import type { Crew } from '#model/rollout/rollout-records.ts';
import type { CrewNeed } from '#model/rollout/task-template.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { IconButton } from '../icon-button.tsx';
import { NumberField } from '../number-field.tsx';

/** Crews that one task can hold, at most. */
const mostNeeds = 8;

interface CrewNeedsProps {
  readonly needs: readonly CrewNeed[];
  readonly crews: readonly Crew[];
  readonly of: string;
  readonly onCommit: (needs: readonly CrewNeed[]) => void;
}

/** Which crews a task holds, and how many of each. */
export function CrewNeeds({ needs, crews, of, onCommit }: CrewNeedsProps) {
  const choices = crews.map(({ id, name }) => ({ value: id, label: name }));
  const free = crews.find(({ id }) => needs.every(({ crew }) => crew !== id));
  const put = (index: number, change: Partial<CrewNeed>): void =>
    onCommit(needs.map((need, at) => (at === index ? { ...need, ...change } : need)));
  return (
    <div className="crew-needs" role="group" aria-label={`Crews of ${of}`}>
      <div className="field-row wide">
        <span className="name">Crews</span>
        <span className="right">
          {needs.length === 0 && <span className="muted">none</span>}
          <IconButton
            icon={Plus}
            size={14}
            label={`Add a crew to ${of}`}
            disabled={free === undefined || needs.length >= mostNeeds}
            onClick={() => free !== undefined && onCommit([...needs, { crew: free.id, units: 1 }])}
          />
        </span>
      </div>
      {needs.map((need, index) => {
        const crew = crews.find(({ id }) => id === need.crew);
        const short = crew !== undefined && need.units > crew.units;
        return (
          <div key={need.crew} className="crew-need">
            <SelectInput
              label="Crew"
              name={`Crew ${index + 1} of ${of}`}
              value={need.crew}
              options={choices.filter(
                ({ value }) => value === need.crew || needs.every((other) => other.crew !== value),
              )}
              onChange={(id) => put(index, { crew: id })}
            />
            <NumberField
              label={`Units of ${crew?.name ?? need.crew} for ${of}`}
              value={need.units}
              unit=""
              decimals={0}
              step={1}
              onCommit={(units) => put(index, { units: Math.min(1000, Math.max(1, Math.round(units))) })}
            />
            <IconButton
              icon={X}
              size={14}
              label={`Leave out ${crew?.name ?? need.crew}`}
              onClick={() => onCommit(needs.filter((_, at) => at !== index))}
            />
            {crew === undefined && (
              <p className="field-problem" role="alert">
                The plan has no crew “{need.crew}”.
              </p>
            )}
            {short && (
              <p className="field-problem" role="alert">
                {crew.name} has only {crew.units}.
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
