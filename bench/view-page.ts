/**
 * The page that view-scale.ts drives: the twin over a generated city, without panels and workers, so that only the view is
 * measured.
 */
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createCellGrid } from '#geo/cell-grid.ts';
import type { City } from '#model/city.ts';
import { type Device, deviceSchema } from '#model/device.ts';
import type { CoverageTile } from '#model/results/coverage-tile.ts';
import type { FacadePaint, FacadePanels } from '#model/results/facades.ts';
import { statusesAt } from '#model/results/rollout/rollout-moment.ts';
import type { DayBand, RolloutDeviceResult, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber, isoDate } from '#model/rollout/calendar-days.ts';
import { generateLargeCity } from '#scene/demo/large-city.ts';
import { noRollout } from '#state/rollout-state.ts';
import type { Commands, CoverageTiles, CoverageTilesChange, SessionState, ViewPose } from '#state/session.ts';
import { createStore, type WritableStore } from '#state/store.ts';
import { createViewpoint, type Viewpoint } from '#state/viewpoint.ts';
import { Twin } from '#view/twin.tsx';
import { cameraWith, scenarioWith } from '../test/fixtures/cameras.ts';
import { rolloutReport } from '../test/fixtures/rollout-report.ts';
import { viewState } from '../test/fixtures/view-state.ts';

export interface BuildFigures {
  readonly generateMilliseconds: number;
  readonly firstFrameMilliseconds: number;
  readonly buildMilliseconds: number;
  /** Longest time in which the page's event loop did not turn while the view was built, less the renderer's calls. */
  readonly longestGapMilliseconds: number;
  readonly longestScriptMilliseconds: number;
}

export interface FrameFigures {
  readonly script: readonly number[];
  readonly render: readonly number[];
  readonly overlay: readonly number[];
  readonly drawCalls: readonly number[];
  readonly triangles: readonly number[];
}

/** What each step of the slider cost, milliseconds. */
export interface SlideFigures {
  /** From the change of the session until the overlay has followed. */
  readonly follow: readonly number[];
  readonly script: readonly number[];
  readonly overlay: readonly number[];
  /** Devices whose state each step has changed. */
  readonly changed: readonly number[];
}

let root: Root | null = null;
let session: WritableStore<SessionState> | null = null;
let tell: (change: CoverageTilesChange) => void = () => undefined;
let viewpoint: Viewpoint | null = null;

const element = (): HTMLElement | null => document.querySelector<HTMLElement>('.twin');
const number = (name: string): number => Number(element()?.dataset[name] ?? 0);
const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Every other device is a fixed camera; the rest are of all other kinds in turn. */
const otherKinds = [
  { kind: 'camera', projection: 'equidistant', tiltDegrees: 90 },
  { kind: 'camera', heads: [0, 90, 180, 270].map((headingDegrees) => ({ headingDegrees, tiltDegrees: 0 })) },
  { kind: 'alpr', tiltDegrees: 20 },
  { kind: 'access' },
  { kind: 'acoustic' },
  { kind: 'radar' },
  { kind: 'air' },
  { kind: 'light' },
  { kind: 'phone' },
] as const;

function devicesOver({ manifest: { bounds } }: City, count: number): Device[] {
  const side = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, i) => {
    const shared = {
      id: `D-${i}`,
      name: `D-${i}`,
      x: bounds.minX + ((i % side) + 0.5) * ((bounds.maxX - bounds.minX) / side),
      y: bounds.minY + (Math.floor(i / side) + 0.5) * ((bounds.maxY - bounds.minY) / side),
      headingDegrees: (i * 37) % 360,
      mounting: { kind: 'free' as const, featureId: null },
    };
    const plain = cameraWith({ ...shared, tiltDegrees: 12 });
    if (i % 2 === 0) return plain;
    const fields = otherKinds[(i >> 1) % otherKinds.length];
    const optics = { tiltDegrees: 12, sensor: plain.sensor, focalLengthMillimeters: plain.focalLengthMillimeters };
    const optical = fields.kind === 'camera' || fields.kind === 'alpr';
    return deviceSchema.parse({ heightMeters: 6, ...shared, ...(optical ? optics : {}), ...fields });
  });
}

/** One panel on each outer wall up to a number of them, a fifth of them seen. */
function facadesOf({ prisms }: City, most: number): { readonly panels: FacadePanels; readonly paint: FacadePaint } {
  const [center, normal, width, height]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let prism = 0; prism < prisms.count && width.length < most; prism += 1) {
    const first = prisms.vertexStart[prisms.ringStart[prism]];
    const end = prisms.vertexStart[prisms.ringStart[prism] + 1];
    for (let from = first; from < end; from += 1) {
      const to = from + 1 === end ? first : from + 1;
      const [dx, dy] = [prisms.xy[2 * to] - prisms.xy[2 * from], prisms.xy[2 * to + 1] - prisms.xy[2 * from + 1]];
      const length = Math.hypot(dx, dy);
      center.push(prisms.xy[2 * from] + dx / 2, prisms.xy[2 * from + 1] + dy / 2);
      center.push((prisms.baseZ[prism] + prisms.topZ[prism]) / 2);
      normal.push(dy / length, -dx / length);
      width.push(length);
      height.push(prisms.topZ[prism] - prisms.baseZ[prism]);
    }
  }
  const count = width.length;
  const index = Uint32Array.from({ length: Math.floor(count / 5) }, (_, i) => 5 * i);
  return {
    panels: {
      count,
      center: Float64Array.from(center),
      normal: Float64Array.from(normal),
      width: Float32Array.from(width),
      height: Float32Array.from(height),
      building: new Uint32Array(count),
      residential: new Uint8Array(count),
    },
    paint: { index, classes: Uint8Array.from(index, (i) => 1 + (i % 7)) },
  };
}

/** Panels that are painted with, at most five times as many. */
const mostPanels = 100_000;

async function watchBuild(): Promise<Omit<BuildFigures, 'generateMilliseconds'>> {
  const start = performance.now();
  let [first, longest, longestScript, last, rendered] = [0, 0, 0, start, 0];
  const observer = new MutationObserver(() => {
    first ||= performance.now() - start;
    longestScript = Math.max(longestScript, number('scriptMilliseconds') + number('overlayMilliseconds'));
    rendered += number('renderMilliseconds');
  });
  while (element() === null) await nextFrame();
  observer.observe(element() as HTMLElement, { attributes: true, attributeFilter: ['data-script-milliseconds'] });
  const channel = new MessageChannel();
  await new Promise<void>((resolve) => {
    channel.port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last - rendered);
      rendered = 0;
      last = now;
      if (element()?.dataset['settled'] === 'true') resolve();
      else channel.port2.postMessage(0);
    };
    channel.port2.postMessage(0);
  });
  observer.disconnect();
  return {
    firstFrameMilliseconds: first,
    buildMilliseconds: performance.now() - start,
    longestGapMilliseconds: longest,
    longestScriptMilliseconds: longestScript,
  };
}

async function build(
  buildings: number,
  mounts: number,
  devices: number,
  theme: 'light' | 'dark',
): Promise<BuildFigures> {
  root?.unmount();
  const start = performance.now();
  const city = generateLargeCity(buildings, mounts, 7);
  const generateMilliseconds = performance.now() - start;
  const { bounds } = city.manifest;
  const grid = createCellGrid(bounds, 1);
  const current = createStore<SessionState>({
    ...viewState(city, scenarioWith(devicesOver(city, devices)), grid),
    theme,
  });
  session = current;
  viewpoint = createViewpoint({ pose: { distanceMeters: 640 } });
  viewpoint.setBounds(bounds);
  const { panels, paint } = facadesOf(city, 5 * mostPanels);
  const tiles: CoverageTiles = {
    subscribe(listener) {
      tell = listener;
      listener({ reset: true, revision: 1, grid, tiles: [], panels, facades: paint });
      return () => undefined;
    },
  };
  const commands = new Proxy({} as Commands, { get: () => () => undefined });
  root = createRoot(document.getElementById('stage') as HTMLElement);
  const watched = watchBuild();
  root.render(createElement(Twin, { session: current, tiles, commands, viewpoint, quality: 'low' }));
  return { generateMilliseconds, ...(await watched) };
}

/** Moves through poses, one a frame, and notes what each frame took. */
async function fly(from: Partial<ViewPose>, to: Partial<ViewPose>, frames: number): Promise<FrameFigures> {
  const figures = { script: [], render: [], overlay: [], drawCalls: [], triangles: [] } as {
    [K in keyof FrameFigures]: number[];
  };
  const steps = Object.keys(from) as (keyof ViewPose)[];
  for (let frame = 0; frame < frames; frame += 1) {
    const t = frame / (frames - 1);
    const pose = Object.fromEntries(steps.map((key) => [key, (from[key] ?? 0) * (1 - t) + (to[key] ?? 0) * t]));
    viewpoint?.set(pose);
    await nextFrame();
    await new Promise((resolve) => setTimeout(resolve, 0));
    figures.script.push(number('scriptMilliseconds'));
    figures.render.push(number('renderMilliseconds'));
    figures.overlay.push(number('overlayMilliseconds'));
    figures.drawCalls.push(number('drawCalls'));
    figures.triangles.push(number('triangles'));
  }
  return figures;
}

const day = (offset: number) => isoDate(dayNumber('2027-01-04') + offset);
const surely = (offset: number): DayBand => ({ p10: day(offset - 5), p50: day(offset), p90: day(offset + 20) });
const never: DayBand = { p10: null, p50: null, p90: null };

/** Every device is worked on for 40 days and live after them, spread evenly over so many days; every tenth is an old unit that goes. */
function spreadReport(devices: readonly Device[], days: number): RolloutReport {
  const results = devices.map(({ id, name, kind }, i): RolloutDeviceResult => {
    const begin = Math.round((i * (days - 40)) / devices.length);
    const legacy = i % 10 === 0;
    return {
      ...{ id, name, kind, phaseId: null, groupId: null, liveAtStart: legacy, legacy },
      underWay: surely(begin),
      live: legacy ? never : surely(begin + 40),
      dark: legacy ? surely(begin + 40) : never,
      ...{ plannedUnderWay: null, plannedLive: null, plannedDark: null },
    };
  });
  return { ...rolloutReport(), start: day(0), devices: results };
}

/** Tiles that a step of the slider paints anew. */
function tilesOf(step: number, count: number): CoverageTile[] {
  return Array.from({ length: count }, (_, i) => {
    const best = new Uint8Array(65_536);
    for (let at = 0; at < best.length; at += 1) best[at] = ((at >> 3) + (at >> 11) + step) % 8;
    return { column: i % 4, row: i >> 2, best };
  });
}

/** Moves the slider of Rollout mode over a year and a half in so many steps, each with tiles that change. */
async function slide(steps: number, tilesPerStep: number): Promise<SlideFigures> {
  if (session === null) throw new Error('nothing is built');
  viewpoint?.set({ distanceMeters: 2400, pitchDegrees: 45, headingDegrees: 20, targetX: 0, targetY: 0 });
  const figures = { follow: [], script: [], overlay: [], changed: [] } as { [K in keyof SlideFigures]: number[] };
  const result = spreadReport(session.get().scenario?.devices ?? [], 540);
  const run = { status: 'ready', step: '', fraction: 1, result, seconds: 1 } as const;
  const rollout = { ...noRollout, run, date: day(0) };
  session.patch({ mode: 'rollout', rollout });
  for (let frame = 0; frame < 4; frame += 1) await nextFrame();
  let known = statusesAt(result, day(0));
  for (let step = 0; step < steps; step += 1) {
    const date = day(Math.round((540 * step) / steps));
    const fresh = tilesOf(step, tilesPerStep);
    const start = performance.now();
    session.patch({ rollout: { ...rollout, date } });
    tell({ reset: false, revision: 1, grid: null, tiles: fresh, facades: null });
    // React has followed when its microtask is done.
    await Promise.resolve();
    await Promise.resolve();
    figures.follow.push(performance.now() - start);
    await nextFrame();
    await new Promise((resolve) => setTimeout(resolve, 0));
    figures.script.push(number('scriptMilliseconds'));
    figures.overlay.push(number('overlayMilliseconds'));
    const now = statusesAt(result, date);
    figures.changed.push([...now].filter(([id, status]) => known.get(id) !== status).length);
    known = now;
  }
  return figures;
}

Object.assign(window, {
  viewBench: {
    build,
    fly,
    slide,
  },
});
