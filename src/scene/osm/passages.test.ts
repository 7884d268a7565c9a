import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { buildDrawnCity as build, noted, prismsOf } from '../../../test/fixtures/osm/drawn-city.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import { cutPassages } from './cut-passages.ts';
import type { Passage } from './read-passages.ts';

const area = (prisms: ReturnType<typeof prismsOf>) => prisms.reduce((sum, prism) => sum + prism.area, 0);

describe('passages through buildings', () => {
  it('are cut out as wide as the way, and the house goes on above them', () => {
    let house = 0;
    let way = 0;
    const result = build((draft) => {
      house = draft.rectangle(0, 0, 40, 10, { building: 'yes', height: '15' });
      way = draft.line(
        [
          [20, 0],
          [20, 10],
        ],
        { highway: 'service', tunnel: 'building_passage', width: '4', maxheight: '3.5' },
      );
    });
    const prisms = prismsOf(result.city, `way/${house}`);
    const over = prisms.filter(({ raised }) => raised === 1);
    expect(over).toMatchObject([{ base: 3.5, top: 15 }]);
    expect(over[0].area).toBeCloseTo(40, 0);
    expect(prisms.filter(({ raised }) => raised === 0)).toMatchObject([
      { base: 0, top: 15 },
      { base: 0, top: 15 },
    ]);
    expect(area(prisms)).toBeCloseTo(400, -1);
    expect(result.city.streets.find(({ id }) => id === `way/${way}`)).toMatchObject({ passage: true, tunnel: false });
    expect(noted(result, 'read', `way/${way}`)).toEqual(['Cut out of its building: people and rays pass.']);
    expect(noted(result, 'guessed', `way/${way}`)).toEqual([]);
    expect(result.counts).toMatchObject({ passages: 1 });
  });

  it('take 4 m where nothing is said, and say so', () => {
    let house = 0;
    let way = 0;
    const result = build((draft) => {
      house = draft.rectangle(0, 0, 40, 10, { building: 'yes', height: '15' });
      way = draft.line(
        [
          [20, -5],
          [20, 15],
        ],
        { highway: 'footway', covered: 'arcade' },
      );
    });
    expect(prismsOf(result.city, `way/${house}`).filter(({ raised }) => raised === 1)).toMatchObject([{ base: 4 }]);
    expect(noted(result, 'guessed', `way/${way}`)).toEqual(['Its headroom of 4 m is an assumption.']);
  });

  it('go through the parts of a building, too', () => {
    const parts: number[] = [];
    const { city } = build((draft) => {
      draft.rectangle(0, 0, 40, 10, { building: 'yes', height: '20' });
      parts.push(draft.rectangle(0, 0, 20, 10, { 'building:part': 'yes', height: '20' }));
      parts.push(draft.rectangle(20, 0, 20, 10, { 'building:part': 'yes', height: '12' }));
      draft.line(
        [
          [20, 0],
          [20, 10],
        ],
        { highway: 'service', tunnel: 'building_passage', width: '6' },
      );
    });
    for (const [index, part] of parts.entries()) {
      const over = prismsOf(city, `way/${part}`).filter(({ raised }) => raised === 1);
      expect(over).toMatchObject([{ base: 4, top: index === 0 ? 20 : 12 }]);
      expect(over[0].area).toBeCloseTo(30, 0);
    }
  });

  it('leave a roof above them, and leave a building alone that is too low', () => {
    let gate = 0;
    let shed = 0;
    const ways: number[] = [];
    const result = build((draft) => {
      gate = draft.rectangle(0, 0, 10, 10, { building: 'yes', height: '3.5' });
      shed = draft.rectangle(50, 0, 10, 10, { building: 'yes', height: '2' });
      for (const x of [5, 55]) {
        const points = [
          [x, 0],
          [x, 10],
        ] as const;
        ways.push(draft.line(points, { highway: 'path', tunnel: 'building_passage' }));
      }
    });
    expect(prismsOf(result.city, `way/${gate}`).filter(({ raised }) => raised === 1)).toMatchObject([{ base: 3 }]);
    expect(prismsOf(result.city, `way/${shed}`)).toMatchObject([{ base: 0, top: 2, raised: 0 }]);
    expect(noted(result, 'guessed', `way/${ways[0]}`).length).toBe(2);
    expect(noted(result, 'ignored', `way/${ways[1]}`)[0]).toContain('too low');
  });

  it('take no notice of covered ways below ground, indoors or beside a building, and name stray passages', () => {
    let house = 0;
    let stray = 0;
    const result = build((draft) => {
      house = draft.rectangle(0, 0, 40, 10, { building: 'yes', height: '15' });
      const tags = [
        { highway: 'footway', covered: 'yes', layer: '-1' },
        { highway: 'footway', covered: 'yes', indoor: 'yes' },
        { highway: 'corridor', covered: 'yes' },
      ];
      tags.forEach((record, i) => {
        draft.line(
          [
            [5 + i * 5, -5],
            [5 + i * 5, 15],
          ],
          record,
        );
      });
      stray = draft.line(
        [
          [-20, 0],
          [-20, 10],
        ],
        { highway: 'service', tunnel: 'building_passage' },
      );
    });
    expect(prismsOf(result.city, `way/${house}`)).toMatchObject([{ raised: 0 }]);
    expect(noted(result, 'ignored', `way/${stray}`)[0]).toContain('runs through no building');
  });

  it('lie on the ground of the way, not on the lowest ground under the house', () => {
    const columns = 65;
    const heights = Float32Array.from({ length: columns * columns }, (_, at) => ((at % columns) - 32) / 2);
    const terrain: TerrainGrid = { originX: -512, originY: -512, spacing: 16, columns, rows: columns, heights };
    let house = 0;
    const { city } = build((draft) => {
      house = draft.rectangle(-32, 0, 96, 10, { building: 'yes', height: '20' });
      draft.line(
        [
          [48, 0],
          [48, 10],
        ],
        { highway: 'service', tunnel: 'building_passage' },
      );
    }, terrain);
    const prisms = prismsOf(city, `way/${house}`);
    expect(prisms.find(({ raised }) => raised === 0)?.base).toBeCloseTo(-1, 1);
    expect(prisms.find(({ raised }) => raised === 1)?.base).toBeCloseTo(1.5 + 4, 1);
  });
});

describe('cutPassages', () => {
  const passage = (line: readonly number[], half: number, headroom: number): Passage => ({
    id: 'way/1',
    line: Float64Array.from(line),
    half,
    headroom,
    headroomGuessed: false,
    stated: true,
  });
  const hall = [Float64Array.of(0, 0, 60, 0, 60, 40, 0, 40), Float64Array.of(20, 30, 40, 30, 40, 10, 20, 10)];

  it('neither loses nor doubles ground, whatever runs through', () => {
    const coordinate = fc.integer({ min: -10, max: 70 });
    const line = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 4 });
    const any = fc
      .tuple(line, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 6 }))
      .map(([points, half, headroom]) => passage(points.flat(), half, headroom));
    let cuts = 0;
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (passages) => {
        const cut = cutPassages(hall, passages);
        if (cut === null) return;
        cuts += 1;
        const pieces = [...cut.standing, ...cut.over.flatMap(({ polygons }) => polygons)];
        const sum = pieces.reduce((all, rings) => all + polygonArea(rings), 0);
        expect(Math.abs(sum - 2000)).toBeLessThan(0.01 * 2000 * passages.length);
        const heights = cut.over.map(({ passage: { headroom } }) => headroom);
        expect(heights).toEqual([...heights].sort((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
    expect(cuts).toBeGreaterThan(50);
  });

  it('refuses a heap of passages', () => {
    const heap = Array.from({ length: 100 }, (_, i) => passage([i % 50, -5, 60 - (i % 50), 45], 1, 3));
    expect(cutPassages(hall, heap)).toBeNull();
  });
});
