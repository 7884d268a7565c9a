import { beforeAll, describe, expect, it } from 'vitest';
import { subtractPolygons } from '#geo/polygon-boolean.ts';
import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import { sceneManifestSchema } from '#model/scene.ts';
import { doubleArea, insidePolygon, ringBox } from '../assemble/ring.ts';
import { ringContact } from '../assemble/ring-crossings.ts';
import { demoSeed, generateDemoCity } from './demo-city.ts';

let city: City;
beforeAll(() => {
  city = generateDemoCity();
}, 60_000);

function prismRings(row: number, town: City = city): Float64Array[] {
  const { prisms } = town;
  const rings: Float64Array[] = [];
  for (let r = prisms.ringStart[row]; r < prisms.ringStart[row + 1]; r++) {
    rings.push(prisms.xy.subarray(2 * prisms.vertexStart[r], 2 * prisms.vertexStart[r + 1]));
  }
  return rings;
}

function areaOf(polygons: readonly Float64Array[][]): number {
  return polygons.reduce(
    (sum, rings) => sum + rings.reduce((s, ring, i) => s + ((i === 0 ? 1 : -1) * Math.abs(doubleArea(ring))) / 2, 0),
    0,
  );
}

/** Pairs of prisms whose boxes meet, by a grid of 64 m. */
function* neighbourPairs(): Generator<[number, number]> {
  const { prisms } = city;
  const boxes = Array.from({ length: prisms.count }, (_, row) => ringBox(prismRings(row)[0]));
  const cells = new Map<string, number[]>();
  boxes.forEach(([minX, minY, maxX, maxY], row) => {
    for (let i = Math.floor(minX / 64); i <= Math.floor(maxX / 64); i++) {
      for (let j = Math.floor(minY / 64); j <= Math.floor(maxY / 64); j++) {
        const key = `${i},${j}`;
        cells.set(key, [...(cells.get(key) ?? []), row]);
      }
    }
  });
  const seen = new Set<string>();
  for (const rows of cells.values()) {
    for (const a of rows) {
      for (const b of rows) {
        if (a >= b || seen.has(`${a},${b}`)) continue;
        seen.add(`${a},${b}`);
        const [p, q] = [boxes[a], boxes[b]];
        if (p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3]) yield [a, b];
      }
    }
  }
}

describe('the demo city', () => {
  it('has about 3,000 buildings on 4 square kilometres and says that it is invented', () => {
    const houses = city.buildings.filter(({ structure }) => structure === 'building');
    const outlines = new Set(houses.map((building) => building.outlineId ?? building.id));
    expect(outlines.size).toBeGreaterThan(2700);
    expect(outlines.size).toBeLessThan(3300);
    const { minX, minY, maxX, maxY } = city.manifest.bounds;
    expect((maxX - minX) * (maxY - minY)).toBe(4_000_000);
    expect(city.manifest.invented).toBe(true);
    expect(sceneManifestSchema.parse(city.manifest)).toEqual(city.manifest);
  });

  it('is the same city for the same seed, and another for another', () => {
    expect(generateDemoCity()).toEqual(city);
    expect(generateDemoCity(8).buildings.length).not.toBe(city.buildings.length);
  });

  it('has what a planner looks for: towers, courtyards, passages, bridges, sites, lamps and signals', () => {
    const { prisms } = city;
    const tall = city.buildings.filter((building) => building.heightMeters > 40 && building.use !== 'church');
    expect(tall.length).toBeGreaterThan(8);
    let courtyards = 0;
    for (let row = 0; row < prisms.count; row++)
      if (prisms.ringStart[row + 1] - prisms.ringStart[row] > 1) courtyards += 1;
    expect(courtyards).toBeGreaterThan(60);
    expect(prisms.raised.reduce((sum, raised) => sum + raised, 0)).toBeGreaterThan(25);
    expect(
      new Set(city.streets.filter((s) => s.bridge && s.class !== 'rail').map((s) => s.name)).size,
    ).toBeGreaterThanOrEqual(5);
    const kinds = city.sites.map((site) => site.kind);
    expect(kinds.filter((kind) => kind === 'school').length).toBeGreaterThanOrEqual(3);
    for (const kind of ['station', 'hospital', 'townhall', 'police', 'fire_station', 'university'] as const) {
      expect(kinds).toContain(kind);
    }
    expect(city.mounts.filter((mount) => mount.kind === 'lamp').length).toBeGreaterThan(1500);
    expect(city.mounts.filter((mount) => mount.kind === 'signal').length).toBeGreaterThan(60);
    expect(city.streets.some((street) => street.class === 'tram')).toBe(true);
  });

  it.each(['level', 'hill'] as const)('keeps the rules of the prism table on ground with the form %s', (ground) => {
    const town = ground === 'hill' ? city : generateDemoCity(demoSeed, ground);
    const { prisms } = town;
    expect(prisms.building.length).toBe(prisms.count);
    for (let row = 0; row < prisms.count; row++) {
      const rings = prismRings(row, town);
      const id = town.buildings[prisms.building[row]].id;
      const wall = town.buildings[prisms.building[row]].structure === 'wall';
      expect(doubleArea(rings[0]), id).toBeGreaterThan(wall ? 0.2 : 2);
      for (const hole of rings.slice(1)) expect(doubleArea(hole), id).toBeLessThan(0);
      expect(ringContact(rings), id).not.toBe('crossing');
      expect(prisms.topZ[row], id).toBeGreaterThan(prisms.baseZ[row] + 0.3);
      expect(prisms.baseZ[row]).toBe(quantize(prisms.baseZ[row]));
      for (const ring of rings) {
        for (let i = 0; i < ring.length; i += 2) {
          expect(ring[i]).toBe(quantize(ring[i]));
          const ground = groundHeight(town.terrain, ring[i], ring[i + 1]);
          expect(prisms.topZ[row], id).toBeGreaterThan(ground + (wall || prisms.raised[row] === 1 ? 0.5 : 2.3));
          if (prisms.raised[row] === 1) expect(prisms.baseZ[row], id).toBeGreaterThan(ground + 2);
          else if (town.buildings[prisms.building[row]].minHeightMeters === 0)
            expect(prisms.baseZ[row], id).toBeLessThanOrEqual(ground + 0.001);
        }
      }
    }
  });

  it('sets upper storeys wholly on the roofs of the houses they belong to', () => {
    const { prisms, buildings } = city;
    const byOutline = new Map<string, number[]>();
    for (let row = 0; row < prisms.count; row++) {
      const { outlineId } = buildings[prisms.building[row]];
      if (outlineId !== null) byOutline.set(outlineId, [...(byOutline.get(outlineId) ?? []), row]);
    }
    let upper = 0;
    for (const rows of byOutline.values()) {
      for (const row of rows) {
        if (prisms.raised[row] === 1 || buildings[prisms.building[row]].minHeightMeters === 0) continue;
        upper += 1;
        const below = rows.filter((other) => prisms.topZ[other] === prisms.baseZ[row] && prisms.raised[other] === 0);
        const rest = subtractPolygons(
          [prismRings(row)],
          below.map((other) => prismRings(other)),
        );
        expect(areaOf(rest), buildings[prisms.building[row]].id).toBeLessThan(0.01);
      }
    }
    expect(upper).toBeGreaterThan(50);
  });

  it('builds no two solids in the same place', () => {
    const { prisms } = city;
    for (const [a, b] of neighbourPairs()) {
      if (prisms.baseZ[a] >= prisms.topZ[b] || prisms.baseZ[b] >= prisms.topZ[a]) continue;
      // Pieces of walls and hedges meet at their corners.
      if ([a, b].every((row) => city.buildings[prisms.building[row]].structure === 'wall')) continue;
      const one = prismRings(a);
      const common = areaOf([one]) - areaOf(subtractPolygons([one], [prismRings(b)]));
      const ids = [a, b].map((row) => city.buildings[prisms.building[row]].id).join(' and ');
      expect(common, ids).toBeLessThan(0.1);
    }
  });

  it('builds no house into the river or across a carriageway', () => {
    const rivers = city.areas.filter((area) => area.kind === 'water').map((area) => area.rings);
    const { prisms } = city;
    for (let row = 0; row < prisms.count; row++) {
      for (const ring of prismRings(row)) {
        for (let i = 0; i < ring.length; i += 2) {
          expect(rivers.some((river) => insidePolygon(river, ring[i], ring[i + 1]))).toBe(false);
        }
      }
    }
    for (const street of city.streets) {
      if (street.class === 'rail' || street.class === 'footway') continue;
      for (let i = 0; i + 3 < street.xy.length; i += 2) {
        const x = (street.xy[i] + street.xy[i + 2]) / 2;
        const y = (street.xy[i + 1] + street.xy[i + 3]) / 2;
        expect(standingAt(x, y), `${street.id} at ${x}, ${y}`).toBe(null);
      }
    }
  });

  it('puts no lamp, signal or tree into a house', () => {
    for (const thing of [...city.mounts, ...city.trees]) expect(standingAt(thing.x, thing.y), thing.id).toBe(null);
  });

  it('joins its streets into one network', () => {
    const parent = new Map<string, string>();
    const find = (key: string): string => {
      let root = key;
      for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
      parent.set(key, root);
      return root;
    };
    let all = 0;
    const reach = new Map<string, number>();
    const pieces: [string, number][] = [];
    for (const street of city.streets) {
      if (street.class === 'rail' || street.class === 'tram' || street.class === 'footway') continue;
      for (let i = 0; i + 3 < street.xy.length; i += 2) {
        const [a, b] = [`${street.xy[i]},${street.xy[i + 1]}`, `${street.xy[i + 2]},${street.xy[i + 3]}`];
        if (!parent.has(a)) parent.set(a, a);
        if (!parent.has(b)) parent.set(b, b);
        parent.set(find(a), find(b));
        const length = Math.hypot(street.xy[i + 2] - street.xy[i], street.xy[i + 3] - street.xy[i + 1]);
        all += length;
        pieces.push([a, length]);
      }
    }
    for (const [a, length] of pieces) reach.set(find(a), (reach.get(find(a)) ?? 0) + length);
    expect(Math.max(...reach.values())).toBeCloseTo(all, 6);
  });
});

let standing: Map<string, number[]> | null = null;

/** Id of the building that stands on the ground at a point, or null. */
function standingAt(x: number, y: number): string | null {
  const { prisms } = city;
  if (standing === null) {
    standing = new Map();
    for (let row = 0; row < prisms.count; row++) {
      if (prisms.raised[row] === 1) continue;
      const [minX, minY, maxX, maxY] = ringBox(prismRings(row)[0]);
      for (let i = Math.floor(minX / 64); i <= Math.floor(maxX / 64); i++) {
        for (let j = Math.floor(minY / 64); j <= Math.floor(maxY / 64); j++) {
          const key = `${i},${j}`;
          standing.set(key, [...(standing.get(key) ?? []), row]);
        }
      }
    }
  }
  for (const row of standing.get(`${Math.floor(x / 64)},${Math.floor(y / 64)}`) ?? []) {
    if (insidePolygon(prismRings(row), x, y)) return city.buildings[prisms.building[row]].id;
  }
  return null;
}
