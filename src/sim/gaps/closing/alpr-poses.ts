import { degreesOfVector } from '#geo/arctangent.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Mounting } from '#model/device.ts';
import type { AlprModel } from '#model/device-model.ts';
import type { Plate } from '../../alpr/plate-reading.ts';
import { plateRules } from '../../alpr/plate-rules.ts';
import { lanesOf } from '../../targets/lane-targets.ts';
import { arcLine, lineLength, pointAlong } from '../cordon/road-lines.ts';
import { type AlprPose, type AlprTools, plateRegionOf, standing } from './alpr-tools.ts';

/** Where a unit could be fixed to read a road. */
export interface AlprMount {
  readonly x: number;
  readonly y: number;
  /** At most, metres above the ground. */
  readonly highestMeters: number;
  readonly mounting: Mounting;
}

/** Mounts farther from the road are not looked at, metres; and no more than so many, the nearest first. */
const mountReachMeters = 40;
const mostMounts = 8;
/** A device so near to a mount uses it, metres. */
const takenMeters = 0.5;
/** A mount without a height of its own, and a new pole, metres: assumption. */
const usualMountMeters = 6;
/** A new pole stands so far from the carriageway, metres. */
const kerbMeters = 0.75;
/** Plates are looked at from so far in plan, metres. */
const leastDistance = 12;
const mostDistance = 32;
const bestDistance = 20;
/** Points of the lanes that are aimed at, metres apart; at most so many per mount and side. */
const aimMeters = 3;
const mostAims = 3;
/** Density that is aimed at, by the density at which plates are read fully. */
const densityMargin = 1.1;
/** What the picture holds beside the lanes, metres. */
const besideMeters = 1;

/** The carriageway of an arc. */
export interface AlprRoad {
  readonly arc: number;
  /** Its line in the direction of travel, flat x, y, and its length, metres. */
  readonly line: readonly number[];
  readonly meters: number;
  /** Lanes to be read: how many, all their widths together, and their middle to the right of the line, metres. */
  readonly lanes: number;
  readonly span: number;
  readonly right: number;
  /** Half the whole street's width, metres. */
  readonly halfWidth: number;
  readonly speedKmh: number;
}

/** Null where the city has no lanes for the arc, as in tunnels. `bothWays`: with the lanes of the other direction. */
export function alprRoad({ graph, scenario }: AlprTools, arc: number, bothWays: boolean): AlprRoad | null {
  const street = graph.streets[graph.network.edgeStreet[arc >>> 1]];
  const way = (arc & 1) === 0 ? 1 : -1;
  const { width, lanes } = lanesOf(street, false);
  const own = lanes.filter((lane) => bothWays || lane.way === way);
  const line = arcLine(graph.network, graph.streets, arc);
  const meters = lineLength(line);
  if (own.length === 0 || !(meters > 0)) return null;
  return {
    arc,
    line,
    meters,
    lanes: own.length,
    span: new Set(own.map(({ number }) => number)).size * width,
    right: (way * own.reduce((sum, { offset }) => sum + offset, 0)) / own.length,
    halfWidth: street.widthMeters / 2,
    speedKmh: street.maxSpeedKmh ?? scenario.assumptions.plateSpeedKmh,
  };
}

/** Free lamps, signals and poles near a road, the nearest first; `takenToo`: ids of mounts that units not yet in the plan use. */
export function freeMounts(
  { context, scenario }: AlprTools,
  road: AlprRoad,
  takenToo: ReadonlySet<string>,
): AlprMount[] {
  const used = standing(scenario.devices);
  const taken = new Set([...used.map(({ mounting }) => mounting.featureId), ...takenToo]);
  const [x, y] = pointAlong(road.line, road.meters / 2);
  const reach = mountReachMeters + road.meters / 2;
  const near: { readonly mount: AlprMount; readonly away: number }[] = [];
  for (const { id, kind, x: mx, y: my, heightMeters } of context.surroundings?.mounts ?? []) {
    if (Math.abs(mx - x) > reach || Math.abs(my - y) > reach || taken.has(id)) continue;
    const away = distanceToRoad(road, mx, my);
    if (away > mountReachMeters) continue;
    if (used.some((device) => distance(device.x - mx, device.y - my) <= takenMeters)) continue;
    const mounting = { kind, featureId: id };
    near.push({ mount: { x: mx, y: my, highestMeters: heightMeters ?? usualMountMeters, mounting }, away });
  }
  near.sort(
    (a, b) => a.away - b.away || ((a.mount.mounting.featureId ?? '') < (b.mount.mounting.featureId ?? '') ? -1 : 1),
  );
  return near.slice(0, mostMounts).map(({ mount }) => mount);
}

function distanceToRoad({ line }: AlprRoad, x: number, y: number): number {
  let least = Infinity;
  for (let at = 2; at + 1 < line.length; at += 2) {
    const [ax, ay] = [line[at - 2], line[at - 1]];
    const [dx, dy] = [line[at] - ax, line[at + 1] - ay];
    const squared = dx * dx + dy * dy;
    const share = squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared)) : 0;
    least = Math.min(least, distance(x - ax - share * dx, y - ay - share * dy));
  }
  return least;
}

/** New poles at both kerbs, at the ends and in the middle of a road. */
export function newPoles(road: AlprRoad): AlprMount[] {
  const poles: AlprMount[] = [];
  for (const share of [0.5, 0, 1]) {
    const [x, y, dx, dy] = directed(road, share * road.meters);
    for (const side of [1, -1]) {
      const off = side * (road.halfWidth + kerbMeters);
      const mounting: Mounting = { kind: 'pole', featureId: null };
      poles.push({ x: x + off * dy, y: y - off * dx, highestMeters: usualMountMeters, mounting });
    }
  }
  return poles;
}

/** A point of a road's line and the direction of travel there. */
function directed({ line, meters }: AlprRoad, along: number): readonly [x: number, y: number, dx: number, dy: number] {
  const step = Math.min(1, meters / 2);
  const from = Math.min(Math.max(0, along - step), meters - 2 * step);
  const [ax, ay] = pointAlong(line, from);
  const [bx, by] = pointAlong(line, from + 2 * step);
  const [x, y] = pointAlong(line, along);
  const length = distance(bx - ax, by - ay);
  return length > 0 ? [x, y, (bx - ax) / length, (by - ay) / length] : [x, y, 1, 0];
}

/** A pose with the plate that it is aimed at. */
export interface AimedPose {
  readonly pose: AlprPose;
  readonly plate: Plate;
}

/** A point of the lanes that a mount looks at, and the direction of travel there. */
interface Aim {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** In plan, metres, and the sine of the angle to the direction of travel. */
  readonly away: number;
  readonly sine: number;
  /** Vehicles come towards the mount. */
  readonly towards: boolean;
}

/** Poses of a model on a mount that look along a road, towards and with the traffic, the most promising first on each side. */
export function posesOn(tools: AlprTools, road: AlprRoad, mount: AlprMount, model: AlprModel): AimedPose[] {
  const aims = aimsFrom(road, mount);
  const best = (towards: boolean) => aims.filter((aim) => aim.towards === towards).slice(0, mostAims);
  return [...best(true), ...best(false)].map((aim) => poseTo(tools, road, mount, model, aim));
}

function aimsFrom(road: AlprRoad, mount: AlprMount): Aim[] {
  const aims: Aim[] = [];
  const count = Math.max(1, Math.ceil(road.meters / aimMeters));
  for (let at = 0; at < count; at += 1) {
    const [lx, ly, dx, dy] = directed(road, ((at + 0.5) * road.meters) / count);
    const [x, y] = [lx + road.right * dy, ly - road.right * dx];
    const [vx, vy] = [x - mount.x, y - mount.y];
    const away = distance(vx, vy);
    if (away < leastDistance || away > mostDistance) continue;
    const sine = Math.abs(vx * dy - vy * dx) / away;
    if (sine > mostSine) continue;
    aims.push({ x, y, dx, dy, away, sine, towards: vx * dx + vy * dy < 0 });
  }
  const worth = ({ away, sine }: Aim) => sine + Math.abs(away - bestDistance) / 100;
  return aims.sort((a, b) => worth(a) - worth(b));
}

/** sin 28°: plates are not read beyond about 30° in plan. */
const mostSine = 0.47;

function poseTo(
  tools: AlprTools,
  road: AlprRoad,
  mount: AlprMount,
  model: AlprModel,
  { x, y, dx, dy, away, sine }: Aim,
): AimedPose {
  const { assumptions } = tools.scenario;
  const heightMeters = Math.max(0.5, Math.min(model.mountHeightMeters, mount.highestMeters));
  const { terrain } = tools.context.source;
  const rise = groundHeight(terrain, mount.x, mount.y) - groundHeight(terrain, x, y);
  const above = heightMeters + rise - assumptions.plateHeightMeters;
  const slant = Math.sqrt(away * away + above * above);
  const { pixelsFull } = plateRules(assumptions, plateRegionOf(tools));
  const wanted = (densityMargin * pixelsFull * slant) / Math.sqrt(1 - sine * sine);
  const widest = (model.sensor.widthPixels * slant) / (road.span + besideMeters);
  const focal = (Math.min(wanted, widest) * model.sensor.widthMillimeters) / model.sensor.widthPixels;
  const held = Math.min(model.focalLengthMaximum, Math.max(model.focalLengthMinimum, focal));
  const pose = {
    x: mount.x,
    y: mount.y,
    heightMeters,
    headingDegrees: tenths(degreesOfVector(x - mount.x, y - mount.y) + 360) % 360,
    tiltDegrees: tenths(degreesOfVector(above, away)),
    focalLengthMillimeters: tenths(held),
    mounting: mount.mounting,
  };
  const z = groundHeight(terrain, x, y) + assumptions.plateHeightMeters;
  return { pose, plate: { x, y, z, directionX: dx, directionY: dy, speedKmh: road.speedKmh } };
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}

function distance(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}
