import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#model/result.ts';
import { MapDraft, type OsmDocument, writeOsmJson, writeOsmXml } from '../../../test/fixtures/osm/osm-document.ts';
import { joined, rawFileBlock, writeOsmPbf } from '../../../test/fixtures/osm/osm-pbf-writer.ts';
import { type OsmData, tagValue } from './osm-data.ts';
import { osmFormat, readOsmFiles } from './read-osm.ts';

function smallTown(): OsmDocument {
  const draft = new MapDraft();
  draft.rectangle(0, 0, 20, 10, { building: 'yes', height: '12 m', name: 'Haus „Süd“ & <Nord>' });
  const outer = draft.rectangle(40, 0, 20, 20);
  const inner = draft.rectangle(45, 5, 10, 10);
  draft.relation(
    [
      [outer, 'outer'],
      [inner, 'inner'],
    ],
    { type: 'multipolygon', building: 'school' },
  );
  draft.line(
    [
      [0, -10],
      [60, -10],
      [90, -12],
    ],
    { highway: 'residential', name: 'Ringstraße' },
  );
  draft.node(5, -8, { highway: 'street_lamp' });
  draft.node(-7, 3, { natural: 'tree', height: '9' });
  return {
    nodes: draft.nodes,
    ways: draft.ways,
    relations: draft.relations,
    bounds: [9.99, 49.99, 10.01, 50.01],
  };
}

async function read(bytes: Uint8Array<ArrayBuffer>, name = 'town'): Promise<Outcome<OsmData>> {
  const format = osmFormat(bytes);
  if (format === null) throw new Error('not recognised');
  return await finish(readOsmFiles([{ file: { name, blob: new Blob([bytes]) }, format }]));
}

async function finish<T>(work: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const next = await work.next();
    if (next.done === true) return next.value;
  }
}

function data(outcome: Outcome<OsmData>): OsmData {
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

describe('reading OSM files', () => {
  const town = smallTown();
  const xml = writeOsmXml(town);
  const pbf = writeOsmPbf(town);
  const json = writeOsmJson(town);

  it('finds every entity of an XML file', async () => {
    const { nodeIds, longitudes, latitudes, nodeTags, wayIds, wayStart, refs, wayTags, relations, boxes } = data(
      await read(xml),
    );
    expect([...nodeIds]).toEqual(town.nodes.map(({ id }) => id));
    expect([...longitudes]).toEqual(town.nodes.map(({ lon }) => lon));
    expect([...latitudes]).toEqual(town.nodes.map(({ lat }) => lat));
    expect(nodeTags.size).toBe(2);
    expect([...wayIds]).toEqual(town.ways.map(({ id }) => id));
    town.ways.forEach((way, index) =>
      expect([...refs.subarray(wayStart[index], wayStart[index + 1])]).toEqual(way.refs),
    );
    expect(tagValue(wayTags[0], 'name')).toBe('Haus „Süd“ & <Nord>');
    expect(relations[0].members).toEqual(town.relations[0].members);
    expect(boxes).toEqual([{ west: 9.99, south: 49.99, east: 10.01, north: 50.01 }]);
  });

  it('reads the same from XML, JSON, gzip, and every form of pbf', async () => {
    const expected = data(await read(xml));
    const packed = (bytes: Uint8Array) => gzipSync(bytes) as Uint8Array<ArrayBuffer>;
    for (const bytes of [
      packed(xml),
      json,
      packed(json),
      pbf,
      writeOsmPbf(town, { dense: false }),
      writeOsmPbf(town, { compression: 'none' }),
      writeOsmPbf(town, { blockSize: 3 }),
    ]) {
      expect(data(await read(bytes))).toEqual(expected);
    }
    expect(data(await read(joined([packed(xml.slice(0, 500)), packed(xml.slice(500))])))).toEqual(expected);
  });

  it('merges files and keeps each entity once', async () => {
    const half = { ...town, ways: town.ways.slice(0, 2), relations: [] };
    const files = [
      { file: { name: 'a', blob: new Blob([writeOsmPbf(half)]) }, format: 'pbf' as const },
      { file: { name: 'b', blob: new Blob([xml]) }, format: 'xml' as const },
    ];
    const merged = data(await finish(readOsmFiles(files)));
    const alone = data(await read(xml));
    expect(merged.nodeIds).toEqual(alone.nodeIds);
    expect(merged.wayIds).toEqual(alone.wayIds);
    expect(merged.refs).toEqual(alone.refs);
    expect(merged.duplicates).toBe(town.nodes.length + 2);
  });

  it('leaves out nodes off the globe and deleted entities', async () => {
    const text = `<osm><node id="1" lat="NaN" lon="10"/><node id="2" lat="91" lon="10"/><node id="3" lat="50" lon="181"/>
      <node id="4" lat="50"/><node id="5" lat="50" lon="10" visible="false"/><node id="6" lat="50" lon="10"/>
      <node id="7" lat="" lon="10"/></osm>`;
    const { nodeIds, misplacedNodes } = data(await read(new TextEncoder().encode(text)));
    expect([...nodeIds]).toEqual([6]);
    expect(misplacedNodes).toEqual([1, 2, 3, 4, 7]);
  });

  it('says at which line XML is not well-formed, or holds something impossible', async () => {
    const problem = async (text: string) => {
      const outcome = await read(new TextEncoder().encode(text), 'bad.osm');
      return outcome.ok ? null : outcome.problem;
    };
    expect(await problem('<osm>\n<node id="1"\n<way/></osm>')).toMatchObject({
      code: 'xml-malformed',
      place: 'bad.osm: line 3',
    });
    expect(await problem('<osm>\n\n<node id="x" lat="1" lon="1"/></osm>')).toMatchObject({
      code: 'xml-content',
      sentence: 'bad.osm, line 3: the id of <node> is missing or not a whole number.',
    });
    expect(await problem('<osm>\n<way id="3">\n<nd ref="1"/>')).toMatchObject({
      code: 'xml-cut-off',
      sentence:
        'bad.osm ends at line 3 inside way 3, before its last element is closed; it was not copied or downloaded completely.',
    });
    expect((await problem('<osm>\uFFFF</osm>'))?.code).toBe('xml-malformed');
  });

  it('says what it does not read in a pbf', async () => {
    const code = async (bytes: Uint8Array<ArrayBuffer>) => {
      const outcome = await read(bytes);
      return outcome.ok ? 'read' : outcome.problem.code;
    };
    expect(await code(writeOsmPbf(town, { requiredFeatures: ['OsmSchema-V0.6', 'HistoricalInformation'] }))).toBe(
      'pbf-feature',
    );
    const zstd = new PbfWriter();
    zstd.writeVarintField(2, 100);
    zstd.writeBytesField(7, new Uint8Array(20));
    expect(await code(joined([pbf, rawFileBlock('OSMData', zstd.finish())]))).toBe('pbf-compression');
    expect(await code(joined([pbf, rawFileBlock('SomethingNew', new Uint8Array(20))]))).toBe('read');
  });

  it('gives up a block that swells beyond what it declares, or declares too much', async () => {
    const declaring = (rawSize: number) => {
      const blob = new PbfWriter();
      blob.writeVarintField(2, rawSize);
      blob.writeBytesField(3, gzipless(new Uint8Array(1_000_000)));
      return joined([pbf, rawFileBlock('OSMData', blob.finish())]);
    };
    for (const rawSize of [10, 2 ** 40]) {
      const outcome = await read(declaring(rawSize), 'bomb.pbf');
      expect(outcome).toMatchObject({
        ok: false,
        problem: { code: 'pbf-damaged', place: `bomb.pbf: byte ${pbf.length}` },
      });
    }
  });

  it('turns every truncation into a problem or into fewer whole blocks', async () => {
    for (let length = 30; length < pbf.length; length += 1) {
      const part = pbf.slice(0, length);
      if (osmFormat(part) === null) continue;
      const outcome = await read(part, 'part.pbf');
      if (outcome.ok) expect(outcome.value.relations.length).toBe(0);
      else expect(outcome.problem.sentence).toMatch(/part\.pbf .*byte \d+/);
    }
    for (let length = 60; length < xml.length - 1; length += 7) {
      const part = xml.slice(0, length);
      expect(osmFormat(part)).toBe('xml');
      const outcome = await read(part, 'part.osm');
      expect(outcome.ok ? '' : outcome.problem.place).toMatch(/^part\.osm: line \d+$/);
    }
    for (let length = 200; length < json.length; length += 7) {
      const part = json.slice(0, length);
      if (osmFormat(part) === null) continue;
      const outcome = await read(part, 'part.json');
      expect(outcome.ok ? '' : outcome.problem.code).toBe('json-cut-off');
    }
    const packed = gzipSync(xml) as Uint8Array<ArrayBuffer>;
    for (let length = Math.floor(packed.length / 2); length < packed.length - 8; length += 5) {
      const part = packed.slice(0, length);
      if (osmFormat(part) !== null) expect((await read(part, 'part.osm.gz')).ok).toBe(false);
    }
  });

  it('never throws or hangs on damaged bytes', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 });
    const source = fc.constantFrom(
      pbf,
      writeOsmPbf(town, { compression: 'none' }),
      writeOsmPbf(town, { dense: false, compression: 'none' }),
      xml,
      json,
    );
    await fc.assert(
      fc.asyncProperty(source, damage, async (bytes, changes) => {
        const damaged = bytes.slice();
        for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
        const format = osmFormat(damaged);
        if (format === null) return;
        const outcome = await finish(readOsmFiles([{ file: { name: 'f', blob: new Blob([damaged]) }, format }]));
        if (!outcome.ok) expect(outcome.problem.sentence).toMatch(/^f[ ,].*\.$/);
      }),
      { numRuns: 600 },
    );
  });

  it('recognises OSM behind a declaration, comments and a doctype, however many', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(osmFormat(bytes('\uFEFF<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE osm>\n<osm version="0.6"/>'))).toBe(
      'xml',
    );
    expect(osmFormat(bytes('<!---->'.repeat(900)))).toBeNull();
    expect(osmFormat(bytes(`${'<!---->'.repeat(900)}<osm>`))).toBe('xml');
    expect(osmFormat(bytes('<osmChange></osmChange>'))).toBeNull();
  });

  it('recognises nothing in random bytes unless they begin like a file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(osmFormat(bytes)).toBeNull();
      }),
    );
  });
});

/** zlib without compression: stored blocks, so that the swelling is not the compressor's. */
function gzipless(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let at = 0; at < bytes.length; at += 65535) {
    const part = bytes.subarray(at, at + 65535);
    const last = at + 65535 >= bytes.length ? 1 : 0;
    parts.push(
      Uint8Array.of(last, part.length & 255, part.length >> 8, ~part.length & 255, (~part.length >> 8) & 255),
      part,
    );
  }
  return joined([...parts, new Uint8Array(4)]);
}

describe('bombs', () => {
  const problem = async (bytes: Uint8Array<ArrayBuffer>) => {
    const outcome = await read(bytes, 'bomb');
    return outcome.ok ? 'read' : outcome.problem.sentence;
  };
  const packed = (...parts: string[]) => gzipSync(new TextEncoder().encode(parts.join(''))) as Uint8Array<ArrayBuffer>;

  it('gives up an attribute, a comment or a text that does not end', async () => {
    const filler = 'x'.repeat(17 * 1024 ** 2);
    for (const start of ['<osm><node id="1" lat="1" lon="', '<osm><!--', '<osm>']) {
      expect(await problem(packed(start, filler))).toMatch(/^bomb, line 1: no element follows for 16 MB\.$/);
    }
  });

  it('gives up elements nested without end', async () => {
    expect(await problem(packed('<osm>', '<a>'.repeat(1000)))).toBe(
      'bomb, line 1: its elements are nested too deeply.',
    );
  });
});
