import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import type { ImportNote } from '#model/import-report.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { cityJsonReader } from './cityjson-source.ts';
import { statedHeight } from './stated-height.ts';

const origin = { longitude: 10, latitude: 50, heightMeters: 0 };
const reach = { minX: -10_000, minY: -10_000, maxX: 10_000, maxY: 10_000 };

function inputOf(text: string) {
  return { name: 'a.city.json', files: [{ name: 'a.city.json', blob: new Blob([text]) }] };
}

/** Reads objects whose coordinates are metres east and north of the scene's origin. */
async function read(text: string) {
  const notes = new ImportNotes();
  const placement = { frame: createFrame(origin), reach, terrain: null, source: 0, localOrigin: origin };
  const work = cityJsonReader.read(inputOf(text), null, placement, notes);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  const outcome = next.value;
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return { ...outcome.value, notes: notes.finish() };
}

const square = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
/** A box of 10 × 10 × 4 m at the origin, then a vertex far away. */
const vertices = [...square.map((xy) => [...xy, 2]), ...square.map((xy) => [...xy, 6]), [4e7, 0, 0]];
const boxFaces = [[[3, 2, 1, 0]], [[4, 5, 6, 7]], [[0, 1, 5, 4]], [[1, 2, 6, 5]], [[2, 3, 7, 6]], [[3, 0, 4, 7]]];
const box = { type: 'Solid', lod: '1.2', boundaries: [boxFaces] };
const footprint = { type: 'MultiSurface', lod: '0', boundaries: [[[0, 1, 2, 3]]] };

function file(CityObjects: unknown, more: object = {}): string {
  return JSON.stringify({ type: 'CityJSON', version: '2.0', CityObjects, vertices, ...more });
}

function sentences(notes: readonly ImportNote[]): string[] {
  return notes.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

describe('a footprint without height in CityJSON', () => {
  it('takes the height that an attribute states', async () => {
    const { layers, notes } = await read(
      file({ a: { type: 'Building', attributes: { measuredHeight: 7.5 }, geometry: [footprint] } }),
    );
    expect(layers.buildings).toMatchObject([{ heightMeters: 7.5, heightSource: 'measured', roofHeightMeters: 0 }]);
    expect([...layers.prisms.baseZ, ...layers.prisms.topZ]).toEqual([0, 7.5]);
    expect(sentences(notes)).toEqual(['read: Is a footprint; its height is measuredHeight.']);
  });

  it.each([
    [{ b3_h_dak_max: 12.5, b3_h_maaiveld: 0.5 }, 12, 'measured'],
    [{ measuredHeight: ' 8,25 ' }, 8.25, 'measured'],
    [{ measuredHeight: 'NaN', storeysAboveGround: 4 }, 12, 'levels'],
    [{ measuredHeight: -3, height: 1e9 }, 9, 'default'],
    [Object.create({ measuredHeight: 5 }) as Record<string, unknown>, 9, 'default'],
  ])('with %o is %d m high (%s)', (attributes, meters, source) => {
    expect(statedHeight(attributes, 'dwelling')).toMatchObject({ meters, source });
  });

  it('is left to its parts where these have faces', async () => {
    const { layers } = await read(
      file({
        a: { type: 'Building', attributes: { measuredHeight: 7 }, geometry: [footprint], children: ['b'] },
        b: { type: 'BuildingPart', parents: ['a'], geometry: [footprint, box] },
      }),
    );
    expect(layers.buildings).toMatchObject([{ id: 'b', isPart: true, outlineId: 'a', heightMeters: 4 }]);
  });
});

describe('odd CityJSON', () => {
  it('with parts that name themselves, each other, or nothing, has them stand alone', async () => {
    const part = (parents?: string[]) => ({ type: 'BuildingPart', geometry: [box], ...(parents ? { parents } : {}) });
    const { layers } = await read(
      file({ a: part(['a']), b: part(['c']), c: part(['b']), d: part(), e: part(['gone']) }),
    );
    expect(layers.buildings.map(({ outlineId }) => outlineId)).toEqual([null, 'c', 'b', null, null]);
  });

  it('takes the next coarser faces where the finest are broken, and says so', async () => {
    const broken = { type: 'MultiSolid', lod: '3', boundaries: [[[[[99, 98, 97]]]]] };
    const { layers, notes } = await read(file({ a: { type: 'Building', geometry: [footprint, box, broken] } }));
    expect(layers.buildings).toMatchObject([{ heightMeters: 4, heightSource: 'measured' }]);
    expect(sentences(notes)).toContain('repaired: Its finest faces cannot be used; coarser ones were taken.');
  });

  it('loses a broken vertex with what uses it, not the rest', async () => {
    const more = { vertices: [...vertices, ['x', null, 3]] };
    const bad = { type: 'MultiSurface', lod: 1, boundaries: [[[0, 1, 9]], [[4, 5, 6]]] };
    const { layers, notes } = await read(
      file({ a: { type: 'Building', geometry: [box] }, b: { type: 'Building', geometry: [bad] } }, more),
    );
    expect(layers.buildings.map(({ id }) => id)).toEqual(['a']);
    expect(notes.find(({ kind }) => kind === 'dropped')).toMatchObject({ ids: ['b'] });
  });

  it('with broken lines in a sequence keeps the others and names the lines', async () => {
    const head = file({}, { vertices: [] });
    const line = (id: string) =>
      JSON.stringify({
        type: 'CityJSONFeature',
        id,
        CityObjects: { [id]: { type: 'Building', geometry: [box] } },
        vertices,
      });
    const { layers, notes } = await read(
      [head, line('a'), '', '{"type": "City', line('b'), line('c').slice(0, 50)].join('\n'),
    );
    expect(layers.buildings.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(notes.find(({ kind }) => kind === 'dropped')).toMatchObject({ ids: ['line 4', 'line 6'] });
  });

  it('with names of the language itself as types, roofs and ids is read like any other', async () => {
    // A literal would set the prototype; text does not.
    const text = file({
      proto: { type: 'Building', attributes: { roofType: 'constructor' }, geometry: [box] },
      b: { type: 'constructor', geometry: [{ ...box, type: 'toString' }] },
    }).replace('"proto"', '"__proto__"');
    const { layers, notes } = await read(text);
    expect(layers.buildings).toMatchObject([{ id: '__proto__', roofShape: 'other' }]);
    expect(layers.areas).toEqual([]);
    expect(notes.find(({ kind }) => kind === 'ignored')).toMatchObject({ ids: ['b'] });
  });

  it('counts at most some dozen kinds of objects', async () => {
    const objects = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`o${i}`, { type: `+Kind${i}` }]));
    const { counts } = await read(file(objects));
    expect(Object.keys(counts).length).toBeLessThanOrEqual(61);
    expect(counts).toMatchObject({ cityJsonObjects: 500, cityJsonOther: 441 });
  });

  it('repeats templates only so often', async () => {
    const faces = boxFaces.map(([ring]) => Array.from({ length: 20_000 }, () => ring).flat());
    const templates = {
      templates: [{ type: 'MultiSurface', lod: 1, boundaries: faces.map((ring) => [ring]) }],
      'vertices-templates': vertices,
    };
    const instance = {
      type: 'GeometryInstance',
      template: 0,
      boundaries: [0],
      transformationMatrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    };
    const objects = Object.fromEntries(
      Array.from({ length: 15 }, (_, i) => [`t${i}`, { type: 'SolitaryVegetationObject', geometry: [instance] }]),
    );
    const { layers, notes } = await read(file(objects, { 'geometry-templates': templates }));
    // 480,000 corners each, two million in all.
    expect(layers.trees).toHaveLength(4);
    expect(notes.find(({ kind }) => kind === 'dropped')).toMatchObject({ count: 11 });
  });

  it('is placed by the corners that its objects use, without those that lie far off', async () => {
    const at = (x: number) => ({
      type: 'Building',
      geometry: [{ type: 'MultiSurface', lod: 0, boundaries: [[[x, x + 1, x + 2]]] }],
    });
    const many = Array.from({ length: 100 }, (_, i) => [`h${i}`, at(0)]);
    const more = { vertices: [...vertices, [300_000, 0, 0], [300_010, 0, 0], [300_000, 10, 0]] };
    const probe = await cityJsonReader.probe(
      inputOf(file(Object.fromEntries([...many, ['far', at(9)]]), more)),
      null,
      origin,
    );
    if (!probe.ok || probe.value.extent === null) throw new Error('no extent');
    const { west, east, south, north } = probe.value.extent;
    expect([west, south]).toEqual([expect.closeTo(10, 6), expect.closeTo(50, 6)]);
    expect(Math.max(east - west, north - south)).toBeLessThan(0.001);
  });

  it('without a scale gives a sentence', async () => {
    const transform = { scale: [0, 1, 1], translate: [0, 0, 0] };
    await expect(read(file({}, { transform }))).rejects.toThrow('transform has no scale');
  });
});
