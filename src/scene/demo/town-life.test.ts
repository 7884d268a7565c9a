import { beforeAll, describe, expect, it } from 'vitest';
import { buildStreetNetwork, networkComponents } from '#geo/street-network.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import { doubleArea, insidePolygon } from '../assemble/ring.ts';
import { cityStatistics } from './city-statistics.ts';
import { generateDemoCity } from './demo-city.ts';
import { lineLength, stationAt } from './lines.ts';
import { distanceToLine } from './plane.ts';
import { hill } from './relief.ts';
import { pointsOf } from './shapes.ts';

let city: City;
beforeAll(() => {
  city = generateDemoCity();
}, 60_000);

describe('the hill of the demo city', () => {
  it('rises 35 to 45 m above the river, which lies level', () => {
    const { terrain } = city;
    expect(groundHeight(terrain, hill.x, hill.y)).toBeGreaterThan(35);
    expect(groundHeight(terrain, hill.x, hill.y)).toBeLessThan(46);
    const river = city.areas.filter(({ kind, name }) => kind === 'water' && name === 'Havnå');
    expect(river.length).toBeGreaterThan(0);
    for (const { x, y } of river.flatMap(({ rings }) => pointsOf(rings[0])))
      expect(groundHeight(terrain, x, y)).toBeLessThan(0.05);
    expect(Math.log2(terrain?.spacing ?? 0) % 1).toBe(0);
  });

  it('asks no more than 12 % of any street that one can drive, and 2 % of the railway', () => {
    for (const street of city.streets) {
      if (street.bridge || (!street.car && street.class !== 'rail')) continue;
      const [step, limit] = street.class === 'rail' ? [60, 0.02] : [16, 0.12];
      const line = pointsOf(street.xy);
      for (let reach = 0; reach + step <= lineLength(line); reach += step / 2) {
        const [a, b] = [stationAt(line, reach).at, stationAt(line, reach + step).at];
        const climb = Math.abs(groundHeight(city.terrain, a.x, a.y) - groundHeight(city.terrain, b.x, b.y));
        expect(climb / step, `${street.id} ${street.name}`).toBeLessThanOrEqual(limit);
      }
    }
  });
});

describe('doors and gates of the demo city', () => {
  it('lead into nearly every house, each at a wall of the house that it names', () => {
    const houses = new Set(
      city.buildings
        .filter(({ structure, use }) => structure === 'building' && use !== 'roof')
        .map(({ id, outlineId }) => outlineId ?? id),
    );
    const byId = new Map(city.buildings.map((building, i) => [building.id, i]));
    const entered = new Set<string>();
    const rows = new Map<number, number[]>();
    city.prisms.building.forEach((owner, row) => rows.set(owner, [...(rows.get(owner) ?? []), row]));
    for (const { buildingId, x, y, id } of city.portals) {
      if (buildingId === null) continue;
      const owner = byId.get(buildingId);
      if (owner === undefined) throw new Error(`${id} names ${buildingId}`);
      entered.add(city.buildings[owner].outlineId ?? buildingId);
      const gap = (rows.get(owner) ?? []).map((row) => {
        const ring = city.prisms.ringStart[row];
        const [from, to] = [city.prisms.vertexStart[ring], city.prisms.vertexStart[ring + 1]];
        return distanceToLine({ x, y }, pointsOf(city.prisms.xy.subarray(2 * from, 2 * to)), true);
      });
      expect(Math.min(...gap), id).toBeLessThan(0.01);
    }
    expect(entered.size / houses.size).toBeGreaterThan(0.85);
  });

  it('have addresses that no other door has', () => {
    const addresses = city.portals.flatMap(({ address }) => (address === null ? [] : [address]));
    expect(addresses.length).toBeGreaterThan(2000);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('open walls, fences and hedges, whose opaque ones also stand as solids', () => {
    const barriers = new Map(city.barriers.map((barrier) => [barrier.id, barrier]));
    const gates = city.portals.filter(({ kind }) => kind === 'gate');
    expect(gates.length).toBeGreaterThan(20);
    for (const { barrierId, id } of gates) expect(barrierId !== null && barriers.has(barrierId), id).toBe(true);
    const walls = new Set(city.buildings.filter(({ structure }) => structure === 'wall').map(({ id }) => id));
    expect(new Set(city.barriers.filter(({ opaque }) => opaque).map(({ id }) => id))).toEqual(walls);
    expect(new Set(city.barriers.map(({ kind }) => kind))).toEqual(new Set(['wall', 'fence', 'hedge']));
  });
});

describe('the traffic of the demo city', () => {
  it('finds one network, in which every restriction is held', () => {
    const network = buildStreetNetwork(city.streets, city.restrictions);
    expect(city.restrictions.length).toBeGreaterThan(5);
    expect(network.forbidden.unmatched).toEqual([]);
    expect(network.forbidden.count).toBeGreaterThan(0);
    expect(networkComponents(network, 'car').largestShare).toBeGreaterThan(0.95);
  });

  it('begins and ends car trips on streets, and sends as many back as come', () => {
    const nodes = new Set(
      city.streets.filter(({ car }) => car).flatMap(({ xy }) => pointsOf(xy).map(({ x, y }) => `${x} ${y}`)),
    );
    const flows = new Map<string, number>();
    for (const { mode, fromX, fromY, toX, toY, perHour, id } of city.trips) {
      if (mode === 'car') expect(nodes.has(`${fromX} ${fromY}`) && nodes.has(`${toX} ${toY}`), id).toBe(true);
      const key = `${mode} ${fromX} ${fromY} ${toX} ${toY}`;
      flows.set(key, (flows.get(key) ?? 0) + perHour);
    }
    for (const { mode, fromX, fromY, toX, toY } of city.trips) {
      const [there, back] = [`${fromX} ${fromY} ${toX} ${toY}`, `${toX} ${toY} ${fromX} ${fromY}`];
      expect(flows.get(`${mode} ${back}`)).toBe(flows.get(`${mode} ${there}`));
    }
    const total = (mode: string) =>
      city.trips.filter((trip) => trip.mode === mode).reduce((sum, { perHour }) => sum + perHour, 0);
    expect(total('car')).toBeGreaterThan(4000);
    expect(total('car')).toBeLessThan(20_000);
    expect(total('pedestrian')).toBeGreaterThan(2000);
    expect(total('pedestrian')).toBeLessThan(20_000);
  });

  it('has crossings with and without signals, none in a house', () => {
    expect(new Set(city.crossings.map(({ kind }) => kind))).toEqual(new Set(['signals', 'marked', 'unmarked']));
    expect(city.crossings.filter(({ kerb }) => kerb === 'lowered').length).toBeGreaterThan(300);
  });
});

describe('the people of the demo city', () => {
  it('live and work in its houses, more on the market and before the station than elsewhere', () => {
    const weights = (kind: string) => city.demand.filter((item) => item.kind === kind);
    const residents = weights('population').reduce((sum, { weight }) => sum + weight, 0);
    expect(residents).toBeGreaterThan(15_000);
    expect(residents).toBeLessThan(60_000);
    for (const { weight, id } of city.demand) expect(weight, id).toBeGreaterThan(0);
    const busiest = weights('pedestrian').toSorted((a, b) => b.weight - a.weight);
    const squares = city.areas.filter(({ name }) => name === 'Torvet' || name === 'Banegårdspladsen');
    for (const { x, y } of busiest.slice(0, 2)) {
      expect(squares.some(({ rings }) => insidePolygon(rings, x, y))).toBe(true);
    }
  });

  it('have places to watch and courtyards to be left alone in', () => {
    const kinds = (kind: string) => city.zones.filter((zone) => zone.kind === kind);
    expect(new Set(kinds('interest').map(({ name }) => name))).toEqual(new Set(['Banegårdspladsen', 'Torvet']));
    expect(kinds('privacy').length).toBeGreaterThan(30);
    for (const { rings, id } of city.zones) expect(doubleArea(rings[0]), id).toBeGreaterThan(0);
  });
});

describe('the roofs of the demo city', () => {
  it('rise over the eaves of pitched houses, the ridge along the longer side', () => {
    const pitched = city.buildings.filter(({ roofShape }) => roofShape === 'gabled' || roofShape === 'hipped');
    expect(pitched.length).toBeGreaterThan(800);
    for (const { roofHeightMeters, heightMeters, id } of pitched) {
      expect(roofHeightMeters, id).toBeGreaterThan(0);
      expect(roofHeightMeters, id).toBeLessThan(heightMeters / 2);
    }
    for (const { roofShape, roofHeightMeters } of city.buildings)
      if (roofShape === 'flat') expect(roofHeightMeters).toBe(0);
  });
});

it('the manifest counts everything that is there, and names the ground in its id', () => {
  expect(city.manifest.statistics).toEqual(cityStatistics(city));
  expect(Object.keys(city.manifest.statistics)).toContain('trips');
  expect(city.manifest.id).not.toBe(generateDemoCity(7, 'level').manifest.id);
  expect(city.manifest.id).not.toBe('havnby-7');
});
