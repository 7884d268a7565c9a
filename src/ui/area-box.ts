import { type GeographicBox, kilometersPerDegree, largestLatitude } from '#model/geographic-box.ts';

export interface GeographicPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** “60.17, 24.94”, “60.17 24.94”, or a link of openstreetmap.org (`#map=15/60.17/24.94`, `mlat=…&mlon=…`); else null. */
export function parsePlace(text: string): GeographicPoint | null {
  const number = '(-?\\d{1,3}(?:\\.\\d+)?)';
  const patterns = [
    new RegExp(`#map=[\\d.]+/${number}/${number}`),
    new RegExp(`mlat=${number}&mlon=${number}`),
    new RegExp(`^\\s*${number}\\s*[,;\\s]\\s*${number}\\s*$`),
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const latitude = Number(match[1]);
    const longitude = Number(match[2]);
    return Math.abs(latitude) <= largestLatitude && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
  }
  return null;
}

/** Rectangle of this size around a point; null where the size is none or the date line is in it. Kilometres. */
export function boxAround(
  { latitude, longitude }: GeographicPoint,
  width: number,
  height: number,
): GeographicBox | null {
  if (!(width > 0 && height > 0 && width < 1000 && height < 1000)) return null;
  const halfHeight = height / 2 / kilometersPerDegree;
  const halfWidth = width / 2 / (kilometersPerDegree * Math.cos((latitude * Math.PI) / 180));
  const box = {
    west: round6(longitude - halfWidth),
    south: round6(latitude - halfHeight),
    east: round6(longitude + halfWidth),
    north: round6(latitude + halfHeight),
  };
  return box.west < -180 || box.east > 180 || box.south < -largestLatitude || box.north > largestLatitude ? null : box;
}

function round6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
