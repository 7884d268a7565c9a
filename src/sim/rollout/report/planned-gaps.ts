import type { CoverageMeter } from '../coverage-timeline.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { liveEvents } from '../runs/live-events.ts';

/** Days from the start, from the first with a lack to the last, of each pair of the meter; null: none. */
export function plannedGaps(
  project: Project,
  planned: Schedule,
  meter: CoverageMeter,
): readonly ({ readonly from: number; readonly until: number; readonly deepest: number } | null)[] {
  const spans = meter.pairs.map(() => ({ first: -1, last: -1, depth: 0, deepest: -1 }));
  const events = liveEvents(project, planned);
  meter.reset();
  for (let at = 0; at < events.length; ) {
    const tick = events[at]?.tick ?? 0;
    for (; at < events.length && events[at]?.tick === tick; at += 1) {
      const event = events[at];
      if (event !== undefined) meter.set(event.device, event.live);
    }
    const next = events[at]?.tick ?? tick;
    spans.forEach((span, pair) => {
      const lack = meter.lacks[pair] ?? 0;
      if (lack <= 0) return;
      if (span.first < 0) span.first = tick;
      span.last = Math.max(next, tick + 1);
      if (lack <= span.depth) return;
      span.depth = lack;
      span.deepest = tick;
    });
  }
  return spans.map(({ first, last, deepest }) =>
    first < 0
      ? null
      : {
          from: Math.floor(first / ticksPerDay),
          until: Math.floor((last - 1) / ticksPerDay),
          deepest: Math.floor(deepest / ticksPerDay),
        },
  );
}
