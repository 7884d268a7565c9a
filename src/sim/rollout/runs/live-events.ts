import { type Project, type Schedule, ticksPerDay } from '../project.ts';

/** When each device comes to what; −1: never. By device. */
export interface DeviceTimes {
  readonly underWay: Int32Array<ArrayBuffer>;
  readonly mounted: Int32Array<ArrayBuffer>;
  readonly live: Int32Array<ArrayBuffer>;
  readonly dark: Int32Array<ArrayBuffer>;
}

/** Reads the times of a project's devices off schedules; its arrays change with every schedule. */
export interface DeviceClock {
  readonly times: DeviceTimes;
  read(schedule: Pick<Schedule, 'start' | 'finish'>): void;
}

export function createDeviceClock(project: Project): DeviceClock {
  const { devices, effects } = project;
  const never = project.horizonDays * ticksPerDay;
  const list = () => new Int32Array(devices.length);
  const times = { underWay: list(), mounted: list(), live: list(), dark: list() };
  const task = Int32Array.from(effects, (effect) => effect.task);
  const device = Int32Array.from(effects, (effect) => effect.device);
  const atStart = Uint8Array.from(effects, ({ at }) => (at === 'start' ? 1 : 0));
  const codes = { 'under-way': 0, mounted: 1, live: 2, dark: 3 } as const;
  const code = Uint8Array.from(effects, ({ change }) => codes[change]);
  const built = Uint8Array.from(devices, ({ liveAtStart }) => (liveAtStart ? 0 : 1));
  return {
    times,
    read({ start, finish }) {
      for (const one of [times.underWay, times.mounted, times.live, times.dark]) one.fill(-1);
      for (let effect = 0; effect < task.length; effect += 1) {
        const tick = atStart[effect] === 1 ? start[task[effect]] : finish[task[effect]];
        const own = device[effect];
        if (code[effect] === 2) {
          // Live once all that it waits for is done: one that never is keeps it dark.
          times.live[own] = Math.max(times.live[own], tick);
          continue;
        }
        if (tick >= never) continue;
        const first = code[effect] === 0 ? times.underWay : code[effect] === 1 ? times.mounted : times.dark;
        if (first[own] < 0 || tick < first[own]) first[own] = tick;
      }
      for (let own = 0; own < built.length; own += 1) {
        const gone = times.dark[own];
        const live = times.live[own];
        // Taken down before it was ever live: it never is.
        if (built[own] === 0 || live >= never || (gone >= 0 && live >= gone)) times.live[own] = -1;
      }
    },
  };
}

/** Devices that go live or dark in a run, in rising ticks. */
export class EventList {
  private readonly packed: Float64Array;
  length = 0;

  constructor(devices: number) {
    this.packed = new Float64Array(2 * devices);
  }

  /** Takes the events of the times; equal ticks in the order of devices. */
  read({ live, dark }: DeviceTimes): void {
    let count = 0;
    for (let device = 0; device < live.length; device += 1) {
      if (live[device] >= 0) this.packed[count++] = (live[device] * deviceRoom + device) * 2 + 1;
      if (dark[device] >= 0) this.packed[count++] = (dark[device] * deviceRoom + device) * 2;
    }
    this.packed.subarray(0, count).sort();
    this.length = count;
  }

  tick(at: number): number {
    return Math.floor(this.packed[at] / (2 * deviceRoom));
  }

  device(at: number): number {
    return Math.floor(this.packed[at] / 2) % deviceRoom;
  }

  live(at: number): boolean {
    return this.packed[at] % 2 === 1;
  }
}

/** More than a plan can hold devices (20,000): ticks of 20 years times it stay whole numbers. */
const deviceRoom = 65_536;
