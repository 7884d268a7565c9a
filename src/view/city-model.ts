import { Group, type PerspectiveCamera } from 'three';
import type { City } from '#model/city.ts';
import type { PickedFeature, SessionState } from '#state/session.ts';
import { type BuildingLayer, createBuildingLayer } from './buildings/building-layer.ts';
import type { CoveragePaint } from './coverage/coverage-shader.ts';
import { createFeatureLayer } from './features/feature-layer.ts';
import { createGroundLayer } from './ground/ground-layer.ts';
import type { CityPalette } from './theme.ts';
import { createTileGrid, drawnBounds } from './tile-grid.ts';
import type { WorkQueue } from './work-queue.ts';

/** A city as it is drawn. */
export interface CityModel {
  readonly city: City;
  readonly group: Group;
  readonly buildings: BuildingLayer;
  setPalette(palette: CityPalette): void;
  setLayers(layers: SessionState['layers']): void;
  setPicked(picked: PickedFeature | null): void;
  /** `pixelsPerMeter`: the screen's at one metre from the eye. */
  prepareFrame(camera: PerspectiveCamera, pixelsPerMeter: number): void;
  /** After the context was lost. */
  restore(): void;
  dispose(): void;
}

/** Ground goes on this far beyond the analysed area where there are buildings, metres. */
const groundMargin = 300;

/** Starts to build a city in the queue, from `centre` outwards. */
export function createCityModel(
  city: City,
  work: WorkQueue,
  coverage: CoveragePaint,
  centre: readonly [number, number],
): CityModel {
  const grid = createTileGrid(drawnBounds(city.manifest.bounds, city.prisms, groundMargin), city.terrain);
  const group = new Group();
  const ground = createGroundLayer(city, grid, work, coverage);
  const buildings = createBuildingLayer(city, grid, work, centre);
  const features = createFeatureLayer(city, grid);
  group.add(ground.group, buildings.group, features.group);
  let palette: CityPalette | null = null;

  return {
    city,
    group,
    buildings,
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
    },
    prepareFrame(camera, pixelsPerMeter) {
      ground.prepareFrame(camera, pixelsPerMeter);
      buildings.prepareFrame(camera.position);
      features.prepareFrame(camera.position);
    },
    restore: ground.restore,
    dispose() {
      for (const layer of [ground, buildings, features]) layer.dispose();
    },
  };
}
