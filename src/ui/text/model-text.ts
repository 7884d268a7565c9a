import { type AccessFunction, type DeviceKind, deviceKinds } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import { horizontalFieldOfView } from '#state/camera-optics.ts';
import { formatLength, formatNumber, fromMeters, type Units } from '../format.ts';

const functionNames: Readonly<Record<AccessFunction, string>> = {
  lock: 'lock',
  reader: 'reader',
  contact: 'contact',
  'request-to-exit': 'request to exit',
  alarm: 'held and forced alarm',
};

export function accessFunctionName(name: AccessFunction): string {
  return functionNames[name];
}

const shortFunctions: Readonly<Record<AccessFunction, string>> = {
  lock: 'lock',
  reader: 'reader',
  contact: 'contact',
  'request-to-exit': 'exit',
  alarm: 'alarm',
};

/** One line under a model's name: what tells it from the others of its kind. */
export function modelSubtitle(model: DeviceModel, units: Units): string {
  switch (model.kind) {
    case 'camera':
      return `${viewAngles(model)} · ${pixels(model)}`;
    case 'alpr':
      return `${viewAngles(model)}${infrared(model.infraredReachMeters, units)}`;
    case 'access':
      return model.functions.map((name) => shortFunctions[name]).join(', ');
    case 'acoustic':
      return `hears to ${formatLength(model.rangeMeters, units, 0)}`;
    case 'radar':
      return `${formatNumber(fromMeters(model.nearMeters, units))}–${formatLength(model.farMeters, units, 0)} · ${model.lanes === 1 ? '1 lane' : `${model.lanes} lanes`}`;
    case 'air':
      return `${model.measures} · ${model.sitingScale}`;
    case 'light':
      return model.radio;
    case 'phone':
      return `${formatNumber(model.powerWatts, 0)} W`;
  }
}

function infrared(meters: number, units: Units): string {
  return meters > 0 ? ` · IR ${formatLength(meters, units, 0)}` : '';
}

type Optical = Extract<DeviceModel, { kind: 'camera' | 'alpr' }>;

function pixels(model: Extract<DeviceModel, { kind: 'camera' }>): string {
  return model.heads.length > 1
    ? `${model.heads.length} × ${model.sensor.widthPixels} px`
    : `${model.sensor.widthPixels} px`;
}

/** `29–96°`, `62°`; of a fisheye and of several imagers what they hold together. */
function viewAngles(model: Optical): string {
  if (model.kind === 'camera' && model.projection === 'equidistant') return 'all around';
  if (model.kind === 'camera' && model.heads.length > 1) {
    const one = horizontalFieldOfView(model.sensor, model.focalLength);
    return `${formatNumber(Math.min(360, one * model.heads.length))}°`;
  }
  const narrow = formatNumber(horizontalFieldOfView(model.sensor, model.focalLengthMaximum));
  const wide = formatNumber(horizontalFieldOfView(model.sensor, model.focalLengthMinimum));
  return narrow === wide ? `${wide}°` : `${narrow}–${wide}°`;
}

export interface ModelGroup {
  readonly kind: DeviceKind;
  readonly models: readonly DeviceModel[];
}

/** Models whose name, kind or figures hold every word of the text, grouped by kind; `kinds` empty: all. */
export function filterModels(
  models: readonly DeviceModel[],
  text: string,
  kinds: ReadonlySet<DeviceKind>,
  kindText: (kind: DeviceKind) => string,
): readonly ModelGroup[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (model: DeviceModel): boolean => {
    if (kinds.size > 0 && !kinds.has(model.kind)) return false;
    const form = model.kind === 'camera' ? model.form : '';
    const name = `${model.name} ${kindText(model.kind)} ${form}`.toLowerCase();
    const figures = modelSubtitle(model, 'metric').toLowerCase();
    // One or two digits stand somewhere in nearly every figure.
    return wanted.every((word) => name.includes(word) || (word.length > 2 && figures.includes(word)));
  };
  return deviceKinds
    .map((kind) => ({ kind, models: models.filter((model) => model.kind === kind && matches(model)) }))
    .filter(({ models: group }) => group.length > 0);
}
