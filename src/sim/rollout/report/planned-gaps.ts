import type { CoverageMeter } from '../coverage-timeline.ts';
import { CutoverWindows } from '../cutover-window.ts';
import { type Project, type Schedule, ticksPerDay } from '../project.ts';
import { createDeviceClock, EventList } from '../runs/live-events.ts';

/** Days from the start, from the first with a lack to the last, of each pair of the meter; null: none. */
export function plannedGaps(
  project: Project,
  planned: Schedule,
  meter: CoverageMeter,
): readonly ({ readonly from: number; readonly until: number; readonly deepest: number } | null)[] {
  const spans = meter.pairs.map(() => ({ first: -1, last: -1, depth: 0, deepest: -1 }));
  const clock = createDeviceClock(project);
  clock.read(planned);
  const events = new EventList(project.devices.length);
  events.read(clock.times);
  const windows = new CutoverWindows(project);
  windows.read(clock.times.live, clock.times.dark);
  meter.reset();
  for (let at = 0; at < events.length; ) {
    const tick = events.tick(at);
    for (; at < events.length && events.tick(at) === tick; at += 1) meter.set(events.device(at), events.live(at));
    const next = at < events.length ? events.tick(at) : tick;
    spans.forEach((span, pair) => {
      const lack = meter.lacks[pair] ?? 0;
      const group = meter.pairs[pair]?.group ?? 0;
      if (lack <= 0 || !windows.isOpen(group, tick)) return;
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
