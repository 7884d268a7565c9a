interface BarCellProps {
  readonly value: number;
  /** Of all rows; its bar is the longest. */
  readonly most: number;
  readonly text: string;
  /** `gap`: in the colour of gaps. */
  readonly tone?: 'gap';
}

/** A figure with a small bar under it, to hold rows against each other. */
export function BarCell({ value, most, text, tone }: BarCellProps) {
  const share = most > 0 && Number.isFinite(value) ? Math.min(1, Math.max(0, value / most)) : 0;
  return (
    <td className="bar-cell">
      {text}
      <span className="choice-bar" data-tone={tone} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </td>
  );
}
