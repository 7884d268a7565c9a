import type { City } from '#model/city.ts';
import {
  type AccessUnit,
  type AlprUnit,
  accessFunctions,
  type Device,
  plateRegions,
  sitingScales,
} from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { type Choice, SelectField } from '../fields/select-field.tsx';
import { formatLength, fromMeters, lengthUnit, toMeters, type Units } from '../format.ts';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { SliderField } from '../slider-field.tsx';
import { accessFunctionName } from '../text/model-text.ts';
import { HeightSlider } from './optics-fields.tsx';

interface KindFieldsProps {
  readonly device: Device;
  readonly scenario: Scenario;
  readonly city: City;
}

/** What only devices of this kind have; cameras and ALPR units have their optics apart. */
export function KindFields({ device, scenario, city }: KindFieldsProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const meters = ` ${lengthUnit(units)}`;
  switch (device.kind) {
    case 'camera':
    case 'alpr':
      return null;
    case 'access':
      return <AccessFields device={device} city={city} />;
    case 'acoustic':
      return (
        <section className="section" aria-label="Range">
          <SliderField
            label="Heard to"
            value={fromMeters(device.rangeMeters, units)}
            least={fromMeters(50, units)}
            most={fromMeters(1000, units)}
            step={10}
            unit={meters}
            decimals={0}
            accent
            gesture={`Range of ${device.name}`}
            onChange={(range) => commands.changeDevice(device.id, { rangeMeters: toMeters(range, units) })}
          />
          <HeightSlider device={device} />
          <p className="section-body hint">
            One sensor hears; at least 3 locate a shot, better 6. Paint “Acoustic sensors” by number of devices to see
            it.
          </p>
        </section>
      );
    case 'radar':
      return (
        <section className="section" aria-label="Range">
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
            onChange={(headingDegrees) => commands.changeDevice(device.id, { headingDegrees })}
          />
          <HeightSlider device={device} />
          <div className="section-body">
            <NumberRow
              label="Measures from"
              value={fromMeters(device.nearMeters, units)}
              unit={meters}
              decimals={1}
              minimum={0}
              maximum={fromMeters(device.farMeters, units)}
              onCommit={(near) => commands.changeDevice(device.id, { nearMeters: toMeters(near, units) })}
            />
            <NumberRow
              label="Measures to"
              value={fromMeters(device.farMeters, units)}
              unit={meters}
              minimum={fromMeters(Math.max(1, device.nearMeters), units)}
              maximum={fromMeters(1000, units)}
              onCommit={(far) => commands.changeDevice(device.id, { farMeters: toMeters(far, units) })}
            />
            <NumberRow
              label="Field"
              value={device.fieldDegrees}
              unit="°"
              minimum={1}
              maximum={360}
              onCommit={(fieldDegrees) => commands.changeDevice(device.id, { fieldDegrees })}
            />
          </div>
        </section>
      );
    case 'air':
      return (
        <section className="section" aria-label="Siting scale">
          <HeightSlider device={device} />
          <div className="section-body">
            <SelectField
              label="Siting scale"
              value={device.sitingScale}
              options={sitingScales.map((value) => ({ value, label: scaleLabel(value, scenario, units) }))}
              onChange={(sitingScale) => commands.changeDevice(device.id, { sitingScale })}
            />
            <p className="hint">
              How large an area it stands for; not a disc of sight. Radii are assumptions of the plan.
            </p>
          </div>
        </section>
      );
    case 'light':
      return (
        <section className="section" aria-label="Street lamp">
          <HeightSlider device={device} />
          <div className="section-body">
            <NearField
              label="Street lamp"
              none="Not fixed to a lamp"
              value={device.assetId}
              device={device}
              features={city.mounts.filter(({ kind }) => kind === 'lamp')}
              nameOf={(lamp) => lamp.id}
              onChange={(assetId) => commands.changeDevice(device.id, { assetId })}
            />
          </div>
        </section>
      );
    case 'phone':
      return (
        <section className="section" aria-label="Range">
          <HeightSlider device={device} />
          <p className="section-body hint">
            Reached on foot along streets within {formatLength(scenario.assumptions.phoneWalkMeters, units, 0)}{' '}
            (assumption of the plan).
          </p>
        </section>
      );
  }
}

const scaleNames = { micro: 'Micro', middle: 'Middle', neighbourhood: 'Neighbourhood', urban: 'Urban' } as const;
const scaleKeys = {
  micro: 'airMicroMeters',
  middle: 'airMiddleMeters',
  neighbourhood: 'airNeighbourhoodMeters',
  urban: 'airUrbanMeters',
} as const;

function scaleLabel(scale: (typeof sitingScales)[number], scenario: Scenario, units: Units): string {
  return `${scaleNames[scale]}, ${formatLength(scenario.assumptions[scaleKeys[scale]], units, 0)}`;
}

const regionChoices: readonly Choice<AlprUnit['plates']>[] = plateRegions.map((value) => ({
  value,
  label: value === 'eu' ? 'European, 520 mm' : 'US, 12 in',
}));

/** Plates and shutter of an ALPR unit. */
export function PlateFields({ device }: { readonly device: AlprUnit }) {
  const commands = useCommands();
  return (
    <>
      <SelectField
        label="Plates"
        value={device.plates}
        options={regionChoices}
        onChange={(plates) => commands.changeDevice(device.id, { plates })}
      />
      <NumberRow
        label="Exposure"
        value={device.exposureSeconds * 1000}
        unit=" ms"
        decimals={2}
        step={0.1}
        minimum={0.01}
        maximum={1000}
        onCommit={(milliseconds) => commands.changeDevice(device.id, { exposureSeconds: milliseconds / 1000 })}
      />
    </>
  );
}

function AccessFields({ device, city }: { readonly device: AccessUnit; readonly city: City }) {
  const commands = useCommands();
  const portal = useSession(
    (state) => state.summary?.portals.find(({ portalId }) => portalId === device.portalId) ?? null,
  );
  return (
    <Section title="Door or gate">
      <div className="section-body">
        <NearField
          label="Portal"
          none="None yet"
          value={device.portalId}
          device={device}
          features={city.portals}
          nameOf={(entry) => entry.name ?? entry.address ?? `${entry.kind.replaceAll('-', ' ')} ${entry.id}`}
          onChange={(portalId) => commands.changeDevice(device.id, { portalId })}
        />
        <fieldset className="check-list" aria-label="Functions">
          {accessFunctions.map((name) => (
            <label key={name} className="check-row">
              <input
                type="checkbox"
                checked={device.functions.includes(name)}
                onChange={(event) =>
                  commands.changeDevice(device.id, {
                    functions: accessFunctions.filter((entry) =>
                      entry === name ? event.target.checked : device.functions.includes(entry),
                    ),
                  })
                }
              />
              <span>{capital(accessFunctionName(name))}</span>
            </label>
          ))}
        </fieldset>
        {portal !== null && (
          <p className="portal-state">
            <span className="pill" data-tone={portal.monitored ? 'ok' : 'warn'}>
              {portal.monitored ? 'Locked and monitored' : 'Not monitored'}
            </span>
            {portal.missing.length > 0 && <span className="hint">Missing: {portal.missing.join(', ')}</span>}
          </p>
        )}
        {device.portalId === null && <p className="hint">Choose the door or gate that it secures.</p>}
      </div>
    </Section>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Near things at most, so that the list stays readable in any city. */
const nearCount = 12;

interface Near {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

interface NearFieldProps<T extends Near> {
  readonly label: string;
  readonly none: string;
  readonly value: string | null;
  readonly device: Near;
  readonly features: readonly T[];
  readonly nameOf: (feature: T) => string;
  readonly onChange: (id: string | null) => void;
}

/** A choice among the nearest things of the city. */
function NearField<T extends Near>({ label, none, value, device, features, nameOf, onChange }: NearFieldProps<T>) {
  const units = useSession((state) => state.units);
  const near = nearest(features, device);
  const chosen = features.find(({ id }) => id === value);
  const listed = chosen === undefined || near.includes(chosen) ? near : [chosen, ...near];
  const options = [
    { value: '', label: none },
    ...listed.map((feature) => ({
      value: feature.id,
      label: `${nameOf(feature)}, ${formatLength(Math.hypot(feature.x - device.x, feature.y - device.y), units, 0)}`,
    })),
  ];
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      options={options}
      onChange={(id) => onChange(id === '' ? null : id)}
    />
  );
}

function nearest<T extends Near>(features: readonly T[], { x, y }: Near): readonly T[] {
  const squared = (feature: T) => (feature.x - x) ** 2 + (feature.y - y) ** 2;
  const kept: T[] = [];
  for (const feature of features) {
    const last = kept[nearCount - 1];
    if (last !== undefined && squared(feature) >= squared(last)) continue;
    const at = kept.findIndex((entry) => squared(entry) > squared(feature));
    kept.splice(at < 0 ? kept.length : at, 0, feature);
    kept.length = Math.min(kept.length, nearCount);
  }
  return kept;
}
