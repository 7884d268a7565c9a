import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#model/result.ts';
import type { FeatureTable, TableOpener } from './feature-table.ts';
import { openCsv } from './open-csv.ts';
import { openGtfs } from './open-gtfs.ts';

async function open(opener: TableOpener, bytes: BlobPart): Promise<Outcome<FeatureTable>> {
  const work = opener({ name: 'a.csv', files: [{ name: 'a.csv', blob: new Blob([bytes]) }] });
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return next.value;
}

async function rowsOf(bytes: BlobPart): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const outcome = await open(openCsv, bytes);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value.features.map(({ properties }) => properties);
}

describe('openCsv', () => {
  it('reads commas, quotes, and line breaks within quotes', async () => {
    expect(await rowsOf('\ufeffa,b\r\n1,"x, ""y""\nz"\r\n2,w\r\n')).toEqual([
      { a: 1, b: 'x, "y"\nz' },
      { a: 2, b: 'w' },
    ]);
  });

  it('guesses semicolons, tabs and bars, and the decimal comma that goes with them', async () => {
    expect(await rowsOf('x;y\n1,5;2\n-0,25;3\n')).toEqual([
      { x: 1.5, y: 2 },
      { x: -0.25, y: 3 },
    ]);
    expect(await rowsOf('x\ty\n1.5\t2\n')).toEqual([{ x: 1.5, y: 2 }]);
    expect(await rowsOf('x|y\n1.5|2\n')).toEqual([{ x: 1.5, y: 2 }]);
  });

  it('keeps leading zeros and mixed columns as text', async () => {
    expect(await rowsOf('a,b,c\n01,1,\n2,x,\n')).toEqual([
      { a: '01', b: '1', c: null },
      { a: '2', b: 'x', c: null },
    ]);
  });

  it('reads Windows-1252 where it is no UTF-8', async () => {
    const latin = Uint8Array.of(...new TextEncoder().encode('n,k\nStra'), 0xdf, 0x65, 0x2c, 0x31);
    expect(await rowsOf(latin)).toEqual([{ n: 'Straße', k: 1 }]);
  });

  it('takes well-known text as geometry, with its number of a system', async () => {
    const outcome = await open(openCsv, 'id;wkt\n1;SRID=25832;POINT Z (1 2 3)\n');
    expect(outcome.ok).toBe(true);
    const quoted = await open(
      openCsv,
      'id,geom\n1,"SRID=25832;POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))"\n2,"MULTIPOINT((1 2),(3 4))"\n3,POINT EMPTY\n',
    );
    if (!quoted.ok) throw new Error(quoted.problem.sentence);
    expect(quoted.value.coordinateSystem).toBe('EPSG:25832');
    expect(quoted.value.features.map(({ geometry }) => geometry?.type ?? null)).toEqual([
      'Polygon',
      'MultiPoint',
      null,
    ]);
    expect(quoted.value.features[1].geometry).toEqual({
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    });
  });

  it('names repeated and empty columns apart, and keeps names like those of all objects', async () => {
    const rows = await rowsOf('a,a,,__proto__\n1,2,3,4\n');
    expect(Object.entries(rows[0])).toEqual([
      ['a', 1],
      ['a (2)', 2],
      ['column 3', 3],
      ['__proto__', 4],
    ]);
  });

  it('reads a table that is longer than one piece', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `${index},"line\n${index}"`);
    const rows = await rowsOf(`n,t\n${lines.join('\n')}`);
    expect(rows).toHaveLength(30_000);
    expect(rows[29_999]).toEqual({ n: 29_999, t: 'line\n29999' });
  });

  it('says what is wrong', async () => {
    const codes = [];
    for (const text of ['', 'a,b\n', 'only one\n1\n']) {
      const outcome = await open(openCsv, text);
      codes.push(outcome.ok ? null : outcome.problem.code);
    }
    expect(codes).toEqual(['csv-empty', 'csv-no-rows', 'csv-one-column']);
  });

  it('makes of any text a table or a sentence', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '1', ',', ';', '"', '\n', '\r', '\t', ' ', '\0', 'ä'),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(text, async (each) => {
        const outcome = await open(openCsv, each);
        if (!outcome.ok) expect(outcome.problem.sentence.length).toBeGreaterThan(5);
      }),
      { numRuns: 300 },
    );
  });
});

const stops =
  'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nA,Market,50.87,9.7,,S\nS,Central,50.871,9.701,1,\nE,Door,50.8711,9.7011,2,S\nN,Node,50.8,9.7,3,S\n';

describe('openGtfs', () => {
  it('tells stops, stations and entrances apart, bare and from a feed', async () => {
    const feed = zipSync({ 'feed/stops.txt': new TextEncoder().encode(stops), 'feed/routes.txt': new Uint8Array(9) });
    for (const bytes of [stops, feed as Uint8Array<ArrayBuffer>]) {
      const outcome = await open(openGtfs, bytes);
      if (!outcome.ok) throw new Error(outcome.problem.sentence);
      expect(outcome.value.features.map(({ properties }) => properties['location_type'])).toEqual([
        'stop',
        'station',
        'entrance',
      ]);
      expect(outcome.value.remarks).toHaveLength(1);
    }
  });

  it('refuses other archives and tables', async () => {
    const other = zipSync({ 'a.txt': new Uint8Array(3) }) as Uint8Array<ArrayBuffer>;
    const codes = [];
    for (const bytes of [other, other.slice(0, 30), 'a,b\n1,2\n']) {
      const outcome = await open(openGtfs, bytes);
      codes.push(outcome.ok ? null : outcome.problem.code);
    }
    expect(codes).toEqual(['gtfs-no-stops', 'zip-damaged', 'gtfs-column']);
  });
});
