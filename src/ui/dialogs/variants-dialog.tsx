import { Check, GitBranchPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { TextInput } from '../fields/text-field.tsx';
import { IconButton } from '../icon-button.tsx';
import { useCommands, useSession } from '../session-context.tsx';

/** Versions of the plan that share what they do not change. */
export function VariantsDialog() {
  const commands = useCommands();
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  const [name, setName] = useState('');
  return (
    <div className="dialog-body">
      <p className="hint">
        A variant keeps only what it changes: what it leaves alone follows the plan. Changes go into the one that is
        shown.
      </p>
      <ul className="variant-list" aria-label="Variants">
        <li>
          <ShowButton shown={active === null} name="The plan itself" onClick={() => commands.showVariant(null)} />
          <span className="grow strong">The plan itself</span>
        </li>
        {variants.map((variant) => (
          <li key={variant.id}>
            <ShowButton
              shown={variant.id === active}
              name={variant.name}
              onClick={() => commands.showVariant(variant.id)}
            />
            <TextInput
              label="Name"
              name={`Name of the variant ${variant.name}`}
              value={variant.name}
              required
              maxLength={200}
              onCommit={(next) => commands.renameVariant(variant.id, next)}
            />
            <IconButton
              icon={Trash2}
              label={`Delete the variant ${variant.name}`}
              onClick={() => commands.removeVariant(variant.id)}
            />
          </li>
        ))}
      </ul>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          commands.addVariant(name.trim() || `Variant ${variants.length + 1}`);
          setName('');
        }}
      >
        <input
          type="text"
          className="text-input"
          aria-label="Name of a new variant"
          placeholder={`Variant ${variants.length + 1}`}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button" data-kind="primary" disabled={variants.length >= 50}>
          <GitBranchPlus size={14} strokeWidth={1.75} aria-hidden />
          Add from what is shown
        </button>
      </form>
    </div>
  );
}

interface ShowButtonProps {
  readonly shown: boolean;
  readonly name: string;
  readonly onClick: () => void;
}

function ShowButton({ shown, name, onClick }: ShowButtonProps) {
  return (
    <button
      type="button"
      className="button"
      aria-pressed={shown}
      aria-label={`${shown ? 'Shown' : 'Show'}: ${name}`}
      onClick={onClick}
    >
      {shown && <Check size={14} strokeWidth={1.75} aria-hidden />}
      {shown ? 'Shown' : 'Show'}
    </button>
  );
}
