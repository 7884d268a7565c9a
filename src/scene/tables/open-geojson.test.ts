import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#model/result.ts';
import type { FeatureTable } from './feature-table.ts';
import { openGeojson } from './open-geojson.ts';

async function open(text: string | Uint8Array<ArrayBuffer>): Promise<Outcome<FeatureTable>> {
  const work = openGeojson({ name: 'a.geojson', files: [{ name: 'a.geojson', blob: new Blob([text]) }] });
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

async function opened(value: unknown): Promise<FeatureTable> {
  const outcome = await open(typeof value === 'string' ? value : JSON.stringify(value));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

async function refused(text: string): Promise<string> {
  const outcome = await open(text);
  return outcome.ok ? 'no refusal' : outcome.problem.code;
}

const point = { type: 'Point', coordinates: [9.7, 50.87] };
const feature = { type: 'Feature', geometry: point, properties: { a: 1 } };

describe('openGeojson', () => {
  it('reads a collection, whatever order its members have', async () => {
    const first = await opened({ type: 'FeatureCollection', features: [feature, feature] });
    const last = await opened({ features: [feature, feature], bbox: [1, 2], type: 'FeatureCollection' });
    for (const table of [first, last]) {
      expect(table.features).toEqual([
        { index: 0, geometry: point, properties: { a: 1 } },
        { index: 1, geometry: point, properties: { a: 1 } },
      ]);
    }
  });

  it('reads a feature, a bare geometry, and several of them one after the other', async () => {
    expect((await opened(feature)).features).toHaveLength(1);
    expect((await opened(point)).features[0].geometry).toEqual(point);
    const lines = [feature, feature, point].map((each) => JSON.stringify(each));
    expect((await opened(lines.join('\n'))).features).toHaveLength(3);
    expect((await opened(lines.map((line) => `\u001e${line}\n`).join(''))).features).toHaveLength(3);
  });

  it('reads an empty collection and one with a byte order mark', async () => {
    expect((await opened('{"type":"FeatureCollection","features":[ ]}')).features).toEqual([]);
    expect((await opened(`\ufeff${JSON.stringify(feature)}`)).features).toHaveLength(1);
  });

  it('takes the coordinate system of the older form, by name and by number', async () => {
    const named = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } };
    const coded = { type: 'EPSG', properties: { code: 27700 } };
    const collection = (crs: unknown) => ({ type: 'FeatureCollection', crs, features: [feature] });
    expect((await opened(collection(named))).coordinateSystem).toBe('urn:ogc:def:crs:EPSG::27700');
    expect((await opened(collection(coded))).coordinateSystem).toBe('EPSG:27700');
    expect((await opened(collection(null))).coordinateSystem).toBeNull();
  });

  it('takes a collection of geometries apart and says so', async () => {
    const geometry = {
      type: 'GeometryCollection',
      geometries: [point, { type: 'GeometryCollection', geometries: [point] }],
    };
    const table = await opened({ ...feature, geometry });
    expect(table.features.map(({ geometry: part }) => part)).toEqual([point, point]);
    expect(table.remarks).toHaveLength(1);
  });

  it('keeps the third coordinate, the feature id, and brackets inside of text', async () => {
    const table = await opened({
      type: 'FeatureCollection',
      features: [
        {
          ...feature,
          id: 'way/1',
          geometry: { type: 'Point', coordinates: [1, 2, 3] },
          properties: { t: '}],[{"features":[' },
        },
      ],
    });
    expect(table.features[0].geometry).toEqual({ type: 'Point', coordinates: [1, 2, 3] });
    expect(table.features[0].properties).toEqual({ t: '}],[{"features":[', id: 'way/1' });
  });

  it('keeps features without a place, and tells of damaged geometry', async () => {
    const table = await opened({
      type: 'FeatureCollection',
      features: [{ ...feature, geometry: null }, { ...feature, geometry: { type: 'Point', coordinates: ['1', 2] } }, 7],
    });
    expect(table.features.map(({ geometry }) => geometry)).toEqual([null, null]);
    expect(table.remarks?.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('says what is wrong', async () => {
    expect(await refused('{"type":"FeatureCollection","features":[{"type":"Feature"')).toBe('json-truncated');
    expect(await refused('{"type":"FeatureCollection","features":[{"type":}]}')).toBe('json-damaged');
    expect(await refused('{"type":"FeatureCollection","features":[{},,{}]}')).toBe('json-damaged');
    expect(await refused('{"type":"FeatureCollection"}')).toBe('geojson-none');
    expect(await refused('{"type":"Topology"}')).toBe('topojson');
    expect(await refused('{"features":[{"attributes":{}}]}')).toBe('esri-json');
    expect(await refused('hello')).toBe('not-json');
    expect(await refused('')).toBe('geojson-empty');
    expect(await refused(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBe('geojson-none');
  });

  it('gives the same features however the bytes are cut', async () => {
    const features = Array.from({ length: 4000 }, (_, index) => ({
      ...feature,
      properties: { index, text: 'ä"\\{[,'.repeat(20) },
    }));
    const table = await opened({ type: 'FeatureCollection', features });
    expect(table.features.map(({ properties }) => properties)).toEqual(features.map(({ properties }) => properties));
  });

  it('makes of any JSON-like tree a table or a sentence', async () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(
          'Feature',
          'FeatureCollection',
          'Point',
          'Polygon',
          'GeometryCollection',
          null,
          true,
          1,
          1e300,
          '',
        ),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(
          fc.constantFrom(
            'type',
            'features',
            'geometry',
            'geometries',
            'coordinates',
            'properties',
            'crs',
            'id',
            '__proto__',
          ),
          tie('tree'),
          { maxKeys: 6 },
        ),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, fc.integer({ min: 0, max: 3 }), async (value, cut) => {
        const text = JSON.stringify(value);
        const outcome = await open(text.slice(0, text.length - cut));
        if (outcome.ok) expect(Array.isArray(outcome.value.features)).toBe(true);
        else expect(outcome.problem.sentence.length).toBeGreaterThan(10);
      }),
      { numRuns: 300 },
    );
  });
});
