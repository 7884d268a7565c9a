import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createPictureDesk } from '#state/picture-desk.ts';
import { gapColors } from '#view/gaps/gap-colors.ts';
import { approachResult, breachResult, failuresResult, gapsShowing, westPath } from '../fixtures/gap-reports.ts';
import {
  camera,
  colorAt,
  distance,
  keepPictures,
  mount,
  pixelOf,
  rgb,
  type Stage,
  unmount,
} from '../fixtures/twin-stage.ts';

const patience = { timeout: 20_000 };
const { unobserved, observed } = gapColors.light.tones;
/** A way behind the block, seen from the south. */
const behindBlock = {
  ...westPath,
  entry: { x: 100, y: 92, name: 'Yard' },
  xy: [100, 92, 20, 92, 0, 100],
  lengthMeters: 102,
};
const result = { ...approachResult, others: [westPath, behindBlock] };

type Shown = Parameters<typeof gapsShowing>;

async function showing(
  run: Shown[0],
  shown: Shown[1],
  more: Shown[2] = {},
  pictures = createPictureDesk(),
): Promise<Stage> {
  const stage = await mount([{ ...camera(-30, 0), id: 'C-01' }], [], 'low', pictures);
  stage.session.patch({ mode: 'simulate', gaps: gapsShowing(run, shown, more) });
  await vi.waitUntil(() => stage.element.querySelector('.twin-gap') !== null, patience);
  return stage;
}

const isNear = (stage: Stage, x: number, y: number, css: string, z = 0) =>
  distance(colorAt(stage, x, y, z), rgb(css)) < 8;
const patchGaps = ({ session }: Stage, change: Shown[2]) =>
  session.patch({ gaps: { ...session.get().gaps, ...change } });

function press(element: HTMLElement, x: number, y: number): void {
  for (const type of ['pointerdown', 'pointerup']) {
    element.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: x, clientY: y }));
  }
}

beforeAll(keepPictures);
afterEach(unmount);

describe('a way in on the ground', () => {
  test('is red where nobody observes it and teal where somebody does', async () => {
    const stage = await showing('approach', result);
    await vi.waitUntil(() => isNear(stage, 0, -40, unobserved), patience);
    expect(isNear(stage, 0, -8, observed)).toBe(true);
    expect(isNear(stage, 0, 35, unobserved)).toBe(true);
    // The casing beside it.
    const beside = [1.4, 1.6, 1.8].map((x) => distance(colorAt(stage, x, -40), [255, 255, 255]));
    expect(Math.min(...beside)).toBeLessThan(8);
  });

  test('shows as dots where a building hides it', async () => {
    const stage = await showing('approach', result, { item: 2 });
    stage.viewpoint.set({ targetX: 60, targetY: 70, pitchDegrees: 30, headingDegrees: 0, distanceMeters: 200 });
    const hidden = () =>
      Array.from({ length: 200 }, (_, k) => isNear(stage, 45 + k / 10, 92, unobserved, 1)).filter(Boolean).length;
    await vi.waitUntil(() => hidden() > 20, patience);
    expect(hidden()).toBeLessThan(120);
    const open = Array.from({ length: 50 }, (_, k) => isNear(stage, 23 + k / 10, 92, unobserved, 0.5)).filter(
      Boolean,
    ).length;
    expect(open).toBe(50);
  });

  test('is not drawn outside Simulate mode, nor where ways are kept back', async () => {
    const stage = await showing('approach', result);
    await vi.waitUntil(() => isNear(stage, 0, -40, unobserved), patience);
    patchGaps(stage, { redacted: true });
    await vi.waitUntil(() => !isNear(stage, 0, -40, unobserved), patience);
    expect(stage.element.querySelector('.twin-gap, .twin-gap-legend')).toBeNull();
    patchGaps(stage, { redacted: false });
    await vi.waitUntil(() => isNear(stage, 0, -40, unobserved), patience);
    stage.session.patch({ mode: 'plan' });
    await vi.waitUntil(() => !isNear(stage, 0, -40, unobserved), patience);
  });
});

describe('marks of gaps', () => {
  test('say what they are, look at their place or show their way', async () => {
    const { element, calls } = await showing('approach', result);
    const names = [...element.querySelectorAll('.twin-gap button')].map((button) => button.getAttribute('aria-label'));
    expect(names).toContain('Gap 1: East edge of the square, 80 m');
    element.querySelector<HTMLElement>('[aria-label^="Gap 1"]')?.click();
    expect(calls).toContainEqual(['lookAt', { targetX: 0, targetY: -60 }]);
    element.querySelector<HTMLElement>('[aria-label^="Way in from Yard"]')?.click();
    expect(calls).toContainEqual(['showGapItem', 2]);
  });

  test('strike out what is lost with a part', async () => {
    const stage = await showing('failures', failuresResult, { lostPart: 'K4' });
    await vi.waitUntil(() => stage.element.querySelector('.twin-gap-strike')?.getAttribute('d'), patience);
    expect(stage.element.querySelector('[data-kind="lost"] button')?.getAttribute('aria-label')).toContain('Switch K4');
    stage.element.querySelector<HTMLElement>('[data-kind="part"] button')?.click();
    expect(stage.calls).toContainEqual(['previewLoss', 'C-02']);
  });
});

test('ground that is reached unobserved is tinted, other ground is not', async () => {
  const region = {
    ...breachResult.region,
    cells: { cellMeters: 2, minX: -100, minY: -50, runs: [0, 0, 20, 1, 0, 20, 2, 0, 20] },
  };
  const stage = await showing('breach', { ...breachResult, region });
  const plain = colorAt(stage, -80, -60);
  const redder = (x: number, y: number) => {
    const [red, green] = colorAt(stage, x, y);
    return red - green > plain[0] - plain[1] + 6;
  };
  await vi.waitUntil(() => redder(-80, -47), patience);
  expect([redder(-80, -60), redder(-50, -47), redder(-80, -42)]).toEqual([false, false, false]);
});

test('a figure walks the way, and the devices that see it light up', async () => {
  const stage = await showing('approach', result);
  patchGaps(stage, { walking: true });
  const readOut = () => stage.element.querySelector('.twin-gap-read-out')?.textContent ?? '';
  const rings = () => stage.element.querySelector('.twin-gap-ring')?.getAttribute('d') ?? '';
  await vi.waitUntil(() => readOut().includes('seen by none'), patience);
  expect(readOut()).toMatch(/^×8 · \d+ s of 3 min 20 s/);
  expect(rings()).toBe('');
  await vi.waitUntil(() => rings() !== '', patience);
  expect(readOut()).toContain('Discern · C-01');
  patchGaps(stage, { walking: false });
  await vi.waitUntil(() => stage.element.querySelector('.twin-gap-read-out') === null, patience);
});

test('a click on the ground sets the place that the question asks for', async () => {
  const stage = await showing('approach', result, { picking: 'from' });
  const { element, calls, viewpoint } = stage;
  await vi.waitUntil(() => element.dataset['cursor'] === 'place', patience);
  expect(element.querySelector('.twin-gap-hint')?.textContent).toContain('Click where the way begins');
  // On the roof of the block there is no ground.
  const roof = pixelOf(viewpoint, 60, 60, 20);
  press(element, roof.x, roof.y);
  expect(calls.filter(([name]) => name === 'setGapQuestion')).toEqual([]);
  const at = pixelOf(viewpoint, -60, -60);
  press(element, at.x, at.y);
  const change = calls.find(([name]) => name === 'setGapQuestion')?.[1];
  const near: unknown = expect.closeTo(-60, 0);
  expect(change).toEqual({ from: { x: near, y: near } });
  expect(calls).toContainEqual(['pickGapPlace', null]);
  patchGaps(stage, { picking: null });
  await vi.waitUntil(() => element.dataset['cursor'] === 'point', patience);
});

test('a picture with ways in carries its mark all over, one without them none', async () => {
  const pictures = createPictureDesk();
  const stage = await showing('approach', result, {}, pictures);
  const draw = async (): Promise<Uint8ClampedArray> => {
    const work = { onProgress: () => undefined, signal: new AbortController().signal };
    const blob = await pictures.maker()?.({ widthPixels: 640, heightPixels: 480 }, work);
    if (blob === undefined) throw new Error('the twin draws no pictures');
    const image = await createImageBitmap(blob);
    const copy = new OffscreenCanvas(640, 480).getContext('2d');
    copy?.drawImage(image, 0, 0);
    return copy?.getImageData(0, 0, 640, 480).data ?? new Uint8ClampedArray(0);
  };
  await vi.waitUntil(() => isNear(stage, 0, -40, unobserved), patience);
  const marked = await draw();
  patchGaps(stage, { redacted: true });
  await vi.waitUntil(() => !isNear(stage, 0, -40, unobserved), patience);
  const plain = await draw();
  // Of each quarter of the picture, away from ways and panels, the mark changes something.
  for (const [left, top] of [
    [60, 110],
    [420, 110],
    [420, 300],
  ]) {
    let changed = 0;
    for (let y = top; y < top + 80; y += 1) {
      for (let x = left; x < left + 160; x += 1) {
        const at = 4 * (640 * y + x);
        if (Math.abs(marked[at + 1] - plain[at + 1]) > 12) changed += 1;
      }
    }
    expect(changed, `at ${left}, ${top}`).toBeGreaterThan(60);
  }
});
