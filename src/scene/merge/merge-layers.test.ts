import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Building, CityLayers, HeightSource } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding, plainStreet } from '#model/plain-features.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { createPrismBuilder } from '../assemble/prism-builder.ts';
import { joinDemand } from './join-demand.ts';
import type { BuildingJoin, FootprintRank, LayersSource } from './layers-source.ts';
import { mergeLayers } from './merge-layers.ts';

interface House extends Partial<Building> {
  readonly id: string;
  /** minX, minY, maxX, maxY. */
  readonly box: readonly [number, number, number, number];
}

function layersOf(houses: readonly House[], rest: Partial<CityLayers> = {}): LayersSource['layers'] {
  const builder = createPrismBuilder();
  const buildings = houses.map(({ box, ...house }, index) => {
    const [minX, minY, maxX, maxY] = box;
    const building: Building = { ...plainBuilding, heightMeters: 6, ...house };
    const { minHeightMeters, heightMeters } = building;
    const ring = [minX, minY, maxX, minY, maxX, maxY, minX, maxY];
    builder.add([ring], minHeightMeters, heightMeters, minHeightMeters > 0, index);
    return building;
  });
  return { ...emptyLayers, buildings, prisms: builder.finish(), ...rest };
}

function source(
  name: string,
  footprints: FootprintRank,
  layers: LayersSource['layers'],
  joins: readonly BuildingJoin[] = [],
): LayersSource {
  return { name, footprints, layers, joins };
}

function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

function merge(...sources: LayersSource[]) {
  const notes = new ImportNotes();
  const merged = finish(mergeLayers(sources, notes));
  return { ...merged, notes: notes.finish() };
}

const heightsOf = ({ layers }: ReturnType<typeof merge>) =>
  layers.buildings.map(({ id, heightMeters, heightSource }) => [id, heightMeters, heightSource]);

const osm = (...houses: House[]) => source('town.osm', 'map', layersOf(houses));
const table = (...houses: House[]) => source('cadastre.geojson', 'plain', layersOf(houses));
const model = (...houses: House[]) => source('model.json', 'model', layersOf(houses));

describe('buildings of two sources', () => {
  it('are one where they overlap by half of the smaller footprint: the footprint of the map, the measured height', () => {
    const merged = merge(
      osm({ id: 'way/1', box: [0, 0, 10, 10] }),
      table({
        id: 'a',
        box: [1, 0, 11, 10],
        heightMeters: 24,
        heightSource: 'measured',
        name: 'Town hall',
        use: 'civic',
      }),
    );
    expect(merged.layers.buildings).toMatchObject([
      { id: 'way/1', heightMeters: 24, heightSource: 'measured', name: 'Town hall', use: 'civic', source: 0 },
    ]);
    expect([...merged.layers.prisms.xy]).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
    expect([...merged.layers.prisms.topZ]).toEqual([24]);
    expect(merged.counts).toMatchObject({ buildingsMerged: 1, heightsMerged: 1, namesMerged: 1 });
    expect(merged.notes.filter(({ kind }) => kind === 'merged').map(({ ids }) => ids)).toContainEqual(['a']);
  });

  it('stay two where they overlap by less', () => {
    const merged = merge(osm({ id: 'way/1', box: [0, 0, 10, 10] }), table({ id: 'a', box: [5.5, 0, 15.5, 10] }));
    expect(merged.layers.buildings.map(({ id, source: from }) => [id, from])).toEqual([
      ['way/1', 0],
      ['a', 1],
    ]);
    expect(merged.layers.prisms.count).toBe(2);
    expect([...merged.layers.prisms.building]).toEqual([0, 1]);
  });

  it.each<[HeightSource, HeightSource, number]>([
    ['default', 'levels', 20],
    ['levels', 'height', 20],
    ['height', 'measured', 20],
    ['measured', 'edited', 20],
    ['height', 'height', 6],
    ['height', 'levels', 6],
    ['measured', 'height', 6],
  ])('keep %s or take %s by rank', (own, other, height) => {
    const merged = merge(
      osm({ id: 'way/1', box: [0, 0, 10, 10], heightSource: own }),
      table({ id: 'a', box: [0, 0, 10, 10], heightMeters: 20, heightSource: other }),
    );
    expect(merged.layers.buildings[0].heightMeters).toBe(height);
    expect(merged.layers.prisms.topZ[0]).toBe(height);
  });

  it('take the footprint of a measured model over that of the map, whichever is named first', () => {
    const map = osm({ id: 'way/1', box: [0, 0, 10, 10], name: 'Old mill', heightSource: 'height' });
    const measured = model({ id: 'm', box: [0, 0, 9, 10], heightMeters: 12, heightSource: 'measured' });
    for (const merged of [merge(map, measured), merge(measured, map)]) {
      expect(merged.layers.buildings).toMatchObject([{ id: 'm', name: 'Old mill', heightMeters: 12 }]);
      expect(merged.replacedBuildings.get('way/1')).toBe('m');
    }
  });

  it('of one block and many houses keep the block, with the height of the largest house', () => {
    const houses = [0, 1, 2, 3].map((i): House => {
      return {
        id: `h${i}`,
        box: [i * 10, 0, i * 10 + (i === 2 ? 10 : 9), 10],
        heightMeters: 10 + i,
        heightSource: 'measured',
      };
    });
    const merged = merge(osm({ id: 'way/1', box: [0, 0, 40, 10] }), table(...houses));
    expect(heightsOf(merged)).toEqual([['way/1', 12, 'measured']]);
    expect(merged.counts['buildingsMerged']).toBe(4);
  });

  it('do not take the height of a shed for the block around it', () => {
    const merged = merge(
      osm({ id: 'way/1', box: [0, 0, 40, 40], heightMeters: 18, heightSource: 'levels' }),
      table({ id: 'shed', box: [0, 0, 4, 4], heightMeters: 2, heightSource: 'measured' }),
    );
    expect(heightsOf(merged)).toEqual([['way/1', 18, 'levels']]);
  });

  it('do not flatten a tower: parts with heights of their own take none from their whole', () => {
    const outline = { id: 'way/1', box: [0, 0, 20, 10] as const, heightSource: 'height' as const, heightMeters: 5 };
    const parts: House[] = [
      { id: 'p1', box: [0, 0, 10, 10], isPart: true, outlineId: 'way/1', heightSource: 'height', heightMeters: 80 },
      { id: 'p2', box: [10, 0, 20, 10], isPart: true, outlineId: 'way/1', heightSource: 'default', heightMeters: 6 },
    ];
    const { layers } = osm(outline, ...parts);
    const withoutOutline = layersOf(parts);
    const map = source('town.osm', 'map', {
      ...withoutOutline,
      buildings: [...withoutOutline.buildings, layers.buildings[0]],
    });
    const merged = merge(map, table({ id: 'a', box: [0, 0, 20, 10], heightMeters: 40, heightSource: 'measured' }));
    expect(heightsOf(merged)).toEqual([
      ['p1', 80, 'height'],
      ['p2', 40, 'measured'],
      ['way/1', 5, 'height'],
    ]);
    expect(merged.replacedBuildings.get('a')).toBe('way/1');
  });

  it('tell where what stands covers little of what is dropped for it', () => {
    const merged = merge(
      model({ id: 'annex', box: [0, 0, 4, 4], heightSource: 'measured' }),
      osm({ id: 'way/1', box: [0, 0, 40, 40] }),
    );
    expect(merged.layers.buildings.map(({ id }) => id)).toEqual(['annex']);
    expect(merged.notes.find(({ sentence }) => sentence.startsWith('Less than half'))?.ids).toEqual(['way/1']);
  });

  it('let rays pass beneath what stood on a building that is dropped', () => {
    const base = { id: 'base', box: [0, 0, 10, 10] as const, heightMeters: 5 };
    const bridge = { id: 'tower', box: [0, 0, 10, 3] as const, minHeightMeters: 5, heightMeters: 30 };
    const { layers } = osm(base, bridge);
    const map = source('town.osm', 'map', { ...layers, prisms: { ...layers.prisms, raised: Uint8Array.of(0, 0) } });
    const low = merge(map, model({ id: 'm', box: [0, 2, 10, 10], heightMeters: 4, heightSource: 'measured' }));
    const at = low.layers.buildings.findIndex(({ id }) => id === 'tower');
    expect(low.layers.buildings.map(({ id }) => id)).toEqual(['tower', 'm']);
    expect(low.layers.prisms.raised[at]).toBe(1);
  });

  it('leave walls alone', () => {
    const merged = merge(
      osm({ id: 'wall', box: [0, 0, 10, 1], structure: 'wall' }),
      table({ id: 'a', box: [0, 0, 10, 1] }),
    );
    expect(merged.layers.buildings.map(({ id }) => id)).toEqual(['wall', 'a']);
  });

  it('with the same id stay apart by id, and what names them follows', () => {
    const portal = { id: 'door', kind: 'entrance', x: 1, y: 1, name: null, address: null, barrierId: null } as const;
    const layers = layersOf([{ id: 'way/1', box: [100, 0, 110, 10] }], {
      portals: [{ ...portal, buildingId: 'way/1' }],
    });
    const merged = merge(osm({ id: 'way/1', box: [0, 0, 10, 10] }), source('b.geojson', 'plain', layers));
    expect(merged.layers.buildings.map(({ id }) => id)).toEqual(['way/1', 'way/1~2']);
    expect(merged.layers.portals[0].buildingId).toBe('way/1~2');
  });

  it('give the doors of a dropped building to the one that stands', () => {
    const portal = { id: 'door', kind: 'entrance', x: 1, y: 1, name: null, address: null, barrierId: null } as const;
    const layers = layersOf([{ id: 'a', box: [0, 0, 10, 10] }], { portals: [{ ...portal, buildingId: 'a' }] });
    const merged = merge(osm({ id: 'way/1', box: [0, 0, 10, 10] }), source('b.geojson', 'plain', layers));
    expect(merged.layers.portals[0].buildingId).toBe('way/1');
  });

  it('keep every row with its building, rings and heights, for any two towns', () => {
    const house = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
      .map(([x, y, size]) => ({ box: [x, y, x + size, y + size] as const, heightMeters: size }));
    const town = fc.array(house, { maxLength: 12 });
    fc.assert(
      fc.property(town, town, (a, b) => {
        const named = (list: typeof a, prefix: string) =>
          list.map((one, i): House => ({ ...one, id: `${prefix}${i}` }));
        const { layers, counts } = merge(osm(...named(a, 'a')), table(...named(b, 'b')));
        const { buildings, prisms } = layers;
        expect(buildings.length + counts['buildingsMerged']).toBe(a.length + b.length);
        expect(prisms.count).toBe(buildings.length);
        expect(prisms.xy.length).toBe(2 * prisms.vertexStart[prisms.ringStart[prisms.count]]);
        for (let row = 0; row < prisms.count; row += 1) {
          const { id, heightMeters } = buildings[prisms.building[row]];
          const [minX, minY] = (id.startsWith('a') ? a : b)[Number(id.slice(1))].box;
          const first = 2 * prisms.vertexStart[prisms.ringStart[row]];
          expect([prisms.xy[first], prisms.xy[first + 1], prisms.topZ[row]]).toEqual([minX, minY, heightMeters]);
        }
      }),
    );
  });
});

describe('points and streets of two sources', () => {
  const tree = (id: string, x: number) => ({ id, x, y: 0, heightMeters: 8, crownRadiusMeters: 3 });

  it('are one within 1 m, across sources only', () => {
    const a = source('a', 'map', { ...emptyLayers, trees: [tree('a1', 0), tree('a2', 0.5)] });
    const b = source('b', 'plain', { ...emptyLayers, trees: [tree('b1', 1.25), tree('b2', 1.75)] });
    const { layers, counts } = merge(a, b);
    expect(layers.trees.map(({ id }) => id)).toEqual(['a1', 'a2', 'b2']);
    expect(counts['pointsMerged']).toBe(1);
  });

  it('of different kinds stay, and of the same kind fill what is missing', () => {
    const a = source('a', 'map', {
      ...emptyLayers,
      mounts: [{ id: 'm', kind: 'lamp', x: 0, y: 0, heightMeters: null }],
      surveillance: [{ id: 's', x: 5, y: 5, tags: { direction: '90' } }],
    });
    const b = source('b', 'plain', {
      ...emptyLayers,
      mounts: [
        { id: 'n', kind: 'lamp', x: 0.5, y: 0, heightMeters: 9 },
        { id: 'o', kind: 'pole', x: 0.5, y: 0, heightMeters: 4 },
      ],
      surveillance: [{ id: 't', x: 5, y: 5.5, tags: { direction: '180', operator: 'City' } }],
    });
    const { layers } = merge(a, b);
    expect(layers.mounts.map(({ id, heightMeters }) => [id, heightMeters])).toEqual([
      ['m', 9],
      ['o', 4],
    ]);
    expect(layers.surveillance).toEqual([{ id: 's', x: 5, y: 5, tags: { direction: '90', operator: 'City' } }]);
  });

  it('both stand where they are streets, and the report says so', () => {
    const street = { ...plainStreet, class: 'residential', xy: Float64Array.of(0, 0, 9, 0) } as const;
    const a = source('a', 'map', { ...emptyLayers, streets: [{ ...street, id: 's' }] });
    const b = source('b', 'plain', { ...emptyLayers, streets: [{ ...street, id: 's' }] });
    const { layers, notes } = merge(a, b);
    expect(layers.streets.map(({ id }) => id)).toEqual(['s', 's~2']);
    expect(notes.some(({ subject, count }) => subject === 'street' && count === 2)).toBe(true);
  });
});

describe('rows about buildings', () => {
  const joined = (joins: readonly BuildingJoin[], ...sources: LayersSource[]) => {
    const all = [...sources, source('weights.csv', 'plain', emptyLayers, joins)];
    const notes = new ImportNotes();
    const merged = finish(mergeLayers(all, notes));
    return { ...finish(joinDemand(merged, all, notes)), notes: notes.finish() };
  };

  it('become demand inside the building that they name, by its full id or its bare number', () => {
    const { demand, counts, notes } = joined(
      [
        { buildingId: '1', weight: 0.25, unit: 'share' },
        { buildingId: 'way/2', weight: 0.5, unit: 'share' },
        { buildingId: '3', weight: 0.25, unit: 'share' },
      ],
      osm({ id: 'way/1', box: [0, 0, 10, 10] }, { id: 'way/2', box: [20, 0, 30, 10] }),
    );
    expect(demand).toMatchObject([
      { kind: 'building', x: 5, y: 5, weight: 0.25, unit: 'share', rings: [] },
      { x: 25, y: 5, weight: 0.5 },
    ]);
    expect(counts).toEqual({ joinedRows: 2, unjoinedRows: 1 });
    expect(notes.find(({ kind, subject }) => kind === 'dropped' && subject === 'demand')?.ids).toEqual(['3']);
  });

  it('follow a building to the one that stands for it, and add up', () => {
    const { demand } = joined(
      [
        { buildingId: '1', weight: 2, unit: 'people' },
        { buildingId: 'way/1', weight: 3, unit: 'people' },
      ],
      osm({ id: 'way/1', box: [0, 0, 10, 10] }),
      model({ id: 'm', box: [0, 0, 10, 10] }),
    );
    expect(demand).toMatchObject([{ weight: 5, unit: 'people', x: 5, y: 5 }]);
  });
});
