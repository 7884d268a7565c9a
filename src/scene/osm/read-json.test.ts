import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#model/result.ts';
import { JsonFault, JsonList } from './json-list.ts';
import { type OsmData, tagValue } from './osm-data.ts';
import { osmFormat, readOsmFiles } from './read-osm.ts';

async function read(value: unknown): Promise<Outcome<OsmData>> {
  return await readText(JSON.stringify(value));
}

async function readText(text: string): Promise<Outcome<OsmData>> {
  const work = readOsmFiles([{ file: { name: 'answer.json', blob: new Blob([text]) }, format: 'json' }]);
  for (;;) {
    const next = await work.next();
    if (next.done === true) return next.value;
  }
}

async function dataOf(value: unknown): Promise<OsmData> {
  const outcome = await read(value);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

async function sentenceOf(text: string): Promise<string> {
  const outcome = await readText(text);
  return outcome.ok ? 'read' : outcome.problem.sentence;
}

const answer = (elements: unknown[], more: object = {}) => ({ version: 0.6, generator: 'Overpass', elements, ...more });

describe('reading OSM JSON', () => {
  it('takes places of nodes from the geometry of ways, once for each node', async () => {
    const { nodeIds, longitudes, refs, duplicates } = await dataOf(
      answer([
        { type: 'node', id: 1, lat: 50, lon: 10 },
        {
          type: 'way',
          id: 5,
          nodes: [1, 2, 3],
          bounds: { minlat: 50, minlon: 10, maxlat: 50.1, maxlon: 10.1 },
          geometry: [{ lat: 50, lon: 10 }, { lat: 50, lon: 10.1 }, null],
        },
      ]),
    );
    expect([...nodeIds]).toEqual([1, 2]);
    expect([...longitudes]).toEqual([10, 10.1]);
    expect([...refs]).toEqual([1, 2, 3]);
    expect(duplicates).toBe(0);
  });

  it('joins the lines of a relation whose ways are only drawn', async () => {
    const corner = (lon: number, lat: number) => ({ lat, lon });
    const { relations, wayIds, wayStart, refs, nodeIds } = await dataOf(
      answer([
        {
          type: 'relation',
          id: 9,
          tags: { type: 'multipolygon', building: 'yes' },
          members: [
            { type: 'way', ref: 21, role: 'outer', geometry: [corner(10, 50), corner(10.1, 50), corner(10.1, 50.1)] },
            { type: 'way', ref: 22, role: 'outer', geometry: [corner(10.1, 50.1), corner(10, 50)] },
            { type: 'node', ref: 7, role: 'entrance', lat: 50, lon: 10.05 },
          ],
        },
      ]),
    );
    expect(relations[0].members.map(({ ref }) => ref)).toEqual([21, 22, 7]);
    expect([...wayIds]).toEqual([21, 22]);
    const first = refs.subarray(wayStart[0], wayStart[1]);
    const second = refs.subarray(wayStart[1], wayStart[2]);
    expect(first[2]).toBe(second[0]);
    expect(second[1]).toBe(first[0]);
    expect(nodeIds.length).toBe(4);
    expect(nodeIds[3]).toBe(7);
  });

  it('tells of what has no shape, and of what is no entity', async () => {
    const { notes, wayIds } = await dataOf(
      answer([
        { type: 'way', id: 5, center: { lat: 50, lon: 10 }, tags: { building: 'yes' } },
        { type: 'relation', id: 6, center: { lat: 50, lon: 10 } },
        { type: 'area', id: 3_600_000_006 },
      ]),
    );
    expect(wayIds.length).toBe(0);
    expect(notes.map(({ kind, count, ids }) => ({ kind, count, ids }))).toEqual([
      { kind: 'dropped', count: 2, ids: ['way/5', 'relation/6'] },
      { kind: 'ignored', count: 1, ids: [] },
    ]);
  });

  it('takes bare points with nothing but a direction for plate readers', async () => {
    const { nodeTags, nodeIds, notes } = await dataOf([
      { id: 1, lat: 39.9, lon: -83, tags: { direction: '240', manufacturer: 'Flock Safety' } },
      { id: 2, lat: 39.9, lon: -83, tags: { 'camera:direction': '10' } },
      { id: 3, lat: 39.9, lon: -83, tags: { direction: '10', highway: 'stop' } },
      { id: 4, lat: 39.9, lon: -83, tags: { manufacturer: 'Flock Safety' } },
      { type: 'node', id: 5, lat: 39.9, lon: -83, tags: { direction: '5' } },
    ]);
    expect([...nodeIds]).toEqual([1, 2, 3, 4, 5]);
    const isReader = (index: number) => tagValue(nodeTags.get(index) ?? [], 'surveillance:type') === 'ALPR';
    expect([0, 1, 2, 3, 4].map(isReader)).toEqual([true, true, false, false, false]);
    expect(tagValue(nodeTags.get(0) ?? [], 'man_made')).toBe('surveillance');
    expect(tagValue(nodeTags.get(0) ?? [], 'direction')).toBe('240');
    expect(notes.map(({ kind, ids }) => [kind, ids])).toEqual([
      ['guessed', ['node/1', 'node/2']],
      ['ignored', ['node/4']],
    ]);
  });

  it('takes the rectangle that was asked for', async () => {
    const bounds = { minlat: 50, minlon: 10, maxlat: 50.1, maxlon: 10.2 };
    expect((await dataOf(answer([], { bounds }))).boxes).toEqual([{ west: 10, south: 50, east: 10.2, north: 50.1 }]);
    expect((await dataOf(answer([], { bounds: { minlat: 'x' } }))).boxes).toEqual([]);
  });

  it('refuses an answer that the server did not finish', async () => {
    const remark = 'runtime error: Query timed out in "query" at line 3 after 26 seconds.';
    const outcome = await read(answer([{ type: 'node', id: 1, lat: 1, lon: 1 }], { remark }));
    expect(outcome.ok ? '' : outcome.problem.code).toBe('overpass-incomplete');
    expect(outcome.ok ? '' : outcome.problem.sentence).toContain('timed out in');
  });

  it('keeps tags whose keys are words of the language', async () => {
    const { nodeTags } = await dataOf(
      JSON.parse('[{"id": 1, "lat": 1, "lon": 1, "tags": {"__proto__": "a", "constructor": "b", "direction": "5"}}]'),
    );
    const tags = nodeTags.get(0) ?? [];
    expect(['__proto__', 'constructor', 'man_made'].map((key) => tagValue(tags, key))).toEqual([
      'a',
      'b',
      'surveillance',
    ]);
  });

  it('says which element is wrong, and how', async () => {
    const cases: [text: string, sentence: string][] = [
      ['{"elements": [{"type": "node", "id": 1.5}]}', 'element 1: its id is missing or not a whole number.'],
      ['{"elements": [{"type": "node", "id": 1}, {"id": 2}]}', 'element 2: it has no type.'],
      ['{"elements": [{"type": "way", "id": 1, "nodes": {}}]}', 'element 1: its nodes is not a list.'],
      [
        '{"elements": [{"type": "way", "id": 1, "nodes": ["2"]}]}',
        'element 1: its node is missing or not a whole number.',
      ],
      ['{"elements": [{"type": "node", "id": 1,}]}', 'element 1: it is not well-formed JSON.'],
      ['{"elements": [1]}', 'element 0: its list holds something that is no object.'],
      ['{"elements": ["a"]}', 'element 0: its list holds a text.'],
      ['{"elements": [[]]}', 'element 0: its list holds something that is no object.'],
      ['[{"id": 1, "lat": 1, "lon": 1}] x', 'element 1: it is not well-formed JSON.'],
      [`{"elements": [{"a": ${'['.repeat(100)}`, 'element 0: it is nested too deeply.'],
    ];
    for (const [text, sentence] of cases) expect(await sentenceOf(text)).toBe(`answer.json, ${sentence}`);
    expect(await sentenceOf('{"version": 0.6}')).toBe('answer.json holds no list of map elements.');
  });

  it('gives up an object, and a frame, that does not end', async () => {
    const filler = 'x'.repeat(33 * 1024 ** 2);
    expect(await sentenceOf(`{"elements": [{"a": "${filler}`)).toMatch(/one of its objects is too long\.$/);
    expect(await sentenceOf(`{"a": "${filler}`)).toMatch(/what stands around its list is too long\.$/);
  });

  it('is recognised by what it holds, not mixed up with other JSON', () => {
    const format = (text: string) => osmFormat(new TextEncoder().encode(text));
    expect(format('{"version":0.6,"generator":"Overpass API","osm3s":{},"elements":[]}')).toBe('json');
    expect(format('[\n{\n"id": 3,\n"lat": 39.9,\n"lon": -83.0,\n"tags": {')).toBe('json');
    expect(format('[{"type":"node","id":3,"lat":39.9,"lon":-83.0}]')).toBe('json');
    expect(format('{"type":"FeatureCollection","generator":"x","elements":[]}')).toBeNull();
    expect(format('{"type":"CityJSON","version":"2.0","elements":[]}')).toBeNull();
    expect(format('[{"name":"a"},{"id":3,"lat":39.9,"lon":-83.0}]')).toBeNull();
    expect(format('[]')).toBeNull();
  });
});

describe('JsonList', () => {
  it('gives the objects of any list, however the text is cut', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 8 });
    const cuts = fc.array(fc.nat(400), { maxLength: 8 });
    fc.assert(
      fc.property(objects, fc.boolean(), cuts, fc.constantFrom(0, 1), (list, bare, at, indent) => {
        const text = JSON.stringify(
          bare ? list : { a: [1, { b: ']}' }], elements: list, c: '"elements": [' },
          null,
          indent,
        );
        const found: unknown[] = [];
        const reader = new JsonList((element) => found.push(JSON.parse(element)));
        let from = 0;
        for (const cut of [...at].sort((a, b) => a - b)) {
          reader.write(text.slice(from, Math.max(from, cut)));
          from = Math.max(from, cut);
        }
        reader.write(text.slice(from));
        expect(reader.end()).toEqual(bare ? [] : { a: [1, { b: ']}' }], elements: [], c: '"elements": [' });
        expect(found).toEqual(JSON.parse(JSON.stringify(list)));
        expect(reader.bare).toBe(bare);
      }),
    );
  });

  it('notices every early end', () => {
    const text = '{"version": 0.6, "elements": [{"a": "}]"}, {}], "b": 1}';
    for (let length = 0; length < text.length; length += 1) {
      const reader = new JsonList(() => undefined);
      reader.write(text.slice(0, length));
      expect(() => reader.end()).toThrow(JsonFault);
    }
  });
});
