import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Camera } from '#model/device.ts';
import { categoryColors } from '#state/category-ramp.ts';
import { createPictureDesk } from '#state/picture-desk.ts';
import { studioSun } from '#state/sun-position.ts';
import { projectPoint, viewBasis } from '#view/controls/view-rays.ts';
import { cityPalettes } from '#view/theme.ts';
import {
  camera,
  city,
  colorAt,
  distance,
  drawn,
  grid,
  keepPictures,
  mount,
  paintedTile,
  pixelOf,
  rgb,
  scenario,
  size,
  unmount,
} from '../fixtures/twin-stage.ts';

beforeAll(keepPictures);
afterEach(unmount);

describe('the twin', () => {
  test('paints each class where its cells are, over the ground and not over roofs', async () => {
    const { tile, west, south } = paintedTile(1, 6);
    const stage = await mount([], [tile]);
    const colors = categoryColors('iec-62676-4-2025', 'light').map(rgb);
    const { coverageOpacity } = cityPalettes.light;
    const over = (ground: readonly number[], color: readonly number[]) =>
      color.map((value, i) => value * coverageOpacity + ground[i] * (1 - coverageOpacity));
    stage.viewpoint.set({ targetX: west + 128, targetY: south + 128, distanceMeters: 800 });
    await vi.waitUntil(() => distance(colorAt(stage, west + 60, south + 60), over([230, 228, 223], colors[5])) < 9, {
      timeout: 20_000,
    });
    expect(distance(colorAt(stage, west + 60, south + 190), over([230, 228, 223], colors[0]))).toBeLessThan(9);
    expect(distance(colorAt(stage, west + 60, south + 127), over([230, 228, 223], colors[5]))).toBeLessThan(9);
    expect(distance(colorAt(stage, west + 60, south + 130), over([230, 228, 223], colors[0]))).toBeLessThan(9);
    expect(distance(colorAt(stage, 60, 60, 20), rgb(cityPalettes.light.roof))).toBeLessThan(14);
    stage.session.patch({ layers: { ...stage.session.get().layers, coverage: false } });
    await vi.waitUntil(
      () => distance(colorAt(stage, west + 60, south + 60), rgb(cityPalettes.light.ground.base)) < 14,
      { timeout: 20_000 },
    );
  });

  test('draws a moved camera only together with its coverage', async () => {
    const { element, session, tell } = await mount([camera(0, 0)]);
    await vi.waitUntil(() => drawn(element)[0] === 1, { timeout: 20_000 });
    const { coverage } = session.get();
    session.patch({ coverage: { ...coverage, status: 'computing' } });
    session.patch({ scenario: scenario([camera(5, 0)]), revision: 2 });
    const marker = element.querySelector<HTMLElement>('[data-device="C-01"]');
    const before = marker?.style.transform;
    await vi.waitUntil(() => marker?.style.transform !== before, { timeout: 20_000 });
    expect(drawn(element)).toEqual([1, 1]);
    tell({ reset: false, revision: 2, grid, tiles: [], facades: null });
    await vi.waitUntil(() => drawn(element)[0] === 2, { timeout: 20_000 });
    expect(drawn(element)).toEqual([2, 2]);
  });

  test('has a marker above each camera, which selects it and moves it in one gesture', async () => {
    const { element, viewpoint, calls } = await mount([camera(-40, -30)]);
    const button = element.querySelector<HTMLElement>('[data-device="C-01"] button');
    if (button === null) throw new Error('there is no marker');
    const box = button.getBoundingClientRect();
    const at = pixelOf(viewpoint, -40, -30, 6);
    expect(box.left + box.width / 2).toBeCloseTo(at.x, 0);
    expect(box.bottom).toBeCloseTo(at.y - 18, 0);
    const event = (type: string, dx: number) =>
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 1,
        button: 0,
        clientX: box.left + 11 + dx,
        clientY: box.top + 11,
      });
    button.dispatchEvent(event('pointerdown', 0));
    for (const dx of [10, 20, 30]) window.dispatchEvent(event('pointermove', dx));
    window.dispatchEvent(event('pointerup', 30));
    const names = calls.map(([name]) => name).filter((name) => name !== 'hover');
    expect(names[0]).toBe('select');
    expect(names.filter((name) => name === 'beginGesture')).toHaveLength(1);
    expect(names.at(-1)).toBe('endGesture');
    const change = calls.findLast(([name]) => name === 'changeDevice')?.[2] as Partial<Camera>;
    expect(change.x).toBeCloseTo(-40 + 30 * ((2 * (400 - 6) * Math.tan((14 * Math.PI) / 180)) / size.height), 3);
    expect(change.y).toBeCloseTo(-30, 3);
  });

  test('tells what is under a click and places a device where it snaps', async () => {
    const { element, session, viewpoint, calls } = await mount([]);
    const press = (x: number, y: number, z: number) => {
      const at = pixelOf(viewpoint, x, y, z);
      for (const type of ['pointerdown', 'pointerup']) {
        element.dispatchEvent(
          new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: at.x, clientY: at.y }),
        );
      }
    };
    press(60, 60, 20);
    expect(calls).toContainEqual(['pick', { kind: 'building', id: 'way/1' }]);
    session.patch({ tool: 'place-device' });
    press(60, 37, 0);
    const placed = calls.findLast(([name]) => name === 'placeDevice')?.[1] as Record<string, unknown>;
    expect(placed).toMatchObject({ headingDegrees: 180, mounting: { kind: 'wall', featureId: 'way/1' } });
    expect(placed['y']).toBeCloseTo(39.85, 6);
  });

  test('sharpens while nothing moves, keeps its colours, and then stops drawing', async () => {
    const { element, viewpoint, ...rest } = await mount([camera(0, 0)], [], 'full');
    expect(element.dataset['samples']).toBe('28');
    expect(distance(colorAt({ element, viewpoint, ...rest }, 60, 60, 20), rgb(cityPalettes.light.roof))).toBeLessThan(
      16,
    );
    const drawnAgain = vi.fn();
    const observer = new MutationObserver(drawnAgain);
    observer.observe(element, { attributes: true });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(drawnAgain).not.toHaveBeenCalled();
    viewpoint.set({ headingDegrees: 20 });
    await vi.waitUntil(() => element.dataset['samples'] === '0', { timeout: 20_000 });
    observer.disconnect();
  });

  test('takes an edited city without drawing nothing in between', async () => {
    const stage = await mount([]);
    const roof = rgb(cityPalettes.light.roof);
    expect(distance(colorAt(stage, 60, 60, 20), roof)).toBeLessThan(14);
    const { prisms } = city;
    stage.session.patch({ city: { ...city, prisms: { ...prisms, topZ: Float64Array.of(35) } } });
    const seen: number[] = [];
    await vi.waitUntil(
      () => {
        // Above the middle of the block both the old and the new roof cover the pixel.
        seen.push(distance(colorAt(stage, 60, 60, 20), roof));
        return stage.element.dataset['settled'] === 'true' && seen.length > 5;
      },
      { timeout: 20_000, interval: 30 },
    );
    expect(Math.max(...seen)).toBeLessThan(16);
    const at = pixelOf(stage.viewpoint, 60, 60, 35);
    for (const type of ['pointerdown', 'pointerup']) {
      stage.element.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: at.x, clientY: at.y }),
      );
    }
    expect(stage.calls).toContainEqual(['pick', { kind: 'building', id: 'way/1' }]);
  });

  test('is dark at night and as before in the studio', async () => {
    const stage = await mount([]);
    const bright = colorAt(stage, -60, -60);
    stage.session.patch({ sun: { mode: 'date', dateTime: '2026-03-20T00:00:00Z' } });
    await vi.waitUntil(() => colorAt(stage, -60, -60)[1] < bright[1] / 2, { timeout: 20_000 });
    stage.session.patch({ sun: studioSun });
    await vi.waitUntil(() => distance(colorAt(stage, -60, -60), bright) < 3, { timeout: 20_000 });
  });

  test('casts no shadow where shadows are off', async () => {
    const stage = await mount([]);
    // The sun stands in the south-west: the ground behind the block is in its shadow.
    const inShadow = colorAt(stage, 90, 86);
    stage.session.patch({ shadows: false });
    await vi.waitUntil(() => colorAt(stage, 90, 86)[0] > inShadow[0] + 12, { timeout: 20_000 });
  });

  test('pans with one finger, zooms, turns and tilts with two, and reads out under a resting one', async () => {
    const { element, viewpoint, calls } = await mount([]);
    viewpoint.set({ pitchDegrees: 50 });
    const touch = (type: string, pointerId: number, clientX: number, clientY: number) =>
      element.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId, pointerType: 'touch', button: 0, clientX, clientY }),
      );
    const before = viewpoint.get();
    touch('pointerdown', 1, 320, 240);
    for (const x of [300, 280, 260]) touch('pointermove', 1, x, 240);
    touch('pointerup', 1, 260, 240);
    expect(viewpoint.get().targetX).toBeGreaterThan(before.targetX + 10);
    expect(calls.filter(([name]) => name === 'pick')).toEqual([]);

    const panned = viewpoint.get();
    touch('pointerdown', 1, 280, 240);
    touch('pointerdown', 2, 360, 240);
    for (const step of [10, 20, 30]) {
      touch('pointermove', 1, 280 - step, 240);
      touch('pointermove', 2, 360 + step, 240);
    }
    touch('pointerup', 1, 250, 240);
    touch('pointerup', 2, 390, 240);
    expect(viewpoint.get().distanceMeters).toBeLessThan(panned.distanceMeters * 0.7);

    const zoomed = viewpoint.get();
    touch('pointerdown', 1, 280, 240);
    touch('pointerdown', 2, 360, 240);
    for (const step of [6, 12, 18, 40]) {
      touch('pointermove', 1, 280, 240 + step);
      touch('pointermove', 2, 360, 240 + step);
    }
    touch('pointerup', 1, 280, 280);
    touch('pointerup', 2, 360, 280);
    expect(viewpoint.get().pitchDegrees).toBeGreaterThan(zoomed.pitchDegrees + 3);
    expect(viewpoint.get().headingDegrees).toBeCloseTo(zoomed.headingDegrees, 1);

    touch('pointerdown', 1, 320, 300);
    await vi.waitUntil(() => calls.some(([name, at]) => name === 'hover' && at !== null), { timeout: 5000 });
    touch('pointerup', 1, 320, 300);
    expect(calls.filter(([name]) => name === 'pick')).toEqual([]);
    expect(calls.findLast(([name]) => name === 'hover')?.[1]).toMatchObject({ screenX: 320, screenY: 300 });
  });

  test('is drawn again after the graphics card was lost', async () => {
    const stage = await mount([]);
    const canvas = stage.element.querySelector('canvas');
    const context = canvas?.getContext('webgl2') as WebGL2RenderingContext;
    const loss = context.getExtension('WEBGL_lose_context');
    if (loss === null) throw new Error('a lost context cannot be tried here');
    loss.loseContext();
    await vi.waitUntil(() => context.isContextLost(), { timeout: 5000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    loss.restoreContext();
    await vi.waitUntil(() => distance(colorAt(stage, 60, 60, 20), rgb(cityPalettes.light.roof)) < 14, {
      timeout: 20_000,
    });
    await vi.waitUntil(() => distance(colorAt(stage, -60, -60), rgb(cityPalettes.light.ground.base)) < 14, {
      timeout: 20_000,
    });
  });

  test('draws a picture larger than the screen, in pieces that fit together', async () => {
    const pictures = createPictureDesk();
    const stage = await mount([camera(0, 0)], [], 'low', pictures);
    const maker = pictures.maker();
    if (maker === null) throw new Error('the twin draws no pictures');
    const parts: number[] = [];
    const blob = await maker(
      { widthPixels: 1500, heightPixels: 1000 },
      { onProgress: (part) => parts.push(part), signal: new AbortController().signal },
    );
    const bitmap = await createImageBitmap(blob);
    expect([bitmap.width, bitmap.height]).toEqual([1500, 1000]);
    expect(parts.at(-1)).toBeGreaterThan(0.9);
    const copy = new OffscreenCanvas(1500, 1000).getContext('2d');
    if (copy === null) throw new Error('there is no canvas');
    copy.drawImage(bitmap, 0, 0);
    const at = projectPoint(viewBasis(stage.viewpoint.get(), 0), { width: 1500, height: 1000 }, [60, 60, 20]);
    const [r, g, b] = copy.getImageData(Math.round(at.x), Math.round(at.y), 1, 1).data;
    expect(distance([r, g, b], rgb(cityPalettes.light.roof))).toBeLessThan(14);
    const stopped = new AbortController();
    stopped.abort();
    await expect(
      maker({ widthPixels: 800, heightPixels: 600 }, { onProgress: () => undefined, signal: stopped.signal }),
    ).rejects.toThrow();
  });

  test('draws the markers of a plan with hundreds of cameras on one canvas', async () => {
    const many = Array.from({ length: 260 }, (_, i) => ({
      ...camera(-150 + (i % 20) * 15, -150 + Math.floor(i / 20) * 22),
      id: `C-${i}`,
    }));
    const { element, session } = await mount(many);
    expect(element.querySelectorAll('.twin-markers')).toHaveLength(1);
    expect(element.querySelectorAll('[data-device]')).toHaveLength(0);
    const canvas = element.querySelector('.twin-markers');
    expect([canvas?.clientWidth, canvas?.clientHeight]).toEqual([size.width, size.height]);
    session.patch({ selection: ['C-7'] });
    await vi.waitUntil(() => element.querySelectorAll('[data-device="C-7"]').length === 1, { timeout: 5000 });
    // Of a large selection some are elements, and all others stay on the canvas.
    session.patch({ selection: many.map(({ id }) => id) });
    await vi.waitUntil(() => element.querySelectorAll('[data-device]').length === 100, { timeout: 5000 });
  });

  test('gives everything back when it goes and comes again', async () => {
    await mount([camera(0, 0)]);
    unmount();
    const { element } = await mount([camera(0, 0)]);
    expect(Number(element.dataset['drawCalls'])).toBeGreaterThan(0);
    expect(Number(element.dataset['drawCalls'])).toBeLessThanOrEqual(300);
  });
});
