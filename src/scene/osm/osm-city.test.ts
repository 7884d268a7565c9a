import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDrawnCity as build, noted, prismsOf } from '../../../test/fixtures/osm/drawn-city.ts';
import type { TagRecord } from '../../../test/fixtures/osm/osm-document.ts';
import { doubleArea } from '../assemble/ring.ts';
import { ringContact } from '../assemble/ring-crossings.ts';

describe('the rest of the city from OSM', () => {
  it('reads streets with their attributes, and keeps the known stretches of a cut one', () => {
    let main = 0;
    let cut = 0;
    const { city, counts } = build((draft) => {
      main = draft.line(
        [
          [0, 0],
          [50, 0],
        ],
        {
          highway: 'primary_link',
          lanes: '2',
          oneway: '-1',
          bridge: 'yes',
          layer: '1',
          lit: 'yes',
          maxspeed: '30 mph',
          name: 'Am Wall',
        },
      );
      const refs = [draft.node(0, 50), draft.node(20, 50), 999_999, draft.node(60, 50), draft.node(80, 50)];
      cut = draft.way(refs, { highway: 'footway' });
      draft.line(
        [
          [0, 9],
          [9, 9],
        ],
        { highway: 'proposed' },
      );
      draft.line(
        [
          [0, 70],
          [9, 70],
        ],
        { railway: 'tram' },
      );
    });
    const street = city.streets.find(({ id }) => id === `way/${main}`);
    expect(street).toMatchObject({
      class: 'primary',
      name: 'Am Wall',
      widthMeters: 6.5,
      lanes: 2,
      oneway: true,
      bridge: true,
      tunnel: false,
      layer: 1,
      lit: true,
    });
    expect(street?.maxSpeedKmh).toBeCloseTo(48.28, 2);
    expect(street?.xy[0]).toBeGreaterThan(street?.xy[2] ?? 0);
    expect(city.streets.filter(({ id }) => id.startsWith(`way/${cut}`)).map(({ id }) => id)).toEqual([
      `way/${cut}`,
      `way/${cut}#2`,
    ]);
    expect(city.streets.some(({ class: kind }) => kind === 'tram')).toBe(true);
    expect(counts).toMatchObject({ highways: 4, highwaysComplete: 3 });
  });

  it('reads areas, mounts, trees, sites and surveillance', () => {
    const { city, counts } = build((draft) => {
      draft.rectangle(0, 0, 20, 20, { natural: 'water' });
      draft.rectangle(30, 0, 20, 20, { leisure: 'park', name: 'Hof' });
      draft.rectangle(60, 0, 20, 20, { highway: 'pedestrian', area: 'yes' });
      draft.rectangle(90, 0, 20, 20, { amenity: 'school', name: 'Schule' });
      draft.node(1, 30, { highway: 'street_lamp', height: '6' });
      draft.node(2, 30, { highway: 'traffic_signals' });
      draft.node(3, 30, { power: 'pole' });
      draft.node(4, 30, { natural: 'tree', height: '20', diameter_crown: '9' });
      draft.line(
        [
          [0, 40],
          [40, 40],
        ],
        { natural: 'tree_row' },
      );
      draft.node(5, 30, { man_made: 'surveillance', 'camera:direction': '239-284', __proto__x: '1' });
    });
    expect(city.areas.map(({ kind }) => kind)).toEqual(['water', 'green', 'square']);
    expect(city.mounts.map(({ kind, heightMeters }) => [kind, heightMeters])).toEqual([
      ['lamp', 6],
      ['signal', null],
      ['pole', null],
    ]);
    expect(city.trees[0]).toMatchObject({ heightMeters: 20, crownRadiusMeters: 4.5 });
    expect(city.trees.length).toBe(1 + 6);
    expect(city.sites).toMatchObject([{ kind: 'school', name: 'Schule' }]);
    expect(city.sites[0].rings.length).toBe(1);
    expect(city.surveillance[0].tags).toEqual({
      man_made: 'surveillance',
      'camera:direction': '239-284',
      __proto__x: '1',
    });
    expect(counts).toMatchObject({ streetLamps: 1, signals: 1, trees: 1, surveillance: 1 });
  });

  it('is not stretched by a far stray, and lists what lies outside', () => {
    let stray = 0;
    const result = build((draft) => {
      for (let i = 0; i < 150; i += 1) draft.rectangle(-150 + i * 2, 0, 1, 1, { building: 'yes' });
      stray = draft.node(90_000, 90_000, { highway: 'street_lamp' });
      draft.node(9_000_000, 0, { natural: 'tree' });
    });
    expect(result.city.manifest.bounds.maxX).toBeLessThan(400);
    expect(noted(result, 'dropped', `node/${stray}`)).toEqual(['Lies outside the scene.']);
  });

  it('holds the contract of the prism table for any rings and tags', () => {
    const point = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
    const value = fc.oneof(
      fc.constantFrom('yes', 'no', 'roof', '3', '12 m', '-1', 'part', 'inner'),
      fc.constantFrom('building_passage', 'bridge', 'wall', 'hedge', 'gate', 'service', 'footway', 'gabled', 'SE', '1'),
      fc.string({ maxLength: 6 }),
    );
    const key = fc.constantFrom(
      'building',
      'building:part',
      'height',
      'min_height',
      'building:levels',
      'layer',
      'highway',
      'natural',
      'name',
      'amenity',
      'tunnel',
      'covered',
      'bridge',
      'man_made',
      'barrier',
      'entrance',
      'width',
      'roof:shape',
      'roof:direction',
      'area',
      'landuse',
      'addr:housenumber',
    );
    const shape = fc.record({ ring: fc.array(point, { minLength: 1, maxLength: 8 }), tags: fc.dictionary(key, value) });
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 6 }), (shapes) => {
        const { city } = build((draft) => {
          const ways = shapes.map(({ ring, tags }) => draft.ring(ring, printable(tags)));
          draft.line(shapes[0].ring, { highway: 'service', tunnel: 'building_passage', width: '2' });
          draft.line(shapes[shapes.length - 1].ring, { barrier: 'wall' });
          draft.relation(
            ways.slice(0, 3).map((way, i) => [way, i === 1 ? 'inner' : 'outer'] as const),
            { type: 'multipolygon', building: 'yes' },
          );
        });
        city.buildings.forEach(({ id }) => {
          for (const prism of prismsOf(city, id)) {
            expect(ringContact(prism.rings)).not.toBe('crossing');
            prism.rings.forEach((ring, index) => expect(doubleArea(ring) > 0).toBe(index === 0));
            expect(prism.top).toBeGreaterThan(prism.base);
            expect(
              [...prism.rings.flatMap((ring) => [...ring])].every((metres) => Number.isInteger(metres * 1024)),
            ).toBe(true);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** XML 1.0 has no control characters. */
function printable(tags: TagRecord): TagRecord {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const clean = (text: string) => text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '');
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, clean(value)]));
}
