import { accessFunctions, plateRegions, sitingScales } from '#model/device.ts';
import type { AlprModel, CameraModel, DeviceModel } from '#model/device-model.ts';
import { projections } from '#model/sensor.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { TextField } from '../fields/text-field.tsx';
import { accessFunctionName } from '../text/model-text.ts';

interface ModelFormProps<M extends DeviceModel = DeviceModel> {
  readonly model: M;
  readonly onChange: (model: DeviceModel) => void;
}

/** All fields of a model. Each counts as soon as it is confirmed. */
export function ModelForm({ model, onChange }: ModelFormProps) {
  return (
    <div className="model-form">
      <section aria-label="General">
        <TextField
          label="Name"
          value={model.name}
          required
          maxLength={200}
          onCommit={(name) => onChange({ ...model, name })}
        />
        <TextField
          label="Figures from"
          value={model.source}
          required
          maxLength={1000}
          onCommit={(source) => onChange({ ...model, source })}
        />
        <TextField
          label="Price from"
          value={model.priceSource}
          required
          onCommit={(priceSource) => onChange({ ...model, priceSource })}
        />
      </section>
      <div className="form-columns">
        <section aria-label="Cost">
          <h3>Cost, power and network</h3>
          <SharedFields model={model} onChange={onChange} />
        </section>
        <section aria-label="Figures of the kind">
          <h3>What it observes with</h3>
          <KindForm model={model} onChange={onChange} />
        </section>
      </div>
    </div>
  );
}

interface NumberSpec<M> {
  readonly key: { [K in keyof M]: M[K] extends number ? K : never }[keyof M] & string;
  readonly label: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number;
}

interface NumbersProps<M extends DeviceModel> extends ModelFormProps<M> {
  readonly specs: readonly NumberSpec<M>[];
}

function Numbers<M extends DeviceModel>({ model, specs, onChange }: NumbersProps<M>) {
  return specs.map(({ key, label, unit = '', decimals = 0, minimum, maximum, step = 1 }) => (
    <NumberRow
      key={key}
      label={label}
      value={Number(model[key])}
      unit={unit}
      decimals={decimals}
      step={step}
      minimum={minimum}
      maximum={maximum}
      onCommit={(value) => onChange({ ...model, [key]: value })}
    />
  ));
}

const sharedSpecs: readonly NumberSpec<DeviceModel>[] = [
  { key: 'price', label: 'Price', minimum: 0, maximum: 1e12, step: 50 },
  { key: 'installation', label: 'Installation', minimum: 0, maximum: 1e12, step: 50 },
  { key: 'yearly', label: 'A year', minimum: 0, maximum: 1e12, step: 10 },
  { key: 'powerWatts', label: 'Power, at most', unit: ' W', decimals: 1, minimum: 0, maximum: 10_000 },
  { key: 'mtbfHours', label: 'Time between failures', unit: ' h', minimum: 1, maximum: 1e8, step: 1000 },
  { key: 'mttrHours', label: 'Time to repair', unit: ' h', minimum: 0, maximum: 1e6 },
  { key: 'mountHeightMeters', label: 'Usual height', unit: ' m', decimals: 1, minimum: 0.1, maximum: 100, step: 0.5 },
];

const powerChoices = [
  { value: 'poe', label: 'PoE' },
  { value: 'mains', label: 'Mains' },
  { value: 'battery', label: 'Battery' },
  { value: 'none', label: 'None' },
] as const;

function SharedFields({ model, onChange }: ModelFormProps) {
  return (
    <>
      <Numbers model={model} specs={sharedSpecs} onChange={onChange} />
      <SelectField
        label="Powered by"
        value={model.powerOver}
        options={powerChoices}
        onChange={(powerOver) => onChange({ ...model, powerOver })}
      />
      <TextField
        label="Bitrate, Mbit/s"
        value={model.bitrateMbps === null ? '' : String(model.bitrateMbps)}
        placeholder="estimated"
        maxLength={10}
        onCommit={(text) => {
          const bitrate = Number(text.replace(',', '.'));
          if (text === '') onChange({ ...model, bitrateMbps: null });
          else if (Number.isFinite(bitrate))
            onChange({ ...model, bitrateMbps: Math.min(10_000, Math.max(0, bitrate)) });
        }}
      />
    </>
  );
}

function KindForm({ model, onChange }: ModelFormProps) {
  switch (model.kind) {
    case 'camera':
      return <CameraForm model={model} onChange={onChange} />;
    case 'alpr':
      return (
        <>
          <OpticsForm model={model} onChange={onChange} />
          <Numbers
            model={model}
            specs={[{ key: 'lanes', label: 'Lanes, as sold', minimum: 1, maximum: 8 }]}
            onChange={onChange}
          />
          <SelectField
            label="Plates"
            value={model.plates}
            options={plateRegions.map((value) => ({ value, label: value === 'eu' ? 'European' : 'US' }))}
            onChange={(plates) => onChange({ ...model, plates })}
          />
          <NumberRow
            label="Exposure"
            value={model.exposureSeconds * 1000}
            unit=" ms"
            decimals={2}
            step={0.1}
            minimum={0.001}
            maximum={1000}
            onCommit={(milliseconds) => onChange({ ...model, exposureSeconds: milliseconds / 1000 })}
          />
        </>
      );
    case 'access':
      return (
        <fieldset className="check-list" aria-label="Functions of the model">
          {accessFunctions.map((name) => (
            <label key={name} className="check-row">
              <input
                type="checkbox"
                checked={model.functions.includes(name)}
                disabled={model.functions.length === 1 && model.functions[0] === name}
                onChange={(event) =>
                  onChange({
                    ...model,
                    functions: accessFunctions.filter((entry) =>
                      entry === name ? event.target.checked : model.functions.includes(entry),
                    ),
                  })
                }
              />
              <span>{accessFunctionName(name)}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'acoustic':
      return (
        <Numbers
          model={model}
          specs={[{ key: 'rangeMeters', label: 'Hears to', unit: ' m', minimum: 1, maximum: 5000, step: 10 }]}
          onChange={onChange}
        />
      );
    case 'radar':
      return (
        <Numbers
          model={model}
          specs={[
            { key: 'nearMeters', label: 'Measures from', unit: ' m', decimals: 1, minimum: 0, maximum: 1000 },
            { key: 'farMeters', label: 'Measures to', unit: ' m', minimum: 1, maximum: 1000 },
            { key: 'fieldDegrees', label: 'Field', unit: '°', minimum: 1, maximum: 360 },
            { key: 'lanes', label: 'Lanes', minimum: 1, maximum: 64 },
          ]}
          onChange={onChange}
        />
      );
    case 'air':
      return (
        <>
          <TextField
            label="Measures"
            value={model.measures}
            maxLength={200}
            onCommit={(measures) => onChange({ ...model, measures })}
          />
          <SelectField
            label="Siting scale"
            value={model.sitingScale}
            options={sitingScales.map((value) => ({ value, label: value }))}
            onChange={(sitingScale) => onChange({ ...model, sitingScale })}
          />
        </>
      );
    case 'light':
      return (
        <TextField
          label="Radio"
          value={model.radio}
          maxLength={100}
          onCommit={(radio) => onChange({ ...model, radio })}
        />
      );
    case 'phone':
      return <p className="hint">Reached on foot; how far is an assumption of the plan.</p>;
  }
}

const formChoices = [
  { value: 'fixed', label: 'Fixed lens' },
  { value: 'varifocal', label: 'Varifocal' },
  { value: 'ptz', label: 'PTZ' },
  { value: 'fisheye', label: 'Fisheye' },
  { value: 'multi-sensor', label: 'Multi-sensor' },
  { value: 'thermal', label: 'Thermal' },
] as const;

function CameraForm({ model, onChange }: ModelFormProps<CameraModel>) {
  return (
    <>
      <SelectField
        label="Form"
        value={model.form}
        options={formChoices}
        onChange={(form) => onChange({ ...model, form })}
      />
      <SelectField
        label="Projection"
        value={model.projection}
        options={projections.map((value) => ({
          value,
          label: value === 'rectilinear' ? 'Straight lines' : 'Fisheye, equidistant',
        }))}
        onChange={(projection) => onChange({ ...model, projection })}
      />
      <OpticsForm model={model} onChange={onChange} />
      <TextField
        label="Imagers, °"
        value={model.heads.map(({ headingDegrees, tiltDegrees }) => `${headingDegrees}/${tiltDegrees}`).join(', ')}
        placeholder="heading/tilt, … of each"
        onCommit={(text) => {
          const heads = parseHeads(text);
          if (heads !== null) onChange({ ...model, heads: [...heads] });
        }}
      />
    </>
  );
}

/** `0/10, 90/10`: heading and tilt of each imager; null where it is not that. */
function parseHeads(text: string): readonly { readonly headingDegrees: number; readonly tiltDegrees: number }[] | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const heads = parts.slice(0, 16).map((part) => {
    const [heading = '', tilt = '0'] = part.split('/');
    return { headingDegrees: Number(heading), tiltDegrees: Number(tilt) };
  });
  return heads.every((head) => Math.abs(head.headingDegrees) <= 360 && Math.abs(head.tiltDegrees) <= 90) ? heads : null;
}

/** Imager and lens; the lens a device is placed with stays within the lens of the model. */
function OpticsForm({ model, onChange }: ModelFormProps<CameraModel | AlprModel>) {
  const { sensor } = model;
  const sensorNumber = (
    key: keyof typeof sensor,
    label: string,
    unit: string,
    decimals: number,
    least: number,
    most: number,
  ) => (
    <NumberRow
      label={label}
      value={sensor[key]}
      unit={unit}
      decimals={decimals}
      step={decimals === 0 ? 1 : 0.1}
      minimum={least}
      maximum={most}
      onCommit={(value) =>
        onChange({ ...model, sensor: { ...sensor, [key]: decimals === 0 ? Math.round(value) : value } })
      }
    />
  );
  const focal = (
    change: Partial<Record<'focalLengthMinimum' | 'focalLengthMaximum' | 'focalLength', number>>,
  ): void => {
    const next = { ...model, ...change };
    const least = Math.min(next.focalLengthMinimum, next.focalLengthMaximum);
    const most = Math.max(next.focalLengthMinimum, next.focalLengthMaximum);
    onChange({
      ...next,
      focalLengthMinimum: least,
      focalLengthMaximum: most,
      focalLength: Math.min(most, Math.max(least, next.focalLength)),
    });
  };
  const focalNumber = (key: 'focalLengthMinimum' | 'focalLengthMaximum' | 'focalLength', label: string) => (
    <NumberRow
      label={label}
      value={model[key]}
      unit=" mm"
      decimals={1}
      step={0.1}
      minimum={0.5}
      maximum={2000}
      onCommit={(value) => focal({ [key]: value })}
    />
  );
  return (
    <>
      {sensorNumber('widthPixels', 'Pixels across', ' px', 0, 16, 40_000)}
      {sensorNumber('heightPixels', 'Pixels down', ' px', 0, 16, 40_000)}
      {sensorNumber('widthMillimeters', 'Sensor width', ' mm', 2, 0.5, 100)}
      {sensorNumber('heightMillimeters', 'Sensor height', ' mm', 2, 0.5, 100)}
      <TextField
        label="Format"
        value={model.sensorFormat}
        maxLength={40}
        placeholder="1/1.8″"
        onCommit={(sensorFormat) => onChange({ ...model, sensorFormat })}
      />
      {focalNumber('focalLengthMinimum', 'Shortest lens')}
      {focalNumber('focalLengthMaximum', 'Longest lens')}
      {focalNumber('focalLength', 'Placed with')}
      <Numbers
        model={model}
        specs={[
          { key: 'tiltDegrees', label: 'Placed with a tilt of', unit: '°', minimum: -90, maximum: 90 },
          { key: 'framesPerSecond', label: 'Frames', unit: ' /s', minimum: 0.01, maximum: 1000 },
          { key: 'infraredReachMeters', label: 'IR reach', unit: ' m', minimum: 0, maximum: 2000, step: 5 },
        ]}
        onChange={onChange}
      />
      <SelectField
        label="Codec"
        value={model.codec}
        options={[
          { value: 'h264', label: 'H.264' },
          { value: 'h265', label: 'H.265' },
        ]}
        onChange={(codec) => onChange({ ...model, codec })}
      />
    </>
  );
}
