import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ImportProgress, ImportResult } from '#model/import-job.ts';
import { emptyMapping } from '#model/source-mapping.ts';
import { MapDraft, writeOsmXml } from '../../test/fixtures/osm/osm-document.ts';
import { writeOsmPbf } from '../../test/fixtures/osm/osm-pbf-writer.ts';
import { importFiles, inspectFiles } from './import-files.ts';
import { writeTerrainLayer } from './package/terrain-layer.ts';
import { reportText } from './report-text.ts';

function village(): MapDraft {
  const draft = new MapDraft();
  draft.rectangle(0, 0, 20, 10, { building: 'yes', height: '12 m' });
  draft.rectangle(40, 0, 20, 10, { building: 'house' });
  draft.line(
    [
      [-50, -10],
      [100, -10],
    ],
    { highway: 'residential' },
  );
  draft.node(5, -8, { highway: 'street_lamp' });
  return draft;
}

/** One street of 100 m through the middle of the village, in UTM zone 32. */
const network = `<net version="1.20"><location netOffset="-571666,-5539110" convBoundary="0,0,100,100"
  origBoundary="9.9,49.9,10.1,50.1" projParameter="+proj=utm +zone=32 +ellps=WGS84 +datum=WGS84 +units=m +no_defs"/>
  <edge id="e" from="a" to="b"><lane id="e_0" index="0" speed="13.9" length="100" shape="0,0 100,100"/></edge>
  <junction id="a" type="dead_end" x="0" y="0" incLanes="" intLanes="" shape="0,0"/>
  <junction id="b" type="dead_end" x="100" y="100" incLanes="e_0" intLanes="" shape="100,100"/></net>`;

const text = (content: string) => new TextEncoder().encode(content);

async function run(
  ...files: (readonly [name: string, bytes: Uint8Array])[]
): Promise<{ result: ImportResult; progress: ImportProgress[] }> {
  const work = importFiles(files.map(([name, bytes]) => ({ name, blob: new Blob([Uint8Array.from(bytes)]) })));
  const progress: ImportProgress[] = [];
  for (;;) {
    const next = await work.next();
    if (next.done === true) return { result: next.value, progress };
    progress.push(next.value);
  }
}

async function sentence(...files: (readonly [name: string, bytes: Uint8Array])[]): Promise<string> {
  const { result } = await run(...files);
  return result.ok ? 'opened' : result.problem.sentence;
}

describe('importFiles', () => {
  it('makes a city of an extract, with a report and growing progress', async () => {
    const { result, progress } = await run(['my_village.osm', writeOsmXml(village())]);
    if (!result.ok) throw new Error(result.problem.sentence);
    expect(result.city.manifest).toMatchObject({
      name: 'My village',
      invented: false,
      attribution: ['© OpenStreetMap contributors'],
      origin: { heightMeters: 0 },
    });
    expect(result.city.prisms.count).toBe(2);
    expect(result.report.guessedHeightShare).toBe(0.5);
    expect(result.report.counts).toMatchObject({ buildingWays: 2, highways: 1, streetLamps: 1, scenePrisms: 2 });
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[fractions.length - 1]).toBeLessThanOrEqual(1);
    expect(progress.map(({ step }) => step)).toContain('Reading buildings');
  });

  it('goes by content, not by name, and gives one city for every form of the same map', async () => {
    const map = village();
    const forms = [
      ['a.zip', writeOsmXml(map)],
      ['b.txt', gzipSync(writeOsmXml(map))],
      ['c.tif', writeOsmPbf(map)],
    ] as const;
    const ids: string[] = [];
    for (const form of forms) {
      const { result } = await run(form);
      if (result.ok) ids.push(result.city.manifest.id);
    }
    expect(ids.length).toBe(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('makes one city of two sources, the same in either order, with the rights of each', async () => {
    const osm = ['town.osm', writeOsmXml(village())] as const;
    const net = ['town.net.xml', text(network)] as const;
    const ids: string[] = [];
    for (const files of [
      [osm, net],
      [net, osm],
    ]) {
      const { result } = await run(...files);
      if (!result.ok) throw new Error(result.problem.sentence);
      ids.push(result.city.manifest.id);
      expect(result.city.manifest.sources.map(({ kind }) => kind)).toEqual([
        'OpenStreetMap extract (XML)',
        'SUMO network',
      ]);
      expect(result.report.sources.map(({ name, licence }) => [name, licence])).toEqual([
        ['town.osm', 'ODbL-1.0'],
        ['town.net.xml', 'as its source states'],
      ]);
      expect(result.report.sources[0].counts).toMatchObject({ buildingWays: 2 });
      expect(
        result.report.notes.some(({ subject, sentence }) => subject === 'street' && /not merged/.test(sentence)),
      ).toBe(true);
    }
    expect(new Set(ids).size).toBe(1);
  });

  it('asks nothing about formats that speak for themselves', async () => {
    const files = [{ name: 'a.osm', blob: new Blob([Uint8Array.from(writeOsmXml(village()))]) }];
    expect(await inspectFiles(files)).toEqual({ ok: true, value: [] });
    const refused = await inspectFiles([{ name: 'a.bin', blob: new Blob([Uint8Array.of(1, 2)]) }]);
    expect(refused.ok ? '' : refused.problem.place).toBe('a.bin');
  });

  it('refuses a mapping for a file that is not there', async () => {
    const files = [{ name: 'a.osm', blob: new Blob([Uint8Array.from(writeOsmXml(village()))]) }];
    const work = importFiles(files, { mappings: { 'b.csv': emptyMapping }, localOrigin: null });
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    expect(next.value.ok ? '' : next.value.problem.sentence).toContain('b.csv');
  });

  it('refuses what is no city with a sentence that names the file', async () => {
    const osm = writeOsmXml(village());
    expect(await sentence()).toContain('There is no file to open');
    expect(await sentence(['plan.json', text('{"format": "sightline-scenario", "version": 1}')])).toContain(
      'plan.json is a scenario',
    );
    expect(await sentence(['scene.json', text('{"format":"sightline-scene"}')])).toContain('whole scene package');
    expect(await sentence(['data.json', text('{"kind":"weather"}')])).toContain('data.json is JSON');
    expect(await sentence(['feed.xml', text('<?xml version="1.0"?><rss/>')])).toContain('neither OpenStreetMap XML');
    expect(await sentence(['photos.zip', zipSync({ 'a.jpg': new Uint8Array(3) })])).toContain('with neither a scene');
    expect(await sentence(['x.osm.bz2', text('BZh91AY&SY1234567')])).toContain('bzip2');
    expect(await sentence(['empty.pbf', new Uint8Array()])).toBe('empty.pbf is empty.');
    expect(await sentence(['noise.bin', Uint8Array.of(1, 2, 3, 4)])).toContain(
      'Sightline opens OpenStreetMap extracts',
    );
    const grid = { originX: 0, originY: 0, spacing: 64, columns: 2, rows: 2, heights: Float32Array.of(1, 2, 3, 4) };
    const dem = writeTerrainLayer(grid, { longitude: 10, latitude: 50, heightMeters: 0 });
    expect(await sentence(['dem.tif', dem])).toContain('terrain without a city');
    expect(await sentence(['v.osm', osm], ['dem.tif', Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0)])).toMatch(
      /GeoTIFF|TIFF|dem\.tif/,
    );
    expect(await sentence(['v.osm', osm], ['noise.bin', Uint8Array.of(1, 2, 3, 4)])).toContain('noise.bin');
  });

  it('refuses a map without buildings and streets, one too wide, and one at the pole', async () => {
    const draft = new MapDraft();
    draft.node(0, 0, { natural: 'tree' });
    expect(await sentence(['trees.osm', writeOsmXml(draft)])).toContain('no buildings and no streets');
    const wide = new MapDraft();
    wide.line(
      [
        [0, 0],
        [90_000, 0],
      ],
      { highway: 'motorway' },
    );
    expect(await sentence(['wide.osm', writeOsmXml(wide)])).toContain('up to 30 × 30 km');
    const pole = text(
      '<osm><node id="1" lat="89.9" lon="1"/><node id="2" lat="89.9001" lon="1"/><way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="track"/></way></osm>',
    );
    expect(await sentence(['pole.osm', pole])).toContain('latitude');
  });

  it('takes any bytes without throwing', async () => {
    const beginnings = [
      [],
      [0x50, 0x4b, 3, 4],
      [0x49, 0x49, 42, 0],
      [0x1f, 0x8b, 8],
      [0, 0, 0, 13, 10, 9, ...text('OSMHeader')],
      [...text('<osm>')],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 300 }), async (beginning, rest) => {
        const { result } = await run(['any', Uint8Array.of(...beginning, ...rest)]);
        expect(result.ok ? '' : result.problem.sentence).toMatch(/\.$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('reportText', () => {
  it('tells sources, counts but what the scene has none of, the guessed share, and notes with their ids', () => {
    const ids = Array.from({ length: 20 }, (_, at) => `way/${at}`);
    const page = reportText({
      format: 'sightline-import-report',
      version: 1,
      sources: [
        {
          name: 'a.osm',
          kind: 'OpenStreetMap extract (XML)',
          bytes: 1_234_567,
          licence: 'ODbL-1.0',
          attribution: '© OpenStreetMap contributors',
          mapping: [],
          counts: {},
          guessedHeightShare: null,
        },
        {
          name: 'b.geojson',
          kind: 'GeoJSON',
          bytes: 12,
          licence: '',
          attribution: '',
          mapping: ['Height: property height, metres.'],
          counts: { features: 1200 },
          guessedHeightShare: 0.5,
        },
      ],
      counts: { buildingWays: 11273, relations: 7, surveillance: 0, sceneTrees: 0, sceneWater: 2 },
      guessedHeightShare: 0.125,
      notes: [
        { kind: 'truncated', subject: 'building', sentence: 'Cut.', count: 2, ids: ['way/1', 'way/2'] },
        { kind: 'dropped', subject: 'building', sentence: 'Open.', count: 300, ids },
      ],
    });
    expect(page).toBe(`Import report

  a.osm (OpenStreetMap extract (XML), 1,234,567 bytes)
    © OpenStreetMap contributors; ODbL-1.0
  b.geojson (GeoJSON, 12 bytes)
    Height: property height, metres.
    features       1,200
    Heights guessed: 50.0 % of its buildings

Counts
  buildingWays      11,273
  relations              7
  surveillance           0
  sceneWater             2

Heights guessed: 12.5 % of the buildings

Cut at the border
  2 × building: Cut.
    way/1, way/2

Left out
  300 × building: Open.
    way/0, way/1, way/2, way/3, way/4, way/5, way/6, way/7, way/8, way/9, way/10, way/11 and 288 more
`);
  });
});
