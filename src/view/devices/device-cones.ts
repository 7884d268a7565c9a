import { BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial, Vector3 } from 'three';
import { type Device, isOptical, type OpticalDevice } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CityModel } from '../city-model.ts';
import type { CityPalette } from '../theme.ts';
import { concatenate, createCone, setPositions } from './cone.ts';
import type { DeviceStatuses } from './device-bodies.ts';
import type { Aim } from './image-eye.ts';
import { createLostReach } from './lost-reach.ts';
import { type FanDensities, fanDensities, reachFan } from './reach.ts';
import { closedRibbon } from './ribbon.ts';
import { type ViewFan, viewFans } from './view-fan.ts';

/** What devices look at: cones cut by the buildings, and the outlines of those that are selected. */
export interface DeviceCones {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  /** Of devices that are not selected. */
  setOthersVisible(visible: boolean): void;
  /** Something that cones hang on (buildings, target, categories) has changed: all are cast anew. */
  forget(): void;
  /** Shows a plan; true when cones are left to be cast in the next frame. */
  show(sight: ShownSight): boolean;
  /** Goes on casting what the last {@link show} left; true when there is still more. */
  advance(): boolean;
  /** Whether the target has strayed so far that other devices are the nearest ones. */
  strayed(target: { readonly x: number; readonly y: number }): boolean;
  clear(): void;
  /** A device about to be placed, in the accent; null for none. */
  showGhost(device: Device | null, scenario: Scenario | null): void;
  dispose(): void;
}

export interface ShownSight {
  readonly scenario: Scenario;
  readonly selection: ReadonlySet<string>;
  readonly target: { readonly x: number; readonly y: number };
  readonly metersPerPixel: number;
  /** On a date of Rollout mode only devices that are live have cones. */
  readonly statuses: DeviceStatuses;
  /** Old units whose reach is marked as lost. */
  readonly lost: readonly string[];
}

export interface ConeHost {
  readonly city: () => CityModel | null;
  readonly groundHeight: (x: number, y: number) => number;
}

/** Width of the outline; near it is drawn narrower, from afar wider. */
const outlineWidthMeters = 0.9;
const outlinePixels = { least: 1.6, most: 3 } as const;
const outlineLiftMeters = 0.25;
const columns = { selected: 96, other: 24 } as const;
/** Of a large plan only the cones nearest to the target are drawn. */
const mostCones = 250;
/** Of many selected devices so many have their outlines. */
const mostOutlines = 40;
/** Cones are cast against the buildings for so long in one frame, milliseconds; the rest follows in the next ones. */
const castMilliseconds = 3;
/** While cones are cast they are shown again whenever there are so many times as many. */
const showShare = 1.5;
/** The target may move so far, as a share of the distance to the farthest cone, before cones are chosen anew. */
const coneStray = 0.25;

export function createDeviceCones(host: ConeHost): DeviceCones {
  const group = new Group();
  const others = createCone(0.035, 0.3);
  const selected = createCone(0.1, 0.95);
  const presets = createCone(0.03, 0.35);
  const ghost = createCone(0.1, 0.7);
  const lost = createLostReach();
  const outlineMaterial = new MeshBasicMaterial({ transparent: true, fog: false, depthWrite: false, side: DoubleSide });
  const outline = new Mesh(new BufferGeometry(), outlineMaterial);
  outline.renderOrder = 4;
  outline.frustumCulled = false;
  for (const cone of [others, selected, presets, ghost]) group.add(cone.faces, cone.lines);
  group.add(outline, lost.group);
  /** Devices whose cones are to be shown, how many of them are cast, and those that are shown in whole. */
  let wanted: readonly OpticalDevice[] = [];
  let cast = 0;
  let shown: readonly OpticalDevice[] = [];
  let shownFans = 0;
  let plan: Scenario | null = null;
  let reach = Number.POSITIVE_INFINITY;
  let chosenAt = { x: 0, y: 0 };
  let fans = new WeakMap<Device, readonly ViewFan[]>();
  /** What the fans were cast for. */
  let castFor = '';
  /** What the cones of the selection, and the reach of lost units, were made from. */
  let selectedFrom: readonly unknown[] = [];
  let lostFrom: readonly unknown[] = [];

  const castFans = (
    device: OpticalDevice,
    plan: Scenario,
    density: keyof FanDensities,
    steps: number,
    aim?: Aim,
  ): readonly ViewFan[] => {
    const city = host.city();
    const origin = new Vector3();
    const towards = new Vector3();
    return viewFans(device, {
      steps,
      targetHeightMeters: plan.targetHeightMeters,
      pixelsPerMeter: fanDensities(device, plan)[density],
      groundHeight: host.groundHeight,
      obstacle: (from, direction, far) =>
        city?.buildings.raycast(origin.set(...from), towards.set(...direction), far, true)?.distance ?? null,
      ...(aim === undefined ? {} : { aim }),
    });
  };

  const forget = (): void => {
    fans = new WeakMap();
    shown = [];
    cast = 0;
    selectedFrom = [];
    lostFrom = [];
  };

  /** The devices whose cones are drawn: all of a usual plan, of a large one those nearest to the target. */
  const nearDevices = (
    devices: readonly OpticalDevice[],
    target: { readonly x: number; readonly y: number },
  ): readonly OpticalDevice[] => {
    reach = Number.POSITIVE_INFINITY;
    if (devices.length <= mostCones) return devices;
    const away = devices.map(({ x, y }) => (x - target.x) * (x - target.x) + (y - target.y) * (y - target.y));
    const limit = [...away].sort((a, b) => a - b)[mostCones - 1];
    reach = Math.sqrt(limit);
    chosenAt = { x: target.x, y: target.y };
    return devices.filter((_, i) => away[i] <= limit).slice(0, mostCones);
  };

  /** Casts wanted cones for a while and shows them; true when some are left to be cast. */
  const advance = (): boolean => {
    if (plan === null) return false;
    const end = performance.now() + castMilliseconds;
    let left = false;
    for (; cast < wanted.length; cast += 1) {
      if (fans.has(wanted[cast])) continue;
      left = performance.now() > end;
      if (left) break;
      fans.set(wanted[cast], castFans(wanted[cast], plan, 'other', columns.other));
    }
    // What is shown stays until there is more anew: cones that vanish and come back one by one would flicker, and every time
    // all are handed to the graphics card again.
    if (left && cast < Math.max(shownFans * showShare, shownFans + 1)) return left;
    if (!left && shown === wanted) return left;
    shownFans = cast;
    shown = left ? [] : wanted;
    others.show(wanted.slice(0, cast).flatMap((device) => fans.get(device) ?? []));
    return left;
  };

  const outlinesOf = (devices: readonly Device[], plan: Scenario): ViewFan[] =>
    devices.flatMap((device) =>
      isOptical(device)
        ? castFans(device, plan, 'outline', columns.selected)
        : (reachFan(device, plan.assumptions, host.groundHeight) ?? []),
    );

  const showSelected = (devices: readonly Device[], plan: Scenario, metersPerPixel: number): void => {
    const from = [metersPerPixel, plan.assumptions, ...devices];
    if (alike(from, selectedFrom)) return;
    selectedFrom = from;
    const optical = devices.filter(isOptical);
    selected.show(optical.flatMap((device) => castFans(device, plan, 'selected', columns.selected)));
    presets.show(
      optical.flatMap((device) =>
        device.kind === 'camera'
          ? device.presets.flatMap((preset) => castFans(device, plan, 'other', columns.other, preset))
          : [],
      ),
    );
    const width = outlineWidth(metersPerPixel);
    const bands = outlinesOf(devices, plan).flatMap((fan) => outlineBands(fan, width));
    setPositions(outline.geometry, concatenate(bands));
  };

  const showLost = (ids: readonly string[], plan: Scenario, metersPerPixel: number): void => {
    const from = [ids, ids.length === 0 ? null : metersPerPixel, ids.length === 0 ? null : plan.devices];
    if (alike(from, lostFrom)) return;
    lostFrom = from;
    const wanted = new Set(ids.slice(0, mostOutlines));
    const fans =
      wanted.size === 0
        ? []
        : outlinesOf(
            plan.devices.filter(({ id }) => wanted.has(id)),
            plan,
          );
    const width = outlineWidth(metersPerPixel);
    lost.show(fans, concatenate(fans.flatMap((fan) => outlineBands(fan, width))));
  };

  return {
    group,
    setPalette(palette) {
      others.setColor(palette.cone);
      for (const cone of [selected, presets, ghost]) cone.setColor(palette.accent);
      outlineMaterial.color.set(palette.accent);
      lost.setColor(palette.unobserved);
    },
    setOthersVisible: others.setVisible,
    forget,
    show({ scenario, selection, target, metersPerPixel, statuses, lost: lostIds }) {
      const { assumptions } = scenario;
      const aimedAt = [
        scenario.targetHeightMeters,
        scenario.categorySet,
        assumptions.thermalPixelsPerMeter,
        assumptions.platePixelsFullEu,
        assumptions.platePixelsFullUs,
      ].join(' ');
      if (aimedAt !== castFor) forget();
      castFor = aimedAt;
      const optical: OpticalDevice[] = [];
      const chosen: Device[] = [];
      for (const device of scenario.devices) {
        if (selection.has(device.id)) chosen.push(device);
        else if (isOptical(device) && isShown(device, statuses)) optical.push(device);
      }
      const next = nearDevices(optical, target);
      const same = next.length === wanted.length && next.every((device, i) => device === wanted[i]);
      if (!same) {
        wanted = next;
        cast = 0;
        shownFans = Math.min(shownFans, next.length);
      }
      plan = scenario;
      showSelected(chosen.slice(0, mostOutlines), scenario, metersPerPixel);
      showLost(lostIds, scenario, metersPerPixel);
      return advance();
    },
    advance,
    strayed: ({ x, y }) => Math.hypot(x - chosenAt.x, y - chosenAt.y) > coneStray * reach,
    clear() {
      for (const cone of [others, selected, presets]) cone.show([]);
      setPositions(outline.geometry, new Float32Array(0));
      lost.show([], new Float32Array(0));
      selectedFrom = [];
      lostFrom = [];
      shownFans = 0;
      wanted = [];
      shown = [];
      cast = 0;
      plan = null;
    },
    showGhost(device, scenario) {
      if (device === null || scenario === null) ghost.show([]);
      else if (isOptical(device)) ghost.show(castFans(device, scenario, 'selected', columns.other));
      else {
        const fan = reachFan(device, scenario.assumptions, host.groundHeight);
        ghost.show(fan === null ? [] : [fan]);
      }
    },
    dispose() {
      for (const cone of [others, selected, presets, ghost, lost]) cone.dispose();
      outline.geometry.dispose();
      outlineMaterial.dispose();
    },
  };
}

/** Whether the cone of a device that is not selected is drawn. */
function isShown({ id, state }: Device, statuses: DeviceStatuses): boolean {
  const status = statuses?.get(id);
  return status === undefined ? state !== 'retired' : status === 'live';
}

function outlineWidth(metersPerPixel: number): number {
  const { least, most } = outlinePixels;
  return Math.max(least * metersPerPixel, Math.min(outlineWidthMeters, most * metersPerPixel));
}

function alike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

/** Bands around what a fan holds: one around all of it, or of a closed one its rim and the blind zone in its middle. */
function outlineBands({ near, far, closed }: ViewFan, width: number): Float32Array[] {
  if (!closed) return [closedRibbon([...near, ...[...far].reverse()], width, outlineLiftMeters)];
  return [far, near].map((ring) => closedRibbon(ring.slice(0, -1), width, outlineLiftMeters));
}
