import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City, TerrainGrid } from '#model/city.ts';
import type { ImportNote } from '#model/import-report.ts';
import { MapDraft, type TagRecord, writeOsmXml } from '../../../test/fixtures/osm/osm-document.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { ringContact } from '../assemble/ring-crossings.ts';
import { doubleArea } from '../assemble/ring.ts';
import { assembleOsmCity } from './osm-city.ts';
import { readOsmFiles } from './read-osm.ts';
import { sceneExtent } from './scene-extent.ts';

interface Result {
  readonly city: City;
  readonly counts: Record<string, number>;
  readonly guessedHeightShare: number;
  readonly notes: readonly ImportNote[];
}

function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** The city of a drawn map; a street far around it fixes the middle at the draft's centre. */
function build(draw: (draft: MapDraft) => void, terrain: TerrainGrid | null = null): Result {
  const draft = new MapDraft();
  draw(draft);
  draft.ring([[-200, -200], [200, -200], [200, 200], [-200, 200]], { highway: 'residential' });
  const bytes = writeOsmXml(draft);
  const data = finish(readOsmFiles([{ file: { name: 'drawn.osm', bytes }, format: 'xml' }]));
  if (!data.ok) throw new Error(data.problem.sentence);
  const extent = sceneExtent(data.value);
  if (!extent.ok) throw new Error(extent.problem.sentence);
  const notes = new ImportNotes();
  const input = { data: data.value, extent: extent.value, terrain, name: 'drawn', sources: [] };
  return { ...finish(assembleOsmCity(input, notes)), notes: notes.finish() };
}

function prismsOf(city: City, id: string) {
  const { prisms, buildings } = city;
  return Array.from({ length: prisms.count }, (_, row) => row)
    .filter((row) => buildings[prisms.building[row]].id === id)
    .map((row) => {
      const rings: Float64Array[] = [];
      for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring += 1) {
        rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
      }
      const area = rings.reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
      return { rings, area, base: prisms.baseZ[row], top: prisms.topZ[row], raised: prisms.raised[row] };
    });
}

function noted(result: Result, kind: ImportNote['kind'], id: string): string[] {
  return result.notes.filter((note) => note.kind === kind && note.ids.includes(id)).map(({ sentence }) => sentence);
}

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
      relation = draft.relation([[first, 'outer'], [hole, 'inner'], [second, 'outer']], { type: 'multipolygon', building: 'school' });
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
      relation = draft.relation([[south, 'outer'], [north, 'outer'], [sides[0], ''], [sides[1], 'outer']], { type: 'multipolygon', building: 'yes' });
    });
    expect(Math.round(prismsOf(city, `relation/${relation}`)[0].area / 10)).toBe(30);
  });

  it('takes an outer way that is tagged like its relation only once', () => {
    const { city } = build((draft) => {
      const outer = draft.rectangle(0, 0, 20, 20, { building: 'yes' });
      const inner = draft.rectangle(5, 5, 5, 5);
      draft.relation([[outer, 'outer'], [inner, 'inner']], { type: 'multipolygon', building: 'yes' });
    });
    expect(city.prisms.count).toBe(1);
    expect(city.prisms.ringStart[1]).toBe(2);
  });

  it('reads old-style relations, whose outer way carries the tags', () => {
    const { city } = build((draft) => {
      const outer = draft.rectangle(0, 0, 20, 20, { building: 'house' });
      const inner = draft.rectangle(5, 5, 5, 5);
      draft.relation([[outer, 'outer'], [inner, 'inner']], { type: 'multipolygon' });
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
    expect(city.buildings.find(({ id }) => id === `way/${high}`)).toMatchObject({ isPart: true, outlineId: `way/${outline}` });
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
      draft.relation([[outline, 'outline'], [part, 'part']], { type: 'building' });
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
      parts.push(draft.rectangle(0, 0, 30, 10, { 'building:part': 'yes', 'building:levels': '7', 'building:min_level': '2' }));
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
      way = draft.ring([[0, 0], [20, 20], [20, 0], [0, 20]], { building: 'yes' });
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
      ids.push(draft.line([[0, 0], [9, 0], [9, 9]], { building: 'yes' }));
      ids.push(draft.ring([[0, 0], [9, 0], [18, 0]], { building: 'yes' }));
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
    const { city } = build((draft) => {
      plain = draft.rectangle(32, 0, 32, 10, { building: 'yes', height: '10' });
      draft.rectangle(-64, 50, 96, 10, { building: 'yes', height: '20' });
      part = draft.rectangle(0, 50, 32, 10, { 'building:part': 'yes', height: '20', min_height: '5' });
    }, terrain);
    const [first] = prismsOf(city, `way/${plain}`);
    expect(first.base).toBeCloseTo(2, 1);
    expect(first.top).toBe(first.base + 10);
    const [second] = prismsOf(city, `way/${part}`);
    expect(second.base).toBeCloseTo(-4 + 5, 1);
    expect(second.top - second.base).toBe(15);
    expect(second.raised).toBe(1);
  });
});

describe('the rest of the city from OSM', () => {
  it('reads streets with their attributes, and keeps the known stretches of a cut one', () => {
    let main = 0;
    let cut = 0;
    const { city, counts } = build((draft) => {
      main = draft.line([[0, 0], [50, 0]], { highway: 'primary_link', lanes: '2', oneway: '-1', bridge: 'yes', layer: '1', lit: 'yes', maxspeed: '30 mph', name: 'Am Wall' });
      const refs = [draft.node(0, 50), draft.node(20, 50), 999_999, draft.node(60, 50), draft.node(80, 50)];
      cut = draft.way(refs, { highway: 'footway' });
      draft.line([[0, 9], [9, 9]], { highway: 'proposed' });
      draft.line([[0, 70], [9, 70]], { railway: 'tram' });
    });
    const street = city.streets.find(({ id }) => id === `way/${main}`);
    expect(street).toMatchObject({ class: 'primary', name: 'Am Wall', widthMeters: 6.5, lanes: 2, oneway: true, bridge: true, tunnel: false, layer: 1, lit: true });
    expect(street?.maxSpeedKmh).toBeCloseTo(48.28, 2);
    expect(street?.xy[0]).toBeGreaterThan(street?.xy[2] ?? 0);
    expect(city.streets.filter(({ id }) => id.startsWith(`way/${cut}`)).map(({ id }) => id)).toEqual([`way/${cut}`, `way/${cut}#2`]);
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
      draft.line([[0, 40], [40, 40]], { natural: 'tree_row' });
      draft.node(5, 30, { man_made: 'surveillance', 'camera:direction': '239-284', __proto__x: '1' });
    });
    expect(city.areas.map(({ kind }) => kind)).toEqual(['water', 'green', 'square']);
    expect(city.mounts.map(({ kind, heightMeters }) => [kind, heightMeters])).toEqual([['lamp', 6], ['signal', null], ['pole', null]]);
    expect(city.trees[0]).toMatchObject({ heightMeters: 20, crownRadiusMeters: 4.5 });
    expect(city.trees.length).toBe(1 + 6);
    expect(city.sites).toMatchObject([{ kind: 'school', name: 'Schule' }]);
    expect(city.sites[0].rings.length).toBe(1);
    expect(city.surveillance[0].tags).toEqual({ man_made: 'surveillance', 'camera:direction': '239-284', __proto__x: '1' });
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
    const value = fc.oneof(fc.constantFrom('yes', 'no', 'roof', '3', '12 m', '-1', 'part', 'inner'), fc.string({ maxLength: 6 }));
    const key = fc.constantFrom('building', 'building:part', 'height', 'min_height', 'building:levels', 'layer', 'highway', 'natural', 'name', 'amenity');
    const shape = fc.record({ ring: fc.array(point, { minLength: 1, maxLength: 8 }), tags: fc.dictionary(key, value) });
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 6 }), (shapes) => {
        const { city } = build((draft) => {
          const ways = shapes.map(({ ring, tags }) => draft.ring(ring, printable(tags)));
          draft.relation(ways.slice(0, 3).map((way, i) => [way, i === 1 ? 'inner' : 'outer'] as const), { type: 'multipolygon', building: 'yes' });
        });
        city.buildings.forEach(({ id }) => {
          for (const prism of prismsOf(city, id)) {
            expect(ringContact(prism.rings)).not.toBe('crossing');
            prism.rings.forEach((ring, index) => expect(doubleArea(ring) > 0).toBe(index === 0));
            expect(prism.top).toBeGreaterThan(prism.base);
            expect([...prism.rings.flatMap((ring) => [...ring])].every((metres) => Number.isInteger(metres * 1024))).toBe(true);
          }
        });
      }),
      { numRuns: 150 },
    );
  });
});

/** XML 1.0 has no control characters. */
function printable(tags: TagRecord): TagRecord {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const clean = (text: string) => text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '');
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, clean(value)]));
}
