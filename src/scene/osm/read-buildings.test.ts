import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { buildDrawnCity as build, noted, prismsOf } from '../../../test/fixtures/osm/drawn-city.ts';

describe('buildings from OSM', () => {
  it('makes a solid of a closed way, as large and as high as drawn', () => {
    let way = 0;
    const { city, guessedHeightShare } = build((draft) => {
      way = draft.rectangle(0, 0, 20, 10, { building: 'yes', height: '12', name: 'Hall' });
    });
    const [prism] = prismsOf(city, `way/${way}`);
    expect(prism.area).toBeGreaterThan(198);
    expect(prism.area).toBeLessThan(202);
    expect(prism).toMatchObject({ base: 0, top: 12, raised: 0 });
    expect(city.buildings[0]).toMatchObject({ name: 'Hall', heightSource: 'height', heightMeters: 12, isPart: false });
    expect(guessedHeightShare).toBe(0);
  });

  it('keeps holes and several outer rings of a relation in one building', () => {
    let relation = 0;
    const { city } = build((draft) => {
      const first = draft.rectangle(0, 0, 20, 20);
      const hole = draft.rectangle(5, 5, 10, 10);
      const second = draft.rectangle(50, 0, 10, 10);
      relation = draft.relation(
        [
          [first, 'outer'],
          [hole, 'inner'],
          [second, 'outer'],
        ],
        { type: 'multipolygon', building: 'school' },
      );
    });
    const prisms = prismsOf(city, `relation/${relation}`);
    expect(prisms.map(({ rings }) => rings.length)).toEqual([2, 1]);
    expect(prisms.map(({ area }) => Math.round(area / 10) * 10)).toEqual([300, 100]);
    expect(city.buildings.length).toBe(1);
  });

  it('joins an outer ring from several ways in any direction', () => {
    let relation = 0;
    const { city } = build((draft) => {
      const corners = [draft.node(0, 0), draft.node(30, 0), draft.node(30, 10), draft.node(0, 10)];
      const south = draft.way([corners[0], corners[1]]);
      const north = draft.way([corners[3], corners[2]]);
      const sides = [draft.way([corners[2], corners[1]]), draft.way([corners[3], corners[0]])];
      relation = draft.relation(
        [
          [south, 'outer'],
          [north, 'outer'],
          [sides[0], ''],
          [sides[1], 'outer'],
        ],
        { type: 'multipolygon', building: 'yes' },
      );
    });
    expect(Math.round(prismsOf(city, `relation/${relation}`)[0].area / 10)).toBe(30);
  });

  it('takes an outer way that is tagged like its relation only once', () => {
    const { city } = build((draft) => {
      const outer = draft.rectangle(0, 0, 20, 20, { building: 'yes' });
      const inner = draft.rectangle(5, 5, 5, 5);
      draft.relation(
        [
          [outer, 'outer'],
          [inner, 'inner'],
        ],
        { type: 'multipolygon', building: 'yes' },
      );
    });
    expect(city.prisms.count).toBe(1);
    expect(city.prisms.ringStart[1]).toBe(2);
  });

  it('reads old-style relations, whose outer way carries the tags', () => {
    const { city } = build((draft) => {
      const outer = draft.rectangle(0, 0, 20, 20, { building: 'house' });
      const inner = draft.rectangle(5, 5, 5, 5);
      draft.relation(
        [
          [outer, 'outer'],
          [inner, 'inner'],
        ],
        { type: 'multipolygon' },
      );
    });
    expect(city.buildings.map(({ use }) => use)).toEqual(['house']);
    expect(city.prisms.ringStart[1]).toBe(2);
  });

  it('lets parts replace an outline that they cover', () => {
    let outline = 0;
    let low = 0;
    let high = 0;
    const result = build((draft) => {
      outline = draft.rectangle(0, 0, 30, 10, { building: 'yes', height: '40' });
      low = draft.rectangle(0, 0, 20, 10, { 'building:part': 'yes', height: '8' });
      high = draft.rectangle(20, 0, 10, 10, { 'building:part': 'tower' });
    });
    const { city } = result;
    expect(prismsOf(city, `way/${outline}`)).toEqual([]);
    expect(prismsOf(city, `way/${low}`)[0].top).toBe(8);
    expect(prismsOf(city, `way/${high}`)[0].top).toBe(40);
    expect(city.buildings.find(({ id }) => id === `way/${high}`)).toMatchObject({
      isPart: true,
      outlineId: `way/${outline}`,
    });
    expect(noted(result, 'read', `way/${outline}`)).toEqual(['Replaced by its parts.']);
  });

  it('keeps the rest of an outline that its parts only half cover', () => {
    let outline = 0;
    const result = build((draft) => {
      outline = draft.rectangle(0, 0, 40, 10, { building: 'yes', height: '10' });
      draft.rectangle(0, 0, 10, 10, { 'building:part': 'yes', height: '30' });
    });
    const [rest] = prismsOf(result.city, `way/${outline}`);
    expect(Math.round(rest.area / 10)).toBe(30);
    expect(rest.top).toBe(10);
    expect(noted(result, 'repaired', `way/${outline}`)[0]).toContain('less than 90 %');
  });

  it('assigns parts by a building relation even where they lie outside the outline', () => {
    let part = 0;
    let outline = 0;
    const { city } = build((draft) => {
      outline = draft.rectangle(0, 0, 10, 10, { building: 'yes' });
      part = draft.rectangle(20, 0, 10, 10, { 'building:part': 'yes', height: '5' });
      draft.relation(
        [
          [outline, 'outline'],
          [part, 'part'],
        ],
        { type: 'building' },
      );
    });
    expect(city.buildings.find(({ id }) => id === `way/${part}`)?.outlineId).toBe(`way/${outline}`);
  });

  it('does not call a part raised that stands wholly on others', () => {
    let tower = 0;
    let bay = 0;
    const { city } = build((draft) => {
      draft.rectangle(0, 0, 30, 10, { building: 'yes' });
      draft.rectangle(0, 0, 20, 10, { 'building:part': 'yes', height: '8' });
      tower = draft.rectangle(5, 0, 10, 10, { 'building:part': 'yes', height: '30', min_height: '8' });
      bay = draft.rectangle(15, 0, 15, 10, { 'building:part': 'yes', height: '16', min_height: '8' });
    });
    expect(prismsOf(city, `way/${tower}`)[0]).toMatchObject({ base: 8, top: 30, raised: 0 });
    expect(prismsOf(city, `way/${bay}`)[0]).toMatchObject({ base: 8, top: 16, raised: 1 });
  });

  it('keeps an outline that carries the lower storeys under parts that carry the upper ones', () => {
    const outlines: number[] = [];
    const parts: number[] = [];
    const result = build((draft) => {
      outlines.push(draft.rectangle(0, 0, 30, 10, { building: 'yes', 'building:levels': '2' }));
      parts.push(
        draft.rectangle(0, 0, 30, 10, { 'building:part': 'yes', 'building:levels': '7', 'building:min_level': '2' }),
      );
      outlines.push(draft.rectangle(0, 50, 30, 10, { building: 'yes', height: '7.5' }));
      parts.push(draft.rectangle(0, 50, 30, 10, { 'building:part': 'yes', height: '9', min_height: '6' }));
    });
    expect(prismsOf(result.city, `way/${outlines[0]}`)).toMatchObject([{ base: 0, top: 6, raised: 0 }]);
    expect(prismsOf(result.city, `way/${parts[0]}`)).toMatchObject([{ base: 6, top: 21, raised: 0 }]);
    expect(prismsOf(result.city, `way/${outlines[1]}`)).toMatchObject([{ base: 0, top: 7.5, raised: 0 }]);
    expect(prismsOf(result.city, `way/${parts[1]}`)).toMatchObject([{ base: 6, top: 9, raised: 0 }]);
  });

  it('leaves the passage open where a part reaches the top of its outline', () => {
    let outline = 0;
    let arch = 0;
    const { city } = build((draft) => {
      outline = draft.rectangle(0, 0, 30, 10, { building: 'yes', height: '20' });
      draft.rectangle(0, 0, 25, 10, { 'building:part': 'yes', height: '20' });
      arch = draft.rectangle(25, 0, 5, 10, { 'building:part': 'yes', height: '20', min_height: '5' });
    });
    expect(prismsOf(city, `way/${outline}`)).toEqual([]);
    expect(prismsOf(city, `way/${arch}`)[0]).toMatchObject({ base: 5, top: 20, raised: 1 });
  });

  it('keeps a part without an outline', () => {
    let part = 0;
    const { city } = build((draft) => {
      part = draft.rectangle(0, 0, 10, 10, { 'building:part': 'yes', height: '5', min_height: '2' });
    });
    expect(prismsOf(city, `way/${part}`)[0]).toMatchObject({ base: 2, top: 5, raised: 1 });
  });

  it('cuts a bow tie apart and says so', () => {
    let way = 0;
    const result = build((draft) => {
      way = draft.ring(
        [
          [0, 0],
          [20, 20],
          [20, 0],
          [0, 20],
        ],
        { building: 'yes' },
      );
    });
    const prisms = prismsOf(result.city, `way/${way}`);
    expect(prisms.length).toBe(2);
    expect(prisms.map(({ area }) => Math.round(area))).toEqual([100, 100]);
    expect(noted(result, 'repaired', `way/${way}`).length).toBe(1);
  });

  it('leaves out what is cut at the border, open, flat, doubled or underground, with ids', () => {
    const ids: number[] = [];
    const result = build((draft) => {
      const corner = draft.node(0, 0);
      ids.push(draft.way([corner, draft.node(9, 0), 999_999, corner], { building: 'yes' }));
      ids.push(
        draft.line(
          [
            [0, 0],
            [9, 0],
            [9, 9],
          ],
          { building: 'yes' },
        ),
      );
      ids.push(
        draft.ring(
          [
            [0, 0],
            [9, 0],
            [18, 0],
          ],
          { building: 'yes' },
        ),
      );
      draft.rectangle(30, 0, 5, 5, { building: 'yes' });
      ids.push(draft.rectangle(30, 0, 5, 5, { building: 'yes' }));
      ids.push(draft.rectangle(50, 0, 5, 5, { building: 'yes', layer: '-1' }));
      draft.rectangle(70, 0, 5, 5, { building: 'no' });
    });
    expect(result.city.prisms.count).toBe(1);
    expect(noted(result, 'truncated', `way/${ids[0]}`).length).toBe(1);
    for (const id of ids.slice(1)) expect(noted(result, 'dropped', `way/${id}`).length).toBe(1);
    expect(result.counts).toMatchObject({ buildingWays: 6, buildingWaysComplete: 5 });
  });

  it('stands on the lowest ground under the footprint, parts on that under their outline', () => {
    // Rises one metre in sixteen towards the east, 0 in the middle.
    const columns = 65;
    const heights = Float32Array.from({ length: columns * columns }, (_, at) => (at % columns) - 32);
    const terrain: TerrainGrid = { originX: -512, originY: -512, spacing: 16, columns, rows: columns, heights };
    let plain = 0;
    let part = 0;
    let low = 0;
    const result = build((draft) => {
      low = draft.rectangle(32, -50, 64, 10, { building: 'garage' });
      plain = draft.rectangle(32, 0, 32, 10, { building: 'yes', height: '10' });
      draft.rectangle(-64, 50, 96, 10, { building: 'yes', height: '20' });
      part = draft.rectangle(0, 50, 32, 10, { 'building:part': 'yes', height: '20', min_height: '5' });
    }, terrain);
    const { city } = result;
    expect(noted(result, 'read', `way/${low}`)[0]).toContain('rises above its roof');
    expect(noted(result, 'read', `way/${plain}`)).toEqual([]);
    const [first] = prismsOf(city, `way/${plain}`);
    expect(first.base).toBeCloseTo(2, 1);
    expect(first.top).toBe(first.base + 10);
    const [second] = prismsOf(city, `way/${part}`);
    expect(second.base).toBeCloseTo(-4 + 5, 1);
    expect(second.top - second.base).toBe(15);
    expect(second.raised).toBe(1);
  });
});
