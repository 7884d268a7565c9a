/** A rectangle of degrees, WGS 84; west ≤ east. */
export interface GeographicBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Kilometres in a degree of latitude: 40,007.86 km (WGS 84's meridian) by 360. */
export const kilometersPerDegree = 111.133;
/** Beyond this latitude no area is fetched, degrees: the scene's frame ends there. */
export const largestLatitude = 84;
/** A public Overpass service is asked for at most this much at once, km². */
export const largestAreaKm2 = 25;

/** Area, km²: within 0.6 % of the ellipsoid's. */
export function boxAreaKm2({ west, south, east, north }: GeographicBox): number {
  const middle = (((south + north) / 2) * Math.PI) / 180;
  return (east - west) * (north - south) * kilometersPerDegree * kilometersPerDegree * Math.cos(middle);
}
