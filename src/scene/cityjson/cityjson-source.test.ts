import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import type { ImportNote } from '#model/import-report.ts';
import type { Outcome } from '#model/result.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import type { SourceLayers } from '../sources/source-reader.ts';
import { cityJsonReader } from './cityjson-source.ts';

const origin = { longitude: 10, latitude: 50, heightMeters: 0 };
const reach = { minX: -1000, minY: -1000, maxX: 1000, maxY: 1000 };

interface Read {
  readonly outcome: Outcome<SourceLayers>;
  readonly notes: readonly ImportNote[];
}

/** Reads a file whose coordinates are metres east and north of the scene's origin. */
async function read(value: unknown, text = JSON.stringify(value)): Promise<Read> {
  const notes = new ImportNotes();
  const input = { name: 'a.city.json', files: [{ name: 'a.city.json', blob: new Blob([text]) }] };
  const placement = { frame: createFrame(origin), reach, terrain: null, source: 0, localOrigin: origin };
  const work = cityJsonReader.read(input, null, placement, notes);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  return { outcome: next.value, notes: notes.finish() };
}

async function layersOf(value: unknown) {
  const { outcome } = await read(value);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value.layers;
}

/** A house of 10 × 6 m with eaves at 4 m and a ridge at 7 m along its length, standing at a height of 20 m. */
const house = {
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [0.5, 0.5, 0.5], translate: [0, 0, 20] },
  CityObjects: {
    h: {
      type: 'Building',
      attributes: { roofType: '1030', function: 'dwelling' },
      geometry: [
        { type: 'MultiSurface', lod: '1', boundaries: [[[0, 1, 2]]] },
        {
          type: 'Solid',
          lod: '2.2',
          boundaries: [
            [
              [[3, 2, 1, 0]],
              [[0, 1, 5, 4]],
              [[2, 3, 7, 6]],
              [[1, 2, 6, 9, 5]],
              [[3, 0, 4, 8, 7]],
              [[4, 5, 9, 8]],
              [[6, 7, 8, 9]],
            ],
          ],
          semantics: {
            surfaces: [{ type: 'GroundSurface' }, { type: 'WallSurface' }, { type: 'RoofSurface' }],
            values: [[0, 1, 1, 1, 1, 2, 2]],
          },
        },
      ],
    },
  },
  vertices: [
    [0, 0, 0],
    [20, 0, 0],
    [20, 12, 0],
    [0, 12, 0],
    [0, 0, 8],
    [20, 0, 8],
    [20, 12, 8],
    [0, 12, 8],
    [0, 6, 14],
    [20, 6, 14],
  ],
};

describe('a CityJSON house', () => {
  it('is a prism up to its ridge on the ground of the scene, and its finest faces are its mesh', async () => {
    const { buildings, prisms, meshes } = await layersOf(house);
    expect(buildings).toMatchObject([
      { id: 'h', heightMeters: 7, heightSource: 'measured', roofShape: 'gabled', roofHeightMeters: 3, use: 'dwelling' },
    ]);
    expect([...prisms.baseZ, ...prisms.topZ]).toEqual([0, 7]);
    expect(corners(prisms.xy)).toEqual(['0 0', '0 6', '10 0', '10 6']);
    expect(meshes.count).toBe(1);
    // Ground and two walls and two slopes of four corners, two gables of five.
    expect(meshes.triangleStart[1]).toBe(5 * 2 + 2 * 3);
    expect(meshVolume(meshes.xyz, meshes.triangles)).toBeCloseTo(10 * 6 * 4 + (10 * 6 * 3) / 2, 6);
  });

  it('is placed by templates too', async () => {
    const { vertices, CityObjects, ...head } = house;
    const { boundaries, semantics } = CityObjects.h.geometry[1];
    const metres = vertices.map((vertex) => vertex.map((value) => value / 2));
    const template = { type: 'Solid', lod: '2.2', boundaries, semantics };
    const matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    const { prisms, meshes } = await layersOf({
      ...head,
      'geometry-templates': { templates: [template], 'vertices-templates': metres },
      CityObjects: {
        t: {
          type: 'Building',
          geometry: [{ type: 'GeometryInstance', template: 0, boundaries: [0], transformationMatrix: matrix }],
        },
      },
      vertices: [[200, 100, 0]],
    });
    expect(corners(prisms.xy)).toEqual(['100 50', '100 56', '110 50', '110 56']);
    expect([...prisms.topZ]).toEqual([7]);
    expect(meshes.count).toBe(1);
  });

  it('stands in a sequence of features, each with vertices of its own', async () => {
    const { vertices, CityObjects, ...head } = house;
    const lines = [
      { ...head, CityObjects: {}, vertices: [] },
      { type: 'CityJSONFeature', id: 'h', CityObjects, vertices },
    ];
    const { outcome } = await read(null, lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(outcome.ok && outcome.value.layers.buildings).toHaveLength(1);
  });
});

describe('a damaged CityJSON', () => {
  it.each([
    ['is cut off', JSON.stringify(house).slice(0, -40), 'damaged or cut off'],
    ['is of a version to come', JSON.stringify({ ...house, version: '3.0' }), 'reads 1.0, 1.1 and 2.0'],
    ['has no vertices', JSON.stringify({ ...house, vertices: undefined }), 'missing'],
  ])('that %s gives a sentence', async (_, text, words) => {
    const { outcome } = await read(null, text);
    expect(outcome.ok ? '' : outcome.problem.sentence).toContain(words);
  });

  it('drops an object that names vertices which are not there, by its id', async () => {
    const { geometry } = house.CityObjects.h;
    const CityObjects = { h: { type: 'Building', geometry: geometry.slice(1) } };
    const { outcome, notes } = await read({ ...house, CityObjects, vertices: house.vertices.slice(0, 6) });
    expect(outcome.ok && outcome.value.layers.buildings).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'dropped', ids: ['h'] }]);
  });

  it('with any boundaries gives layers or a sentence', async () => {
    const nested = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.integer({ min: -2, max: 12 }),
        fc.string({ maxLength: 3 }),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
      ),
    })).tree;
    const type = fc.constantFrom('Solid', 'MultiSurface', 'CompositeSolid', 'GeometryInstance', 'Sphere');
    await fc.assert(
      fc.asyncProperty(nested, nested, type, async (boundaries, values, geometryType) => {
        const geometry = [
          { type: geometryType, lod: '2', boundaries, semantics: { surfaces: [{ type: 'RoofSurface' }], values } },
        ];
        const { outcome } = await read({ ...house, CityObjects: { h: { type: 'Building', geometry } } });
        expect(outcome.ok || outcome.problem.sentence !== '').toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

function corners(xy: Float64Array): string[] {
  return Array.from({ length: xy.length / 2 }, (_, i) => `${xy[2 * i] + 0} ${xy[2 * i + 1] + 0}`).sort();
}

/** Six times the volume is the sum of the triangles' spat products: right only where all of them face outwards. */
function meshVolume(xyz: Float64Array, triangles: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => xyz.subarray(3 * triangles[i + corner], 3 * triangles[i + corner] + 3));
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}
