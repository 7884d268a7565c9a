import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City, Mount, Portal } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { createSnapIndex } from './snap-index.ts';
import { placingOf, snapInPlan, snapToSurface, wallOffsetMeters } from './snapping.ts';

type Ring = readonly (readonly [number, number])[];

function city(
  solids: readonly { readonly rings: readonly Ring[]; readonly top: number }[],
  mounts: readonly Mount[] = [],
  portals: readonly Portal[] = [],
): City {
  const rings = solids.flatMap((solid) => solid.rings);
  const running = (counts: readonly number[]) =>
    Uint32Array.from([0, ...counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b, 0))]);
  return {
    manifest: {
      format: 'sightline-scene',
      version: 2,
      id: 'test',
      name: 'test',
      invented: true,
      origin: { longitude: 0, latitude: 0, heightMeters: 0 },
      bounds: { minX: -200, minY: -200, maxX: 200, maxY: 200 },
      attribution: [],
      sources: [],
      statistics: {},
      layers: [],
    },
    ...emptyLayers,
    buildings: solids.map((_, i) => ({
      ...plainBuilding,
      id: `way/${i}`,
      heightSource: 'height' as const,
      heightMeters: 10,
    })),
    prisms: {
      count: solids.length,
      building: Uint32Array.from(solids.keys()),
      ringStart: running(solids.map((solid) => solid.rings.length)),
      vertexStart: running(rings.map((ring) => ring.length)),
      xy: Float64Array.from(rings.flat(2)),
      baseZ: new Float64Array(solids.length),
      topZ: Float64Array.from(solids, (solid) => solid.top),
      raised: new Uint8Array(solids.length),
    },
    mounts,
    portals,
  };
}

const block: Ring = [
  [0, 0],
  [40, 0],
  [40, 20],
  [0, 20],
];
const reach = { mount: 3, wall: 4 };
const camera = placingOf('camera', 6);
const lamp: Mount = { id: 'node/7', kind: 'lamp', x: -20, y: -20, heightMeters: 8 };

describe('snapping', () => {
  const index = createSnapIndex(city([{ rings: [block], top: 15 }], [lamp]));

  it('goes to a wall within reach, stands off it and faces outwards', () => {
    const at = snapInPlan(index, 12, -3, 5, reach, camera);
    expect(at).toEqual({
      x: 12,
      y: -wallOffsetMeters,
      heightMeters: 5,
      headingDegrees: 180,
      mounting: { kind: 'wall', featureId: 'way/0' },
    });
  });

  it('stays free where nothing is within reach', () => {
    expect(snapInPlan(index, 12, -9, 5, reach, camera).mounting.kind).toBe('free');
    expect(snapInPlan(index, 12, -3, 5, { mount: 0, wall: 0 }, camera).mounting.kind).toBe('free');
  });

  it('prefers a pole to a wall', () => {
    expect(snapInPlan(index, -19, -21, 5, { mount: 3, wall: 50 }, camera)).toEqual({
      x: -20,
      y: -20,
      heightMeters: 5,
      headingDegrees: null,
      mounting: { kind: 'lamp', featureId: 'node/7' },
    });
  });

  it('comes out of a building to its nearest wall, however far', () => {
    expect(snapInPlan(index, 20, 14, 5, { mount: 0, wall: 0 }, camera)).toMatchObject({
      x: 20,
      y: 20 + wallOffsetMeters,
      headingDegrees: 0,
    });
  });

  it('does not go to a wall that is lower than the camera', () => {
    expect(snapInPlan(index, 12, -1, 16, reach, camera).mounting.kind).toBe('free');
  });

  it('passes over walls that stand against another building', () => {
    const twins = createSnapIndex(
      city([
        { rings: [block], top: 15 },
        { rings: [block.map(([x, y]) => [x, y - 20] as const)], top: 15 },
      ]),
    );
    const at = snapInPlan(twins, 20, 2, 5, reach, camera);
    expect(at.y).toBeCloseTo(20 + wallOffsetMeters, 9);
  });

  it('uses the walls of a courtyard', () => {
    const hole: Ring = [
      [10, 5],
      [10, 15],
      [30, 15],
      [30, 5],
    ];
    const yard = createSnapIndex(city([{ rings: [block, hole], top: 15 }]));
    expect(snapInPlan(yard, 20, 6, 5, reach, camera)).toMatchObject({
      x: 20,
      y: 5 + wallOffsetMeters,
      headingDegrees: 0,
    });
  });

  it('never places a camera inside a building', () => {
    const coordinate = fc.integer({ min: -60, max: 80 });
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 1, max: 14 }), (x, y, height) => {
        const at = snapInPlan(index, x + 0.25, y + 0.25, height, reach, camera);
        expect(index.prismAt(at.x, at.y, at.heightMeters)).toBe(-1);
      }),
    );
  });

  it('takes height and wall from a facade that was pointed at', () => {
    expect(snapToSurface(index, { x: 12, y: 0, z: 7, prism: 0, normalZ: 0 }, reach, camera)).toMatchObject({
      x: 12,
      y: -wallOffsetMeters,
      heightMeters: 7,
    });
    expect(snapToSurface(index, { x: 12, y: 0, z: 0.5, prism: 0, normalZ: 0 }, reach, camera).heightMeters).toBe(2.5);
  });

  it('goes to the edge of a roof that was pointed at near it, else onto the roof', () => {
    const edge = snapToSurface(index, { x: 12, y: 2, z: 15, prism: 0, normalZ: 1 }, reach, camera);
    expect(edge).toMatchObject({
      x: 12,
      y: -wallOffsetMeters,
      headingDegrees: 180,
      mounting: { kind: 'roof', featureId: 'way/0' },
    });
    expect(edge.heightMeters).toBeGreaterThan(15);
    expect(snapToSurface(index, { x: 20, y: 10, z: 15, prism: 0, normalZ: 1 }, reach, camera)).toMatchObject({
      x: 20,
      y: 10,
      headingDegrees: null,
    });
  });

  it('stays below the top of a pole that is lower than the wanted height', () => {
    expect(snapInPlan(index, -19, -21, 12, reach, camera).heightMeters).toBeCloseTo(7.7, 9);
    const unknown = createSnapIndex(city([], [{ ...lamp, heightMeters: null }]));
    expect(snapInPlan(unknown, -19, -21, 12, reach, camera).heightMeters).toBe(12);
  });

  it('takes the edge of the roof from the upper part of a wall, half a metre above it', () => {
    const at = snapToSurface(index, { x: 12, y: 0, z: 14, prism: 0, normalZ: 0 }, reach, camera);
    expect(at).toMatchObject({ y: -wallOffsetMeters, heightMeters: 15.5, headingDegrees: 180 });
    expect(at.mounting.kind).toBe('roof');
  });

  it('puts access control at the way in and out of its wall, and nothing else there', () => {
    const door: Portal = {
      id: 'node/9',
      kind: 'entrance',
      x: 20,
      y: 0,
      name: null,
      address: null,
      buildingId: 'way/0',
      barrierId: null,
    };
    const address: Portal = { ...door, id: 'node/10', kind: 'address', x: 12 };
    const doors = createSnapIndex(city([{ rings: [block], top: 15 }], [lamp], [door, address]));
    const at = snapInPlan(doors, 12, -4, 1.2, reach, placingOf('access', 1.2));
    expect(at).toEqual({
      x: 20,
      y: -wallOffsetMeters,
      heightMeters: 1.2,
      headingDegrees: 180,
      mounting: { kind: 'portal', featureId: 'node/9' },
    });
    expect(snapInPlan(doors, 60, -4, 1.2, reach, placingOf('access', 1.2)).mounting.kind).toBe('free');
    expect(snapInPlan(doors, 20, -4, 6, reach, camera).mounting.kind).toBe('wall');
  });

  it('puts a light controller on top of the nearest lamp', () => {
    const pole: Mount = { id: 'node/8', kind: 'pole', x: -19, y: -20, heightMeters: 9 };
    const lamps = createSnapIndex(city([], [pole, lamp]));
    const at = snapInPlan(lamps, -12, -20, 5, reach, placingOf('light', 5));
    expect(at).toMatchObject({ x: -20, y: -20, heightMeters: 8, mounting: { kind: 'lamp', featureId: 'node/7' } });
  });
});
