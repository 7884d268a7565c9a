import proj4 from 'proj4';
import type { Origin } from '#model/scene.ts';
import { quantize } from './quantum.ts';

/**
 * Local frame of a scene: transverse Mercator on WGS 84 centred on the origin, scale factor 1; x east, y north, metres.
 * Distances near the origin are true to better than 1 part in 10⁶ within 9 km.
 */
export interface Frame {
  readonly origin: Origin;
  /** Degrees → local metres on the 1/1024 m grid. */
  toLocal(longitude: number, latitude: number): [x: number, y: number];
  /** Local metres → degrees, rounded to 1e-9° (0.1 mm), which `toLocal` maps back to the same grid point. */
  toGeographic(x: number, y: number): [longitude: number, latitude: number];
}

/** PROJ string of the frame, as written into exports. */
export function frameDefinition(origin: Origin): string {
  return `+proj=tmerc +lat_0=${origin.latitude} +lon_0=${origin.longitude} +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs`;
}

export function createFrame(origin: Origin): Frame {
  const projection = proj4('EPSG:4326', frameDefinition(origin));
  const nanodegrees = (degrees: number) => Math.round(degrees * 1e9) / 1e9 + 0;
  return {
    origin,
    toLocal(longitude, latitude) {
      const [x, y] = projection.forward([longitude, latitude]);
      return [quantize(x), quantize(y)];
    },
    toGeographic(x, y) {
      const [longitude, latitude] = projection.inverse([x, y]);
      return [nanodegrees(longitude), nanodegrees(latitude)];
    },
  };
}
