import type { CellGrid } from '#geo/cell-grid.ts';
import type {
  CoverageScene,
  CoverageSettings,
  CoverageUpdate,
  DeviceCoverage,
  PaintSetting,
} from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import { CoverageEngine } from '../coverage/coverage-engine.ts';

/** Coverage of a plan with some of its devices live; a step from one set to the next costs what differs. */
export class DatedCoverage {
  private readonly engine = new CoverageEngine();
  private readonly scenario: Scenario;
  private readonly coverageOf: (id: string) => DeviceCoverage | null;
  private live = new Set<string>();
  private painted = '';
  private revision = 0;
  readonly grid: CellGrid;

  /** @param coverageOf What a device sees; shared, never changed. */
  constructor(
    scene: CoverageScene,
    settings: CoverageSettings,
    scenario: Scenario,
    coverageOf: (id: string) => DeviceCoverage | null,
  ) {
    this.scenario = scenario;
    this.coverageOf = coverageOf;
    this.grid = this.engine.load(scene, settings);
    this.engine.plan(0, scenario);
  }

  /** All tiles that differ from the last call; with `reset` all that show anything. */
  show(live: readonly string[], paint: PaintSetting, reset: boolean): CoverageUpdate {
    this.revision += 1;
    const wanted = new Set(live);
    const removed = [...this.live].filter((id) => !wanted.has(id));
    const added = this.scenario.devices.filter(({ id }) => wanted.has(id) && !this.live.has(id));
    const put = added.flatMap(({ id }) => this.coverageOf(id) ?? []);
    const known = new Set(put.map(({ id }) => id));
    this.live = new Set([...wanted].filter((id) => this.live.has(id) || known.has(id)));
    const setting = JSON.stringify(paint);
    const anew = reset || setting !== this.painted;
    this.painted = setting;
    const devices = added.filter(({ id }) => known.has(id));
    const merged = this.engine.merge(this.revision, put, devices, removed, anew);
    return anew ? this.engine.paint(this.revision, paint) : merged;
  }
}
