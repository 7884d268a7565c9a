import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../src/model/device.ts';
import { defaultGapQuestion, type GapQuestion } from '../../src/model/gap-question.ts';
import type { GapScene } from '../../src/model/gap-scene.ts';
import { closingResultSchema } from '../../src/model/results/gaps/closing.ts';
import { type CordonResult, cordonResultSchema } from '../../src/model/results/gaps/cordon.ts';
import { incidentResultSchema } from '../../src/model/results/gaps/incident.ts';
import { vehicleApproachResultSchema } from '../../src/model/results/gaps/vehicle-approach.ts';
import { emptyScenario, type Scenario } from '../../src/model/scenario.ts';
import { devicesOfSurveillance } from '../../src/scene/devices/existing-devices.ts';
import { importFiles } from '../../src/scene/import-files.ts';
import { type SitePlace, sitePlaces } from '../../src/sim/access/places.ts';
import { CoverageEngine } from '../../src/sim/coverage/coverage-engine.ts';
import { coverageSettings } from '../../src/sim/coverage/coverage-scene.ts';
import { closeCordonSteps } from '../../src/sim/gaps/closing/alpr-cordon.ts';
import { cordonSteps } from '../../src/sim/gaps/cordon/cordon-steps.ts';
import { evasionOf } from '../../src/sim/gaps/cordon/evasion.ts';
import { incidentSteps } from '../../src/sim/gaps/cordon/incident-steps.ts';
import { nearestMain } from '../../src/sim/gaps/cordon/nearest-main.ts';
import { lineLength } from '../../src/sim/gaps/cordon/road-lines.ts';
import { arcReaders } from '../../src/sim/gaps/cordon/road-readers.ts';
import { vehicleApproachSteps } from '../../src/sim/gaps/cordon/vehicle-approach-steps.ts';
import { gapScene } from '../../src/sim/gaps/gap-scene.ts';
import { type GapNetwork, type GapRoads, gapNetwork, gapRoads, readsOfUnits } from '../../src/sim/gaps/gap-streets.ts';
import { statesOf } from '../../src/sim/gaps/traffic/drive-graph.ts';
import { DriveSearch } from '../../src/sim/gaps/traffic/drive-search.ts';
import { UnitReader } from '../../src/sim/gaps/traffic/unit-reads.ts';
import { finished } from '../fixtures/finished.ts';
import { realData, realDataPresent } from '../real-data.ts';

describe.skipIf(!realDataPresent)('Columbus with its 58 plate readers', () => {
  let scene: GapScene;
  let made: GapNetwork;
  let roads: GapRoads;
  let scenario: Scenario;
  let engine: CoverageEngine;
  let sites: readonly SitePlace[];

  beforeAll(async () => {
    const paths = ['columbus_osm_alpr/columbus.osm.pbf', 'columbus_osm_alpr/alpr_columbus.json'].map(realData);
    const files = await Promise.all(
      paths.map(async (path) => ({ name: basename(path), blob: await openAsBlob(path) })),
    );
    const work = importFiles(files);
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    const { city } = next.value;
    scene = gapScene(city, 2);
    sites = sitePlaces([], city.sites);
    const stand = { id: 'columbus', name: 'Columbus', origin: city.manifest.origin };
    scenario = {
      ...emptyScenario({ id: 'plan', name: 'Plan', scene: stand }),
      devices: [...devicesOfSurveillance(city).devices],
    };
    engine = new CoverageEngine();
    engine.load(scene, coverageSettings(scenario));
    engine.change({ revision: 1, put: scenario.devices, removed: [] });
    made = gapNetwork(scene);
    roads = gapRoads(made, scene, scenario.assumptions);
  }, 120_000);

  const unitsNow = () => readsOfUnits(roads.graph, engine.state.context.targets(), engine.state.devices.values());
  const siteNamed = (name: string): SitePlace => {
    const found = sites.find((site) => site.name === name);
    if (found === undefined) throw new Error(`Columbus has no ${name}.`);
    return found;
  };
  const streetsOf = (question: GapQuestion) => ({
    ...{ network: made.network, streets: roads.graph.streets, arcSeconds: roads.arcSeconds },
    ...{ connectivity: made.connectivity, bounds: scene.bounds, places: { sites, zones: [] }, question },
  });
  const cordonOf = (question: GapQuestion): CordonResult => {
    const result = finished(cordonSteps({ ...streetsOf(question), readers: arcReaders(unitsNow(), 'day') }));
    if (result.kind !== 'cordon') throw new Error(result.reason);
    return cordonResultSchema.parse(result);
  };

  test('its street network hangs together', () => {
    const { connectivity } = made;
    expect(connectivity.kilometres).toBeGreaterThan(2000);
    expect(connectivity.largestShare).toBeGreaterThan(0.95);
    expect(connectivity.unmatchedTurns).toBe(0);
  });

  test('a cordon around the school on Indianola Avenue needs as many units as unread ways prove', () => {
    const question = { ...defaultGapQuestion, siteId: siteNamed('Indianola Informal K-8 School').id };
    const { crossings, leaking, cut, outside, leastRead } = cordonOf(question);
    expect(outside).toBe('border');
    expect(leaking).toBeGreaterThan(0);
    expect(cut.closable).toBe(true);
    expect(cut.units).toBe(cut.routes.length);
    expect(cut.units).toBe(cut.roads.length);
    expect(cut.units).toBeLessThanOrEqual(crossings.length);
    for (const { leaks, leakLine, leakMeters, line } of crossings) {
      expect(lineLength(leakLine)).toBeCloseTo(leaks ? Math.min(400, leakMeters ?? 0) : 0, 6);
      if (!leaks) continue;
      const [x, y] = leakLine.slice(-2);
      expect(lineLength([x, y, ...line.slice(-2)])).toBeLessThan(1e-9);
    }
    expect(leastRead.map(({ read }) => read)).toEqual([0]);
  });

  test('units that are proposed for a cordon close it, as the plan’s coverage has them', () => {
    const question = { ...defaultGapQuestion, siteId: siteNamed('Indianola Informal K-8 School').id };
    const samples = engine.state.context.targets().lanes?.samples;
    if (samples === undefined) throw new Error('Columbus has no lanes.');
    const tools = {
      ...{ context: engine.state.context, graph: roads.graph, reader: new UnitReader(roads.graph, samples) },
      ...{ scenario, condition: 'day' as const },
    };
    const closing = finished(closeCordonSteps({ ...streetsOf(question), units: unitsNow() }, tools));
    if (closing.kind !== 'closing') throw new Error(closing.reason);
    closingResultSchema.parse(closing);
    expect(closing.before).toBe(cordonOf(question).cut.units);
    expect(closing.after).toBe(0);
    const taken: Device[] = closing.proposals.map(({ device }) => device);
    expect(taken.every((device) => device.kind === 'alpr' && device.plates === 'us')).toBe(true);
    engine.change({ revision: 2, put: taken, removed: [] });
    const closed = cordonOf(question);
    engine.change({ revision: 3, put: [], removed: taken.map(({ id }) => id) });
    expect([closed.leaking, closed.cut.units]).toEqual([0, 0]);
    expect(closed.leastRead[0].read).toBeGreaterThanOrEqual(0.8);
  }, 60_000);

  test('who drives off from the medical centre is read where the way passes a unit', () => {
    const site = siteNamed('Wexner Medical Center at The Ohio State University');
    const question = { ...defaultGapQuestion, siteId: site.id };
    const units = unitsNow();
    const drive = {
      ...{ graph: roads.graph, readers: arcReaders(units, 'day'), connectivity: made.connectivity },
      ...{ bounds: scene.bounds, sites, question },
    };
    const evade = evasionOf(roads.graph, units, scenario.assumptions, 'day');
    const result = finished(incidentSteps({ ...drive, evade }));
    if (result.kind !== 'incident') throw new Error(result.reason);
    incidentResultSchema.parse(result);
    expect(result.exits.length).toBeGreaterThan(10);
    expect(result.leaking).toBeLessThan(result.exits.length);
    expect(result.evasiveRead).toBeLessThanOrEqual(result.read);
    const start = nearestMain(roads.graph, site.x, site.y);
    if (start === null) throw new Error('It drives off from no street.');
    const tree = new DriveSearch(roads.graph).from(start);
    for (const { id, fastest, evasive, leaks } of result.exits) {
      const arc = Number(id.replace('exit-', ''));
      const times = statesOf(roads.graph, arc).map((state) => tree.milliseconds[state]);
      expect(fastest.seconds).toBeCloseTo(Math.min(...times) / 1000, 2);
      expect(leaks).toBe(fastest.reads.length === 0);
      const known = new Set(units.map(({ deviceId }) => deviceId));
      expect(fastest.reads.every(({ deviceId, seconds }) => known.has(deviceId) && seconds <= fastest.seconds)).toBe(
        true,
      );
      if (evasive === null) continue;
      expect(evasive.read).toBeLessThan(fastest.read);
      expect(evasive.seconds).toBeLessThanOrEqual(fastest.seconds * (1 + scenario.assumptions.detourTolerance) + 0.001);
    }
  });

  test('the drive to the medical centre past its units is no likelier unobserved than past none', () => {
    const site = siteNamed('Wexner Medical Center at The Ohio State University');
    const question = { ...defaultGapQuestion, siteId: site.id, travel: 'car' } as const;
    const units = unitsNow();
    const approachWith = (some: typeof units) => {
      const result = finished(
        vehicleApproachSteps({
          ...{ graph: roads.graph, readers: arcReaders(some, 'day'), connectivity: made.connectivity },
          ...{ bounds: scene.bounds, sites, question, watchers: [], grid: engine.state.context.scene.grid },
          ...{ assumptions: scenario.assumptions, categories: 7, portal: null },
        }),
      );
      if (result.kind !== 'vehicle-approach') throw new Error(result.reason);
      return vehicleApproachResultSchema.parse(result);
    };
    const none = approachWith([]);
    const all = approachWith(units);
    expect(none.best.unobserved).toBe(1);
    expect(none.best).toEqual(none.fastest);
    expect(all.best.unobserved).toBeLessThanOrEqual(1);
    expect(all.best.unobserved).toBeGreaterThanOrEqual(all.fastest.unobserved);
    expect(all.best.seconds).toBeGreaterThanOrEqual(none.best.seconds);
  });
});
