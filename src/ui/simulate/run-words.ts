import {
  Activity,
  Car,
  CloudFog,
  Fence,
  Footprints,
  type LucideIcon,
  ShieldCheck,
  Siren,
  Unplug,
  Waypoints,
} from 'lucide-react';
import type { GapQuestion, GapRun } from '#model/gap-question.ts';
import { gapRunFields } from '#model/gap-question.ts';
import type { GapRunState } from '#state/gap-state.ts';
import { formatNumber } from '../format.ts';

/** Runs of Simulate mode in words and signs. */

interface RunWords {
  readonly name: string;
  /** Where there is little room. */
  readonly short: string;
  readonly icon: LucideIcon;
  /** What it answers, in one sentence. */
  readonly asks: string;
}

export const runWords: Readonly<Record<GapRun, RunWords>> = {
  approach: {
    name: 'Least-observed path',
    short: 'Least-observed path',
    icon: Footprints,
    asks: 'On which way to the site is the plan least likely to notice somebody?',
  },
  breach: {
    name: 'Maximal breach path',
    short: 'Maximal breach path',
    icon: Waypoints,
    asks: 'How can the site be reached at all without strong watching, and how many devices stand against it?',
  },
  conditions: {
    name: 'Night and fog',
    short: 'Night and fog',
    icon: CloudFog,
    asks: 'What is left of the watching by night and in fog?',
  },
  timely: {
    name: 'Interruption in time (EASI)',
    short: 'Interruption in time',
    icon: ShieldCheck,
    asks: 'Is somebody noticed early enough for the responders to arrive in time?',
  },
  interception: {
    name: 'ALPR interception and evasion',
    short: 'ALPR interception',
    icon: Car,
    asks: 'Which share of the car traffic do the units read, and what if drivers go around them?',
  },
  cordon: {
    name: 'Cordon, minimum cut',
    short: 'Cordon, minimum cut',
    icon: Fence,
    asks: 'Which roads of an area go unread, and how few more units would close it?',
  },
  incident: {
    name: 'Escape from an incident',
    short: 'Escape from an incident',
    icon: Siren,
    asks: 'Where and when is somebody who drives off read first?',
  },
  failures: {
    name: 'Single failures, N−1',
    short: 'Single failures, N−1',
    icon: Unplug,
    asks: 'What is lost when one device, switch, link or feed fails?',
  },
  availability: {
    name: 'Availability',
    short: 'Availability',
    icon: Activity,
    asks: 'What does the plan do on a usual day, with what has failed and what has been mended?',
  },
};

/** What stands at the right of a run: how far it is, how long it took, or that it is out of date. */
export function runAside(entry: GapRunState | undefined): string {
  if (entry === undefined) return '';
  switch (entry.status) {
    case 'computing':
      return `${formatNumber(Math.floor(entry.fraction * 100))} %`;
    case 'failed':
      return 'failed';
    case 'stale':
      return 'stale';
    case 'ready':
      return entry.seconds === null ? '' : formatSeconds(entry.seconds);
  }
}

/** How long a run took: `0.4 s`, `12 s`, `2 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds >= 99.5) return `${formatNumber(seconds / 60)} min`;
  return `${formatNumber(seconds, seconds < 9.95 ? 1 : 0)} s`;
}

/** The same for those who do not see the signs. */
export function runStateText(entry: GapRunState | undefined): string {
  if (entry === undefined) return 'not run yet';
  switch (entry.status) {
    case 'computing':
      return `running, ${formatNumber(Math.floor(entry.fraction * 100))} per cent`;
    case 'failed':
      return 'failed';
    case 'stale':
      return 'out of date';
    case 'ready':
      return `ready${entry.seconds === null ? '' : `, took ${formatSeconds(entry.seconds)}`}`;
  }
}

/** Whether a run hangs on a field of the question; `null` (no run shown) hangs on none. */
export function asksFor(run: GapRun, field: keyof GapQuestion): boolean {
  return gapRunFields[run].includes(field);
}
