import { describe, expect, it } from 'vitest';
import { gapWatermark } from '#model/results/gaps/gap-report.ts';
import { approachResult, failuresResult } from '../../../test/fixtures/gap-reports.ts';
import { drawGaps, emptyDrawing } from '../gaps/gap-drawing.ts';
import { gapLegendBox, printedGaps } from './annotate-gaps.ts';

const scope = { item: 0, scenario: null, city: null, units: 'metric', lostPart: null } as const;

describe('a printed picture', () => {
  it('with ways in says that it is sensitive, and what their colours mean', () => {
    const printed = printedGaps(drawGaps(approachResult, scope));
    expect(printed?.watermark).toBe(gapWatermark);
    expect(printed?.watermark).toContain('Sensitive: shows how protection could be passed');
    expect(printed?.entries.map(({ tone }) => tone)).toEqual(['unobserved', 'observed']);
  });

  it('says so also where marks alone tell of a weakness', () => {
    expect(printedGaps(drawGaps(failuresResult, scope))?.watermark).toBe(gapWatermark);
  });

  it('without gaps carries no mark', () => {
    expect(printedGaps(null)).toBeNull();
    expect(printedGaps(emptyDrawing)).toBeNull();
  });

  it('has room in its legend for every entry and the mark', () => {
    const printed = printedGaps(drawGaps(approachResult, scope));
    if (printed === null) throw new Error('nothing is printed');
    const box = gapLegendBox(printed, 800, 16, 600);
    expect(box).toMatchObject({ left: 16, right: 480, bottom: 600 });
    expect(box.bottom - box.top).toBeGreaterThanOrEqual(26 + 3 * 16);
    expect(gapLegendBox(printed, 200, 16, 600).right).toBeLessThanOrEqual(184);
  });
});
