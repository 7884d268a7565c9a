import { describe, expect, it } from 'vitest';
import type { PolicyResult } from '#model/results/rollout/rollout-choices.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import {
  bandAt,
  countStatuses,
  criticalTasks,
  moneyAt,
  phaseParts,
  policySentence,
  presentPolicy,
  shortMoney,
} from './rollout-facts.ts';
import { dayCount, dayText, durationText, monthOfSpan, shiftText, spanText } from './rollout-words.ts';

const report = rolloutReport();
const after = report.dates[report.dates.length - 1] ?? '';

describe('facts of a report', () => {
  it('counts every device once on any day', () => {
    for (const date of ['2020-01-01', ...report.dates]) {
      const counts = Object.values(countStatuses(report, date));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(report.devices.length);
    }
  });

  it('has old units live before work and retired after it', () => {
    const legacy = report.devices.filter((device) => device.legacy).length;
    expect(countStatuses(report, '2020-01-01').live).toBe(legacy);
    expect(countStatuses(report, after).retired).toBe(legacy);
  });

  it('says that a phase is not begun before its start and wholly done at the end', () => {
    expect(phaseParts(report, 'P1', '2020-01-01')).toEqual({ done: 0, underWay: 0, retires: false });
    expect(phaseParts(report, 'P1', after)).toEqual({ done: 1, underWay: 0, retires: false });
    expect(phaseParts(report, 'none', after)).toBeNull();
  });

  it('never has more than the whole of a phase done and under way', () => {
    for (const date of report.dates) {
      const parts = phaseParts(report, 'P2', date);
      expect((parts?.done ?? 0) + (parts?.underWay ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it('knows a phase that only takes old units down', () => {
    const devices = report.devices.filter((device) => device.legacy);
    expect(phaseParts({ devices }, 'P1', after)).toEqual({ done: 1, underWay: 0, retires: true });
  });

  it('reads a band at the date before or on the day', () => {
    const middle = Math.floor(report.dates.length / 2);
    const date = report.dates[middle] ?? '';
    expect(bandAt(report, report.live, date)?.p50).toBe(report.live.p50[middle]);
    expect(bandAt(report, { plan: [], p10: [], p50: [], p90: [] }, date)).toBeNull();
  });

  it('lists the likeliest critical tasks first and no others', () => {
    const tasks = criticalTasks(report, 5);
    expect(tasks).toHaveLength(5);
    expect(tasks.every(({ criticality }) => criticality > 0)).toBe(true);
    expect(tasks.map(({ criticality }) => criticality)).toEqual(
      tasks.map(({ criticality }) => criticality).sort((a, b) => b - a),
    );
  });

  it('adds up funding until the day, else takes the budget, else those of the phases', () => {
    const phases = [{ budget: 10 }, { budget: null }, { budget: 5 }] as never;
    const budget = { currency: 'EUR', capital: 100, yearly: null } as const;
    const funding = [
      { from: '2026-01-01', amount: 30 },
      { from: '2027-01-01', amount: 40 },
    ];
    expect(moneyAt({ budget, phases, rollout: { funding } }, '2026-06-01')).toBe(30);
    expect(moneyAt({ budget, phases, rollout: { funding } }, '2027-01-01')).toBe(70);
    expect(moneyAt({ budget, phases, rollout: { funding: [] } }, '2026-06-01')).toBe(100);
    expect(moneyAt({ budget: { ...budget, capital: null }, phases, rollout: { funding: [] } }, '2026-06-01')).toBe(15);
    expect(moneyAt({ budget: { ...budget, capital: null }, phases: [], rollout: { funding: [] } }, '')).toBeNull();
  });
});

describe('what another policy would change', () => {
  const result = (policy: PolicyResult['policy'], cost: number, darkDeviceDays: number): PolicyResult => ({
    policy,
    finish: { p10: null, p50: null, p90: null },
    cost,
    lostDays: { mean: 0, p10: 0, p90: 0 },
    cutoverDays: { mean: 0, p10: 0, p90: 0 },
    darkDeviceDays,
  });
  const keep = result('keep', 100_000, 0);

  it('says what it saves and which gap it opens', () => {
    expect(policySentence(keep, { ...result('swap', 82_000, 212), policy: 'swap' }, 'EUR')).toBe(
      'Swap would save €18k and open 212 device-days of gap.',
    );
  });

  it('says what it costs, and that no gap opens', () => {
    expect(policySentence(keep, { ...result('temporary', 104_300, 0), policy: 'temporary' }, 'EUR')).toBe(
      'Temporary would cost €4,300 more and open no gap.',
    );
  });

  it('holds others against the plan as it is, else against the policy that stands in it', () => {
    const planned = result(null, 99_000, 4);
    expect(presentPolicy({ policies: [keep, planned] }, 'keep')).toBe(planned);
    expect(presentPolicy({ policies: [keep] }, 'keep')).toBe(keep);
    expect(presentPolicy({ policies: [keep] }, 'swap')).toBeNull();
  });
});

describe('words', () => {
  it('writes dates and spans', () => {
    expect(dayText('2026-10-14')).toBe('14 Oct 2026');
    expect(dayText(null)).toBe('–');
    expect(spanText('2026-04-03', '2026-11-20')).toBe('Apr – Nov 2026');
    expect(spanText('2026-10-01', '2027-03-31')).toBe('Oct 2026 – Mar 2027');
    expect(spanText('2026-10-01', '2026-10-31')).toBe('Oct 2026');
    expect(spanText('2026-10-01', null)).toBe('from Oct 2026');
    expect(spanText(null, null)).toBe('no dates');
  });

  it('counts months of a span from one and stays within it', () => {
    expect(monthOfSpan('2026-10-14', '2026-04-01', '2027-07-15')).toEqual({ month: 7, months: 16 });
    expect(monthOfSpan('2025-10-14', '2026-04-01', '2027-07-15').month).toBe(1);
    expect(monthOfSpan('2029-10-14', '2026-04-01', '2027-07-15').month).toBe(16);
  });

  it('writes durations by their law, long ones in weeks', () => {
    expect(durationText({ kind: 'fixed', days: 1 })).toBe('1 day');
    expect(durationText({ kind: 'pert', low: 42, mode: 63, high: 112 })).toBe('6 – 9 – 16 weeks');
    expect(durationText({ kind: 'triangular', low: 0.5, mode: 1, high: 3 })).toBe('0.5 – 1 – 3 days');
    expect(durationText({ kind: 'lognormal', p50: 35, p90: 75 })).toBe('35 days, 75 in one of ten');
  });

  it('drops a decimal that is none', () => {
    expect(dayCount(3.02)).toBe('3');
    expect(dayCount(3.55)).toBe('3.6');
    expect(dayCount(212.4)).toBe('212');
  });

  it('tells by how much a date moves', () => {
    expect(shiftText('2026-10-14', '2026-10-26')).toBe('12 days later');
    expect(shiftText('2026-10-14', '2026-10-13')).toBe('1 day earlier');
    expect(shiftText('2026-10-14', '2026-10-14')).toBe('the same day');
    expect(shiftText(null, '2026-10-14')).toBe('–');
  });

  it('shortens money', () => {
    expect(shortMoney(214_300, 'EUR')).toBe('€214k');
    expect(shortMoney(1_240_000, 'EUR')).toBe('€1.2M');
    expect(shortMoney(850, 'EUR')).toBe('€850');
  });
});
