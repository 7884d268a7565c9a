import type { City } from '#model/city.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { coverageScene } from '../coverage/coverage-scene.ts';

/** The part of a city that gap runs read, in cells of side `cell` metres. */
export function gapScene(city: City, cell: number): GapScene {
  const { barriers, crossings, restrictions, trips } = city;
  return { ...coverageScene(city, cell), barriers, crossings, restrictions, trips };
}
