import { beforeEach, describe, expect, test } from 'vitest';
import type { Device } from '#model/device.ts';
import type { CoverageUpdate, PaintSetting } from '#model/results/coverage-bits.ts';
import { tileBeforeShift, tileClassMask, tileEmphasis } from '#model/results/coverage-tile.ts';
import { cameraWith } from '../../../test/fixtures/cameras.ts';
import { randomCity, sceneOf, seededNumbers } from '../../../test/fixtures/random-city.ts';
import { plainSettings } from '../../../test/fixtures/visibility-probe.ts';
import { CoverageEngine } from './coverage-engine.ts';
import { firstPaint } from './ground-painter.ts';

const bounds = { minX: -400, minY: -400, maxX: 400, maxY: 400 };
/** Both look north; the second stands 40 m farther. */
const near = cameraWith({ id: 'near', heightMeters: 2, focalLengthMillimeters: 8 });
const far = cameraWith({ id: 'far', y: 40, heightMeters: 2, focalLengthMillimeters: 8 });

/** Keeps the painted bytes as the twin does. */
class Board {
  readonly engine = new CoverageEngine();
  private readonly tiles = new Map<string, Uint8Array>();
  private revision = 0;
  private readonly grid;

  constructor(scene = sceneOf([], { bounds })) {
    this.grid = this.engine.load(scene, plainSettings);
  }

  show({ tiles }: CoverageUpdate): CoverageUpdate['tiles'] {
    for (const { column, row, best } of tiles) this.tiles.set(`${column} ${row}`, best.slice());
    return tiles;
  }

  put(...devices: readonly Device[]): CoverageUpdate['tiles'] {
    this.revision += 1;
    return this.show(this.engine.change({ revision: this.revision, put: devices, removed: [] }));
  }

  remove(...removed: readonly string[]): CoverageUpdate['tiles'] {
    this.revision += 1;
    return this.show(this.engine.change({ revision: this.revision, put: [], removed }));
  }

  paint(setting: Partial<PaintSetting>): CoverageUpdate['tiles'] {
    this.revision += 1;
    return this.show(this.engine.paint(this.revision, { ...firstPaint, ...setting }));
  }

  at(x: number, y: number): number {
    const column = Math.floor(x) - this.grid.firstColumn;
    const row = Math.floor(y) - this.grid.firstRow;
    const tile = this.tiles.get(`${column >> 8} ${row >> 8}`);
    return tile?.[(row & 255) * 256 + (column & 255)] ?? 0;
  }

  bytes(): readonly (readonly [string, string])[] {
    return [...this.tiles]
      .filter(([, best]) => best.some((value) => value !== 0))
      .map(([key, best]): [string, string] => [key, Buffer.from(best).toString('base64')])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

let board = new Board();

beforeEach(() => {
  board = new Board();
});

test('the best class is painted first', () => {
  board.put(near, far);
  // f_px = 4267: 20 px/m to 213 m, 40 to 107, 80 to 53.
  expect([30, 60, 90, 120, 160, 250, 260].map((y) => board.at(0, y))).toEqual([4, 4, 3, 2, 1, 1, 0]);
});

test('devices are counted at or above the category, up to six', () => {
  board.put(near, far);
  board.paint({ mode: 'count', category: 0 });
  expect([30, 100, 230, 300].map((y) => board.at(0, y))).toEqual([1, 2, 1, 0]);
  board.paint({ mode: 'count', category: 2 });
  expect([30, 50, 70, 100].map((y) => board.at(0, y))).toEqual([1, 2, 1, 0]);
  board.put(...Array.from({ length: 8 }, (_, k) => ({ ...near, id: `more ${k}` })));
  expect(board.at(0, 50)).toBe(6);
  board.paint({});
  expect(board.at(0, 50)).toBe(5);
});

describe('a difference', () => {
  const before = (value: number) => (value & ~tileEmphasis) >> tileBeforeShift;
  const now = (value: number) => value & tileClassMask;

  test('against the kept picture shows both, also where all is gone', () => {
    board.put(near);
    board.engine.keepBaseline();
    board.remove('near');
    board.put(far);
    board.paint({ mode: 'difference', against: 'baseline' });
    expect([before(board.at(0, 20)), now(board.at(0, 20))]).toEqual([3 + 1, 0]);
    expect([before(board.at(0, 240)), now(board.at(0, 240))]).toEqual([0, 1]);
    board.remove('far');
    expect([before(board.at(0, 20)), now(board.at(0, 240))]).toEqual([4, 0]);
  });

  test('against nothing kept shows all as gained', () => {
    board.put(near);
    board.paint({ mode: 'difference', against: 'baseline' });
    expect(board.at(0, 200)).toBe(1);
  });

  test('against another condition follows changes in both', () => {
    board.put(near);
    board.paint({ mode: 'difference', against: 'fog', condition: 'day' });
    expect([before(board.at(0, 190)), now(board.at(0, 190))]).toEqual([1, 1]);
    expect([before(board.at(0, 205)), now(board.at(0, 205))]).toEqual([0, 1]);
    board.put(far);
    expect([before(board.at(0, 235)), now(board.at(0, 235))]).toEqual([1, 1]);
  });

  test('without devices shows what only they give', () => {
    board.put(near, far);
    board.paint({ mode: 'difference', against: 'without', emphasis: ['far'] });
    expect([before(board.at(0, 240)), now(board.at(0, 240))]).toEqual([0, 1]);
    expect([before(board.at(0, 20)), now(board.at(0, 20))]).toEqual([4, 4]);
    board.put({ ...near, headingDegrees: 180 });
    expect([before(board.at(0, 20)), now(board.at(0, 20))]).toEqual([0, 0]);
    expect([before(board.at(0, -20)), now(board.at(0, -20))]).toEqual([4, 4]);
  });
});

test('cells of emphasised devices are marked and follow them', () => {
  board.put(near, far);
  board.paint({ emphasis: ['far'] });
  expect([30, 100, 240].map((y) => (board.at(0, y) & tileEmphasis) !== 0)).toEqual([false, true, true]);
  board.put({ ...far, headingDegrees: 180 });
  expect([30, 100, 240].map((y) => (board.at(0, y) & tileEmphasis) !== 0)).toEqual([true, false, false]);
  board.remove('far');
  expect([30, 100].map((y) => board.at(0, y))).toEqual([4, 2]);
});

test('another layer empties the tiles of the one before', () => {
  board.put(near, { ...far, spectrum: 'thermal' });
  expect(board.at(0, 20)).toBe(4);
  const tiles = board.paint({ layer: 'thermal' });
  expect(tiles.length).toBeGreaterThan(0);
  expect([20, 100].map((y) => board.at(0, y))).toEqual([0, 1]);
  expect(board.paint({ layer: 'acoustic' }).every(({ best }) => best.every((value) => value === 0))).toBe(true);
  expect(board.paint({ layer: 'acoustic' })).toEqual([]);
});

test('any way of painting shows the same after changes as when it is chosen after them', () => {
  const city = randomCity(17, { side: 500 });
  const random = seededNumbers(3);
  const someCamera = (id: string) =>
    cameraWith({
      id,
      x: 400 * random() - 200,
      y: 400 * random() - 200,
      heightMeters: 30,
      headingDegrees: 360 * random(),
      tiltDegrees: 20,
    });
  const ways: Partial<PaintSetting>[] = [
    {},
    { mode: 'count', category: 1 },
    { mode: 'difference', against: 'without', emphasis: ['a', 'c'] },
    { mode: 'difference', against: 'night' },
    { condition: 'fog', emphasis: ['b'] },
  ];
  for (const way of ways) {
    const followed = new Board(city);
    followed.paint(way);
    const devices = new Map<string, Device>();
    for (let step = 0; step < 25; step += 1) {
      const id = 'abcdef'[Math.floor(6 * random())];
      if (random() < 0.25) {
        followed.remove(id);
        devices.delete(id);
      } else {
        const device = someCamera(id);
        followed.put(device);
        devices.set(id, device);
      }
    }
    const chosen = new Board(city);
    chosen.put(...devices.values());
    chosen.paint({ layer: 'acoustic' });
    chosen.paint(way);
    expect(followed.bytes()).toEqual(chosen.bytes());
    expect(chosen.bytes().length).toBeGreaterThan(0);
  }
});
