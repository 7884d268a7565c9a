import { describe, expect, it } from 'vitest';
import { dayNumber } from '#model/rollout/calendar-days.ts';
import { ganttTree, taskRowId } from '#state/gantt/gantt-rows.ts';
import { rolloutReport } from '../../../../test/fixtures/rollout-report.ts';
import { hasWork } from './has-work.ts';
import { bandText, gapText, rowFacts, rowName, rowText, stageName, tickText } from './timeline-words.ts';

const report = rolloutReport();
const tree = ganttTree(report);

describe('words of the timeline', () => {
  it('name a stage by its steps, the first with a capital', () => {
    expect(stageName('prepare', ['survey', 'permit'])).toBe('Survey, permit');
    expect(stageName('retire', ['retire'])).toBe('Taking down');
  });

  it('tell P50, and P10 to P90 of a day', () => {
    expect(bandText({ p10: '2026-04-28', p50: '2026-05-03', p90: null })).toBe(
      'P50 3 May 2026, P10–P90 28 Apr 2026 – later',
    );
    expect(bandText({ p10: null, p50: null, p90: null })).toBe('not in enough runs');
  });

  it('tell of a task when, by whom and how critical it is', () => {
    const row = tree.rows.get(taskRowId('permit:P1/G1'));
    if (row === undefined) throw new Error('The fixture has this task.');
    const facts = new Map(rowFacts(row, report));
    expect(facts.get('As planned')).toBe('6 Apr 2026 – 5 May 2026');
    expect(facts.get('Crews')).toBe('Permit office');
    expect(facts.get('Sets the end')).toBe('84 % of runs, on the critical path');
    expect(rowText(row, report, 'under-way')).toContain('Phase 1, Phase 1, under way. ');
  });

  it('tell of a stage from when until when, and of how many tasks', () => {
    const row = tree.roots[0];
    if (row === undefined) throw new Error('The fixture has stages.');
    expect(rowName(row)).toBe('Survey, permit');
    expect(new Map(rowFacts(row, report)).get('Tasks')).toBe('4');
  });

  it('tell a gap with its days, depth and chance', () => {
    const [gap] = report.gaps;
    if (gap === undefined) throw new Error('The fixture has a gap.');
    const days = [dayNumber('2026-05-21'), dayNumber('2026-05-26')] as const;
    const goal = 'Station perimeter at Discern lacks 12.0 points at its worst, in 72 % of runs';
    expect(gapText([gap], ...days)).toBe(`Site 1, 21 May 2026 – 25 May 2026: ${goal}`);
    expect(gapText([gap, gap, gap, gap, gap], ...days)).toMatch(/; and 2 more goals$/);
  });

  it('give the first tick its year, Januaries theirs, and days only their number', () => {
    const tick = (date: string, unit: 'year' | 'month' | 'week' | 'day', room = 60) => ({
      day: dayNumber(date),
      unit,
      room,
    });
    expect(tickText(tick('2026-04-01', 'month'), true)).toBe('Apr 2026');
    expect(tickText(tick('2026-05-01', 'month'), false)).toBe('May');
    expect(tickText(tick('2027-01-01', 'year'), false)).toBe('Jan 2027');
    expect(tickText(tick('2026-07-13', 'week'), false)).toBe('13 Jul');
    expect(tickText(tick('2026-07-13', 'week', 28), false)).toBe('13');
    expect(tickText(tick('2026-07-14', 'day', 28), true)).toBe('14 Jul 2026');
  });
});

describe('work of a plan', () => {
  const device = (state: 'planned' | 'live' | 'retired' | 'installed', retiredInPhase: string | null = null) =>
    ({ state, retiredInPhase }) as Parameters<typeof hasWork>[0]['devices'][number];
  it('is what is not live yet, and what is to be taken down', () => {
    expect(hasWork({ devices: [] })).toBe(false);
    expect(hasWork({ devices: [device('live'), device('retired', 'P1')] })).toBe(false);
    expect(hasWork({ devices: [device('live', 'P1')] })).toBe(true);
    expect(hasWork({ devices: [device('planned')] })).toBe(true);
  });
});
