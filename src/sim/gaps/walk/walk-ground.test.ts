import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantize } from '#geo/quantum.ts';
import { defaultAssumptions } from '#model/assumptions.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import { box, prismTable, type SolidSketch, seededNumbers } from '../../../../test/fixtures/random-city.ts';
import { fence, line, portal, street, walkScene, water, wholeScene } from '../../../../test/fixtures/walk-scenes.ts';
import { metersOf } from '../search/approach-cost.ts';
import { leastObserved } from '../search/least-observed.ts';
import { segmentsMeet } from './closed-lines.ts';
import { cellUnder, cellX, cellY } from './study-area.ts';
import { walkMoves } from './walk-grid.ts';
import { type WalkGround, walkGroundSteps } from './walk-ground.ts';
import type { WalkOptions } from './walk-scene.ts';

function groundOf(scene: GapScene, options: Partial<WalkOptions> = {}): WalkGround {
  const outcome = finished(walkGroundSteps(scene, { ...wholeScene, ...options }));
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

/** Metres of the shortest walk between two places; infinite where there is none. */
function walk(
  ground: WalkGround,
  from: readonly [number, number],
  to: readonly [number, number],
  forced = false,
): number {
  const { grid, area } = ground;
  const rates = new Int32Array(grid.moves.length);
  const search = leastObserved(grid, rates, [cellUnder(area, ...to)], { metersPerSecond: 1, forced });
  return metersOf(search.costs[cellUnder(area, ...from)], grid.grid.cell);
}

const canWalk = (...parameters: Parameters<typeof walk>): boolean => walk(...parameters) < Number.POSITIVE_INFINITY;

/** A line across the middle of the scene, at any angle that keeps west and east apart, and its points. */
const across = fc
  .record({ south: fc.integer({ min: -20, max: 20 }), north: fc.integer({ min: -20, max: 20 }) })
  .map(({ south, north }) => [quantize(south + 0.37), -80, quantize(north - 0.41), 80] as const);

const west = [-51, 3] as const;
const east = [51, -7] as const;

test('on open ground a walk is at most 2.8 % longer than the straight line, from every cell', () => {
  const ground = groundOf(walkScene({}));
  const { grid, area } = ground;
  const target = cellUnder(area, 0.5, 0.5);
  const { costs } = leastObserved(grid, new Int32Array(grid.moves.length), [target], {
    metersPerSecond: 1,
    forced: false,
  });
  let worst = 0;
  for (let cell = 0; cell < grid.moves.length; cell += 1) {
    if (grid.moves[cell] === 0 || cell === target) continue;
    const straight = Math.hypot(cellX(area, cell) - cellX(area, target), cellY(area, cell) - cellY(area, target));
    worst = Math.max(worst, metersOf(costs[cell], 2) / straight);
  }
  expect(ground.walkableCells).toBe(64 * 64);
  expect(worst).toBeGreaterThan(1.02);
  expect(worst).toBeLessThan(1.028);
});

test('no wall leaks, however thin and at whatever angle', () => {
  fc.assert(
    fc.property(across, fc.constantFrom(1 as const, 2 as const), ([ax, ay, bx, by], cell) => {
      const thin = 0.05;
      const wall: SolidSketch = {
        rings: [
          [
            [ax, ay],
            [ax + thin, ay],
            [bx + thin, by],
            [bx, by],
          ],
        ],
        base: 0,
        top: 3,
      };
      expect(canWalk(groundOf(walkScene({ solids: [wall], cell })), west, east)).toBe(false);
      expect(canWalk(groundOf(walkScene({ solids: [{ ...wall, base: 2.5, raised: true }], cell })), west, east)).toBe(
        true,
      );
    }),
    { numRuns: 60 },
  );
});

test('a fence is overcome only where that is asked for, in its time', () => {
  fc.assert(
    fc.property(across, (xy) => {
      const ground = groundOf(walkScene({ barriers: [fence(line(...xy))] }));
      expect(canWalk(ground, west, east)).toBe(false);
      expect(canWalk(ground, west, east, true)).toBe(true);
      expect(new Set(ground.grid.forcedSeconds.values())).toEqual(new Set([defaultAssumptions.fenceDelaySeconds]));
    }),
    { numRuns: 60 },
  );
});

test('what is lower than half a metre is stepped over, and each kind of barrier has its delay', () => {
  const xy = line(0, -80, 0, 80);
  expect(canWalk(groundOf(walkScene({ barriers: [fence(xy, { heightMeters: 0.4 })] })), west, east)).toBe(true);
  const delays = (['wall', 'hedge', 'guard_rail'] as const).map((kind) => [
    ...new Set(groundOf(walkScene({ barriers: [fence(xy, { kind })] })).grid.forcedSeconds.values()),
  ]);
  const { wallDelaySeconds, hedgeDelaySeconds, fenceDelaySeconds } = defaultAssumptions;
  expect(delays).toEqual([[wallDelaySeconds], [hedgeDelaySeconds], [fenceDelaySeconds]]);
});

test('a line of two pieces is overcome once, two lines are overcome in the sum of their times', () => {
  const bent = groundOf(walkScene({ barriers: [fence(line(0, -80, 0, 1, 0, 80))] }));
  expect(new Set(bent.grid.forcedSeconds.values())).toEqual(new Set([20]));
  const double = [fence(line(0, -80, 0, 80)), fence(line(0.125, -80, 0.125, 80), { id: 'wall/1', kind: 'wall' })];
  expect(new Set(groundOf(walkScene({ barriers: double })).grid.forcedSeconds.values())).toEqual(new Set([60]));
});

test('no gate is lost, wherever it lies on a fence and at whatever angle, and the way leads through it', () => {
  fc.assert(
    fc.property(across, fc.double({ min: 0.3, max: 0.7, noNaN: true }), ([ax, ay, bx, by], share) => {
      const gate = portal(ax + share * (bx - ax), ay + share * (by - ay), { barrierId: 'fence/1' });
      const scene = walkScene({ barriers: [fence(line(ax, ay, bx, by))], portals: [gate] });
      const through = Math.hypot(gate.x - west[0], gate.y - west[1]) + Math.hypot(gate.x - east[0], gate.y - east[1]);
      const meters = walk(groundOf(scene), west, east);
      expect(meters).toBeGreaterThan(through - 8);
      expect(meters).toBeLessThan(1.03 * through + 8);
      const locked = groundOf(scene, { lockedPortals: new Set([gate.id]) });
      expect(canWalk(locked, west, east)).toBe(false);
      expect([...locked.grid.forcedSeconds.values()]).toContain(defaultAssumptions.gateDelaySeconds);
    }),
    { numRuns: 60 },
  );
});

test('a footpath opens the fence that it crosses, one in a tunnel does not', () => {
  const barriers = [fence(line(0, -80, 0, 80))];
  const path = line(-10, 5, 10, 8);
  expect(canWalk(groundOf(walkScene({ barriers, streets: [street(path)] })), west, east)).toBe(true);
  expect(canWalk(groundOf(walkScene({ barriers, streets: [street(path, { tunnel: true })] })), west, east)).toBe(false);
  expect(canWalk(groundOf(walkScene({ barriers, streets: [street(path, { foot: false })] })), west, east)).toBe(false);
});

test('a wall that is a barrier is open at its gate though it stands as a solid', () => {
  const barriers = [fence(line(0, -80, 0, 80), { id: 'way/7', kind: 'wall', opaque: true })];
  const solids = [{ rings: [box(-0.25, -80, 0.25, 80)], base: 0, top: 3, wallOf: 'way/7' }];
  expect(canWalk(groundOf(walkScene({ barriers, solids })), west, east)).toBe(false);
  expect(canWalk(groundOf(walkScene({ barriers, solids })), west, east, true)).toBe(true);
  const portals = [portal(0, 13, { barrierId: 'way/7' })];
  expect(canWalk(groundOf(walkScene({ barriers, solids, portals })), west, east)).toBe(true);
});

test('water is crossed on bridges only, however narrow and at whatever angle', () => {
  const areas = [water(-9, -80, 9, -80, 9, 80, -9, 80)];
  expect(canWalk(groundOf(walkScene({ areas })), west, east)).toBe(false);
  expect(canWalk(groundOf(walkScene({ areas })), west, east, true)).toBe(false);
  fc.assert(
    fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), (from, to) => {
      const bridge = street(line(-14, from + 0.3, 14, to + 0.1), { bridge: true, widthMeters: 1 });
      expect(canWalk(groundOf(walkScene({ areas, streets: [bridge] })), west, east)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a narrow stream is no step wide', () => {
  const areas = [water(-0.25, -80, 0.25, -80, 0.25, 80, -0.25, 80)];
  expect(canWalk(groundOf(walkScene({ areas })), west, east)).toBe(false);
});

test('a passage leads through a building', () => {
  const solids = [{ rings: [box(-8, -80, 8, 80)], base: 0, top: 9 }];
  const passage = street(line(-9, 4.2, 9, 11.7), { passage: true, widthMeters: 1 });
  expect(canWalk(groundOf(walkScene({ solids })), west, east)).toBe(false);
  expect(canWalk(groundOf(walkScene({ solids, streets: [passage] })), west, east)).toBe(true);
});

test('motorways are closed but for where a footpath crosses them, bridges of theirs are not', () => {
  const motorway = street(line(1, -80, 1, 80), { class: 'motorway', foot: false, car: true, widthMeters: 14 });
  const over = street(line(-12, 0, 12, 0), { id: 'street/2', bridge: true });
  expect(canWalk(groundOf(walkScene({ streets: [motorway] })), west, east)).toBe(false);
  expect(canWalk(groundOf(walkScene({ streets: [motorway, over] })), west, east)).toBe(true);
  expect(canWalk(groundOf(walkScene({ streets: [{ ...motorway, bridge: true }] })), west, east)).toBe(true);
  expect(canWalk(groundOf(walkScene({ streets: [{ ...motorway, class: 'rail' }] })), west, east)).toBe(true);
});

test('a crossing leads over a closed trunk road', () => {
  const trunk = street(line(1, -80, 1, 80), { class: 'trunk', foot: false, car: true, widthMeters: 12 });
  const scene = walkScene({ streets: [trunk] });
  const crossings = [{ id: 'crossing/1', kind: 'signals' as const, kerb: null, x: 1.5, y: 20 }];
  expect(canWalk(groundOf(scene), west, east)).toBe(false);
  expect(canWalk(groundOf({ ...scene, crossings }), west, east)).toBe(true);
  expect(canWalk(groundOf(walkScene({ streets: [{ ...trunk, foot: true }] })), west, east)).toBe(true);
});

test('nobody squeezes through the slit between a fence and a wall', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40, max: 40 }), fc.double({ min: 0.01, max: 0.4, noNaN: true }), (x, slit) => {
      const solids = [{ rings: [box(x - 2, 0, x + 2, 80)], base: 0, top: 6 }];
      const barriers = [fence(line(x, -80, x, -slit))];
      const sides = [
        [x - 11, 3],
        [x + 11, -7],
      ] as const;
      expect(canWalk(groundOf(walkScene({ solids, barriers })), ...sides)).toBe(false);
      const wide = [fence(line(x, -80, x, -5))];
      expect(canWalk(groundOf(walkScene({ solids, barriers: wide })), ...sides)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

/** Blocks, fences, ponds and a path in any position. */
function someScene(seed: number): GapScene {
  const random = seededNumbers(seed);
  const at = () => quantize(60 * (random() - 0.5));
  const quad = (side: number) => {
    const [x, y] = [at(), at()];
    const [dx, dy] = [quantize(side * (random() - 0.5)), quantize(side * (0.2 + random()))];
    return [x, y, x + dy, y - dx, x + dy + dx, y - dx + dy, x + dx, y + dy] as const;
  };
  const solids = Array.from({ length: 8 }, (): SolidSketch => {
    const [ax, ay, bx, by, cx, cy, ex, ey] = quad(random() < 0.3 ? 1 : 16);
    const ring = [
      [ax, ay],
      [bx, by],
      [cx, cy],
      [ex, ey],
    ] as const;
    return { rings: [ring], base: 0, top: 6 };
  });
  return walkScene({
    half: 32,
    solids,
    barriers: [0, 1, 2].map((k) => fence(line(at(), at(), at(), at(), at(), at()), { id: `fence/${k}` })),
    areas: [water(...quad(20))],
    streets: [street(line(at(), at(), at(), at()), { bridge: true })],
  });
}

test('moves are open where both ends are ground and no line is crossed, forced where all lines can be overcome', () => {
  const counts = { open: 0, forced: 0, closed: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { grid, area, walkable, lines } = groundOf(someScene(seed));
      const stands = (cell: number): boolean => ((walkable[cell >> 5] >>> (cell & 31)) & 1) === 1;
      for (let cell = 0; cell < grid.moves.length; cell += 1) {
        for (let move = 0; move < 16; move += 1) {
          const [dx, dy] = walkMoves[move];
          const [column, row] = [(cell % grid.columns) + dx, Math.floor(cell / grid.columns) + dy];
          const inside = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
          const end = row * grid.columns + column;
          const isOpen = ((grid.moves[cell] >>> move) & 1) === 1;
          const isForced = ((grid.forcedMoves[cell] >>> move) & 1) === 1;
          if (!inside || !stands(cell) || !stands(end)) {
            expect(isOpen || isForced).toBe(false);
            continue;
          }
          const crossed = crossedLines(
            lines.xy,
            cellX(area, cell),
            cellY(area, cell),
            cellX(area, end),
            cellY(area, end),
          );
          const isHard = crossed.some((k) => lines.thing[k] < 0);
          expect(isOpen).toBe(crossed.length === 0);
          expect(isForced).toBe(crossed.length > 0 && !isHard);
          const seconds = 20 * new Set(crossed.map((k) => lines.thing[k])).size;
          if (isForced) expect(grid.forcedSeconds.get(16 * cell + move)).toBe(seconds);
          counts[isOpen ? 'open' : isForced ? 'forced' : 'closed'] += 1;
          const back = (move + 8) % 16;
          expect((grid.moves[end] >>> back) & 1).toBe(isOpen ? 1 : 0);
          expect((grid.forcedMoves[end] >>> back) & 1).toBe(isForced ? 1 : 0);
        }
      }
    }),
    { numRuns: 12 },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(500);
});

function crossedLines(xy: Float64Array, x: number, y: number, tx: number, ty: number): number[] {
  const crossed: number[] = [];
  for (let k = 0; 4 * k < xy.length; k += 1) {
    const [ax, ay, bx, by] = xy.subarray(4 * k, 4 * k + 4);
    if (segmentsMeet(ax, ay, bx, by, x, y, tx, ty)) crossed.push(k);
  }
  return crossed;
}

test('cells are ground where their middle is, borders of the study area included', () => {
  const solids = [{ rings: [box(-10, -10, 10, 10)], base: 0, top: 6 }];
  const ground = groundOf(walkScene({ solids }), { reachMeters: 30 });
  expect(ground.walkableCells).toBe(30 * 30 - 10 * 10);
  expect(ground.grid.entryCells.length).toBe(4 * 30 - 4);
});

test('a place outside the scene and an area too large are told in a sentence', () => {
  const outcomeOf = (scene: GapScene, options: Partial<WalkOptions>) => {
    const outcome = finished(walkGroundSteps(scene, { ...wholeScene, ...options }));
    return outcome.ok ? null : outcome.problem.sentence;
  };
  expect(outcomeOf(walkScene({}), { x: 5000 })).toBe(
    'The site lies outside the scene; choose one inside, or import a larger scene.',
  );
  const vast = { ...walkScene({}), bounds: { minX: -5000, minY: -5000, maxX: 5000, maxY: 5000 } };
  expect(outcomeOf(vast, { reachMeters: 5000 })).toBe(
    'A study area of 5000 m to each side has too many cells of 2 m; take at most 3000 m.',
  );
  const full = walkScene({ solids: [{ rings: [box(-70, -70, 70, 70)], base: 0, top: 6 }] });
  expect(outcomeOf(full, {})).toContain('no ground that people can walk on');
});

test('a scene without anything in it has no lines', () => {
  expect(groundOf({ ...walkScene({}), prisms: prismTable([]) }).lines.count).toBe(0);
});
