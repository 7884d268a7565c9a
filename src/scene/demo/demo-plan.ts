import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import { type Camera } from '#model/device.ts';
import { type Scenario, scenarioSchema } from '#model/scenario.ts';
import { type Sensor } from '#model/sensor.ts';
import { insidePolygon } from '../assemble/ring.ts';
import { type DemoCamera, demoCameras } from './demo-cameras.ts';

/** 3840 × 2160 on a 1/1.8″ sensor of 16:9 with pixels of 2.0 µm: assumption, usual for the class. */
const sensor: Sensor = { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.68, heightMillimeters: 4.32 };

/** How far the optical centre stands off its wall, metres. */
const wallOffset = 0.25;

const targetHeightMeters = 1.6;

/** The worked plan on the demo city: cameras on its lamps, signals and walls around the station, the market and a school. */
export function buildDemoPlan(city: City): Scenario {
  const { id, name, origin } = city.manifest;
  return scenarioSchema.parse({
    format: 'sightline-scenario',
    version: 2,
    id: 'havnby-station',
    name: 'Station and market, plan A',
    description:
      'A worked example on an invented city: fixed cameras that overlook the station square, the market square and the streets around a school. Sensor and lenses are usual values for their class (assumption).',
    scene: { id, name, origin },
    categorySet: 'iec-62676-4-2025',
    targetHeightMeters,
    assumptions: { treeCrowns: 'absent' },
    devices: demoCameras.map((camera, i) => resolve(city, camera, `C-${String(i + 1).padStart(2, '0')}`)),
    sceneEdits: [],
  });
}

interface Foot {
  readonly x: number;
  readonly y: number;
  readonly featureId: string;
  readonly heightMeters: number;
}

function resolve(city: City, camera: DemoCamera, id: string): Camera {
  const foot = camera.on === 'wall' ? wallFoot(city, camera) : poleFoot(city, camera);
  const dx = camera.aim[0] - foot.x;
  const dy = camera.aim[1] - foot.y;
  const eye = groundHeight(city.terrain, foot.x, foot.y) + foot.heightMeters;
  const target = groundHeight(city.terrain, camera.aim[0], camera.aim[1]) + targetHeightMeters;
  const heading = (Math.atan2(dx, dy) * 180) / Math.PI;
  const tilt = (Math.atan2(eye - target, Math.sqrt(dx * dx + dy * dy)) * 180) / Math.PI;
  return {
    kind: 'camera',
    id,
    name: id,
    x: foot.x,
    y: foot.y,
    heightMeters: foot.heightMeters,
    headingDegrees: Math.round((heading + 360) % 360),
    tiltDegrees: Math.round(tilt * 2) / 2,
    rollDegrees: 0,
    sensor,
    focalLengthMillimeters: camera.focalLength,
    mounting: { kind: camera.on === 'wall' ? 'wall' : 'pole', featureId: foot.featureId },
    model: `fixed-4k-${camera.focalLength}mm`,
    notes: camera.notes,
  };
}

function poleFoot(city: City, camera: DemoCamera): Foot {
  const [x, y] = camera.near;
  let best: Foot | null = null;
  let away = 20;
  for (const mount of city.mounts) {
    const d = Math.sqrt((mount.x - x) * (mount.x - x) + (mount.y - y) * (mount.y - y));
    if (mount.kind !== camera.on || d >= away) continue;
    away = d;
    best = {
      x: mount.x,
      y: mount.y,
      featureId: mount.id,
      heightMeters: Math.min(camera.height, mount.heightMeters ?? camera.height),
    };
  }
  if (best === null) throw new Error(`demo plan: no ${camera.on} near ${x}, ${y}`);
  return best;
}

/** True inside a solid that stands on the ground: a wall that two houses share has no open side. */
function insideSolid(city: City, x: number, y: number): boolean {
  const { prisms } = city;
  for (let row = 0; row < prisms.count; row++) {
    if (prisms.raised[row] === 1) continue;
    const rings: Float64Array[] = [];
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring++) {
      rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
    }
    if (insidePolygon(rings, x, y)) return true;
  }
  return false;
}

/** The nearest wall that stands on the ground and is high enough, and the point before it. */
function wallFoot(city: City, camera: DemoCamera): Foot {
  const { prisms } = city;
  const [x, y] = camera.near;
  let best: Foot | null = null;
  let away = 20;
  for (let row = 0; row < prisms.count; row++) {
    if (
      city.buildings[prisms.building[row]].minHeightMeters > 0 ||
      prisms.topZ[row] - prisms.baseZ[row] < camera.height + 0.5
    )
      continue;
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring++) {
      const [first, end] = [prisms.vertexStart[ring], prisms.vertexStart[ring + 1]];
      for (let v = first; v < end; v++) {
        const next = v + 1 === end ? first : v + 1;
        const [ax, ay] = [prisms.xy[2 * v], prisms.xy[2 * v + 1]];
        const [ux, uy] = [prisms.xy[2 * next] - ax, prisms.xy[2 * next + 1] - ay];
        const length = Math.sqrt(ux * ux + uy * uy);
        const t = Math.max(
          0.5 / length,
          Math.min(1 - 0.5 / length, ((x - ax) * ux + (y - ay) * uy) / (length * length)),
        );
        const [px, py] = [ax + t * ux, ay + t * uy];
        const d = Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
        if (length < 2 || d >= away) continue;
        // Outer rings run counter-clockwise and holes clockwise: the open side is to the right.
        const foot = { x: quantize(px + (uy / length) * wallOffset), y: quantize(py - (ux / length) * wallOffset) };
        if (insideSolid(city, foot.x, foot.y)) continue;
        away = d;
        best = {
          ...foot,
          featureId: city.buildings[prisms.building[row]].id,
          heightMeters: camera.height,
        };
      }
    }
  }
  if (best === null) throw new Error(`demo plan: no wall near ${x}, ${y}`);
  return best;
}
