import type { ClosingResult } from '#model/results/gaps/closing.ts';
import { noClosing } from './closing-none.ts';

const metric = 'Loss when one part fails';

/** What closes single points of failure is no device: links, feeds and switches are laid by the planner. */
export function closeFailures(): ClosingResult {
  return noClosing('approach', metric, [
    'A single point of failure is closed by a second way around it, not by another device.',
    'Give the part at the top of the list a second backhaul link, a second power feed or a backup, or divide its devices over two switches; then run it again.',
  ]);
}

/** Likewise for what is at work only part of the time. */
export function closeAvailability(): ClosingResult {
  return noClosing('approach', 'Share of the time at work', [
    'What works more of the time is parts that fail less or are repaired sooner, and second links and feeds; no further device is proposed.',
  ]);
}
