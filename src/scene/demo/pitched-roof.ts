import type { Building, RoofShape } from '#model/city.ts';
import { orientedBox } from './oriented-box.ts';
import type { Ring } from './plane.ts';

/** Rise of a roof for each metre from the eaves to below its ridge; usual slopes of 35° to 45°, mansards steeper. */
const risePerMeter: Partial<Record<RoofShape, number>> = {
  gabled: 0.8,
  hipped: 0.7,
  pyramidal: 0.7,
  mansard: 1,
};
/** At most this share of a house's height is roof. */
const mostRoof = 0.4;

/** Height and direction of the roof over a footprint; the ridge runs along the footprint's longer side. */
export function pitchedRoof(
  shape: RoofShape | null,
  outer: Ring,
  heightMeters: number,
): Pick<Building, 'roofHeightMeters' | 'roofDirectionDegrees'> {
  const rise = shape === null ? undefined : risePerMeter[shape];
  if (rise === undefined) return { roofHeightMeters: 0, roofDirectionDegrees: null };
  const { axis, width } = orientedBox(outer);
  const high = Math.min((width / 2) * rise, heightMeters * mostRoof);
  // Clockwise from north, of the ridge's normal; whole degrees, since engines round the arctangent differently.
  const bearing = Math.round((Math.atan2(-axis.y, axis.x) * 180) / Math.PI);
  return {
    roofHeightMeters: Math.round(high * 10) / 10,
    roofDirectionDegrees: shape === 'gabled' ? (bearing + 360) % 180 : null,
  };
}
