import { Group, type PerspectiveCamera } from 'three';
import type { City } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import type { PickedFeature, SessionState } from '#state/session.ts';
import { type BuildingLayer, createBuildingLayer } from './buildings/building-layer.ts';
import type { CoveragePaint } from './coverage/coverage-shader.ts';
import { createFeatureLayer } from './features/feature-layer.ts';
import { createGroundLayer } from './ground/ground-layer.ts';
import type { CityPalette } from './theme.ts';
import { createTileGrid, drawnBounds, type TileGrid, tileBounds } from './tile-grid.ts';
import type { WorkQueue } from './work-queue.ts';

/** A city as it is drawn. */
export interface CityModel {
  /** The edition of the city that is drawn. */
  readonly city: City;
  readonly group: Group;
  readonly buildings: BuildingLayer;
  /** Takes another edition of the same city without a flash; false where it is another one and has to be built anew. */
  update(city: City): boolean;
  setPalette(palette: CityPalette): void;
  setLayers(layers: SessionState['layers']): void;
  setPicked(picked: PickedFeature | null): void;
  /**
   * `pixelsPerMeter`: the screen's at one metre from the eye; `metersPerPixel`: at the target. True when something has
   * changed that casts shadows.
   */
  prepareFrame(camera: PerspectiveCamera, pixelsPerMeter: number, metersPerPixel: number): boolean;
  /** After the context was lost. */
  restore(): void;
  dispose(): void;
}

/** Ground goes on this far beyond the analysed area where there are buildings, metres. */
const groundMargin = 300;

/** Starts to build a city in the queue, from `centre` outwards. */
export function createCityModel(
  firstCity: City,
  work: WorkQueue,
  coverage: CoveragePaint,
  centre: readonly [number, number],
): CityModel {
  const grid = createTileGrid(boundsOf(firstCity), firstCity.terrain);
  const group = new Group();
  const ground = createGroundLayer(firstCity, grid, work, coverage);
  const buildings = createBuildingLayer(firstCity, grid, work, centre);
  const features = createFeatureLayer(firstCity, work);
  group.add(ground.group, buildings.group, features.group);
  let palette: CityPalette | null = null;
  let city = firstCity;

  return {
    get city() {
      return city;
    },
    group,
    buildings,
    update(next) {
      if (!drawnAlike(city, next) || !holds(grid, boundsOf(next))) return false;
      const changed = buildings.setCity(next).map((tile) => tileBounds(grid, tile));
      ground.setCity(next, changed);
      features.setCity(next);
      city = next;
      return true;
    },
    setPalette(next) {
      if (next === palette) return;
      palette = next;
      for (const layer of [ground, buildings, features]) layer.setPalette(next);
    },
    setLayers(layers) {
      buildings.setVisible(layers.buildings);
      ground.setStreets(layers.streets);
      features.setVisible(layers);
    },
    setPicked(picked) {
      buildings.setPicked(picked?.kind === 'building' ? picked.id : null);
      features.setPicked(picked);
    },
    prepareFrame(camera, pixelsPerMeter, metersPerPixel) {
      ground.prepareFrame(camera, pixelsPerMeter);
      buildings.prepareFrame(camera.position);
      return features.prepareFrame(camera.position, camera.far, metersPerPixel);
    },
    restore: ground.restore,
    dispose() {
      for (const layer of [ground, buildings, features]) layer.dispose();
    },
  };
}

function boundsOf(city: City): Bounds {
  return drawnBounds(city.manifest.bounds, city.prisms, groundMargin);
}

/** Whether two editions stand on the same ground at the same place. */
function drawnAlike(a: City, b: City): boolean {
  const [p, q] = [a.manifest.origin, b.manifest.origin];
  return (
    a.terrain === b.terrain &&
    p.longitude === q.longitude &&
    p.latitude === q.latitude &&
    p.heightMeters === q.heightMeters
  );
}

function holds(grid: TileGrid, bounds: Bounds): boolean {
  return (
    grid.originX <= bounds.minX &&
    grid.originY <= bounds.minY &&
    grid.originX + grid.columns * grid.size >= bounds.maxX &&
    grid.originY + grid.rows * grid.size >= bounds.maxY
  );
}
