import { type Project, type Schedule, ticksPerDay } from '../project.ts';

/** What a schedule is worth: the lower the better, and the first that differs tells. */
export interface ScheduleValue {
  /** Tasks that are not done within the horizon. */
  readonly unfinished: number;
  readonly end: number;
  /** Sum over the devices that go live, of the ticks at which they do. */
  readonly live: number;
}

/** Below 0 where `a` is better than `b`; 0 where they are worth the same. */
export function compareValues(a: ScheduleValue, b: ScheduleValue): number {
  return a.unfinished - b.unfinished || a.end - b.end || a.live - b.live;
}

/** Says what schedules of a project are worth. */
export function scheduleValuer({ devices, effects, horizonDays }: Project): (schedule: Schedule) => ScheduleValue {
  const each: number[][] = devices.map(() => []);
  for (const { task, device, change } of effects) if (change === 'live') each[device].push(task);
  const waited = each.filter(({ length }) => length > 0);
  const never = horizonDays * ticksPerDay;
  return ({ finish, end }) => {
    let live = 0;
    for (const tasks of waited) {
      let last = 0;
      for (const task of tasks) last = Math.max(last, finish[task]);
      live += last;
    }
    let unfinished = 0;
    for (const tick of finish) if (tick >= never) unfinished += 1;
    return { unfinished, end, live };
  };
}
