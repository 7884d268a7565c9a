import type { Building, Street, StreetClass } from './city.ts';

/** A building of which nothing is known but its solid; spread it and put in what the source tells. */
export const plainBuilding: Omit<Building, 'id'> = {
  name: null,
  structure: 'building',
  use: 'yes',
  isPart: false,
  outlineId: null,
  heightSource: 'default',
  heightMeters: 0,
  minHeightMeters: 0,
  roofShape: null,
  roofHeightMeters: 0,
  roofDirectionDegrees: null,
  source: 0,
};

/** A street of which only course and class are known. */
export const plainStreet: Omit<Street, 'id' | 'class' | 'xy'> = {
  name: null,
  widthMeters: 3,
  widthSource: 'default',
  lanes: null,
  oneway: false,
  car: true,
  bicycle: true,
  foot: true,
  sidewalk: null,
  passage: false,
  bridge: false,
  tunnel: false,
  layer: 0,
  lit: null,
  maxSpeedKmh: null,
};

/** Who may use a street of this class where nothing else is said. */
export function usersOf(streetClass: StreetClass): Pick<Street, 'car' | 'bicycle' | 'foot'> {
  switch (streetClass) {
    case 'motorway':
    case 'trunk':
      return { car: true, bicycle: false, foot: false };
    case 'pedestrian':
    case 'footway':
    case 'steps':
      return { car: false, bicycle: false, foot: true };
    case 'cycleway':
      return { car: false, bicycle: true, foot: true };
    case 'path':
      return { car: false, bicycle: true, foot: true };
    case 'track':
      return { car: false, bicycle: true, foot: true };
    case 'rail':
    case 'tram':
      return { car: false, bicycle: false, foot: false };
    default:
      return { car: true, bicycle: true, foot: true };
  }
}
