import { Tooltip } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';

interface IconButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Shown in the tooltip where it says more than the label. */
  readonly hint?: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** For a button that shows and hides something. */
  readonly expanded?: boolean;
  /** What it shows is a card beside it, which the tooltip would cover. */
  readonly popup?: boolean;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
  readonly size?: number;
}

/** A button that is only an icon: named for those who do not see it, explained to those who wait over it. */
export function IconButton({
  icon: Icon,
  label,
  hint,
  onClick,
  disabled = false,
  expanded,
  popup = false,
  pressed,
  size = 16,
}: IconButtonProps) {
  return (
    <Tooltip label={hint ?? label} openDelay={400} withinPortal disabled={popup && expanded === true}>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        aria-expanded={expanded}
        aria-pressed={pressed}
        aria-haspopup={popup ? 'dialog' : undefined}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={size} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
