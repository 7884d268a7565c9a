import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Device, deviceSchema } from '#model/device.ts';
import { tileEmphasis } from '#model/results/coverage-tile.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { differenceColors } from '#state/paint-ramps.ts';
import type { CoverageTilesChange } from '#state/session.ts';
import { cityPalettes } from '#view/theme.ts';
import {
  camera,
  colorAt,
  distance,
  grid,
  keepPictures,
  mount,
  paintedTile,
  pixelOf,
  rgb,
  type Stage,
  scenario,
  unmount,
} from '../fixtures/twin-stage.ts';

const patience = { timeout: 20_000 };
const ground = rgb(cityPalettes.light.ground.base);
const over = (color: readonly number[], below: readonly number[], opacity: number) =>
  color.map((value, i) => value * opacity + below[i] * (1 - opacity));
const painted = (css: string, strength = 1) => over(rgb(css), ground, cityPalettes.light.coverageOpacity * strength);

const kinds: readonly Device[] = (
  [
    { kind: 'access', functions: ['reader'] },
    { kind: 'acoustic', rangeMeters: 60 },
    { kind: 'radar' },
    { kind: 'air' },
    { kind: 'light' },
    { kind: 'phone' },
  ] as const
).map((fields, i) =>
  deviceSchema.parse({ id: `D-${i}`, name: `D-${i}`, x: -150 + 30 * i, y: -100, heightMeters: 3, ...fields }),
);

function pointer(target: EventTarget, type: string, x: number, y: number, more: PointerEventInit = {}): void {
  const init = { bubbles: true, pointerId: 1, button: 0, clientX: x, clientY: y, ...more };
  target.dispatchEvent(new PointerEvent(type, init));
}

function clickAt({ element, viewpoint }: Stage, x: number, y: number): void {
  const at = pixelOf(viewpoint, x, y);
  pointer(element, 'pointerdown', at.x, at.y);
  pointer(element, 'pointerup', at.x, at.y);
}

/** Colour of a place once it changes no more. */
async function settledColor(stage: Stage, x: number, y: number, z: number): Promise<number[]> {
  let [before, same] = [colorAt(stage, x, y, z), 0];
  while (same < 4) {
    await new Promise((resolve) => setTimeout(resolve, 120));
    const now = colorAt(stage, x, y, z);
    same = distance(now, before) === 0 ? same + 1 : 0;
    before = now;
  }
  return before;
}

const named = ({ calls }: Stage, name: string) => calls.filter(([called]) => called === name);

beforeAll(keepPictures);
afterEach(unmount);

describe('devices of every kind in the twin', () => {
  test('have markers that tell their kind, their state and what is wrong with them', async () => {
    const retired: Device = { ...camera(-60, -60), id: 'C-02', name: 'C-02', state: 'retired' };
    const stage = await mount([camera(0, 0), retired, ...kinds]);
    const { element, session } = stage;
    expect(element.querySelectorAll('[data-device]')).toHaveLength(8);
    expect(element.querySelectorAll('[data-device][data-square]')).toHaveLength(6);
    expect(element.querySelector('[data-device="C-02"]')?.getAttribute('data-state')).toBe('retired');
    expect(element.querySelector('[data-device="D-2"] button')?.getAttribute('title')).toBe(
      'D-2, traffic radar, planned',
    );
    const { coverage } = session.get();
    const totals = {
      id: 'C-01',
      cells: [],
      aloneCells: [],
      patrolCells: null,
      exposedSquareMeters: null,
      lanesRead: null,
      problem: 'it stands inside way/1',
      remark: null,
    };
    session.patch({ coverage: { ...coverage, devices: new Map([['C-01', totals]]) } });
    await vi.waitUntil(
      () => element.querySelector('[data-device="C-01"]')?.getAttribute('data-state') === 'blind',
      patience,
    );
    expect(Number(element.dataset['drawCalls'])).toBeLessThanOrEqual(300);
  });

  test('move together when one of those selected is dragged, as one step, and locked ones stay', async () => {
    const devices: readonly Device[] = [
      camera(-40, -30),
      { ...camera(-20, -60), id: 'C-02' },
      { ...camera(-90, -60), id: 'C-03', locked: true },
    ];
    const stage = await mount(devices);
    stage.session.patch({ selection: ['C-01', 'C-02', 'C-03'] });
    const button = stage.element.querySelector<HTMLElement>('[data-device="C-01"] button');
    if (button === null) throw new Error('there is no marker');
    const box = button.getBoundingClientRect();
    pointer(button, 'pointerdown', box.left + 11, box.top + 11);
    for (const dx of [10, 20, 30]) pointer(window, 'pointermove', box.left + 11 + dx, box.top + 11);
    pointer(window, 'pointerup', box.left + 41, box.top + 11);
    expect(named(stage, 'beginGesture')).toEqual([['beginGesture', 'Move 2 devices']]);
    expect(named(stage, 'endGesture')).toHaveLength(1);
    const last = (id: string) =>
      stage.calls.findLast(([name, of]) => name === 'changeDevice' && of === id)?.[2] as { x: number; y: number };
    expect(last('C-01').x - -40).toBeCloseTo(last('C-02').x - -20, 9);
    expect(last('C-02').y).toBeCloseTo(-60, 3);
    expect(last('C-03')).toBeUndefined();
  });

  test('have named handles for heading, tilt and lens that arrow keys move, unless they are locked', async () => {
    const stage = await mount([camera(0, 0)]);
    stage.session.patch({ selection: ['C-01'] });
    await vi.waitUntil(() => stage.element.querySelector('.twin-aim') !== null, patience);
    const handles = [...stage.element.querySelectorAll<HTMLElement>('[data-twin-handle][aria-label*="drag"]')];
    expect(handles.map((handle) => handle.dataset['twinHandle'])).toEqual(['lens', 'lens', 'turn', 'aim']);
    const press = (selector: string, key: string) =>
      stage.element
        .querySelector(selector)
        ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    press('.twin-aim', 'ArrowUp');
    press('.twin-tip', 'ArrowRight');
    expect(named(stage, 'changeDevice').map(([, , change]) => change)).toEqual([
      { tiltDegrees: 11 },
      { headingDegrees: 1 },
    ]);
    stage.session.patch({ scenario: scenario([{ ...camera(0, 0), locked: true }]), revision: 2 });
    await vi.waitUntil(() => stage.element.querySelector('.twin-aim') === null, patience);
  });
});

describe('what is observed, painted', () => {
  test('shows gains and losses in a difference, and dims what emphasised devices do not see', async () => {
    const { tile, west, south } = paintedTile(0x03, 0x20);
    const stage = await mount([], [tile]);
    stage.viewpoint.set({ targetX: west + 128, targetY: south + 128, distanceMeters: 800 });
    const { paint } = stage.session.get();
    stage.session.patch({ paint: { ...paint, mode: 'difference' } });
    const { gained, lost } = differenceColors.light;
    await vi.waitUntil(() => distance(colorAt(stage, west + 60, south + 190), painted(gained)) < 9, patience);
    expect(distance(colorAt(stage, west + 60, south + 60), painted(lost))).toBeLessThan(9);

    const marked = paintedTile(0x03, 0x03 | tileEmphasis);
    stage.session.patch({ paint: { ...paint, mode: 'best', emphasis: ['C-01'] } });
    stage.tell({ reset: false, revision: 1, grid, tiles: [marked.tile], facades: null });
    const [, , color] = categoryColors('iec-62676-4-2025', 'light');
    await vi.waitUntil(() => distance(colorAt(stage, west + 60, south + 60), painted(color)) < 9, patience);
    expect(distance(colorAt(stage, west + 60, south + 190), painted(color, 0.3))).toBeLessThan(9);
  });

  test('shows seen panels of walls in the colours of their class', async () => {
    const stage = await mount([]);
    // All of the southern wall of the block, as one panel.
    const panels: CoverageTilesChange['panels'] = {
      count: 1,
      center: Float64Array.of(60, 39.95, 10),
      normal: Float64Array.of(0, -1),
      width: Float32Array.of(40),
      height: Float32Array.of(20),
      building: Uint32Array.of(0),
      residential: Uint8Array.of(0),
    };
    stage.viewpoint.set({ targetX: 60, targetY: 40, pitchDegrees: 40, distanceMeters: 160 });
    const plain = await settledColor(stage, 52, 39.9, 10);
    const paint = (value: number) => ({ index: Uint32Array.of(0), classes: Uint8Array.of(value) });
    stage.tell({ reset: false, revision: 1, grid, tiles: [], panels, facades: paint(5) });
    const color = rgb(categoryColors('iec-62676-4-2025', 'light')[4]);
    const expected = over(color, plain, cityPalettes.light.coverageOpacity);
    await vi.waitUntil(() => distance(colorAt(stage, 52, 39.9, 10), expected) < 12, patience);
    stage.tell({ reset: false, revision: 1, grid, tiles: [], facades: paint(0) });
    await vi.waitUntil(() => distance(colorAt(stage, 52, 39.9, 10), plain) < 6, patience);
  });

  test('shows the ground of a device before it is placed, and asks for it where the pointer is', async () => {
    const stage = await mount([]);
    stage.session.patch({ tool: 'place-device' });
    const at = pixelOf(stage.viewpoint, -60, -60);
    pointer(stage.element, 'pointermove', at.x, at.y);
    await vi.waitUntil(() => named(stage, 'previewDevice').length > 0, patience);
    expect(named(stage, 'previewDevice').at(-1)?.[1]).toMatchObject({ mounting: { kind: 'free' }, heightMeters: 4 });
    await vi.waitUntil(
      () => stage.element.querySelector('.twin-snap')?.textContent?.includes('Standing by itself') === true,
      patience,
    );
    const plain = colorAt(stage, -80, -90);
    // One word of 32 cells and 40 rows around it, all seen.
    const bits = new Uint32Array(2 * 40).fill(0xffffffff);
    const firstWord = Math.floor((-112 - grid.firstColumn) / 32);
    const firstRow = -120 - grid.firstRow;
    const covered = { firstRow, rows: 40, firstWord, words: 2, bits, cells: [2560] };
    const coverage = {
      id: 'ghost',
      layer: 'density' as const,
      ground: [covered],
      facadeIndex: new Uint32Array(0),
      facadeClass: new Uint8Array(0),
      laneIndex: new Uint32Array(0),
      laneByDay: new Float64Array(0),
      laneByNight: new Float64Array(0),
      portalIndex: new Uint32Array(0),
      portalClass: new Uint8Array(0),
      patrolCells: null,
      position: [-60, -60, 4] as const,
      problem: null,
      remark: null,
    };
    stage.session.patch({ ghost: { device: { ...camera(-60, -60), id: 'ghost' }, coverage } });
    const tinted = over(rgb(cityPalettes.light.accent), plain, 0.22);
    await vi.waitUntil(() => distance(colorAt(stage, -80, -90), tinted) < 9, patience);
    stage.session.patch({ ghost: null });
    await vi.waitUntil(() => distance(colorAt(stage, -80, -90), plain) < 4, patience);
  });
});

describe('tools of the twin', () => {
  test('measure by clicks and close at the first corner', async () => {
    const stage = await mount([]);
    stage.session.patch({ tool: 'measure' });
    const corners = [
      [-100, -100],
      [-40, -100],
      [-40, -40],
    ] as const;
    for (const [x, y] of corners) {
      clickAt(stage, x, y);
      const told = named(stage, 'setMeasure').at(-1)?.[1] as [number, number][];
      stage.session.patch({ measure: told });
    }
    const { measure } = stage.session.get();
    expect(measure).toHaveLength(3);
    measure.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(corners[i][0], 1);
      expect(y).toBeCloseTo(corners[i][1], 1);
    });
    await vi.waitUntil(
      () => stage.element.querySelector('.twin-measure-tag')?.textContent?.includes('120 m') === true,
      patience,
    );
    clickAt(stage, -100, -100);
    const closed = named(stage, 'setMeasure').at(-1)?.[1] as [number, number][];
    expect(closed).toHaveLength(4);
    expect(closed[3]).toEqual(closed[0]);
    stage.element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(named(stage, 'setMeasure').at(-1)?.[1]).toEqual([]);
  });

  test('select by a lasso on the ground, and by a rectangle of the screen', async () => {
    const stage = await mount([camera(-60, -60), { ...camera(100, -100), id: 'C-02' }]);
    const drag = (points: readonly (readonly [number, number])[], more: PointerEventInit) => {
      const pixels = points.map(([x, y]) => pixelOf(stage.viewpoint, x, y));
      pointer(stage.element, 'pointerdown', pixels[0].x, pixels[0].y, more);
      for (const { x, y } of pixels) pointer(window, 'pointermove', x, y, more);
      const last = pixels[pixels.length - 1];
      pointer(window, 'pointerup', last.x, last.y, more);
    };
    drag(
      [
        [-90, -90],
        [-20, -20],
      ],
      { shiftKey: true },
    );
    expect(named(stage, 'select').at(-1)).toEqual(['select', ['C-01']]);
    stage.session.patch({ tool: 'lasso' });
    drag(
      [
        [-90, -90],
        [-20, -90],
        [-20, -20],
        [-90, -20],
      ],
      {},
    );
    const [, outline, add] = named(stage, 'selectWithin')[0] as [string, [number, number][], boolean];
    expect(add).toBe(false);
    expect(outline[0][0]).toBeCloseTo(-90, 1);
    expect(outline.length).toBeGreaterThanOrEqual(4);
  });

  test('aim at what is clicked, and place by keyboard in the middle of the view', async () => {
    const stage = await mount([camera(0, 0)]);
    stage.session.patch({ tool: 'aim', selection: ['C-01'] });
    clickAt(stage, -70, -20);
    const [, x, y] = named(stage, 'aimAt')[0] as [string, number, number];
    expect([x, y]).toEqual([expect.closeTo(-70, 1), expect.closeTo(-20, 1)]);
    stage.session.patch({ tool: 'place-device' });
    stage.viewpoint.set({ targetX: -80, targetY: -90 });
    stage.element.focus();
    stage.element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    expect(named(stage, 'placeDevice')[0]?.[1]).toMatchObject({ x: -80, y: -90, mounting: { kind: 'free' } });
  });
});

describe('the picture through a lens', () => {
  test('shows ground in its colours, with a name, and goes with its button', async () => {
    const { tile } = paintedTile(1, 6);
    const best = new Uint8Array(65_536).fill(6);
    const stage = await mount([camera(0, 0)], [{ ...tile, best }]);
    stage.session.patch({ selection: ['C-01'], cameraView: true, cameraViewDistances: [20] });
    await vi.waitUntil(() => stage.element.querySelector('.twin-camera-view canvas') !== null, patience);
    const card = stage.element.querySelector('.twin-camera-view');
    const picture = card?.querySelector('canvas');
    expect(card?.getAttribute('aria-label')).toBe('View of C-01, simulated');
    expect(picture?.getAttribute('aria-label')).toContain('20 m · 104 px/m · Discern');
    // Near the lower edge the picture shows ground 8 m before the camera.
    const read = () => {
      const at = [Math.round((picture?.width ?? 0) * 0.3), Math.round((picture?.height ?? 0) * 0.95)] as const;
      return [...(picture?.getContext('2d')?.getImageData(at[0], at[1], 1, 1).data ?? [])].slice(0, 3);
    };
    const color = painted(categoryColors('iec-62676-4-2025', 'light')[5]);
    await vi.waitUntil(() => distance(read(), color) < 14, patience);
    // The picture of the city is whole again.
    expect(distance(colorAt(stage, 60, 60, 20), rgb(cityPalettes.light.roof))).toBeLessThan(14);
    card?.querySelector<HTMLElement>('[aria-label="Close the camera view"]')?.click();
    expect(named(stage, 'openCameraView')).toEqual([['openCameraView', false]]);
  });

  test('is round for a fisheye', async () => {
    const fisheye: Device = {
      ...camera(0, 0),
      projection: 'equidistant',
      tiltDegrees: 90,
      sensor: { widthPixels: 2000, heightPixels: 2000, widthMillimeters: 4.712, heightMillimeters: 4.712 },
      focalLengthMillimeters: 1.5,
    };
    const stage = await mount([fisheye]);
    stage.session.patch({ selection: ['C-01'], cameraView: true });
    await vi.waitUntil(() => (stage.element.querySelector('.twin-camera-view canvas')?.clientWidth ?? 0) > 0, patience);
    const picture = stage.element.querySelector<HTMLCanvasElement>('.twin-camera-view canvas');
    const read = (x: number, y: number) => {
      const [px, py] = [Math.round((picture?.width ?? 0) * x), Math.round((picture?.height ?? 0) * y)];
      return [...(picture?.getContext('2d')?.getImageData(px, py, 1, 1).data ?? [])].slice(0, 3);
    };
    await vi.waitUntil(() => distance(read(0.5, 0.6), ground) < 16, patience);
    expect(picture?.width).toBe(picture?.height);
    for (const [x, y] of [
      [0.03, 0.03],
      [0.97, 0.97],
    ] as const)
      expect(distance(read(x, y), [18, 18, 18])).toBeLessThan(6);
  });
});
