import { type DeviceKind, deviceKinds } from '#model/device.ts';
import type { NetworkLink } from '#model/plan-records.ts';
import type { TaskTemplate } from '#model/rollout/task-template.ts';
import type { NetworkWork } from './network-works.ts';
import type { PlanOutline } from './plan-outline.ts';

/** One thing that a template is carried out for. */
export interface TaskTarget {
  /** After the step in the task's id. */
  readonly key: string;
  readonly name: string;
  readonly phase: number | null;
  readonly group: number | null;
  /** Devices that it serves. */
  readonly devices: readonly number[];
  /** Devices whose tasks it may have to wait for: for a node those of the group that it is built with. */
  readonly waitsWith: readonly number[];
  readonly work: NetworkWork | null;
}

const kindWords: Readonly<Record<DeviceKind, string>> = {
  camera: 'cameras',
  alpr: 'plate readers',
  access: 'access control',
  acoustic: 'acoustic sensors',
  radar: 'radars',
  air: 'air sensors',
  light: 'light controllers',
  phone: 'emergency phones',
};

const mediumWords: Readonly<Record<NetworkLink['medium'], string>> = {
  fibre: 'Fibre',
  copper: 'Cable',
  radio: 'Radio link',
  mobile: 'Mobile link',
};

/** Steps after mounting: all that an installed device still needs. */
const serviceSteps: ReadonlySet<TaskTemplate['step']> = new Set(['commission', 'accept', 'train']);

/** Everything that a template is carried out for, in the planner's order. */
export function targetsOf(template: TaskTemplate, outline: PlanOutline): readonly TaskTarget[] {
  if (template.step === 'retire' || template.step === 'temporary')
    return template.per === 'device' ? oldUnits(template, outline) : oldUnitsByGroup(template, outline);
  switch (template.per) {
    case 'device':
      return inPlanOrder(outline)
        .filter((device) => isServed(template, outline, device))
        .map((device) => deviceTarget(template, outline, device, outline.groupOf[device]));
    case 'group':
      return outline.groups.flatMap((group, number) => {
        const devices = group.devices.filter((device) => isServed(template, outline, device));
        const name = `${template.name}, ${group.name}`;
        const target = { key: group.id, name, phase: group.phase, group: number, devices, waitsWith: devices };
        return devices.length === 0 ? [] : [{ ...target, work: null }];
      });
    case 'batch':
      return batches(template, outline);
    case 'phase':
      return phaseTargets(template, outline);
    case 'node':
      return outline.nodes.flatMap((work) => networkTarget(template, outline, work));
    case 'feed':
      return outline.feeds.flatMap((work) => networkTarget(template, outline, work));
  }
}

/** Devices to be built, group by group in the planner's turn. */
export function inPlanOrder({ groups }: PlanOutline): readonly number[] {
  return groups.flatMap(({ devices }) => devices);
}

function isServed(template: TaskTemplate, { devices }: PlanOutline, number: number): boolean {
  const { device, installed } = devices[number];
  if (!isOfKind(template, device.kind)) return false;
  if (installed && !serviceSteps.has(template.step)) return false;
  // Foundations are for new poles and for what stands by itself; other mountings are there.
  return (
    template.step !== 'civil' ||
    (device.mounting.featureId === null && (device.mounting.kind === 'pole' || device.mounting.kind === 'free'))
  );
}

export function isOfKind({ kinds }: TaskTemplate, kind: DeviceKind): boolean {
  return kinds.length === 0 || kinds.includes(kind);
}

function deviceTarget(template: TaskTemplate, outline: PlanOutline, number: number, group: number | null): TaskTarget {
  const { device } = outline.devices[number];
  const phase = group === null ? null : outline.groups[group].phase;
  const devices = [number];
  return {
    key: device.id,
    name: `${template.name} ${device.name}`,
    phase,
    group,
    devices,
    waitsWith: devices,
    work: null,
  };
}

function oldUnits(template: TaskTemplate, outline: PlanOutline): readonly TaskTarget[] {
  return outline.groups.flatMap(({ legacy }, group) =>
    legacy
      .filter((number) => isOfKind(template, outline.devices[number].device.kind))
      .map((number) => deviceTarget(template, outline, number, group)),
  );
}

function oldUnitsByGroup(template: TaskTemplate, outline: PlanOutline): readonly TaskTarget[] {
  return outline.groups.flatMap((group, number) => {
    const devices = group.legacy.filter((device) => isOfKind(template, outline.devices[device].device.kind));
    if (devices.length === 0) return [];
    const name = `${template.name} old units, ${group.name}`;
    return [{ key: group.id, name, phase: group.phase, group: number, devices, waitsWith: devices, work: null }];
  });
}

function phaseId({ job }: PlanOutline, phase: number | null): string {
  return phase === null ? '-' : job.scenario.phases[phase].id;
}

function byPhase(template: TaskTemplate, outline: PlanOutline): ReadonlyMap<number | null, readonly number[]> {
  const lists = new Map<number | null, number[]>();
  for (const number of inPlanOrder(outline)) {
    if (!isServed(template, outline, number)) continue;
    const { phase } = outline.devices[number];
    const list = lists.get(phase);
    if (list === undefined) lists.set(phase, [number]);
    else list.push(number);
  }
  return lists;
}

function batches(template: TaskTemplate, outline: PlanOutline): readonly TaskTarget[] {
  return [...byPhase(template, outline)].flatMap(([phase, numbers]) =>
    deviceKinds.flatMap((kind) => {
      const ofKind = numbers.filter((number) => outline.devices[number].device.kind === kind);
      const lots = Math.ceil(ofKind.length / template.batchSize);
      const word = template.kinds.length === 1 ? '' : `, ${kindWords[kind]}`;
      return Array.from({ length: lots }, (_, lot): TaskTarget => {
        const devices = ofKind.slice(lot * template.batchSize, (lot + 1) * template.batchSize);
        const key = `${phaseId(outline, phase)}/${kind}/${lot + 1}`;
        const name = `${template.name}${word}${lots > 1 ? `, lot ${lot + 1}` : ''}`;
        return { key, name, phase, group: null, devices, waitsWith: devices, work: null };
      });
    }),
  );
}

function phaseTargets(template: TaskTemplate, outline: PlanOutline): readonly TaskTarget[] {
  return [...byPhase(template, outline)].map(([phase, devices]) => {
    const key = phaseId(outline, phase);
    const place = phase === null ? 'devices without a phase' : outline.job.scenario.phases[phase].name;
    return { key, name: `${template.name}, ${place}`, phase, group: null, devices, waitsWith: devices, work: null };
  });
}

/** A node or feed is built with the first phase that needs it, by the group with most devices on it. */
function networkTarget(template: TaskTemplate, outline: PlanOutline, work: NetworkWork): readonly TaskTarget[] {
  const devices = work.devices.filter((number) => isOfKind(template, outline.devices[number].device.kind));
  if (devices.length === 0) return [];
  const phase = firstPhase(outline, devices);
  const counts = new Map<number, number>();
  for (const number of devices) {
    const group = outline.groupOf[number];
    if (group !== null && outline.groups[group].phase === phase) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const owner = [...counts].reduce<readonly [number, number] | null>(
    (best, entry) =>
      best === null || entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0]) ? entry : best,
    null,
  );
  const group = owner?.[0] ?? null;
  const waitsWith = devices.filter((number) => outline.groupOf[number] === group);
  const { id, name } = work.record;
  const { link } = work;
  const words =
    link === null || template.step !== 'network'
      ? `${template.name}, ${name}`
      : `${mediumWords[link.medium]} to ${name}`;
  const alone = waitsWith.length === devices.length;
  return [{ key: id, name: words, phase, group: alone ? group : null, devices, waitsWith, work }];
}

/** The phase that can begin first of those that build these devices; null where one has none, which waits for no other. */
function firstPhase({ devices, calendar, phaseTurns }: PlanOutline, numbers: readonly number[]): number | null {
  let first: number | null = null;
  for (const number of numbers) {
    const { phase } = devices[number];
    if (phase === null) return null;
    if (phase === first) continue;
    const sooner =
      first === null ||
      calendar.phaseDays[phase] < calendar.phaseDays[first] ||
      (calendar.phaseDays[phase] === calendar.phaseDays[first] && phaseTurns[phase] < phaseTurns[first]);
    if (sooner) first = phase;
  }
  return first;
}
