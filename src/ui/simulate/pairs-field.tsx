import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Scenario } from '#model/scenario.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { formatCount } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { partsOf } from './places-asked.ts';

/** Most pairs that a question takes. */
const mostPairs = 200;

/** Parts that fail together, for N−2: chosen two by two. */
export function PairsField({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const pairs = useSession((state) => state.gaps.question.pairs);
  const parts = partsOf(scenario);
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const names = new Map(parts.map(({ id, name }) => [id, name]));
  const options = [{ value: '', label: 'Choose…' }, ...parts.map(({ id, name }) => ({ value: id, label: name }))];
  const known = pairs.some(
    ([one, other]) => (one === first && other === second) || (one === second && other === first),
  );
  const complete = first !== '' && second !== '' && first !== second && !known && pairs.length < mostPairs;
  return (
    <details className="pairs">
      <summary>Fail together, N−2: {pairs.length === 0 ? 'none' : formatCount(pairs.length, 'pair')}</summary>
      <ul>
        {pairs.map(([one, other], index) => (
          <li key={`${one} ${other}`}>
            <span className="grow ellipsis">
              {names.get(one) ?? one} and {names.get(other) ?? other}
            </span>
            <IconButton
              icon={X}
              size={14}
              label={`Leave out ${names.get(one) ?? one} and ${names.get(other) ?? other}`}
              onClick={() => commands.setGapQuestion({ pairs: pairs.filter((_, at) => at !== index) })}
            />
          </li>
        ))}
      </ul>
      <div className="pair-form">
        <SelectInput label="First part" value={first} options={options} onChange={setFirst} />
        <SelectInput label="Second part" value={second} options={options} onChange={setSecond} />
        <IconButton
          icon={Plus}
          label="Add this pair"
          disabled={!complete}
          onClick={() => {
            commands.setGapQuestion({ pairs: [...pairs, [first, second]] });
            setSecond('');
          }}
        />
      </div>
    </details>
  );
}
