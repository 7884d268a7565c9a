import { describe, expect, it } from 'vitest';
import { importReportSchema } from '#model/import-report.ts';
import { reportText } from './report-text.ts';

describe('import report as text', () => {
  it('names sources, counts and every note with its ids', () => {
    const report = importReportSchema.parse({
      format: 'sightline-import-report',
      version: 1,
      sources: [{ name: 'city.osm.pbf', kind: 'osm-pbf', bytes: 2048 }],
      counts: { buildingWays: 12 },
      guessedHeightShare: 0.125,
      notes: [
        { kind: 'dropped', subject: 'building', sentence: 'Its outline crosses itself.', count: 1, ids: ['way/7'] },
        { kind: 'guessed', subject: 'height', sentence: 'No height is given.', count: 3, ids: ['way/1', 'way/2'] },
      ],
    });
    expect(reportText(report)).toBe(
      [
        'Import report',
        'Source: city.osm.pbf, osm-pbf, 2048 bytes',
        'Guessed heights: 12.5 %',
        '',
        'Counts',
        '  buildingWays: 12',
        '',
        'Guessed',
        '  3 × height: No height is given.',
        '    way/1, way/2, …',
        '',
        'Dropped',
        '  1 × building: Its outline crosses itself.',
        '    way/7',
        '',
      ].join('\n'),
    );
  });
});
