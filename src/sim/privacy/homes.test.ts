import { describe, expect, test } from 'vitest';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { Area, AreaKind, Street } from '#model/city.ts';
import type { CoverageScene, SurroundingBuilding, Surroundings } from '#model/results/coverage-bits.ts';
import type { FacadePanels } from '#model/results/facades.ts';
import { box, sceneOf } from '../../../test/fixtures/random-city.ts';
import { patchContains } from '../devices/cell-raster.ts';
import { createGroundCells } from '../visibility/ground-cells.ts';
import { createSolids } from '../visibility/solids.ts';
import { maskedPanels, panelUnits } from './facade-areas.ts';
import { homesOf } from './homes.ts';
import { exposedByDevice, privacyCategory } from './privacy-exposure.ts';
import { homeGroundMeters, maskedGround, pavementMeters, privateGround, residentialGround } from './private-ground.ts';

const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };

function land(kind: AreaKind, minX: number, minY: number, maxX: number, maxY: number): Area {
  return { id: `${kind} ${minX}`, kind, name: null, rings: [Float64Array.from(box(minX, minY, maxX, maxY).flat())] };
}

function building(id: string, outlineId: string | null = null): SurroundingBuilding {
  return { id, structure: 'building', outlineId, roofShape: null, roofHeightMeters: 0 };
}

const street = (xy: readonly number[], parts: Partial<Street> = {}): Street => ({
  ...{ id: 's', class: 'residential', name: null, xy: Float64Array.from(xy), widthMeters: 6, widthSource: 'default' },
  ...{ lanes: null, oneway: false, car: true, bicycle: true, foot: true, sidewalk: null, passage: false },
  ...{ bridge: false, tunnel: false, layer: 0, lit: null, maxSpeedKmh: null },
  ...parts,
});

/** Houses of 10 × 10 m at x = 0, 30, 60 …, one per use. */
function houses(uses: readonly string[], parts: Partial<Surroundings> = {}): CoverageScene {
  const sketches = uses.map((_, k) => ({ rings: [box(30 * k, 0, 30 * k + 10, 10)], base: 0, top: 8 }));
  return {
    ...sceneOf(sketches, { bounds }),
    surroundings: {
      ...{ buildingUses: uses, buildings: uses.map((_, k) => building(`solid/${k}`)), streets: [], areas: [] },
      ...{ portals: [], sites: [], zones: [], mounts: [], demand: [] },
      ...parts,
    },
  };
}

describe('homes', () => {
  test('are told by their use', () => {
    expect([...homesOf(houses(['apartments', 'hotel', 'house', 'office', 'barracks']))]).toEqual([1, 0, 1, 0, 0]);
  });

  test('of unknown use are those on residential land', () => {
    const areas = [land('residential', -5, -5, 15, 15), land('commercial', 25, -5, 45, 15)];
    expect([...homesOf(houses(['yes', 'yes', 'yes', 'shed'], { areas }))]).toEqual([1, 0, 0, 0]);
  });

  test('a part of unknown use is what its outline is', () => {
    const buildings = [building('solid/0'), building('part', 'solid/0'), building('other', 'unknown')];
    expect([...homesOf(houses(['apartments', 'yes', 'yes'], { buildings }))]).toEqual([1, 1, 0]);
  });

  test('there are none in a scene without surroundings', () => {
    expect([...homesOf(sceneOf([{ rings: [box(0, 0, 5, 5)], base: 0, top: 3 }], { bounds }))]).toEqual([0]);
  });
});

describe('private ground', () => {
  const grid = createCellGrid(bounds, 1);
  const on = (scene: CoverageScene) => ({
    grid,
    ground: createGroundCells(grid, bounds, createSolids(scene.prisms, [], null)),
  });

  test('without land use is what lies near the walls of homes, courtyards too', () => {
    const scene = houses(['house', 'office']);
    const region = residentialGround(on(scene), scene, homesOf(scene));
    // A square of 10 m widened by 8 m with round corners, without the house.
    const expected = 4 * 10 * homeGroundMeters + Math.PI * homeGroundMeters ** 2;
    expect(region.cells / expected).toBeCloseTo(1, 1);
    expect(patchContains(grid, region, -7.5, 5.5)).toBe(true);
    expect(patchContains(grid, region, -8.5, 5.5)).toBe(false);
    expect(patchContains(grid, region, 5.5, 5.5)).toBe(false);
    expect(patchContains(grid, region, 35.5, -2.5)).toBe(false);
  });

  test('ends at the pavement of streets, at paths, squares and greens', () => {
    const areas = [
      land('residential', -50, -50, 50, 50),
      land('square', 20, 20, 40, 40),
      land('green', -40, 20, -20, 40),
    ];
    const streets = [street([-60, -20, 60, -20]), street([0, -60, 0, -30], { car: false, widthMeters: 2 })];
    const scene = houses(['house'], { areas, streets });
    const region = privateGround(on(scene), scene, homesOf(scene));
    const has = (x: number, y: number) => patchContains(grid, region, x, y);
    const kerb = -20 - 3 - pavementMeters;
    expect([has(-30.5, kerb + 0.5), has(-30.5, kerb - 0.5)]).toEqual([false, true]);
    expect([has(0.5, -40.5), has(1.5, -40.5)]).toEqual([false, true]);
    expect([has(30.5, 30.5), has(-30.5, 30.5), has(45.5, 45.5), has(55.5, 45.5)]).toEqual([false, false, true, false]);
  });

  test('in a privacy zone is masked; other zones mask nothing', () => {
    const scene = houses(['house']);
    const zone = (kind: 'privacy' | 'interest') => ({
      id: kind,
      name: kind,
      kind,
      rings: [[20, 20, 30, 20, 30, 30, 20, 30]],
    });
    expect(maskedGround(on(scene), [zone('privacy'), zone('interest')]).cells).toBe(100);
    expect(maskedGround(on(scene), [zone('interest')]).cells).toBe(0);
  });
});

describe('facades of homes', () => {
  const panels: FacadePanels = {
    ...{ count: 3, center: Float64Array.of(5, 5, 2, 15, 5, 2, 25, 5, 2), normal: new Float64Array(6) },
    ...{ width: Float32Array.of(3, 2.5, 3), height: Float32Array.of(2, 3, 3), building: new Uint32Array(3) },
    residential: Uint8Array.of(1, 1, 0),
  };

  test('are counted in whole square centimetres', () => {
    expect([...panelUnits(panels)]).toEqual([60_000, 75_000, 0]);
  });

  test('are masked where a privacy zone holds them, not in its hole', () => {
    const rings = [box(0, 0, 20, 10).flat(), box(2, 2, 8, 8).flat()];
    expect([...maskedPanels(panels, [{ id: 'z', name: 'Z', kind: 'privacy', rings }])]).toEqual([0, 1, 0]);
    expect([...maskedPanels(panels, [])]).toEqual([0, 0, 0]);
  });

  test('count for a device from 250 px/m on, in both editions', () => {
    expect(privacyCategory('iec-62676-4-2025')).toBe(4);
    expect(privacyCategory('iec-62676-4-2014')).toBe(4);
    const masks = { open: panelUnits(panels), zones: [] };
    const seen = { facadeIndex: Uint32Array.of(0, 1, 2), facadeClass: Uint8Array.of(5, 4, 7) };
    expect(exposedByDevice(seen, masks, 'iec-62676-4-2025')).toBe(6);
  });
});
