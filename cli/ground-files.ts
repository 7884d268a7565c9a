import { createFrame } from '#geo/frame.ts';
import { abortError } from '#jobs/abort.ts';
import type { Condition } from '#model/goal.ts';
import type { DeviceCoverage } from '#model/results/coverage-bits.ts';
import type { PointReading } from '#model/results/coverage-tile.ts';
import { writeGeotiff } from '#scene/terrain/write-geotiff.ts';
import { CoverageEngine } from '#sim/coverage/coverage-engine.ts';
import { groundRaster } from '#sim/raster/ground-raster.ts';
import { valueOf } from './run-command.ts';
import type { CoverageRun } from './run-coverage.ts';

/** What a run tells of single places, computed in this thread. */
export class GroundFiles {
  readonly #run: CoverageRun;
  readonly #condition: Condition;
  readonly #engine = new CoverageEngine();
  readonly #covered: DeviceCoverage[] = [];

  constructor(run: CoverageRun, condition: Condition, signal: AbortSignal) {
    const { scene, settings, scenario } = run;
    this.#run = run;
    this.#condition = condition;
    this.#engine.load(scene, settings);
    for (const device of scenario.devices) {
      if (signal.aborted) throw abortError();
      this.#covered.push(...this.#engine.compute([device]));
    }
    this.#engine.merge(1, this.#covered, scenario.devices, []);
    const paint = { layer: 'density', mode: 'best', category: 0, against: 'day', emphasis: [] } as const;
    this.#engine.paint(1, { ...paint, condition });
  }

  /**
   * GeoTIFF of float32 in the scene's own transverse Mercator: best px/m, number of devices at or above `category` (0 = lowest),
   * best category (1 = lowest). 0 where none sees the cell, NaN where there is no ground.
   */
  geotiff(category: number, signal: AbortSignal): Uint8Array {
    const { scene, settings, scenario, city, result } = this.#run;
    const steps = groundRaster(scene, settings, scenario.devices, this.#covered, this.#condition, category);
    let step = steps.next();
    while (step.done !== true) {
      if (signal.aborted) throw abortError();
      step = steps.next();
    }
    const { columns, rows, cell, west, north, values } = valueOf(step.value);
    const names = result.categories.map(({ name }, index) => `${index + 1} ${name}`).join(', ');
    return writeGeotiff({
      origin: city.manifest.origin,
      columns,
      rows,
      west,
      north,
      spacing: cell,
      pixels: 'area',
      bands: 3,
      values,
      noData: 'nan',
      description: `Coverage by ${this.#condition}. Band 1: best px/m; band 2: devices at or above ${result.categories[category].name}; band 3: category (0 unseen, ${names}).`,
      copyright: city.manifest.attribution.join('; ') || null,
    });
  }

  /** What the devices see of the cell that holds a place in degrees. */
  point([longitude, latitude]: readonly [number, number], category: number): PointResult {
    const { cell } = this.#run.scene;
    const frame = createFrame(this.#run.city.manifest.origin);
    const [px, py] = frame.toLocal(longitude, latitude);
    const x = (Math.floor(px / cell) + 0.5) * cell;
    const y = (Math.floor(py / cell) + 0.5) * cell;
    const readings = this.#engine.inspect(x, y);
    const isCamera = new Set(this.#covered.filter(({ layer }) => layer === 'density').map(({ id }) => id));
    const seen = readings.filter((reading) => reading.seen && isCamera.has(reading.deviceId));
    return {
      longitude,
      latitude,
      x,
      y,
      bestPixelsPerMeter: Math.max(0, ...seen.map(({ pixelsPerMeter }) => pixelsPerMeter)),
      devices: seen.filter((reading) => reading.category >= category).length,
      category: Math.max(0, ...seen.map((reading) => reading.category + 1)),
      readings,
    };
  }
}

/** Of one cell, in the units of the GeoTIFF; `x` and `y` are its centre, local metres. */
export interface PointResult {
  readonly longitude: number;
  readonly latitude: number;
  readonly x: number;
  readonly y: number;
  readonly bestPixelsPerMeter: number;
  readonly devices: number;
  readonly category: number;
  /** `pixelsPerMeter` is null outside of a picture. */
  readonly readings: readonly PointReading[];
}
