import { Copy, LocateFixed, Trash2, TriangleAlert, Video } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Camera } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { cameraModel } from '#state/camera-catalogue.ts';
import { focalLengthFor, horizontalFieldOfView, verticalFieldOfView } from '#state/camera-optics.ts';
import { DensityChart } from './density-chart.tsx';
import { formatDegrees, formatLength, formatNumber, fromMeters, lengthUnit, toMeters } from './format.ts';
import { IconButton } from './icon-button.tsx';
import { NumberField } from './number-field.tsx';
import { KeyValues, Section } from './section.tsx';
import { Sees } from './sees.tsx';
import { useCommands, useSession } from './session-context.tsx';
import { SliderField } from './slider-field.tsx';

/** Everything about the selected camera. */
export function CameraInspector({ camera, scenario }: { readonly camera: Camera; readonly scenario: Scenario }) {
  const problem = useSession((state) => state.coverage.cameras.get(camera.id)?.problem ?? null);
  return (
    <>
      <CameraHead camera={camera} />
      {problem !== null && (
        <p className="callout" role="status">
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
          {problem}
        </p>
      )}
      <AimFields camera={camera} />
      <DensityChart camera={camera} scenario={scenario} />
      <Sees id={camera.id} scenario={scenario} />
      <PositionSection camera={camera} />
    </>
  );
}

function CameraHead({ camera }: { readonly camera: Camera }) {
  const commands = useCommands();
  const model = cameraModel(camera.model);
  return (
    <header className="inspector-head">
      <div className="inspector-title">
        <span className="device-badge" aria-hidden>
          <Video size={13} strokeWidth={1.75} />
        </span>
        <NameInput camera={camera} />
        <span className="actions">
          <IconButton icon={LocateFixed} label="Show on the map" onClick={() => commands.look('selection')} />
          <IconButton
            icon={Copy}
            label="Duplicate camera"
            hint="Duplicate (Ctrl+D)"
            onClick={() => commands.duplicateSelected()}
          />
          <IconButton
            icon={Trash2}
            label="Delete camera"
            hint="Delete (Del)"
            onClick={() => commands.deleteSelected()}
          />
        </span>
      </div>
      <p className="inspector-sub">
        {model === null ? camera.model || 'Camera' : model.name} · {mountingText(camera)}
      </p>
    </header>
  );
}

function mountingText({ mounting }: Camera): string {
  const names = { pole: 'on a pole', wall: 'on a wall', roof: 'on a roof', free: 'standing free' } as const;
  return names[mounting.kind];
}

function NameInput({ camera }: { readonly camera: Camera }) {
  const commands = useCommands();
  const [name, setName] = useState(camera.name);
  useEffect(() => setName(camera.name), [camera.name]);
  const commit = (): void => {
    const next = name.trim();
    if (next === '' || next === camera.name) setName(camera.name);
    else commands.changeCamera(camera.id, { name: next });
  };
  return (
    <input
      className="name-input"
      aria-label="Camera name"
      value={name}
      maxLength={200}
      onChange={(event) => setName(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setName(camera.name);
      }}
    />
  );
}

function AimFields({ camera }: { readonly camera: Camera }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const { sensor } = camera;
  const change = (fields: Parameters<typeof commands.changeCamera>[1]) => commands.changeCamera(camera.id, fields);
  const horizontal = horizontalFieldOfView(sensor, camera.focalLengthMillimeters);
  const vertical = verticalFieldOfView(sensor, camera.focalLengthMillimeters);
  return (
    <section className="section" aria-label="Aim and lens">
      <SliderField
        label="Heading"
        value={camera.headingDegrees}
        least={0}
        most={359.9}
        step={0.1}
        unit="°"
        decimals={1}
        accent
        gesture={`Turn ${camera.name}`}
        onChange={(headingDegrees) => change({ headingDegrees })}
      />
      <SliderField
        label="Tilt"
        value={camera.tiltDegrees}
        least={-10}
        most={90}
        step={0.1}
        unit="°"
        decimals={1}
        gesture={`Tilt ${camera.name}`}
        onChange={(tiltDegrees) => change({ tiltDegrees })}
      />
      <SliderField
        label="Height"
        value={fromMeters(camera.heightMeters, units)}
        least={fromMeters(2, units)}
        most={fromMeters(30, units)}
        step={0.1}
        unit={` ${lengthUnit(units)}`}
        decimals={units === 'us' ? 1 : 2}
        gesture={`Raise ${camera.name}`}
        onChange={(height) => change({ heightMeters: toMeters(height, units) })}
      />
      <SliderField
        label="Lens, HFOV"
        value={horizontal}
        least={5}
        most={120}
        step={0.1}
        unit="°"
        decimals={1}
        gesture={`Zoom ${camera.name}`}
        onChange={(fieldOfView) => change({ focalLengthMillimeters: focalLengthFor(sensor, fieldOfView) })}
      />
      <p className="optics-line">
        <span>
          f {formatNumber(camera.focalLengthMillimeters, 1)} mm · {sensor.widthPixels} × {sensor.heightPixels}
        </span>
        <span>VFOV {formatDegrees(vertical)}</span>
      </p>
    </section>
  );
}

function PositionSection({ camera }: { readonly camera: Camera }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const unit = ` ${lengthUnit(units)}`;
  const { sensor, mounting } = camera;
  const model = cameraModel(camera.model);
  return (
    <Section title="Position and mounting">
      <div className="section-body">
        <div className="field-row">
          <span className="name">East of origin</span>
          <NumberField
            label="East of origin"
            value={fromMeters(camera.x, units)}
            unit={unit}
            decimals={1}
            step={0.5}
            onCommit={(x) => commands.changeCamera(camera.id, { x: toMeters(x, units) })}
          />
        </div>
        <div className="field-row">
          <span className="name">North of origin</span>
          <NumberField
            label="North of origin"
            value={fromMeters(camera.y, units)}
            unit={unit}
            decimals={1}
            step={0.5}
            onCommit={(y) => commands.changeCamera(camera.id, { y: toMeters(y, units) })}
          />
        </div>
      </div>
      <KeyValues
        rows={[
          [
            'Mounting',
            mounting.featureId === null ? mountingText(camera) : `${mountingText(camera)}, ${mounting.featureId}`,
          ],
          ['Height above ground', formatLength(camera.heightMeters, units, 2)],
          ['Sensor', `${formatNumber(sensor.widthMillimeters, 2)} × ${formatNumber(sensor.heightMillimeters, 2)} mm`],
          ...(camera.rollDegrees === 0 ? [] : [['Roll', formatDegrees(camera.rollDegrees)] as const]),
        ]}
      />
      {model !== null && (
        <p className="section-body hint">Sensor size {model.sensorFormat}: assumption of the generic catalogue.</p>
      )}
    </Section>
  );
}
