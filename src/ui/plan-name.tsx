import { type CSSProperties, useEffect, useState } from 'react';
import { useCommands, useSession } from './session-context.tsx';

/** The plan's name, which is changed where it stands. */
export function PlanName() {
  const commands = useCommands();
  const kept = useSession((state) => state.scenario?.name ?? '');
  const [name, setName] = useState(kept);
  useEffect(() => setName(kept), [kept]);
  const commit = (): void => {
    const next = name.trim();
    if (next !== '' && next !== kept) commands.renameScenario(next);
    else setName(kept);
  };
  return (
    <input
      className="plan-name"
      aria-label="Plan name"
      value={name}
      maxLength={200}
      style={{ '--characters': `${Math.min(36, Math.max(8, name.length + 1))}ch` } as CSSProperties}
      onChange={(event) => setName(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setName(kept);
      }}
    />
  );
}
