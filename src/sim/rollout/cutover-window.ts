import type { Project } from './project.ts';

/**
 * When a group is in between: an old unit of it is dark, and not all that replaces that unit is live. Only then does what its old
 * units saw count as missing; what is missing later the plan gives up for good, which is no cutover gap.
 */
export class CutoverWindows {
  private readonly project: Pick<Project, 'groups' | 'devices'>;
  private dark: ArrayLike<number> = [];
  /** By device, for old units: tick at which all that replaces it is live. */
  private readonly replaced: Float64Array;

  constructor(project: Pick<Project, 'groups' | 'devices'>) {
    this.project = project;
    this.replaced = new Float64Array(project.devices.length);
  }

  /**
   * Takes the times of another schedule.
   *
   * @param live,dark tick by device; −1: never. `dark` is kept until the next call.
   */
  read(live: ArrayLike<number>, dark: ArrayLike<number>): void {
    const { devices } = this.project;
    this.dark = dark;
    for (let device = 0; device < devices.length; device += 1) {
      let all = 0;
      for (const other of devices[device].replacedBy) {
        if (devices[other].liveAtStart) continue;
        all = Math.max(all, live[other] < 0 ? Number.POSITIVE_INFINITY : live[other]);
      }
      this.replaced[device] = all;
    }
  }

  isOpen(group: number, tick: number): boolean {
    for (const old of this.project.groups[group].legacy) {
      if (this.dark[old] >= 0 && this.dark[old] <= tick && tick < this.replaced[old]) return true;
    }
    return false;
  }
}
