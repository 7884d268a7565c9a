import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { buildDrawnCity as build, noted, prismsOf } from '../../../test/fixtures/osm/drawn-city.ts';
import { bridgeLevel } from './bridge-level.ts';

const level = (record: Record<string, string>, overWater = false) =>
  bridgeLevel(Object.entries(record).flat(), overWater);

describe('bridgeLevel', () => {
  it('takes five metres a layer, four over water, and a deck of one', () => {
    expect(level({ bridge: 'yes' })).toEqual({ under: 5, top: 6, guessed: true });
    expect(level({ bridge: 'yes', layer: '2' })).toEqual({ under: 11, top: 12, guessed: true });
    expect(level({ bridge: 'yes' }, true)).toEqual({ under: 4, top: 5, guessed: true });
    expect(level({ bridge: 'yes', layer: '1e9' })?.under).toBe(29);
  });

  it('takes what is stated', () => {
    expect(level({ min_height: '7', height: '8.5' })).toEqual({ under: 7, top: 8.5, guessed: false });
    expect(level({ height: '8' })).toEqual({ under: 7, top: 8, guessed: true });
    expect(level({ min_height: '9', height: '2' })).toEqual({ under: 9, top: 10, guessed: false });
  });

  it('is none for what lies on the ground', () => {
    expect(level({ bridge: 'yes', layer: '0' })).toBeNull();
    expect(level({ bridge: 'boardwalk' })).toBeNull();
  });
});

describe('bridges', () => {
  const crossing = [
    [-20, 0],
    [20, 0],
  ] as const;

  it('hang over the ground as wide as their street', () => {
    let way = 0;
    const result = build((draft) => {
      way = draft.line(crossing, { highway: 'primary', bridge: 'yes', layer: '1', width: '8' });
    });
    const [deck] = prismsOf(result.city, `way/${way}`);
    expect(deck).toMatchObject({ base: 5, top: 6, raised: 1 });
    expect(deck.area).toBeCloseTo(320, -1);
    expect(result.city.buildings).toMatchObject([{ structure: 'bridge', minHeightMeters: 5, heightMeters: 6 }]);
    expect(result.counts).toMatchObject({ bridges: 1 });
    expect(result.guessedHeightShare).toBe(0);
    expect(noted(result, 'guessed', `way/${way}`).length).toBe(1);
  });

  it('are their area where there is one, and lie lower over water', () => {
    let area = 0;
    const ways: number[] = [];
    const result = build((draft) => {
      draft.rectangle(-10, -50, 20, 100, { natural: 'water' });
      area = draft.rectangle(-20, -6, 40, 12, { man_made: 'bridge' });
      for (const y of [-3, 3]) {
        const line = [
          [-20, y],
          [20, y],
        ] as const;
        ways.push(draft.line(line, { highway: 'primary', bridge: 'yes' }));
      }
    });
    expect(prismsOf(result.city, `way/${area}`)).toMatchObject([{ base: 4, top: 5, raised: 1 }]);
    for (const way of ways) {
      expect(prismsOf(result.city, `way/${way}`)).toEqual([]);
      expect(noted(result, 'read', `way/${way}`)[0]).toContain('bridge area');
    }
  });

  it('run straight across a valley, at the height of its sides', () => {
    const columns = 65;
    // A trough along y, 12 m deep in the middle.
    const heights = Float32Array.from({ length: columns * columns }, (_, at) =>
      Math.min(20, 8 + Math.abs((at % columns) - 32) * 4),
    );
    const terrain: TerrainGrid = { originX: -512, originY: -512, spacing: 16, columns, rows: columns, heights };
    let way = 0;
    const { city } = build((draft) => {
      way = draft.line(
        [
          [-60, 0],
          [60, 0],
        ],
        { highway: 'primary', bridge: 'yes' },
      );
    }, terrain);
    const tops = prismsOf(city, `way/${way}`).map(({ top }) => top);
    expect(tops.length).toBeGreaterThan(5);
    const middle = tops[Math.floor(tops.length / 2)];
    expect(middle).toBeCloseTo(20, 0);
  });

  it('are no solid within a building that is the bridge', () => {
    let way = 0;
    const { city } = build((draft) => {
      draft.rectangle(-20, -2, 40, 4, { building: 'bridge' });
      way = draft.line(crossing, { highway: 'footway', bridge: 'covered' });
    });
    expect(prismsOf(city, `way/${way}`)).toEqual([]);
  });
});
