import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssumptionKey, assumptionTable, defaultAssumptions } from '#model/assumptions.ts';
import { defaultGapQuestion, gapRunAssumptions, gapRuns } from '#model/gap-question.ts';
import type { FailedPart, FailureMetric } from '#model/results/gaps/failures.ts';
import type { GapReport } from '#model/results/gaps/gap-report.ts';
import type { GapRunState } from '#state/gap-state.ts';
import { regionText } from './breach-panel.tsx';
import { closingSum, gainNumber, placesPose } from './closing-text.ts';
import { comparedScores } from './compared-scores.ts';
import { failedLoss, lossText, metricText, spreadText } from './failure-text.ts';
import { shortAssumptions, sliderRanges } from './gap-text.ts';
import { stepCorners } from './incident-panel.tsx';
import { connectivityText } from './result-parts.tsx';
import { relevantAssumptions } from './run-assumptions.tsx';
import { groundText } from './run-footer.tsx';
import { formatSeconds, runAside, runStateText, runWords } from './run-words.ts';
import { chartBars, chartText } from './stretch-chart.tsx';

const entry = (fields: Partial<GapRunState>): GapRunState => ({
  status: 'ready',
  step: '',
  fraction: 1,
  report: null,
  seconds: 0.42,
  ...fields,
});

describe('the list of runs', () => {
  it('has every run once', () => {
    expect(Object.keys(runWords).sort()).toEqual([...gapRuns].sort());
  });

  it('tells how each stands', () => {
    expect(runAside(undefined)).toBe('');
    expect(runAside(entry({}))).toBe('0.4 s');
    expect(runAside(entry({ status: 'computing', fraction: 0.379 }))).toBe('37 %');
    expect(runAside(entry({ status: 'stale' }))).toBe('stale');
    expect(runAside(entry({ status: 'failed' }))).toBe('failed');
    expect(runStateText(entry({}))).toBe('ready, took 0.4 s');
    expect(runStateText(undefined)).toBe('not run yet');
    expect([0.04, 9.94, 12.4, 150].map(formatSeconds)).toEqual(['0.0 s', '9.9 s', '12 s', '3 min']);
  });

  it('tells on what it was searched', () => {
    expect(groundText({ result: null })).toBe('');
    expect(groundText({ result: { kind: 'empty', reason: 'None.' } })).toBe('');
  });
});

describe('assumptions beside a run', () => {
  it('have a short name and a slider that holds what is shipped', () => {
    for (const key of new Set(Object.values(gapRunAssumptions).flat()) as ReadonlySet<AssumptionKey>) {
      expect(shortAssumptions[key], key).toBeDefined();
      const { minimum, maximum } = assumptionTable[key];
      const [least, most] = sliderRanges[key] ?? [minimum, maximum];
      expect(least, key).toBeGreaterThanOrEqual(minimum);
      expect(most, key).toBeLessThanOrEqual(maximum);
      expect(defaultAssumptions[key], key).toBeGreaterThanOrEqual(least);
      expect(defaultAssumptions[key], key).toBeLessThanOrEqual(most);
    }
  });

  it('are only those that the question makes use of', () => {
    const keys = (change: Partial<typeof defaultGapQuestion>) =>
      relevantAssumptions('interception', { ...defaultGapQuestion, ...change });
    expect(keys({})).not.toContain('carTripsPerPerson');
    expect(keys({ demand: 'gravity' })).toContain('carTripsPerPerson');
    expect(keys({ routes: 'choice' })).toContain('routeSpreadSeconds');
    expect(relevantAssumptions('approach', defaultGapQuestion)).not.toContain('fenceDelaySeconds');
    const byCar = relevantAssumptions('approach', { ...defaultGapQuestion, travel: 'car', forced: true });
    expect(byCar).toContain('driveSpeed');
    expect(byCar).not.toContain('walkingSpeed');
    expect(byCar).not.toContain('fenceDelaySeconds');
    expect(relevantAssumptions('breach', { ...defaultGapQuestion, travel: 'car' })).toContain('walkingSpeed');
    expect(relevantAssumptions('approach', { ...defaultGapQuestion, forced: true })).toContain('fenceDelaySeconds');
  });
});

describe('the chart of a way', () => {
  const stretch = (fromMeters: number, toMeters: number, found: number) => ({
    fromMeters,
    toMeters,
    class: found,
    deviceIds: [],
  });

  it('stands as long as the way and higher where it is seen better', () => {
    const bars = chartBars([stretch(0, 75, 0), stretch(75, 100, 7)], 100, 1, 7);
    expect(bars.map(({ x, wide }) => [x, wide])).toEqual([
      [0, 0.75],
      [0.75, 0.25],
    ]);
    expect(bars.map(({ observed }) => observed)).toEqual([false, true]);
    expect(bars[1]?.high).toBeCloseTo(1, 12);
    expect(bars[0]?.high).toBeLessThan(0.5);
  });

  it('counts a class as observed from the category on', () => {
    const observed = (found: number, category: number) =>
      chartBars([stretch(0, 1, found)], 1, category, 7)[0]?.observed;
    expect(observed(1, 1)).toBe(false);
    expect(observed(2, 1)).toBe(true);
    expect(observed(1, 0)).toBe(true);
    expect(observed(0, 0)).toBe(false);
  });

  it('never leaves the plot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2000), fc.nat(300), fc.nat(12)), { maxLength: 20 }),
        fc.integer({ min: 1, max: 2000 }),
        (parts, length) => {
          for (const { x, high } of chartBars(
            parts.map(([from, more, found]) => stretch(from, from + more, found)),
            length,
            1,
            7,
          )) {
            expect(x).toBeLessThanOrEqual(1);
            expect(high).toBeGreaterThan(0);
            expect(high).toBeLessThanOrEqual(1 + 1e-12);
          }
        },
      ),
    );
  });

  it('is told in a sentence', () => {
    expect(chartText([stretch(0, 90, 0), stretch(90, 100, 3)], 100, 1)).toBe(
      '10 % of the way is observed, in 2 stretches',
    );
  });
});

it('draws a share that is read as steps', () => {
  const corners = stepCorners([
    [0, 0],
    [64, 0.3],
    [90, 0.6],
  ]);
  expect(corners).toEqual([
    [0, 0],
    [64, 0],
    [64, 0.3],
    [90, 0.3],
    [90, 0.6],
  ]);
  expect(stepCorners([])).toEqual([]);
});

describe('losses', () => {
  const metric: FailureMetric = { id: 'g', label: 'Goal', unit: 'percent', better: 'more', value: 84, target: 95 };
  const part: FailedPart = {
    id: 'C-02',
    ids: ['C-02'],
    kind: 'device',
    name: 'C-02',
    x: 0,
    y: 0,
    lost: ['C-02'],
    backedUp: [],
    values: [74.6, 0.52, null],
    goalsMissed: [],
    loss: 9.4,
    single: true,
  };

  it('are written with a minus where more is better and a plus where less is', () => {
    expect(lossText(part, null, -1)).toBe('−9.4 pp');
    expect(lossText(part, metric, 0)).toBe('−9.4 pp');
    const unobserved: FailureMetric = { ...metric, id: 'u', unit: 'share', better: 'less', value: 0.46 };
    expect(lossText(part, unobserved, 1)).toBe('+6.0 pp');
    expect(lossText(part, metric, 2)).toBe('–');
    expect(lossText({ ...part, loss: 0 }, null, -1)).toBe('0.0 pp');
  });

  it('are never below nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (a, b) => {
          expect(failedLoss({ ...part, values: [b] }, { ...metric, value: a }, 0)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('stand beside figures in their units', () => {
    expect(metricText(84.3, { unit: 'percent' }, 'EUR')).toBe('84.3 %');
    expect(metricText(0.46, { unit: 'share' }, 'EUR')).toBe('0.46');
    expect(metricText(6240, { unit: 'money' }, 'EUR')).toBe('€6,240');
    expect(metricText(null, { unit: 'mbps' }, 'EUR')).toBe('–');
    expect(spreadText({ p10: 75.9, p50: 81.84, p90: 84.3, unit: 'percent' }, 'EUR')).toBe('75.9 · 81.8 · 84.3 %');
    expect(spreadText({ p10: 0.4, p50: null, p90: 0.5, unit: 'share' }, 'EUR')).toBe('0.40 · – · 0.50');
  });
});

describe('what closes a gap', () => {
  it('adds up what is chosen', () => {
    const proposals = [
      { price: 3000, yearly: 100 },
      { price: 3240, yearly: 50 },
      { price: 9, yearly: 9 },
    ];
    expect(closingSum(proposals, [0, 1])).toEqual({ price: 6240, yearly: 150 });
    expect(closingSum(proposals, [])).toEqual({ price: 0, yearly: 0 });
    expect(closingSum(proposals, [7])).toEqual({ price: 0, yearly: 0 });
  });

  it('writes counts whole and chances with two decimals', () => {
    expect([3, 0.4567, 0, 1, 12.34].map(gainNumber)).toEqual(['3', '0.46', '0', '1', '12.3']);
  });
});

it('looks at all proposed places at once', () => {
  expect(placesPose([])).toEqual({});
  expect(placesPose([{ x: 10, y: 20 }])).toEqual({ targetX: 10, targetY: 20, distanceMeters: 260 });
  const pose = placesPose([
    { x: 0, y: 0 },
    { x: 300, y: 400 },
  ]);
  expect(pose).toEqual({ targetX: 150, targetY: 200, distanceMeters: 1500 });
});

describe('comparisons', () => {
  it('hold only figures that both plans have side by side', () => {
    const scores = (...ids: string[]): Pick<GapReport, 'scores'> => ({
      scores: ids.map((id) => ({ id, label: id, value: 1, unit: 'count', better: 'less' })),
    });
    const first = new Map([
      ['cordon', { report: scores('leaking', 'cut') as GapReport }],
      ['approach', { report: scores('unobserved') as GapReport }],
      ['breach', { report: null }],
    ] as const);
    const second = new Map([
      ['cordon', scores('cut', 'other')],
      ['approach', scores('unobserved')],
    ] as const);
    const groups = comparedScores(first, second);
    expect(groups.map(({ run }) => run)).toEqual(['approach', 'cordon']);
    expect(groups[1]?.rows.map(([a, b]) => [a.id, b.id])).toEqual([['cut', 'cut']]);
  });
});

describe('sentences', () => {
  it('tell how a street network hangs together', () => {
    const whole = { nodes: 10, edges: 24, kilometres: 3.2, parts: 1, largestShare: 1, unmatchedTurns: 0 };
    expect(connectivityText(whole, 'metric')).toBe(
      '24 stretches between 10 junctions, 3.2 km: everything reaches everything.',
    );
    expect(connectivityText({ ...whole, parts: 3, largestShare: 0.9, unmatchedTurns: 1 }, 'us')).toBe(
      '24 stretches between 10 junctions, 2.0 mi: 3 parts, the largest with 90 % of the length. 1 turn restriction could not be matched to streets.',
    );
  });

  it('tell whether unobserved ground reaches the site', () => {
    const region = {
      connects: true,
      squareMeters: 120,
      openEntries: 2,
      cells: { cellMeters: 2, minX: 0, minY: 0, runs: [] },
      line: null,
      lengthMeters: null,
    };
    const text = (change: Partial<typeof region>) =>
      regionText({ region: { ...region, ...change } }, '≥ Outline, 40 px/m', (square) => `${square} m²`);
    expect(text({})).toBe('Unobserved ground (below Outline, 40 px/m) reaches from outside to the site: 120 m² of it.');
    expect(text({ connects: false })).toBe(
      'Unobserved ground does not reach the site; 120 m² hang together with 2 unobserved cells at the entries.',
    );
    expect(text({ connects: false, squareMeters: 0 })).toBe('All ground at the entries is observed.');
  });
});
