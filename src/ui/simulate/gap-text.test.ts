import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GapScore } from '#model/results/gaps/gap-report.ts';
import {
  axisTicks,
  boundsText,
  categoryText,
  className,
  decimalsOf,
  formatChance,
  formatDuration,
  formatPercent,
  formatPoints,
  formatSigned,
  formatWay,
  scoreChange,
  scoreText,
} from './gap-text.ts';

const score = (value: number | null, unit: GapScore['unit'], better: GapScore['better']): GapScore => ({
  id: 's',
  label: 'Score',
  value,
  unit,
  better,
});

describe('numbers of security gaps', () => {
  it('never round a chance to certainty', () => {
    expect([0, 0.001, 0.004999, 0.005, 0.46, 0.9949, 0.995, 0.99999, 1].map(formatChance)).toEqual([
      '0.00',
      '< 0.01',
      '< 0.01',
      '0.01',
      '0.46',
      '0.99',
      '> 0.99',
      '> 0.99',
      '1.00',
    ]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true }), (chance) => {
        expect(formatChance(chance)).not.toMatch(/^(0\.00|1\.00)$/);
        expect(formatPercent(chance)).not.toMatch(/^(0|100) %$/);
      }),
    );
  });

  it('show what is no number as a dash', () => {
    for (const text of [formatChance, formatPercent, formatDuration]) expect(text(Number.NaN)).toBe('–');
    expect(formatWay(Number.POSITIVE_INFINITY, 'metric')).toBe('–');
  });

  it('carry seconds into minutes and minutes into hours', () => {
    expect([0, 45, 59.4, 59.6, 283, 3599.4, 3600, 3900, 7199].map(formatDuration)).toEqual([
      '0 s',
      '45 s',
      '59 s',
      '1 min 00 s',
      '4 min 43 s',
      '59 min 59 s',
      '1 h 00 min',
      '1 h 05 min',
      '2 h 00 min',
    ]);
  });

  it('show ways in both systems of units', () => {
    expect(formatWay(396.2, 'metric')).toBe('396 m');
    expect(formatWay(12_345, 'metric')).toBe('12.3 km');
    expect(formatWay(100, 'us')).toBe('328 ft');
    expect(formatWay(3218.688, 'us')).toBe('2.0 mi');
  });

  it('sign changes, with a real minus, and nothing where nothing changed', () => {
    expect([-0.094, 0.012, 0, -0.0001].map(formatPoints)).toEqual(['−9.4 pp', '+1.2 pp', '0.0 pp', '0.0 pp']);
    expect(formatSigned(0.0004, 2)).toBe('0.00');
    expect(formatSigned(1234, 0)).toBe('+1,234');
  });

  it('name the class that counts as observed', () => {
    expect(categoryText(1, 'iec-62676-4-2025', 'metric')).toBe('≥ Outline, 40 px/m');
    expect(categoryText(99, 'iec-62676-4-2025', 'metric')).toBe('–');
    expect(className(0, 'iec-62676-4-2025')).toBe('not observed');
    expect(className(2, 'iec-62676-4-2025')).toBe('Outline');
  });

  it('write bounds as a range only where they differ', () => {
    expect(boundsText(2, 4, 'device')).toBe('2 to 4 devices');
    expect(boundsText(1, 1, 'device')).toBe('1 device');
    expect(boundsText(0, 0, 'device')).toBe('0 devices');
  });

  it('mark an axis from end to end', () => {
    expect(axisTicks(396, 4)).toEqual([0, 99, 198, 297, 396]);
  });

  it('find the decimals of a value', () => {
    expect([1, 1.4, 0.02, 0.125].map(decimalsOf)).toEqual([0, 1, 2, 3]);
  });
});

describe('scores', () => {
  it('are written in their unit', () => {
    expect(scoreText(score(0.46, 'share', 'less'), 'metric')).toBe('0.46');
    expect(scoreText(score(3, 'count', 'less'), 'metric')).toBe('3');
    expect(scoreText(score(83.1, 'points', 'more'), 'metric')).toBe('83.1');
    expect(scoreText(score(0.02, 'points', 'more'), 'metric')).toBe('0.020');
    expect(scoreText(score(90, 'seconds', 'less'), 'metric')).toBe('1 min 30 s');
    expect(scoreText(score(100, 'metres', 'more'), 'us')).toBe('328 ft');
    expect(scoreText(score(null, 'count', 'less'), 'metric')).toBe('none');
  });

  it('differ for better or worse as they count', () => {
    const change = (a: number | null, b: number | null, better: GapScore['better']) =>
      scoreChange(score(a, 'share', better), score(b, 'share', better), 'metric');
    expect(change(0.46, 0.17, 'less')).toEqual({ text: '−0.29', tone: 'better' });
    expect(change(0.46, 0.17, 'more')).toEqual({ text: '−0.29', tone: 'worse' });
    expect(change(0.46, 0.6, 'less')).toEqual({ text: '+0.14', tone: 'worse' });
    expect(change(0.46, 0.4601, 'less')).toEqual({ text: '0.00', tone: 'same' });
    expect(change(null, 0.5, 'less')).toBeNull();
    expect(scoreChange(score(90, 'seconds', 'less'), score(30, 'seconds', 'less'), 'metric')).toEqual({
      text: '−1 min 00 s',
      tone: 'better',
    });
  });
});
