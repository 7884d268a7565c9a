/**
 * The page that view-scale.ts drives: the twin over a generated city, without panels and workers, so that only the view is
 * measured.
 */
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { City } from '#model/city.ts';
import type { Camera } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { generateLargeCity } from '#scene/demo/large-city.ts';
import type { Commands, CoverageTiles, SessionState, ViewPose } from '#state/session.ts';
import { createStore } from '#state/store.ts';
import { studioSun } from '#state/sun-position.ts';
import { createViewpoint, type Viewpoint } from '#state/viewpoint.ts';
import { Twin } from '#view/twin.tsx';
import { cameraWith, scenarioWith } from '../test/fixtures/cameras.ts';

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

let root: Root | null = null;
let viewpoint: Viewpoint | null = null;

const element = (): HTMLElement | null => document.querySelector<HTMLElement>('.twin');
const number = (name: string): number => Number(element()?.dataset[name] ?? 0);
const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function camerasOver({ manifest: { bounds } }: City, count: number): Camera[] {
  const side = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, i) =>
    cameraWith({
      id: `C-${i}`,
      name: `C-${i}`,
      x: bounds.minX + ((i % side) + 0.5) * ((bounds.maxX - bounds.minX) / side),
      y: bounds.minY + (Math.floor(i / side) + 0.5) * ((bounds.maxY - bounds.minY) / side),
      headingDegrees: (i * 37) % 360,
      tiltDegrees: 12,
      mounting: { kind: 'free', featureId: null },
    }),
  );
}

function stateOf(city: City, scenario: Scenario, theme: 'light' | 'dark'): SessionState {
  return {
    city,
    scenario,
    revision: 1,
    selection: [],
    tool: 'select',
    theme,
    sun: studioSun,
    shadows: true,
    units: 'metric',
    cellMeters: 1,
    layers: {
      coverage: true,
      devices: true,
      cones: true,
      buildings: true,
      streets: true,
      mounts: true,
      trees: true,
      sites: true,
      surveillance: true,
      labels: true,
      corrections: true,
    },
    coverage: { status: 'ready', revision: 1, grid: null, totals: null, cameras: new Map() },
    hover: null,
    picked: null,
    // What panels show is not part of the view.
  } as unknown as SessionState;
}

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
  cameras: number,
  theme: 'light' | 'dark',
): Promise<BuildFigures> {
  root?.unmount();
  const start = performance.now();
  const city = generateLargeCity(buildings, mounts, 7);
  const generateMilliseconds = performance.now() - start;
  const { bounds } = city.manifest;
  const current = createStore(stateOf(city, scenarioWith(camerasOver(city, cameras)), theme));
  viewpoint = createViewpoint({ pose: { distanceMeters: 640 } });
  viewpoint.setBounds(bounds);
  const tiles: CoverageTiles = {
    subscribe(listener) {
      listener({ reset: true, revision: 1, grid: null, tiles: [] });
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

Object.assign(window, {
  viewBench: {
    build,
    fly,
  },
});
