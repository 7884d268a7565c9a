import { openAsBlob, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildStreetNetwork, networkComponents } from '#geo/street-network.ts';
import type { City, Trip } from '#model/city.ts';
import type { SourceFile } from '#model/import-job.ts';
import type { ImportReport } from '#model/import-report.ts';
import { buildDriveGraph } from '#sim/gaps/traffic/drive-graph.ts';
import { type InterceptionInput, interceptionPartSteps } from '#sim/gaps/traffic/interception-part.ts';
import { InterceptionTally } from '#sim/gaps/traffic/interception-tally.ts';
import { sceneDemand } from '#sim/gaps/traffic/traffic-demand.ts';
import { countingUnit } from '#sim/gaps/traffic/unit-reads.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { readSceneFiles } from '../../src/scene/package/read-package.ts';
import { sceneFiles } from '../../src/scene/package/write-package.ts';
import { realData, realDataPresent } from '../real-data.ts';

const folder = 'sumo_bologna_acosta';
const cars = 'acosta.rou.xml';
const buses = 'acosta_busses.rou.xml';

async function imported(...names: string[]): Promise<{ city: City; report: ImportReport }> {
  return importedFiles(
    await Promise.all(names.map(async (name) => ({ name, blob: await openAsBlob(realData(`${folder}/${name}`)) }))),
  );
}

async function importedFiles(files: readonly SourceFile[]): Promise<{ city: City; report: ImportReport }> {
  const work = importFiles(files);
  let next = await work.next();
  while (next.done !== true) next = await work.next();
  if (!next.value.ok) throw new Error(next.value.problem.sentence);
  return next.value;
}

/** The routes of the files' vehicles, one a vehicle, read without any of the importer. */
function routesIn(...names: string[]): string[][] {
  return names.flatMap((name) =>
    Array.from(readFileSync(realData(`${folder}/${name}`), 'utf8').matchAll(/<route edges="([^"]*)"/g), ([, edges]) =>
      edges.split(' '),
    ),
  );
}

function perHourOver(trips: readonly Trip[], edges: ReadonlySet<string>): number {
  return trips
    .filter(({ route }) => route?.some((leg) => !leg.backward && edges.has(leg.streetId.replace(/^sumo\//, ''))))
    .reduce((sum, { perHour }) => sum + perHour, 0);
}

/** Shares of the city's car trips that are read where each of these stretches has a unit that reads everyone on it. */
function sharesRead(city: City, read: readonly { readonly streetId: string; readonly backward: boolean }[]) {
  const network = buildStreetNetwork(city.streets, city.restrictions);
  const graph = buildDriveGraph(network, city.streets, { driveSpeed: 1, plateSpeedKmh: 50 });
  const units = read.map(({ streetId, backward }, number) => {
    const arcs = Array.from({ length: network.edgeCount }, (_, edge) => edge)
      .filter((edge) => city.streets[network.edgeStreet[edge]].id === streetId)
      .map((edge) => 2 * edge + (backward ? 1 : 0));
    return countingUnit(`unit ${number}`, arcs);
  });
  const demand = sceneDemand(graph, city.trips);
  const assumptions = { detourTolerance: 0.2, knownUnitChance: 0.5, routeSpreadSeconds: 60 };
  const input: InterceptionInput = { graph, demand, units, condition: 'day', routes: 'fastest', assumptions };
  const work = interceptionPartSteps(input, 0, demand.pairs.length);
  let next = work.next();
  while (next.done !== true) next = work.next();
  const tally = new InterceptionTally(input, [next.value]);
  return { notes: demand.notes, unroutable: tally.unroutablePairs, ...tally.shares() };
}

describe.skipIf(!realDataPresent)('the SUMO routes of Bologna', () => {
  let city: City;
  let report: ImportReport;
  beforeAll(async () => {
    ({ city, report } = await imported(buses, 'acosta_vtypes.add.xml', 'acosta_buslanes.net.xml', cars));
  });

  it('are 8,622 cars and 157 buses within one hour, on 79 routes', () => {
    const routes = routesIn(cars, buses);
    expect(routes.length).toBe(8622 + 157);
    expect(report.counts).toMatchObject({
      sumoVehicles: routes.length,
      sumoVehiclesLeftOut: 0,
      sumoRoutes: new Set(routes.map((route) => route.join(' '))).size,
      sumoOriginsAndDestinations: 0,
    });
    expect(city.trips.reduce((sum, { perHour }) => sum + perHour, 0)).toBe(routes.length);
    const { count, ids } = report.notes.find(({ subject }) => subject === 'edge of a route') ?? { count: 0, ids: [] };
    expect([count, ids]).toEqual([0, []]);
  });

  it('begin and end where their streets do, and each street goes on where the one before ends', () => {
    const streets = new Map(city.streets.map((street) => [street.id, street]));
    for (const { route, fromX, fromY, toX, toY } of city.trips) {
      let [x, y] = [fromX, fromY];
      for (const { streetId } of route ?? []) {
        const xy = streets.get(streetId)?.xy ?? new Float64Array(2);
        expect([xy[0], xy[1]]).toEqual([x, y]);
        [x, y] = xy.slice(-2);
      }
      expect([x, y]).toEqual([toX, toY]);
    }
  });

  it.each([[['153']], [['68', '161', '201c']], [['209', '136', '58[0]', '84']], [['1', '2', '3', '15']]])(
    'pass the edges %s as often as the vehicles of the files do',
    (edges) => {
      const set = new Set(edges);
      const counted = routesIn(cars, buses).filter((route) => route.some((edge) => set.has(edge))).length;
      expect(counted).toBeGreaterThan(0);
      expect(perHourOver(city.trips, set)).toBe(counted);
    },
  );

  it.each([[['153']], [['68', '161', '201c']], [['209', '136', '58[0]', '84']]])(
    'are intercepted on the edges %s exactly as often as the files say',
    (edges) => {
      const routes = routesIn(cars, buses);
      const share = (times: number) =>
        routes.filter((route) => edges.filter((edge) => route.includes(edge)).length >= times).length / routes.length;
      const read = edges.map((edge) => ({ streetId: `sumo/${edge}`, backward: false }));
      expect(sharesRead(city, read)).toMatchObject({ notes: [], unroutable: 0, once: share(1), twice: share(2) });
    },
  );

  it('are the same after the scene was saved and opened', async () => {
    const files = sceneFiles(city);
    const opened = await readSceneFiles(files);
    expect(opened.ok && opened.value.trips).toEqual(city.trips);
  });

  it('tell the directions of a two-way street apart', async () => {
    const net = readFileSync(realData(`${folder}/acosta_buslanes.net.xml`), 'utf8');
    const line = /<edge id="131"[^>]* shape="([^"]*)"/.exec(net)?.[1].split(' ') ?? [];
    const back = line.toReversed().join(' ');
    const lane = `<lane id="-131_0" index="0" speed="13.89" shape="${back}"/>`;
    const edge = `<edge id="-131" from="51" to="131-begin" spreadType="center" shape="${back}">${lane}</edge>`;
    // 40 vehicles drive the street the other way.
    const more = Array.from(
      { length: 40 },
      (_, number) => `<vehicle id="back ${number}" depart="${number}"><route edges="-131"/></vehicle>`,
    );
    const twoWay = await importedFiles([
      { name: 'two-way.net.xml', blob: new Blob([net.replace('<edge id="133"', `${edge}<edge id="133"`)]) },
      { name: cars, blob: await openAsBlob(realData(`${folder}/${cars}`)) },
      { name: 'back.rou.xml', blob: new Blob([`<routes>${more.join('')}</routes>`]) },
    ]);
    expect(twoWay.report.counts).toMatchObject({ sumoTwoWayStreets: 1, sumoVehicles: 8622 + 40 });
    const forth = routesIn(cars).filter((route) => route.includes('131')).length;
    expect(forth).toBeGreaterThan(40);
    const once = (backward: boolean) => sharesRead(twoWay.city, [{ streetId: 'sumo/131', backward }]).once;
    expect(once(false)).toBe(forth / (8622 + 40));
    expect(once(true)).toBe(40 / (8622 + 40));
  });

  it('are the same whatever order the files come in', async () => {
    const other = await imported('acosta_buslanes.net.xml', cars, buses, 'acosta_vtypes.add.xml');
    expect(other.city.trips).toEqual(city.trips);
    expect(other.city.manifest.id).toBe(city.manifest.id);
  });

  it('lie on a network that hangs together, though two thirds of it alone can be driven both ways', () => {
    const network = buildStreetNetwork(city.streets, city.restrictions);
    const neighbour = Int32Array.from({ length: network.nodeCount }, (_, node) => node);
    const rootOf = (node: number): number => (neighbour[node] === node ? node : rootOf(neighbour[node]));
    network.edgeFrom.forEach((from, edge) => {
      neighbour[rootOf(from)] = rootOf(network.edgeTo[edge]);
    });
    expect(new Set(Array.from(neighbour, rootOf)).size).toBe(1);
    // Streets at the border lead only in or only out.
    const { count, largestShare } = networkComponents(network, 'car');
    expect(count).toBe(31);
    expect(largestShare).toBeCloseTo(0.6755, 4);
  });

  it('take no turn that the network forbids', () => {
    const forbidden = new Set(city.restrictions.map(({ fromStreetId, toStreetId }) => `${fromStreetId} ${toStreetId}`));
    expect(forbidden.size).toBeGreaterThan(0);
    for (const { route } of city.trips) {
      (route ?? []).forEach(({ streetId }, index) => {
        if (index > 0) expect(forbidden).not.toContain(`${route?.[index - 1]?.streetId} ${streetId}`);
      });
    }
  });

  it('are all left out, with a note, from files of detectors, stops and lights', async () => {
    const others = ['acosta_detectors.add.xml', 'acosta_bus_stops.add.xml', 'acosta_tls.add.xml', 'run.sumocfg'];
    const bare = await imported('acosta_buslanes.net.xml', ...others);
    expect(bare.city.trips).toEqual([]);
    const note = bare.report.notes.find(({ subject }) => subject === 'file');
    expect(note?.ids.toSorted()).toEqual(others.toSorted());
  });
});
