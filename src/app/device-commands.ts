import { nearestStreet, placeAlong } from '#geo/nearest-street.ts';
import { groundHeight } from '#geo/terrain.ts';
import { allModels, findModel } from '#model/catalogue/find-model.ts';
import { modelFields } from '#model/catalogue/model-fields.ts';
import type { Mount } from '#model/city.ts';
import { type Device, isOptical } from '#model/device.ts';
import type { Problem } from '#model/result.ts';
import { aimFrom, headingOf, isWithin } from '#state/aiming.ts';
import {
  copyDevice,
  duplicateDevice,
  editDevice,
  editLabel,
  isLockedFor,
  kindNames,
  newDevice,
  roomFor,
} from '#state/device-edits.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { Commands, DeviceFields, PickedFeature, SessionState, SnapPoint } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import type { Notifier } from './notices.ts';

type DeviceCommands = Pick<
  Commands,
  | 'placeDevice'
  | 'changeDevice'
  | 'changeDevices'
  | 'changeModel'
  | 'deleteSelected'
  | 'duplicateSelected'
  | 'aimAt'
  | 'alignToStreet'
  | 'copyAlongStreet'
  | 'selectWithin'
  | 'selectAll'
>;

export interface DeviceCommandParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly notifier: Notifier;
  /** Takes a thing out of the city. */
  readonly removeFeature: (feature: PickedFeature) => void;
}

/** A street so far away is no neighbour of a device, metres. */
const streetReach = 60;
/** A copy takes the place of a mount so near, metres. */
const mountReach = 8;
/** At most so many copies at once. */
const mostCopies = 500;

/** What a user can do to devices. What the plan refuses is told in a sentence, and the plan stays as it was. */
export function createDeviceCommands(parts: DeviceCommandParts): DeviceCommands {
  const { plan, session, notifier } = parts;
  const selected = (): readonly Device[] =>
    session
      .get()
      .selection.map((id) => plan.device(id))
      .filter((device) => device !== undefined);

  /** Puts those that can be changed in one step; one sentence for the others. */
  const putChanged = (label: string, devices: readonly Device[], change: (device: Device) => DeviceFields): void => {
    const changed: Device[] = [];
    const problems: Problem[] = [];
    for (const device of devices) {
      const outcome = editDevice(device, change(device));
      if (outcome.ok) changed.push(outcome.value);
      else problems.push(outcome.problem);
    }
    if (changed.length > 0) plan.putDevices(label, changed);
    const [first] = problems;
    if (first === undefined) return;
    if (problems.length === 1) notifier.tell('bad', first);
    else
      notifier.say(
        'bad',
        first.code,
        `${problems.length} of ${devices.length} devices stay as they were. ${first.sentence}`,
      );
  };

  return {
    placeDevice(at) {
      const scenario = plan.scenario();
      if (scenario === null) return;
      const model = findModel(scenario, session.get().catalogueModel) ?? allModels(scenario)[0];
      if (model === undefined) return;
      const made = newDevice(model, at, scenario.devices);
      if (!made.ok) {
        notifier.tell('bad', made.problem);
        return;
      }
      plan.putDevices(`Place ${made.value.name}`, [made.value]);
      session.patch({ selection: [made.value.id], picked: null, tool: 'select', ghost: null });
    },
    changeDevice(id, change) {
      const device = plan.device(id);
      if (device !== undefined) putChanged(editLabel([device], change), [device], () => change);
    },
    changeDevices(ids, change) {
      const devices = known(plan, ids);
      // Of mixed kinds, each takes what its kind has.
      const fits = devices.filter((device) => Object.keys(change).every((key) => key in device));
      if (fits.length > 0) putChanged(editLabel(fits, change), fits, () => change);
    },
    changeModel(ids, modelId) {
      const model = findModel(plan.scenario(), modelId);
      if (model === null) return;
      const fits = known(plan, ids).filter((device) => device.kind === model.kind);
      const label = `Make ${fits.length === 1 ? (fits[0]?.name ?? '') : `${fits.length} devices`} “${model.name}”`;
      putChanged(label, fits, () => ({ model: model.id, ...modelFields(model) }) as DeviceFields);
    },
    deleteSelected() {
      const all = selected();
      const { picked } = session.get();
      if (all.length === 0) {
        if (picked !== null) parts.removeFeature(picked);
        return;
      }
      const free = all.filter((device) => !device.locked);
      if (free.length < all.length) tellLocked(notifier, all.length - free.length);
      if (free.length === 0) return;
      session.patch({ selection: all.filter((device) => device.locked).map(({ id }) => id) });
      plan.removeDevices(
        `Delete ${named(free)}`,
        free.map(({ id }) => id),
      );
    },
    duplicateSelected() {
      const copies = copied(plan, notifier, selected(), duplicateDevice);
      if (copies.length === 0) return;
      plan.putDevices(`Duplicate ${named(copies)}`, copies);
      session.patch({ selection: copies.map((copy) => copy.id) });
    },
    aimAt(x, y) {
      const { city } = session.get();
      const optical = selected().filter(isOptical);
      if (city === null || optical.length === 0) return;
      const target = { x, y, z: groundHeight(city.terrain, x, y) + (plan.scenario()?.targetHeightMeters ?? 0) };
      putChanged(`Aim ${named(optical)}`, optical, (device) => {
        const z = groundHeight(city.terrain, device.x, device.y) + device.heightMeters;
        return aimFrom({ x: device.x, y: device.y, z }, target) ?? {};
      });
      session.patch({ tool: 'select' });
    },
    alignToStreet(how) {
      const { city } = session.get();
      const devices = selected();
      if (city === null || devices.length === 0) return;
      const placed = devices.flatMap((device) => {
        const place = nearestStreet(city.streets, device.x, device.y, streetReach);
        return place === null ? [] : [{ device, heading: alignedHeading(how, place) }];
      });
      if (placed.length === 0) {
        notifier.say('warn', 'no-street', `No street lies within ${streetReach} m: nothing was turned.`);
        return;
      }
      const headings = new Map(placed.map(({ device, heading }) => [device.id, heading]));
      putChanged(
        `Align ${named(placed.map(({ device }) => device))}`,
        placed.map(({ device }) => device),
        (device) => ({ headingDegrees: headings.get(device.id) ?? device.headingDegrees }),
      );
    },
    copyAlongStreet(spacing, count, snap) {
      const { city } = session.get();
      const [device] = selected();
      if (city === null || device === undefined) return;
      if (!(spacing >= 1 && spacing <= 5000 && count >= 1)) {
        notifier.say('bad', 'bad-spacing', 'Nothing was copied: give a spacing of 1 to 5,000 m and at least one copy.');
        return;
      }
      const place = nearestStreet(city.streets, device.x, device.y, streetReach);
      if (place === null) {
        notifier.say(
          'warn',
          'no-street',
          `No street lies within ${streetReach} m of ${device.name}: nothing was copied.`,
        );
        return;
      }
      const turn = device.headingDegrees - headingOf(place.alongX, place.alongY);
      const spots: SnapPoint[] = [];
      for (let k = 1; k <= Math.min(count, mostCopies); k += 1) {
        const there = placeAlong(place.street.xy, place.distance + k * spacing);
        if (there === null) break;
        const spot = {
          x: there.x - there.alongY * place.offset,
          y: there.y + there.alongX * place.offset,
          heightMeters: device.heightMeters,
          headingDegrees: headingOf(there.alongX, there.alongY) + turn,
          mounting: { kind: 'free', featureId: null },
        } as const;
        spots.push(snap ? onMount(city.mounts, spot) : spot);
      }
      const room = roomFor(plan.scenario()?.devices ?? [], spots.length);
      if (!room.ok || spots.length === 0) {
        if (!room.ok) notifier.tell('bad', room.problem);
        else notifier.say('warn', 'street-ends', `The street ends before ${spacing} m are over: nothing was copied.`);
        return;
      }
      const devices = [...(plan.scenario()?.devices ?? [])];
      const copies: Device[] = [];
      for (const spot of spots) {
        const copy = copyDevice(device, spot.x, spot.y, devices);
        const aimed = copy.ok
          ? editDevice(copy.value, { headingDegrees: spot.headingDegrees ?? 0, mounting: spot.mounting })
          : copy;
        if (!aimed.ok) {
          notifier.tell('bad', aimed.problem);
          return;
        }
        copies.push(aimed.value);
        devices.push(aimed.value);
      }
      plan.putDevices(`Copy ${device.name} along ${place.street.name ?? 'the street'}`, copies);
      session.patch({ selection: [device.id, ...copies.map(({ id }) => id)] });
      if (copies.length < count) {
        notifier.say('info', 'street-ends', `${copies.length} of ${count} copies found room before the street ends.`);
      }
    },
    selectWithin(corners, add) {
      const inside = (plan.scenario()?.devices ?? []).filter(({ x, y }) => isWithin(corners, x, y)).map(({ id }) => id);
      const before = add ? session.get().selection : [];
      session.patch({ selection: [...new Set([...before, ...inside])], picked: null, tool: 'select', draft: [] });
    },
    selectAll(kind) {
      const devices = plan.scenario()?.devices ?? [];
      const ids = devices.filter((device) => kind === null || device.kind === kind).map(({ id }) => id);
      session.patch({ selection: ids, picked: null });
    },
  };
}

function known(plan: PlanDocument, ids: readonly string[]): readonly Device[] {
  return ids.map((id) => plan.device(id)).filter((device) => device !== undefined);
}

/** “C-01”, “12 cameras” or “12 devices”. */
function named(devices: readonly Device[]): string {
  const [first] = devices;
  if (first !== undefined && devices.length === 1) return first.name;
  const alike = first !== undefined && devices.every(({ kind }) => kind === first.kind);
  return `${devices.length} ${alike ? kindNames[first.kind][1] : 'devices'}`;
}

function tellLocked(notifier: Notifier, count: number): void {
  const sentence =
    count === 1
      ? 'A locked device stays: unlock it to delete it.'
      : `${count} locked devices stay: unlock them to delete them.`;
  notifier.say('warn', 'device-locked', sentence);
}

function copied(
  plan: PlanDocument,
  notifier: Notifier,
  devices: readonly Device[],
  copy: typeof duplicateDevice,
): readonly Device[] {
  const all = [...(plan.scenario()?.devices ?? [])];
  const room = roomFor(all, devices.length);
  if (!room.ok) {
    notifier.tell('bad', room.problem);
    return [];
  }
  const copies: Device[] = [];
  for (const device of devices) {
    const made = copy(isLockedFor(device, {}) ? ({ ...device, locked: false } as Device) : device, all);
    if (!made.ok) {
      notifier.tell('bad', made.problem);
      return [];
    }
    copies.push(made.value);
    all.push(made.value);
  }
  return copies;
}

function alignedHeading(
  how: 'along' | 'against' | 'across',
  place: { readonly alongX: number; readonly alongY: number; readonly offset: number },
): number {
  const along = headingOf(place.alongX, place.alongY);
  if (how === 'along') return along;
  if (how === 'against') return along + 180;
  // Across looks from the device over the street: to the right of its line when the device stands to the left.
  return place.offset >= 0 ? along + 90 : along - 90;
}

function onMount(mounts: readonly Mount[], spot: SnapPoint): SnapPoint {
  let best: Mount | null = null;
  let least = mountReach;
  for (const mount of mounts) {
    const distance = Math.hypot(mount.x - spot.x, mount.y - spot.y);
    if (distance >= least) continue;
    least = distance;
    best = mount;
  }
  if (best === null) return spot;
  return { ...spot, x: best.x, y: best.y, mounting: { kind: best.kind, featureId: best.id } };
}
