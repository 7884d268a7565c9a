import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, importAll } from '../fixtures/import-outcome.ts';
import { type OsmDocument, writeOsmJson, writeOsmXml } from '../fixtures/osm/osm-document.ts';
import { writeOsmPbf } from '../fixtures/osm/osm-pbf-writer.ts';

const keys = [
  'building',
  'building:part',
  'building:levels',
  'height',
  'min_height',
  'roof:shape',
  'roof:height',
  'roof:direction',
  'highway',
  'lanes',
  'width',
  'oneway',
  'maxspeed',
  'tunnel',
  'bridge',
  'layer',
  'barrier',
  'natural',
  'waterway',
  'landuse',
  'leisure',
  'amenity',
  'man_made',
  'direction',
  'entrance',
  'addr:housenumber',
  'type',
  'restriction',
  'area',
  'kerb',
  'crossing',
  'railway',
  '__proto__',
  'constructor',
];
const values = [
  'yes',
  'no',
  'residential',
  'house',
  'gabled',
  'flat',
  'wall',
  'fence',
  'gate',
  'water',
  'wood',
  'coastline',
  'tree',
  'tree_row',
  'school',
  'surveillance',
  'multipolygon',
  'building',
  'restriction',
  'no_left_turn',
  'building_passage',
  '-1',
  '0',
  '3',
  '12.5',
  '12 m',
  '6\'2"',
  '1e309',
  'NaN',
  '∞',
  '',
  '999999999999',
  'a;b',
];

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...values) },
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const tags = fc
  .array(fc.tuple(fc.constantFrom(...keys), text), { maxLength: 6 })
  .map((pairs) => Object.fromEntries(pairs) as Record<string, string>);

/** Mostly a few hundred metres around one place, on a coarse lattice so that lines touch and cross; sometimes anywhere. */
const near = fc.integer({ min: -20, max: 20 });
const degrees = (middle: number, wild: number) =>
  fc.oneof(
    { weight: 30, arbitrary: near.map((step) => Math.round((middle + step * 1e-4) * 1e7) / 1e7) },
    fc.constantFrom(wild, -wild, 0, middle + 1.5),
  );

const nodeCount = 30;
const reference = fc.integer({ min: 1, max: nodeCount + 3 });
const line = fc
  .tuple(fc.array(reference, { minLength: 0, maxLength: 9 }), fc.boolean())
  .map(([refs, closed]) => (closed && refs.length > 2 ? [...refs, refs[0]] : refs));
const members = fc.array(
  fc.record({
    type: fc.constantFrom('way' as const, 'way' as const, 'node' as const, 'relation' as const),
    ref: fc.integer({ min: 100, max: 112 }),
    role: fc.constantFrom('outer', 'inner', '', 'from', 'via', 'to', 'part', 'outline'),
  }),
  { maxLength: 6 },
);

const map: fc.Arbitrary<OsmDocument> = fc.record({
  nodes: fc
    .array(fc.record({ lon: degrees(10, 180), lat: degrees(50, 90), tags }), { minLength: 4, maxLength: nodeCount })
    .map((nodes) => nodes.map((node, index) => ({ id: index + 1, ...node }))),
  ways: fc
    .array(fc.record({ refs: line, tags }), { minLength: 1, maxLength: 12 })
    .map((ways) => ways.map((way, index) => ({ id: index + 100, ...way }))),
  relations: fc
    .array(fc.record({ members, tags }), { maxLength: 4 })
    .map((relations) => relations.map((relation, index) => ({ id: index + 100, ...relation }))),
});

describe('any map', () => {
  it('gives a report and a city of numbers, or a sentence; the same from every form', async () => {
    await fc.assert(
      fc.asyncProperty(map, async (document) => {
        const forms = [writeOsmPbf(document), writeOsmJson(document), writeOsmXml(document)];
        const results = [];
        for (const [index, bytes] of forms.entries()) {
          const result = await importAll([{ name: 'map', blob: new Blob([bytes]) }]);
          expect(faultOf(result), ['pbf', 'json', 'xml'][index]).toBeNull();
          results.push(result.ok ? { ...result.city, manifest: null } : result.problem.code);
        }
        expect(results[1]).toEqual(results[0]);
        // XML knows no control characters, and reads line breaks as spaces.
        if (!/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(JSON.stringify(document))) expect(results[2]).toEqual(results[0]);
      }),
      { numRuns: 120 },
    );
  });
});
