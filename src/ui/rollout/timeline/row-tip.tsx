import { useLayoutEffect, useRef, useState } from 'react';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { GanttRow } from '#state/gantt/gantt-rows.ts';
import { phaseName, rowFacts, rowName } from './timeline-words.ts';

export interface TipPlace {
  readonly row: GanttRow;
  /** Of what it belongs to, on the page. */
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is known of a row, beside it; rows themselves tell it to those who don't see. */
export function RowTip({ place, report }: { readonly place: TipPlace; readonly report: RolloutReport }) {
  const card = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ left: 0, top: -1000 });
  const { row, left, top, bottom } = place;
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    const above = top - height - 6;
    setAt({
      left: Math.max(8, Math.min(left, window.innerWidth - width - 8)),
      top: above >= 8 ? above : Math.min(bottom + 6, window.innerHeight - height - 8),
    });
  }, [row, left, top, bottom]);
  return (
    <div ref={card} className="row-tip card" style={at} aria-hidden>
      <p className="strong">{rowName(row)}</p>
      <p className="hint">{phaseName(report, row.phaseNumber)}</p>
      <dl>
        {rowFacts(row, report).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
