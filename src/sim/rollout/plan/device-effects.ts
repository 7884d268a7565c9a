import type { DeviceEffect, ProjectTask } from '../project.ts';
import type { PlanOutline } from './plan-outline.ts';

/** What starts and ends of tasks do to devices, by task. */
export function deviceEffects(outline: PlanOutline, tasks: readonly ProjectTask[]): readonly DeviceEffect[] {
  const effects: DeviceEffect[] = [];
  const mounted = new Set<number>();
  const served = servingTasks(outline, tasks);
  tasks.forEach(({ step, devices }, task) => {
    for (const device of devices) {
      const { built } = outline.devices[device];
      if (step === 'retire') {
        effects.push({ task, at: 'start', device, change: 'under-way' }, { task, at: 'start', device, change: 'dark' });
      } else if (built && step === 'mount') {
        mounted.add(device);
        effects.push({ task, at: 'finish', device, change: 'mounted' });
      } else if (built && (step === 'accept' || step === null)) {
        effects.push({ task, at: 'finish', device, change: 'live' });
      }
    }
  });
  for (const [device, numbers] of served) {
    const own = new Set(numbers);
    const { installed } = outline.devices[device];
    for (const task of numbers) {
      if (tasks[task].after.some((before) => own.has(before))) continue;
      effects.push({ task, at: 'start', device, change: 'under-way' });
      if (installed && !mounted.has(device)) effects.push({ task, at: 'start', device, change: 'mounted' });
    }
  }
  tasks.forEach(({ step, devices }, task) => {
    if (step !== 'accept') return;
    for (const device of devices) {
      const { built, installed } = outline.devices[device];
      if (built && !installed && !mounted.has(device)) effects.push({ task, at: 'finish', device, change: 'mounted' });
    }
  });
  return effects.sort((a, b) => a.task - b.task || a.device - b.device);
}

/** Per device to be built the tasks done to it or to its group, ascending; orders, networks and training are no work on it. */
function servingTasks(
  { devices, groupOf }: PlanOutline,
  tasks: readonly ProjectTask[],
): ReadonlyMap<number, readonly number[]> {
  const served = new Map<number, number[]>();
  tasks.forEach(({ step, group, devices: own }, task) => {
    if (step === null || step === 'retire' || step === 'temporary' || step === 'delivery') return;
    if (step === 'network' || step === 'power' || step === 'train') return;
    for (const device of own) {
      if (!devices[device].built || (group !== null && groupOf[device] !== group)) continue;
      const list = served.get(device);
      if (list === undefined) served.set(device, [task]);
      else list.push(task);
    }
  });
  return served;
}
