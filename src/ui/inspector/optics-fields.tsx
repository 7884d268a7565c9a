import { findModel } from '#model/catalogue/find-model.ts';
import { fisheyeHalfAngleDegrees, type OpticalDevice } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { focalLengthFor, horizontalFieldOfView, verticalFieldOfView } from '#state/camera-optics.ts';
import type { DeviceFields } from '#state/session.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { formatDegrees, formatLength, formatNumber, fromMeters, lengthUnit, toMeters } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { SliderField } from '../slider-field.tsx';

interface OpticsFieldsProps {
  readonly device: OpticalDevice;
  readonly scenario: Scenario;
}

/** Where a camera or an ALPR unit looks, and through which lens. */
export function OpticsFields({ device, scenario }: OpticsFieldsProps) {
  const commands = useCommands();
  const change = (fields: DeviceFields): void => commands.changeDevice(device.id, fields);
  return (
    <section className="section" aria-label="Aim and lens">
      <SliderField
        label="Heading"
        value={device.headingDegrees}
        least={0}
        most={359.9}
        step={0.1}
        unit="°"
        decimals={1}
        accent
        gesture={`Turn ${device.name}`}
        onChange={(headingDegrees) => change({ headingDegrees })}
      />
      <SliderField
        label="Tilt"
        value={device.tiltDegrees}
        least={-10}
        most={90}
        step={0.1}
        unit="°"
        decimals={1}
        gesture={`Tilt ${device.name}`}
        onChange={(tiltDegrees) => change({ tiltDegrees })}
      />
      <HeightSlider device={device} />
      <LensField device={device} scenario={scenario} onChange={change} />
      <OpticsLine device={device} />
    </section>
  );
}

/** Height above the ground, of any kind of device. */
export function HeightSlider({
  device,
}: {
  readonly device: { readonly id: string; readonly name: string; readonly heightMeters: number };
}) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  return (
    <SliderField
      label="Height"
      value={fromMeters(device.heightMeters, units)}
      least={fromMeters(0.5, units)}
      most={fromMeters(30, units)}
      step={0.1}
      unit={` ${lengthUnit(units)}`}
      decimals={units === 'us' ? 1 : 2}
      gesture={`Raise ${device.name}`}
      onChange={(height) => commands.changeDevice(device.id, { heightMeters: toMeters(height, units) })}
    />
  );
}

interface LensFieldProps extends OpticsFieldsProps {
  readonly onChange: (fields: DeviceFields) => void;
}

/** The lens within what its model has: as an angle of view, or as a focal length where the picture is a circle. */
function LensField({ device, scenario, onChange }: LensFieldProps) {
  const model = findModel(scenario, device.model);
  const range =
    model !== null && (model.kind === 'camera' || model.kind === 'alpr')
      ? { least: model.focalLengthMinimum, most: model.focalLengthMaximum }
      : null;
  const fixed = range !== null && range.most - range.least < 1e-6;
  const focal = device.focalLengthMillimeters;
  if (fixed && Math.abs(focal - range.least) < 1e-6) return null;
  const gesture = `Zoom ${device.name}`;
  if (device.kind === 'camera' && device.projection === 'equidistant') {
    return (
      <SliderField
        label="Lens"
        value={focal}
        least={Math.min(focal, range?.least ?? 0.8)}
        most={Math.max(focal, range?.most ?? 4)}
        step={0.05}
        unit=" mm"
        decimals={2}
        gesture={gesture}
        onChange={(focalLengthMillimeters) => onChange({ focalLengthMillimeters })}
      />
    );
  }
  const angle = (millimeters: number) => horizontalFieldOfView(device.sensor, millimeters);
  const value = angle(focal);
  return (
    <SliderField
      label="Lens, HFOV"
      value={value}
      least={Math.min(value, range === null ? 5 : angle(range.most))}
      most={Math.max(value, range === null ? 120 : angle(range.least))}
      step={0.1}
      unit="°"
      decimals={1}
      gesture={gesture}
      onChange={(fieldOfView) => onChange({ focalLengthMillimeters: focalLengthFor(device.sensor, fieldOfView) })}
    />
  );
}

function OpticsLine({ device }: { readonly device: OpticalDevice }) {
  const { sensor, focalLengthMillimeters } = device;
  const fisheye = device.kind === 'camera' && device.projection === 'equidistant';
  const angles = fisheye
    ? `circle of ±${formatDegrees(fisheyeHalfAngleDegrees(device))}`
    : `${formatNumber(horizontalFieldOfView(sensor, focalLengthMillimeters), 0)}° × ${formatNumber(verticalFieldOfView(sensor, focalLengthMillimeters), 0)}°`;
  return (
    <p className="optics-line">
      <span>
        f {formatNumber(focalLengthMillimeters, 1)} mm · {sensor.widthPixels} × {sensor.heightPixels}
      </span>
      <span>{angles}</span>
    </p>
  );
}

/** What is set once and seldom: roll, own light, number of imagers. */
export function LensDetails({ device }: { readonly device: OpticalDevice }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  return (
    <>
      <NumberRow
        label="Roll"
        value={device.rollDegrees}
        unit="°"
        decimals={1}
        step={1}
        minimum={-180}
        maximum={180}
        onCommit={(rollDegrees) => commands.changeDevice(device.id, { rollDegrees })}
      />
      <NumberRow
        label="IR reach at night"
        value={fromMeters(device.infraredReachMeters, units)}
        unit={` ${lengthUnit(units)}`}
        step={5}
        minimum={0}
        maximum={fromMeters(2000, units)}
        onCommit={(reach) => commands.changeDevice(device.id, { infraredReachMeters: toMeters(reach, units) })}
      />
      {device.kind === 'camera' && device.heads.length > 0 && (
        <p className="hint">
          {device.heads.length} imagers, heading and tilt of each from the camera’s own:{' '}
          {device.heads
            .map((head) => `${formatNumber(head.headingDegrees)}°/${formatNumber(head.tiltDegrees)}°`)
            .join(', ')}
        </p>
      )}
      {device.kind === 'camera' && device.spectrum === 'thermal' && (
        <p className="hint">
          Thermal: needs no light, and classes of IEC 62676-4 do not hold for it. Shown is where it detects a person.
        </p>
      )}
      {device.infraredReachMeters === 0 && device.kind === 'alpr' && (
        <p className="hint">
          Without own light it reads at night only under street lamps ({formatLength(15, units, 0)} around each by
          default).
        </p>
      )}
    </>
  );
}
