import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '../../icon-button.tsx';
import { useSession } from '../../session-context.tsx';

/** Names offered while typing: thousands of them would stop the page. */
const mostOffered = 200;

interface TaskChoiceProps {
  readonly label: string;
  /** Task that cannot wait for itself. */
  readonly without: string;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Tasks that must be done before, found by name. */
export function TaskChoice({ label, without, chosen, onChange }: TaskChoiceProps) {
  const list = useId();
  const problemId = useId();
  const report = useSession((state) => state.rollout.run.result);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const tasks = (report?.tasks ?? []).filter(({ id }) => id !== without);
  const names = new Map(tasks.map(({ id, name }) => [id, name]));
  const typed = text.trim().toLowerCase();
  const offered = tasks
    .filter(({ id, name }) => !chosen.includes(id) && name.toLowerCase().includes(typed))
    .slice(0, mostOffered);
  const add = (): void => {
    const found = tasks.find(({ id, name }) => id === text.trim() || name.toLowerCase() === typed);
    if (found === undefined) setProblem(typed === '' ? null : `There is no task “${text.trim()}”.`);
    else {
      setProblem(null);
      setText('');
      if (!chosen.includes(found.id)) onChange([...chosen, found.id]);
    }
  };
  return (
    <div className="task-choice" role="group" aria-label={label}>
      <p className="name">{label}</p>
      <ul>
        {chosen.map((id) => (
          <li key={id}>
            <span className="grow ellipsis">{names.get(id) ?? id}</span>
            <IconButton
              icon={X}
              size={14}
              label={`Don’t wait for ${names.get(id) ?? id}`}
              onClick={() => onChange(chosen.filter((one) => one !== id))}
            />
          </li>
        ))}
      </ul>
      {report === null ? (
        <p className="hint">Run the rollout first; then tasks can be chosen by name.</p>
      ) : (
        <div className="task-choice-line">
          <input
            type="text"
            className="text-input"
            list={list}
            aria-label={`${label}: name of a task`}
            aria-describedby={problem === null ? undefined : problemId}
            placeholder="Name of a task"
            maxLength={300}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setProblem(null);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <datalist id={list}>
            {offered.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
          <IconButton icon={Plus} label={`${label}: add`} disabled={typed === ''} onClick={add} />
        </div>
      )}
      {problem !== null && (
        <p id={problemId} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
