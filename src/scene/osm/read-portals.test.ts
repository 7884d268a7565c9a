import { describe, expect, it } from 'vitest';
import { buildDrawnCity as build, noted } from '../../../test/fixtures/osm/drawn-city.ts';

describe('portals', () => {
  it('are doors of the building on whose outline they lie, of the whole rather than of a part', () => {
    const ids: Record<string, number> = {};
    const { city, counts } = build((draft) => {
      const main = draft.node(5, 0, { entrance: 'main', 'addr:housenumber': '7', 'addr:street': 'Am Markt' });
      const garage = draft.node(15, 0, { door: 'overhead' });
      const west = draft.node(0, 0);
      const east = draft.node(20, 0);
      const around = [draft.node(20, 10), draft.node(0, 10)];
      const part = draft.way([west, main, garage, east, ...around, west], { 'building:part': 'yes', height: '5' });
      const house = draft.way([west, main, garage, east, ...around, west], {
        building: 'yes',
        'addr:housenumber': '9',
        'addr:street': 'Am Wall',
      });
      const inside = draft.node(10, 5, { entrance: 'staircase' });
      draft.node(30, 5, { entrance: 'emergency' });
      draft.node(1, 1, { entrance: 'no', door: 'yes' });
      Object.assign(ids, { main, garage, part, house, inside });
    });
    expect(city.portals.map(({ id, kind, buildingId, address }) => [id, kind, buildingId, address])).toEqual([
      [`node/${ids['main']}`, 'main-entrance', `way/${ids['house']}`, 'Am Markt 7'],
      [`node/${ids['garage']}`, 'garage', `way/${ids['house']}`, 'Am Wall 9'],
      [`node/${ids['inside']}`, 'entrance', `way/${ids['house']}`, 'Am Wall 9'],
      [expect.any(String), 'emergency-exit', null, null],
    ]);
    expect(counts).toMatchObject({ entrances: 4, addresses: 0 });
  });

  it('are addresses where no door is known: where they lie, or towards the street that they name', () => {
    let shop = 0;
    let house = 0;
    const result = build((draft) => {
      draft.rectangle(0, 0, 10, 10, { building: 'yes' });
      shop = draft.node(5, 5, { shop: 'books', 'addr:housenumber': '1', 'addr:street': 'Nordweg' });
      draft.node(6, 5, { amenity: 'cafe', 'addr:housenumber': '1', 'addr:street': 'Nordweg' });
      house = draft.rectangle(50, 0, 10, 10, { building: 'yes', 'addr:housenumber': '3', 'addr:street': 'Nordweg' });
      draft.line(
        [
          [40, 30],
          [70, 30],
        ],
        { highway: 'residential', name: 'Nordweg' },
      );
      draft.line(
        [
          [40, -4],
          [70, -4],
        ],
        { highway: 'residential', name: 'Südweg' },
      );
    });
    const { portals } = result.city;
    expect(portals.map(({ id, kind, address }) => [id, kind, address])).toEqual([
      [`node/${shop}`, 'address', 'Nordweg 1'],
      [`way/${house}`, 'address', 'Nordweg 3'],
    ]);
    expect(portals[1].y).toBeCloseTo(10, 0);
    expect(portals[1].buildingId).toBe(`way/${house}`);
    expect(noted(result, 'guessed', `way/${house}`).some((text) => text.startsWith('No door is known'))).toBe(true);
  });

  it('are gates drawn as lines, and bollards on their own', () => {
    let wall = 0;
    let gate = 0;
    const { city, counts } = build((draft) => {
      const post = draft.node(10, 0);
      wall = draft.way([draft.node(0, 0), post], { barrier: 'fence' });
      gate = draft.way([post, draft.node(14, 0)], { barrier: 'gate' });
      draft.node(50, 50, { barrier: 'bollard' });
    });
    expect(city.portals).toMatchObject([
      { kind: 'bollard', barrierId: null, buildingId: null },
      { id: `way/${gate}`, kind: 'gate', barrierId: `way/${wall}` },
    ]);
    expect(counts).toMatchObject({ gates: 1, bollards: 1, barriers: 1 });
  });
});

describe('crossings', () => {
  it('tell their kind, and the highest kerb of the way across', () => {
    const { city } = build((draft) => {
      const kerbs = [draft.node(0, -3, { kerb: 'lowered' }), draft.node(0, 3, { kerb: 'raised' })];
      const zebra = draft.node(0, 0, { highway: 'crossing', crossing: 'zebra' });
      draft.way([kerbs[0], zebra, kerbs[1]], { highway: 'footway', footway: 'crossing' });
      draft.node(10, 0, { highway: 'crossing', crossing: 'traffic_signals', kerb: 'flush' });
      draft.node(20, 0, { highway: 'crossing', 'crossing:markings': 'lines' });
      draft.node(30, 0, { crossing: 'unmarked' });
      draft.node(40, 0, { highway: 'crossing', crossing: 'toString' });
      draft.node(50, 0, { highway: 'crossing', crossing: 'no' });
      draft.node(60, 0, { railway: 'level_crossing', crossing: 'uncontrolled' });
    });
    expect(city.crossings.map(({ kind, kerb }) => [kind, kerb])).toEqual([
      ['marked', 'raised'],
      ['signals', 'flush'],
      ['marked', null],
      ['unmarked', null],
      ['unknown', null],
    ]);
  });
});

describe('pedestrian demand and land use', () => {
  it('weigh squares by their area, and tell land uses apart', () => {
    let square = 0;
    const { city, counts } = build((draft) => {
      square = draft.rectangle(0, 0, 20, 20, { highway: 'pedestrian', area: 'yes' });
      draft.rectangle(100, 0, 20, 20, { landuse: 'retail' });
      draft.rectangle(100, 40, 20, 20, { landuse: 'education' });
      draft.rectangle(100, 80, 20, 20, { landuse: 'residential' });
    });
    expect(city.areas.map(({ kind }) => kind)).toEqual(['square', 'commercial', 'civic', 'residential']);
    expect(city.demand).toMatchObject([{ id: `way/${square}`, kind: 'pedestrian', unit: 'm²' }]);
    expect(city.demand[0].weight).toBeCloseTo(400, -1);
    expect(counts).toMatchObject({ squares: 1, landUses: 3 });
  });
});
