import type { Geometry } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { FeatureTable } from './feature-table.ts';
import { guessMapping, type MappingGuess } from './guess-mapping.ts';
import { summarizeTable } from './table-summary.ts';

const point: Geometry = { type: 'Point', coordinates: [9.7, 50.87] };
const line: Geometry = {
  type: 'LineString',
  coordinates: [
    [9.7, 50.87],
    [9.71, 50.87],
  ],
};
const polygon: Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [9.7, 50.87],
      [9.71, 50.87],
      [9.71, 50.88],
      [9.7, 50.87],
    ],
  ],
};

function guess(
  stem: string,
  geometry: Geometry | null,
  rows: readonly Readonly<Record<string, unknown>>[],
): MappingGuess {
  const features = rows.map((properties, index) => ({ index, geometry, properties }));
  const table: FeatureTable = { format: 'test', coordinateSystem: null, features };
  const work = summarizeTable(table);
  let next = work.next();
  while (next.done !== true) next = work.next();
  return guessMapping(table, next.value, stem);
}

describe('guessMapping', () => {
  it.each([
    'height',
    'HEIGHT',
    'Height_m',
    'h_max',
    'measuredHeight',
    'bldg_ht',
    'hoogte',
    'Höhe',
    'Gebäudehöhe',
    'roof_height',
    'hauteur',
    'heightroof',
    'relhmax',
    'building:height',
    'korkeus',
    'altura',
  ])('takes %s as the height of buildings', (name) => {
    const { mapping } = guess('a', polygon, [{ [name]: 7 }, { [name]: 9.5 }]);
    expect(mapping).toMatchObject({ role: 'buildings', height: name, heightUnit: 'm', defaultHeight: null });
  });

  it.each(['levels', 'building:levels', 'NumFloors', 'storeys', 'Geschosse', 'bouwlagen', 'kerrosluku', 'nb_etages'])(
    'takes %s as storeys',
    (name) => {
      expect(guess('a', polygon, [{ [name]: 2 }]).mapping).toMatchObject({ role: 'buildings', levels: name });
    },
  );

  it('takes measured heights for measured', () => {
    expect(guess('a', polygon, [{ measuredHeight: 7 }]).mapping.measured).toBe(true);
    expect(guess('a', polygon, [{ height: 7 }]).mapping.measured).toBe(false);
  });

  it('takes feet from the name, and from storeys that would be too high', () => {
    expect(guess('a', polygon, [{ height_ft: 40 }]).mapping.heightUnit).toBe('ft');
    const rows = (perLevel: number) =>
      Array.from({ length: 20 }, (_, i) => ({ height: (i + 1) * perLevel, floors: i + 1 }));
    expect(guess('a', polygon, rows(11)).mapping.heightUnit).toBe('ft');
    expect(guess('a', polygon, rows(3.2)).mapping.heightUnit).toBe('m');
  });

  it('takes a height that far too many have as the one that means unknown', () => {
    const rows = (share: number) =>
      Array.from({ length: 200 }, (_, i) => ({ height: i < share * 200 ? 8 : 3 + i / 10 }));
    expect(guess('a', polygon, rows(0.6)).mapping.defaultHeight).toBe(8);
    expect(guess('a', polygon, rows(0.6)).reasons.join(' ')).toContain('120 of 200');
    expect(guess('a', polygon, rows(0.1)).mapping.defaultHeight).toBeNull();
  });

  it.each([
    ['street_trees', {}, 'trees'],
    ['a', { species: 'Tilia' }, 'trees'],
    ['cctv', {}, 'surveillance'],
    ['a', { notes: 'ITS Traffic Camera' }, 'surveillance'],
    ['street_lamps', {}, 'mounts'],
    ['Streetlights', {}, 'mounts'],
    ['Fire_Stations', {}, 'sites'],
    ['Schulen', {}, 'sites'],
    ['Project_Green_Light', { business_name: 'x' }, 'sites'],
    ['a', { stop_id: 1, stop_name: 'x' }, 'sites'],
    ['crime', {}, 'demand'],
    ['grid', { population: 12 }, 'demand'],
    ['air', { aqi: 27 }, 'ignore'],
  ] as const)('takes points of %s with %j as %s', (stem, properties, role) => {
    expect(guess(stem, point, [{ ...properties }]).mapping.role).toBe(role);
  });

  it('tells lines and polygons apart by their names', () => {
    expect(guess('roads', line, [{}]).mapping.role).toBe('streets');
    expect(guess('city walls', line, [{}]).mapping.role).toBe('barriers');
    expect(guess('privacy_zones', polygon, [{}]).mapping.role).toBe('zones');
    expect(guess('a', polygon, [{ landuse: 'forest' }]).mapping).toMatchObject({ role: 'areas', kind: 'landuse' });
    expect(guess('grid', polygon, [{ population: 3 }]).mapping).toMatchObject({
      role: 'demand',
      weight: 'population',
      weightUnit: 'people',
    });
  });

  it('finds columns of coordinates, degrees before metres', () => {
    expect(guess('trees', null, [{ lon: 9.7, lat: 50.8 }]).mapping).toMatchObject({ x: 'lon', y: 'lat' });
    expect(guess('trees', null, [{ X: 549_000, Y: 5_635_000, Longitude: 9.7, Latitude: 50.8 }]).mapping).toMatchObject({
      x: 'Longitude',
      y: 'Latitude',
    });
    expect(guess('trees', null, [{ Rechtswert: 3_549_000, Hochwert: 5_635_000 }]).mapping).toMatchObject({
      x: 'Rechtswert',
      y: 'Hochwert',
    });
    expect(guess('trees', null, [{ a: 1, b: 2 }]).mapping).toMatchObject({ role: 'ignore', x: null });
  });

  it('takes rows that name buildings as weights of buildings', () => {
    const { mapping } = guess('weights', null, [
      { osm_id: 17, weight: 0.25 },
      { osm_id: 18, weight: 0.5 },
    ]);
    expect(mapping).toMatchObject({ role: 'demand', joinBuilding: 'osm_id', weight: 'weight', weightUnit: 'share' });
  });

  it('takes an id only where it tells all features apart', () => {
    expect(guess('a', polygon, [{ id: 1 }, { id: 2 }]).mapping.id).toBe('id');
    expect(guess('a', polygon, [{ id: 1 }, { id: 1 }]).mapping.id).toBeNull();
  });

  it('gives a short reason for each thing', () => {
    const { reasons } = guess('cctv', null, [{ x: 9.7, y: 50.8 }]);
    expect(reasons).toHaveLength(2);
    for (const reason of reasons) expect(reason).toMatch(/^[A-Z].{10,160}\.$/);
  });
});
