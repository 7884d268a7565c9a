import { exponential } from '#geo/exponential.ts';
import type { GapPlace } from '#model/results/gaps/common.ts';
import type { Drive, DriveDevice, DriveStretch } from '#model/results/gaps/vehicle-approach.ts';
import { type DriveGraph, edgeName } from '../traffic/drive-graph.ts';
import type { DrivePlace } from '../traffic/drive-places.ts';
import { type ApproachDrive, shareAt } from './drive-approach.ts';
import { driveSamples } from './drive-line.ts';
import { classAt, groundBox, readExposure, readsBetween, type WatchedStreets } from './drive-watch.ts';
import { arcLine, joinedLines, lineBetween, lineLength, pointAlong } from './road-lines.ts';
import { readersOf } from './road-readers.ts';

/** What drives are described with. */
export interface DriveScenery extends WatchedStreets {
  /** Where drives end. */
  readonly end: DrivePlace;
  /** Categories of the plan, and the one from which on a vehicle counts as observed, 0 = lowest. */
  readonly categories: number;
  readonly category: number;
}

/** A stretch of an arc that is driven: shares of its length in the direction of travel. */
interface DrivenArc {
  readonly arc: number;
  readonly from: number;
  readonly to: number;
  /** Metres from the start of the drive to where it begins. */
  readonly begins: number;
  readonly meters: number;
}

/** A drive with all that is told of it. A unit has its chance in the middle of every stretch that it reads. */
export function driveRecord(scenery: DriveScenery, drive: ApproachDrive): Drive {
  const { graph } = scenery;
  const driven = drivenArcs(scenery, drive);
  const xy = joinedLines(driven.map((part) => partLine(graph, part)));
  const watched = watchedAlong(scenery, driven);
  const reads = readsAlong(scenery, driven);
  const devices = devicesOf(watched.byCamera, reads);
  const total = devices.reduce((sum, { exposure }) => sum + exposure, 0);
  const lengthMeters = driven.reduce((sum, { meters }) => sum + meters, 0);
  const unwatched = watched.stretches.filter(({ class: seen }) => seen <= scenery.category);
  const unwatchedMeters = unwatched.reduce((sum, { fromMeters, toMeters }) => sum + toMeters - fromMeters, 0);
  return {
    entry: entryOf(graph, drive, xy),
    xy,
    lengthMeters,
    seconds: drive.milliseconds / 1000,
    unobserved: exponential(-total),
    unwatchedShare: lengthMeters > 0 ? Math.min(1, unwatchedMeters / lengthMeters) : 0,
    secondsByClass: watched.secondsByClass,
    stretches: watched.stretches,
    reads,
    devices: devices
      .map((device) => ({ ...device, unobservedWithout: Math.min(1, exponential(device.exposure - total)) }))
      .sort((a, b) => b.exposure - a.exposure || (a.deviceId < b.deviceId ? -1 : 1)),
    weakest: weakestOf(scenery, driven, xy, unwatched),
  };
}

function drivenArcs({ graph, end }: DriveScenery, { arcs, start }: ApproachDrive): DrivenArc[] {
  let begins = 0;
  return arcs.map((arc, at) => {
    const from = at === 0 && start !== null ? shareAt(arc, start) : 0;
    const to = at === arcs.length - 1 ? shareAt(arc, end) : 1;
    const meters = graph.network.edgeLength[arc >>> 1] * Math.max(0, to - from);
    const part = { arc, from, to, begins, meters };
    begins += meters;
    return part;
  });
}

function partLine({ network, streets }: DriveGraph, { arc, from, to }: DrivenArc): number[] {
  const line = arcLine(network, streets, arc);
  if (from === 0 && to === 1) return line;
  const length = lineLength(line);
  return lineBetween(line, from * length, to * length);
}

function entryOf(graph: DriveGraph, { arcs, start }: ApproachDrive, xy: readonly number[]): GapPlace {
  if (start !== null) return { x: start.x, y: start.y, name: start.name };
  return { x: xy[0], y: xy[1], name: edgeName(graph, arcs[0] >>> 1) };
}

interface Watched {
  readonly stretches: DriveStretch[];
  readonly secondsByClass: number[];
  /** Camera → seconds in its sight and ∫ rate dt. */
  readonly byCamera: ReadonlyMap<string, { readonly seconds: number; readonly exposure: number }>;
}

/** What every camera sees along the drive, looked at as the search does. */
function watchedAlong({ graph, grid, cameras, categories }: DriveScenery, driven: readonly DrivenArc[]): Watched {
  const boxed = cameras.map((camera) => ({ camera, box: groundBox(grid, camera) }));
  const byCamera = new Map<string, { seconds: number; exposure: number }>();
  const secondsByClass = new Array<number>(categories + 1).fill(0);
  const stretches: DriveStretch[] = [];
  for (const { arc, from, to, begins, meters } of driven) {
    const { count, xy, seconds } = driveSamples(graph, arc);
    const length = graph.network.edgeLength[arc >>> 1];
    if (count === 0) {
      addStretch(stretches, { fromMeters: begins, toMeters: begins + meters, class: 0, deviceIds: [] });
      secondsByClass[0] += (graph.arcMilliseconds[arc] / 1000) * Math.max(0, to - from);
    }
    for (let at = 0; at < count; at += 1) {
      const first = Math.max(from, at / count);
      const last = Math.min(to, (at + 1) / count);
      if (!(last > first)) continue;
      const [x, y] = [xy[2 * at], xy[2 * at + 1]];
      const time = seconds * (last - first) * count;
      const deviceIds: string[] = [];
      let best = 0;
      for (const { camera, box } of boxed) {
        if (x < box[0] || x >= box[2] || y < box[1] || y >= box[3]) continue;
        const seen = classAt(grid, camera, x, y);
        if (seen === 0) continue;
        best = Math.max(best, camera.thermal ? 1 : seen);
        deviceIds.push(camera.id);
        const known = byCamera.get(camera.id) ?? { seconds: 0, exposure: 0 };
        known.seconds += time;
        known.exposure += camera.rates[seen] * time;
        byCamera.set(camera.id, known);
      }
      secondsByClass[best] += time;
      const [fromMeters, toMeters] = [begins + (first - from) * length, begins + (last - from) * length];
      addStretch(stretches, { fromMeters, toMeters, class: best, deviceIds });
    }
  }
  return { stretches, secondsByClass, byCamera };
}

function addStretch(stretches: DriveStretch[], more: DriveStretch): void {
  const last = stretches[stretches.length - 1];
  const same =
    last?.class === more.class &&
    last.deviceIds.length === more.deviceIds.length &&
    last.deviceIds.every((id, at) => id === more.deviceIds[at]);
  if (same) stretches[stretches.length - 1] = { ...last, toMeters: more.toMeters };
  else stretches.push(more);
}

/** Units passed, on every stretch that they read. */
function readsAlong({ readers }: DriveScenery, driven: readonly DrivenArc[]): Drive['reads'] {
  return driven.flatMap(({ arc, from, to, begins, meters }) => {
    if (!readsBetween(from, to)) return [];
    const atMeters = to > from ? begins + (meters * (0.5 - from)) / (to - from) : begins;
    return readersOf(readers, arc).map(({ deviceId, read }) => ({ deviceId, atMeters, read }));
  });
}

function devicesOf(byCamera: Watched['byCamera'], reads: Drive['reads']): Omit<DriveDevice, 'unobservedWithout'>[] {
  const byUnit = new Map<string, number>();
  for (const { deviceId, read } of reads) {
    byUnit.set(deviceId, (byUnit.get(deviceId) ?? 0) + readExposure(read));
  }
  return [
    ...[...byCamera].map(([deviceId, watched]) => ({ deviceId, ...watched })),
    ...[...byUnit].map(([deviceId, exposure]) => ({ deviceId, seconds: 0, exposure })),
  ];
}

/** The longest run below the category. */
function weakestOf(
  { graph }: DriveScenery,
  driven: readonly DrivenArc[],
  xy: readonly number[],
  unwatched: readonly DriveStretch[],
): Drive['weakest'] {
  const runs: { readonly fromMeters: number; readonly toMeters: number }[] = [];
  for (const { fromMeters, toMeters } of unwatched) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.toMeters >= fromMeters - 1e-6) runs[runs.length - 1] = { ...last, toMeters };
    else runs.push({ fromMeters, toMeters });
  }
  const longest = Math.max(...runs.map((run) => run.toMeters - run.fromMeters));
  const best = runs.find((run) => run.toMeters - run.fromMeters === longest);
  if (best === undefined) return null;
  const middle = (best.fromMeters + best.toMeters) / 2;
  const [x, y] = pointAlong(xy, middle);
  const on = driven.find(({ begins, meters }) => middle <= begins + meters) ?? driven[driven.length - 1];
  return { place: { x, y, name: edgeName(graph, on.arc >>> 1) }, ...best };
}
