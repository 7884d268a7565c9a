import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { SolidsAt } from '#sim/targets/solids-at.ts';
import { windowX, windowY } from '#sim/visibility/bits.ts';
import { prepareVisibility, targetZ, terrainOf, type VisibilityScene } from '#sim/visibility/visibility-scene.ts';
import { visibleCells } from '#sim/visibility/visible-cells.ts';
import { cityOfScene, exportedMeshes } from '../../test/fixtures/exported-city.ts';
import { importCity } from '../../test/fixtures/import-city.ts';
import { meshCity } from '../../test/fixtures/mesh-city.ts';
import { randomCity } from '../../test/fixtures/random-city.ts';
import { withTowers } from '../../test/fixtures/towers.ts';
import { cameraSpots, type Spot } from '../../test/fixtures/visibility-comparison.ts';
import { plainSettings } from '../../test/fixtures/visibility-probe.ts';
import { realData, realDataPresent } from '../../test/real-data.ts';
import type { RayCamera, RayJob, SurfaceRaster } from './embree-process.ts';

/** A scene and what is asked in it: the ground cells within {@link ComparedScene.range} of each spot. */
export interface ComparedScene {
  readonly name: string;
  readonly sloping: boolean;
  /** Whether the speed is held to its bound: not where buildings hide by their surfaces, nor in real cities. */
  readonly bound: boolean;
  readonly scene: VisibilityScene;
  readonly city: CoverageScene;
  readonly range: number;
  readonly spots: readonly Spot[];
  readonly job: RayJob;
}

const cities: Readonly<Record<string, () => City | CoverageScene | Promise<City>>> = {
  'demo city, level': () => generateDemoCity(undefined, 'level'),
  'demo city, hill': () => generateDemoCity(),
  Helsinki: () => importCity([realData('osm_helsinki/helsinki_centre_2019.osm.pbf')]),
  Monaco: () => importCity([realData('osm_monaco/monaco-250101.osm.pbf'), realData('osm_monaco/monaco_srtm.tif')]),
  'generated, level': () => withTowers(randomCity(1, { side: 2000, raisedShare: 0.02 })),
  'generated, pitched roofs': () => meshCity(1, { side: 2000, raisedShare: 0.02 }),
  'generated, hills': () => withTowers(randomCity(1, { side: 2000, relief: 30, terrainSpacing: 4, raisedShare: 0.02 })),
};

/** Those whose files are not part of the project. */
const realCities: readonly string[] = ['Helsinki', 'Monaco'];

/** Names of the scenes that can be read here. */
export const sceneNames = Object.keys(cities).filter((name) => realDataPresent || !realCities.includes(name));

/** Cameras stand on poles, walls and roofs, a third each; always the same ones. */
export async function comparedScene(name: string, cameras: number, range: number): Promise<ComparedScene> {
  const source = await cities[name]();
  const city = 'manifest' in source ? coverageScene(source, 1) : source;
  const scene = prepareVisibility(city, plainSettings);
  const spots = cameraSpots(scene, cameras, 2);
  const meshes = exportedMeshes('manifest' in source ? source : cityOfScene(source));
  const job = {
    meshes,
    surface: surfaceOf(scene, city, range),
    cameras: spots.map((spot, number): RayCamera => {
      // Of the cameras, every third stands on a pole over open ground.
      return { position: spot, viewshed: number % 3 === 0, targets: targetsOf(scene, spot, range) };
    }),
  };
  const bound = (city.meshes?.count ?? 0) === 0 && !realCities.includes(name);
  return { name, sloping: city.terrain !== null, bound, scene, city, range, spots, job };
}

/** Calls back for every ground cell within range of a spot, row by row; `seen` is what the shadow wedges say. */
export function eachCell(
  scene: VisibilityScene,
  [x, y, z]: Spot,
  range: number,
  action: (x: number, y: number, seen: boolean) => void,
): void {
  const { grid, ground } = scene;
  const { window, bits } = visibleCells(scene, x, y, z, range);
  const x0 = windowX(grid, window);
  const y0 = windowY(grid, window);
  for (let row = 0; row < window.rows; row += 1) {
    for (let column = 0; column < 32 * window.words; column += 1) {
      const word = (window.firstRow + row) * grid.words + window.firstWord + (column >> 5);
      if (((ground[word] >>> (column & 31)) & 1) === 0) continue;
      const tx = x0 + column * grid.cell;
      const ty = y0 + row * grid.cell;
      if ((tx - x) * (tx - x) + (ty - y) * (ty - y) > range * range) continue;
      action(tx, ty, ((bits[row * window.words + (column >> 5)] >>> (column & 31)) & 1) === 1);
    }
  }
}

function targetsOf(scene: VisibilityScene, spot: Spot, range: number): Float64Array {
  const xyz: number[] = [];
  eachCell(scene, spot, range, (x, y) => xyz.push(x, y, targetZ(scene, x, y)));
  return Float64Array.from(xyz);
}

function surfaceOf(scene: VisibilityScene, city: CoverageScene, range: number): SurfaceRaster {
  const { cell, columns, rows, firstColumn, firstRow } = scene.grid;
  const solids = new SolidsAt(city.prisms, city.terrain);
  const heights = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const y = (firstRow + row + 0.5) * cell;
    for (let column = 0; column < columns; column += 1) {
      const x = (firstColumn + column + 0.5) * cell;
      let height = groundHeight(terrainOf(scene), x, y);
      for (const solid of solids.at(x, y)) height = Math.max(height, city.prisms.topZ[solid]);
      heights[(rows - 1 - row) * columns + column] = height;
    }
  }
  const north = (firstRow + rows) * cell;
  return { columns, rows, west: firstColumn * cell, north, cell, targetHeight: scene.targetHeight, range, heights };
}
