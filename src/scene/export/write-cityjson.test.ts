import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { arbitraryCity } from '../../../test/fixtures/arbitrary-city.ts';
import { createPrismBuilder } from '../assemble/prism-builder.ts';
import { cityjsonFile, utmCode } from './write-cityjson.ts';

interface Document {
  readonly transform: { readonly scale: number[]; readonly translate: number[] };
  readonly metadata: {
    readonly title: string;
    readonly referenceSystem: string;
    readonly geographicalExtent?: number[];
  };
  readonly CityObjects: Record<
    string,
    {
      readonly type: string;
      readonly parents?: string[];
      readonly children?: string[];
      readonly geometry?: { readonly type: string; readonly lod: string; readonly boundaries: unknown[] }[];
    }
  >;
  readonly vertices: number[][];
}

function written(city: City): Document {
  return JSON.parse(new TextDecoder().decode(cityjsonFile(city).bytes)) as Document;
}

/** A box of 10 × 20 × 5 m with a part on top, at 3° E on the equator's north, 100 m above the sea. */
function boxCity(): City {
  const builder = createPrismBuilder();
  builder.add([[0, 0, 10, 0, 10, 20, 0, 20]], 0, 5, false, 0);
  builder.add([[2, 2, 8, 2, 8, 8, 2, 8]], 5, 9, false, 1);
  return {
    manifest: {
      format: 'sightline-scene',
      version: 2,
      id: 'box',
      name: 'Box',
      invented: false,
      origin: { longitude: 3, latitude: 50, heightMeters: 100 },
      bounds: { minX: -50, minY: -50, maxX: 50, maxY: 50 },
      attribution: ['© somebody'],
      sources: [{ name: 'own', kind: 'test', licence: 'CC-BY-4.0', attribution: '© somebody' }],
      statistics: {},
      layers: [],
    },
    ...emptyLayers,
    buildings: [
      { ...plainBuilding, id: 'a/1', isPart: true, outlineId: 'a', heightMeters: 5, heightSource: 'measured' },
      { ...plainBuilding, id: 'a/2', isPart: true, outlineId: 'a', heightMeters: 9, minHeightMeters: 5 },
    ],
    prisms: builder.finish(),
  };
}

describe('CityJSON', () => {
  it('holds a box as six faces turned outwards, at its place in UTM and its height above the sea', () => {
    const document = written(boxCity());
    const [geometry] = document.CityObjects['a/1'].geometry ?? [];
    expect(geometry).toMatchObject({ type: 'Solid', lod: '1' });
    const [shell] = geometry.boundaries as number[][][][];
    const place = (vertex: number) =>
      document.vertices[vertex].map(
        (value, axis) => value * document.transform.scale[axis] + document.transform.translate[axis],
      );
    expect(shell).toHaveLength(6);
    // Zone 31 has its meridian at 3° E: easting 500 km, scale 0.9996.
    expect(document.metadata.referenceSystem).toBe('https://www.opengis.net/def/crs/EPSG/0/32631');
    const corners = shell.flat(2).map(place);
    expect(Math.min(...corners.map(([x]) => x))).toBeCloseTo(500_000, 2);
    expect(Math.max(...corners.map(([x]) => x))).toBeCloseTo(500_000 + 10 * 0.9996, 2);
    expect(new Set(corners.map(([, , z]) => z))).toEqual(new Set([100, 105]));
    // Gauss: the volume of a closed surface turned outwards.
    let volume = 0;
    for (const [ring] of shell) {
      const [a, ...rest] = ring.map(place).map(([x, y, z]) => [x - 500_000, y - place(0)[1], z - 100]);
      for (let i = 0; i + 1 < rest.length; i += 1) {
        const [b, c] = [rest[i], rest[i + 1]];
        volume +=
          (a[0] * (b[1] * c[2] - b[2] * c[1]) +
            a[1] * (b[2] * c[0] - b[0] * c[2]) +
            a[2] * (b[0] * c[1] - b[1] * c[0])) /
          6;
      }
    }
    expect(volume).toBeCloseTo(1000 * 0.9996 * 0.9996, 0);
  });

  it('makes parts the children of their building, and names attribution and licence', () => {
    const { CityObjects, metadata } = written(boxCity());
    expect(CityObjects['a']).toMatchObject({ type: 'Building', children: ['a/1', 'a/2'] });
    expect(CityObjects['a/2']).toMatchObject({ type: 'BuildingPart', parents: ['a'] });
    expect(metadata.title).toContain('© somebody');
    expect(metadata.title).toContain('CC-BY-4.0');
  });

  it('refers only to vertices that are there, and only to parents that know their children', () => {
    fc.assert(
      fc.property(arbitraryCity, (city) => {
        const { CityObjects, vertices } = written(city);
        for (const [id, { parents, geometry }] of Object.entries(CityObjects)) {
          for (const parent of parents ?? []) expect(CityObjects[parent].children).toContain(id);
          for (const vertex of (geometry ?? []).flatMap(({ boundaries }) => (boundaries as number[][]).flat(5))) {
            expect(Number.isInteger(vertex) && vertex >= 0 && vertex < vertices.length).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [-180, 10, 32_601],
    [179.9, -10, 32_760],
    [180, 10, 32_660],
    [4, 56, 32_631],
    [0, 0, 32_631],
    [-0.1, -0.1, 32_730],
  ])('at %d, %d lies in EPSG:%d', (longitude, latitude, code) => expect(utmCode({ longitude, latitude })).toBe(code));
});
