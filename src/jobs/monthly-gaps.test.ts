import { describe, expect, it } from 'vitest';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { RolloutDeviceResult, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { monthlyGaps, monthlyRuns, monthsOf } from './monthly-gaps.ts';

const never = { p10: null, p50: null, p90: null };

function device(id: string, live: string | null, dark: string | null): RolloutDeviceResult {
  const at = (date: string | null) => ({ p10: date, p50: date, p90: date });
  return {
    ...{
      id,
      name: id,
      kind: 'camera',
      phaseId: null,
      groupId: null,
      liveAtStart: live === null,
      legacy: dark !== null,
    },
    ...{ underWay: never, live: at(live), dark: at(dark), plannedUnderWay: null, plannedLive: live, plannedDark: dark },
  };
}

const report = {
  start: '2027-01-20',
  dates: ['2027-01-20', '2027-03-10', '2027-05-05'],
  devices: [device('old', null, '2027-03-05'), device('new', '2027-03-05', null)],
} as unknown as RolloutReport;

describe('security gaps over the months', () => {
  it('are told at the start and on the first of each month up to the last date', () => {
    expect(monthsOf(report)).toEqual(['2027-01-20', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-01']);
  });

  it('ask for plates only where something reads them', () => {
    expect(monthlyRuns({ devices: [] })).toEqual(['approach']);
    const alpr = { kind: 'alpr', state: 'planned' } as never;
    expect(monthlyRuns({ devices: [alpr] })).toEqual(['approach', 'interception']);
  });

  it('work every set of live devices out once', async () => {
    const asked: string[] = [];
    const fractions: number[] = [];
    const scores = (live: readonly string[]) => [
      {
        id: 'unobserved',
        label: 'Arrives unobserved',
        value: live.includes('new') ? 0.2 : 0.7,
        unit: 'share',
        better: 'less',
      },
    ];
    const gaps = await monthlyGaps(
      report,
      ['approach'],
      { id: 's', name: 'Station' },
      async (run, live) => {
        asked.push(`${run} ${live.join()}`);
        return { scores: scores(live) } as unknown as GapReport;
      },
      (fraction) => fractions.push(fraction),
    );
    expect(asked).toEqual(['approach old', 'approach new']);
    expect(fractions).toEqual([0.5, 1]);
    expect(gaps).toMatchObject({ site: { name: 'Station' }, sets: 2 });
    expect(gaps.series).toEqual([
      {
        ...{ id: 'approach:unobserved', label: 'Arrives unobserved', unit: 'share', better: 'less' },
        values: [0.7, 0.7, 0.7, 0.2, 0.2],
      },
    ]);
  });
});
