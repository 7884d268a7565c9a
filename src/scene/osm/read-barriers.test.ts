import { describe, expect, it } from 'vitest';
import type { TerrainGrid } from '#model/city.ts';
import { buildDrawnCity as build, noted, prismsOf } from '../../../test/fixtures/osm/drawn-city.ts';
import { insidePolygon, ringBox } from '../assemble/ring.ts';

describe('walls, fences and hedges', () => {
  it('stand as thin solids where they are opaque', () => {
    let wall = 0;
    let fence = 0;
    let hedge = 0;
    const result = build((draft) => {
      wall = draft.line(
        [
          [0, 0],
          [50, 0],
        ],
        { barrier: 'wall', height: '2.5', width: '0.5' },
      );
      fence = draft.line(
        [
          [0, 10],
          [50, 10],
        ],
        { barrier: 'fence' },
      );
      hedge = draft.rectangle(0, 20, 20, 2, { barrier: 'hedge', area: 'yes' });
      draft.line(
        [
          [0, 30],
          [50, 30],
        ],
        { barrier: 'kerb' },
      );
    });
    const { city } = result;
    expect(city.barriers).toMatchObject([
      { id: `way/${wall}`, kind: 'wall', heightMeters: 2.5, heightSource: 'height', opaque: true },
      { id: `way/${fence}`, kind: 'fence', heightMeters: 1.5, heightSource: 'default', opaque: false },
      { id: `way/${hedge}`, kind: 'hedge', heightMeters: 1.5, heightSource: 'default', opaque: true },
    ]);
    const [prism] = prismsOf(city, `way/${wall}`);
    expect(prism).toMatchObject({ base: 0, top: 2.5, raised: 0 });
    expect(prism.area).toBeCloseTo(25, 0);
    expect(prismsOf(city, `way/${fence}`)).toEqual([]);
    expect(prismsOf(city, `way/${hedge}`)[0].area).toBeCloseTo(40, 0);
    expect(city.buildings.map(({ structure, use }) => [structure, use])).toEqual([
      ['wall', 'wall'],
      ['wall', 'hedge'],
    ]);
    expect(noted(result, 'guessed', `way/${fence}`)[0]).toContain('1.5 m was taken for a fence');
    expect(result.guessedHeightShare).toBe(0);
  });

  it('are open as wide as a gate, which is a portal of the wall', () => {
    let wall = 0;
    let gate = 0;
    const result = build((draft) => {
      gate = draft.node(25, 0, { barrier: 'gate', width: '4' });
      wall = draft.way([draft.node(0, 0), gate, draft.node(50, 0)], { barrier: 'wall' });
    });
    const { city } = result;
    const prisms = prismsOf(city, `way/${wall}`);
    expect(prisms.length).toBe(2);
    const [x, y] = [...city.portals.map((portal) => [portal.x, portal.y])][0];
    const open = (dx: number) => !prisms.some(({ rings }) => insidePolygon(rings, x + dx, y));
    expect([-2.1, -1.9, 0, 1.9, 2.1].map(open)).toEqual([false, true, true, true, false]);
    expect(city.portals).toMatchObject([{ id: `node/${gate}`, kind: 'gate', barrierId: `way/${wall}` }]);
    expect(noted(result, 'guessed', `node/${gate}`)).toEqual([]);
  });

  it('open around the seam of a closed wall, too, as wide as a street or a path asks', () => {
    let wall = 0;
    const result = build((draft) => {
      const gate = draft.node(0, 0, { barrier: 'lift_gate' });
      wall = draft.way([gate, draft.node(30, 0), draft.node(30, 30), draft.node(0, 30), gate], { barrier: 'wall' });
      draft.way([draft.node(-20, -20), gate, draft.node(20, 20)], { highway: 'service' });
    });
    const prisms = prismsOf(result.city, `way/${wall}`);
    const { x, y } = result.city.portals[0];
    const solid = (dx: number, dy: number) => prisms.some(({ rings }) => insidePolygon(rings, x + dx, y + dy));
    expect([solid(1.4, 0), solid(0, 1.4), solid(1.6, 0), solid(0, 1.6)]).toEqual([false, false, true, true]);
  });

  it('go down a slope in steps, each on its ground', () => {
    const columns = 65;
    const heights = Float32Array.from({ length: columns * columns }, (_, at) => ((at % columns) - 32) * 2);
    const terrain: TerrainGrid = { originX: -512, originY: -512, spacing: 16, columns, rows: columns, heights };
    let wall = 0;
    const { city } = build((draft) => {
      wall = draft.line(
        [
          [0, 0],
          [64, 0],
        ],
        { barrier: 'wall', height: '2' },
      );
    }, terrain);
    const prisms = prismsOf(city, `way/${wall}`);
    expect(prisms.length).toBeGreaterThanOrEqual(16);
    for (const { rings, base, top, raised } of prisms) {
      const [west, , east] = ringBox(rings[0]);
      expect(base).toBeCloseTo(west / 8, 2);
      expect(top).toBeCloseTo((west + east) / 16 + 2, 2);
      expect(east - west).toBeLessThan(4.1);
      expect(raised).toBe(0);
    }
  });
});
