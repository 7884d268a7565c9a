import { type Device, isOptical } from '#model/device.ts';
import type { Condition } from '#model/goal.ts';
import type { CoverageLayer, DeviceCoverage, GroundBits } from '#model/results/coverage-bits.ts';
import { groundUnder } from './condition-ground.ts';
import type { DeviceContext } from './device-context.ts';

/** One merged device with what it covers. */
export class HeldDevice {
  readonly device: Device;
  readonly coverage: DeviceCoverage;
  private readonly context: DeviceContext;
  private readonly made = new Map<Condition, GroundBits>();

  constructor(context: DeviceContext, device: Device, coverage: DeviceCoverage) {
    this.context = context;
    this.device = device;
    this.coverage = coverage;
  }

  get layer(): CoverageLayer | null {
    return this.coverage.layer;
  }

  /** Its ground under a condition; made now where no bits were made for that one at once. */
  ground(condition: Condition): GroundBits {
    const { conditions } = this.context.settings;
    const at = conditions.indexOf(condition);
    if (at >= 0) return this.coverage.ground[at];
    let ground = this.made.get(condition);
    if (ground === undefined) {
      const day = this.coverage.ground[Math.max(0, conditions.indexOf('day'))];
      const { device, context } = this;
      ground = isOptical(device) ? groundUnder(context, device, this.coverage.position, day, condition) : day;
      this.made.set(condition, ground);
    }
    return ground;
  }
}
