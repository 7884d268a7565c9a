import type { Assumptions } from '#model/assumptions.ts';
import type { GapQuestion } from '#model/gap-question.ts';
import type { GapJob, GapScene } from '#model/gap-scene.ts';
import type { Scenario } from '#model/scenario.ts';
import { type SitePlace, sitePlaces, type ZonePlace, zonePlaces } from '../access/places.ts';
import type { CoverageEngine } from '../coverage/coverage-engine.ts';
import type { CoverageState } from '../coverage/coverage-state.ts';
import type { HeldDevice } from '../coverage/held-devices.ts';
import type { ArcReaders } from './cordon/road-readers.ts';
import { type GapNetwork, type GapRoads, gapNetwork, gapRoads, readersUnder, readsOfUnits } from './gap-streets.ts';
import type { TrafficDemand } from './traffic/traffic-demand.ts';
import type { UnitReads } from './traffic/unit-reads.ts';
import type { WalkStudy } from './walk/walk-study.ts';
import { type WatchDevice, watchDevices } from './walk/watch-field.ts';

/** What is made of a scene once and serves all jobs on it. */
export class SceneStage {
  readonly scene: GapScene;
  #network: GapNetwork | null = null;
  readonly #roads = new Map<string, GapRoads>();

  constructor(scene: GapScene) {
    this.scene = scene;
  }

  /** Car trips of the last question about traffic. */
  demand: { readonly key: string; readonly demand: TrafficDemand } | null = null;
  /** Ground of the last question on foot. */
  study: { readonly key: string; readonly study: WalkStudy } | null = null;

  get network(): GapNetwork {
    this.#network ??= gapNetwork(this.scene);
    return this.#network;
  }

  /** Streets at a plan's speeds; `speedFactor` in place of `driveSpeed`. */
  roads(assumptions: Assumptions, speedFactor = assumptions.driveSpeed): GapRoads {
    const key = `${speedFactor} ${assumptions.plateSpeedKmh}`;
    let roads = this.#roads.get(key);
    if (roads === undefined) {
      roads = gapRoads(this.network, this.scene, assumptions, speedFactor);
      this.#roads.clear();
      this.#roads.set(key, roads);
    }
    return roads;
  }
}

/** What one job is worked out from: the scene, the plan's devices with what they cover, and the question. */
export class GapStage {
  readonly scene: GapScene;
  readonly job: GapJob;
  readonly coverage: CoverageEngine;
  readonly #stage: SceneStage;
  #sites: readonly SitePlace[] | null = null;
  #zones: readonly ZonePlace[] | null = null;
  #units: readonly UnitReads[] | null = null;

  /** `coverage` has merged the devices that count, and knows the plan. */
  constructor(stage: SceneStage, job: GapJob, coverage: CoverageEngine) {
    this.#stage = stage;
    this.scene = stage.scene;
    this.job = job;
    this.coverage = coverage;
  }

  get question(): GapQuestion {
    return this.job.question;
  }

  get scenario(): Scenario {
    return this.job.scenario;
  }

  get state(): CoverageState {
    return this.coverage.state;
  }

  /** Sites of the plan, then those of the city that are none of the plan's. */
  get sites(): readonly SitePlace[] {
    this.#sites ??= sitePlaces(this.scenario.sites, this.scene.surroundings?.sites ?? []);
    return this.#sites;
  }

  get zones(): readonly ZonePlace[] {
    this.#zones ??= zonePlaces(this.scenario.zones, this.scene.surroundings?.zones ?? []);
    return this.#zones;
  }

  /** The site that is asked about; null where there is none. */
  site(): SitePlace | null {
    const { siteId } = this.question;
    if (siteId === null) return this.sites[0] ?? null;
    return this.sites.find(({ id, featureId }) => id === siteId || featureId === siteId) ?? null;
  }

  /** Devices at work, in the order of the plan. */
  held(): readonly HeldDevice[] {
    const { devices } = this.state;
    return this.scenario.devices.flatMap(({ id, state }) => {
      const held = devices.get(id);
      return held === undefined || state === 'retired' ? [] : [held];
    });
  }

  /** The ground that was kept for the same question; null: none was. */
  keptStudy(key: string): WalkStudy | null {
    const { study } = this.#stage;
    return study?.key === key ? study.study : null;
  }

  keepStudy(key: string, study: WalkStudy): void {
    this.#stage.study = { key, study };
  }

  /** Car trips that were kept for the same demand and speeds; null: none were. */
  keptDemand(key: string): TrafficDemand | null {
    const { demand } = this.#stage;
    return demand?.key === key ? demand.demand : null;
  }

  keepDemand(key: string, demand: TrafficDemand): void {
    this.#stage.demand = { key, demand };
  }

  watchers(): readonly WatchDevice[] {
    return watchDevices(this.held(), null);
  }

  get network(): GapNetwork {
    return this.#stage.network;
  }

  get roads(): GapRoads {
    return this.#stage.roads(this.scenario.assumptions);
  }

  /** Streets at the speed of responders. */
  responseRoads(): GapRoads {
    const { assumptions } = this.scenario;
    return gapRoads(this.network, this.scene, assumptions, assumptions.responseSpeed);
  }

  get units(): readonly UnitReads[] {
    this.#units ??= readsOfUnits(this.roads.graph, this.state.context.targets(), this.held());
    return this.#units;
  }

  /** What units read under the question's condition. */
  readers(): ArcReaders {
    return readersUnder(this.units, this.question.condition);
  }
}
