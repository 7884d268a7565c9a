import { Copy, Info, LocateFixed, Lock, LockOpen, Trash2, TriangleAlert } from 'lucide-react';
import { allModels, findModel } from '#model/catalogue/find-model.ts';
import type { City } from '#model/city.ts';
import { type Device, isOptical } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { DensityChart } from '../density-chart.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SelectInput } from '../fields/select-field.tsx';
import { TextInput } from '../fields/text-field.tsx';
import { formatNumber, fromMeters, lengthUnit, toMeters } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { DeviceDates } from '../rollout/device-dates.tsx';
import { KeyValues, Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { kindIcons, kindName, mountingText, stateNames } from '../text/device-kind.ts';
import { layerOf } from '../text/layer-text.ts';
import { CostSection } from './cost-section.tsx';
import { DeviceActions } from './device-actions.tsx';
import { KindFields, PlateFields } from './kind-fields.tsx';
import { LanesSection } from './lanes-section.tsx';
import { LensDetails, OpticsFields } from './optics-fields.tsx';
import { PlanFields } from './plan-fields.tsx';
import { PresetsSection } from './presets-section.tsx';
import { Sees } from './sees.tsx';

interface DeviceInspectorProps {
  readonly device: Device;
  readonly scenario: Scenario;
  readonly city: City;
}

/** Everything about the selected device. */
export function DeviceInspector({ device, scenario, city }: DeviceInspectorProps) {
  const problem = useSession((state) => state.coverage.devices.get(device.id)?.problem ?? null);
  const remark = useSession((state) => state.coverage.devices.get(device.id)?.remark ?? null);
  return (
    <>
      <DeviceHead device={device} scenario={scenario} />
      {problem !== null && (
        <p className="callout" role="status">
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
          {problem}
        </p>
      )}
      {remark !== null && (
        <p className="callout" data-tone="info" role="status">
          <Info size={14} strokeWidth={1.75} aria-hidden />
          {remark}
        </p>
      )}
      <DeviceDates deviceId={device.id} />
      <fieldset className="bare" disabled={device.locked} aria-label="Settings of the device">
        {isOptical(device) && <OpticsFields device={device} scenario={scenario} />}
        <KindFields device={device} scenario={scenario} city={city} />
      </fieldset>
      {hasChart(device) && <DensityChart camera={device} scenario={scenario} />}
      {layerOf(device) !== null && <Sees device={device} scenario={scenario} />}
      {device.kind === 'alpr' && <LanesSection device={device} />}
      <fieldset className="bare" disabled={device.locked} aria-label="Presets, plan and place of the device">
        {device.kind === 'camera' && (isPtz(device, scenario) || device.presets.length > 0) && (
          <PresetsSection camera={device} />
        )}
        <CostSection device={device} scenario={scenario} />
        <Section title="In the plan">
          <div className="section-body">
            <PlanFields devices={[device]} scenario={scenario} />
          </div>
        </Section>
        <PositionSection device={device} scenario={scenario} />
      </fieldset>
      <DeviceActions devices={[device]} />
    </>
  );
}

/** The chart speaks of the classes of visible light along one straight lens. */
function hasChart(device: Device): device is Extract<Device, { kind: 'camera' }> {
  return (
    device.kind === 'camera' &&
    device.projection === 'rectilinear' &&
    device.spectrum === 'visible' &&
    device.heads.length === 0
  );
}

function isPtz(device: Device, scenario: Scenario): boolean {
  const model = findModel(scenario, device.model);
  return model?.kind === 'camera' && model.form === 'ptz';
}

function DeviceHead({ device, scenario }: { readonly device: Device; readonly scenario: Scenario }) {
  const commands = useCommands();
  const Icon = kindIcons[device.kind];
  const model = findModel(scenario, device.model);
  const phase = scenario.phases.find(({ id }) => id === device.phase);
  const word = kindName(device.kind);
  const spoken = word.startsWith('ALPR') ? word : word.toLowerCase();
  return (
    <header className="inspector-head">
      <div className="inspector-title">
        <span className="device-badge" data-shape={device.kind === 'camera' ? undefined : 'square'} aria-hidden>
          <Icon size={13} strokeWidth={1.75} />
        </span>
        <TextInput
          label={`${word} name`}
          className="name-input"
          value={device.name}
          maxLength={200}
          required
          onCommit={(name) => commands.changeDevice(device.id, { name })}
        />
        <span className="actions">
          <IconButton icon={LocateFixed} label="Show on the map" onClick={() => commands.look('selection')} />
          <IconButton
            icon={device.locked ? Lock : LockOpen}
            label={device.locked ? `Unlock ${spoken}` : `Lock ${spoken}`}
            onClick={() => commands.changeDevice(device.id, { locked: !device.locked })}
          />
          <IconButton
            icon={Copy}
            label={`Duplicate ${spoken}`}
            hint="Duplicate (Ctrl+D)"
            onClick={() => commands.duplicateSelected()}
          />
          <IconButton
            icon={Trash2}
            label={`Delete ${spoken}`}
            hint="Delete (Del)"
            onClick={() => commands.deleteSelected()}
          />
        </span>
      </div>
      <p className="inspector-sub">
        {model?.name ?? (device.model || word)} · {mountingText(device.mounting)}
      </p>
      <p className="pills">
        {phase !== undefined && <span className="pill">{phase.name}</span>}
        {device.state !== 'planned' && <span className="pill">{stateNames[device.state]}</span>}
        {device.locked && <span className="pill">Locked</span>}
        <BudgetPill scenario={scenario} />
      </p>
    </header>
  );
}

/** Whether the plan as it stands fits its budget; nothing where none is set. */
function BudgetPill({ scenario }: { readonly scenario: Scenario }) {
  const capital = useSession((state) => state.costs?.capital ?? null);
  const { capital: budget } = scenario.budget;
  if (capital === null || budget === null) return null;
  return (
    <span className="pill" data-tone={capital <= budget ? 'ok' : 'bad'}>
      {capital <= budget ? 'Fits budget' : 'Over budget'}
    </span>
  );
}

function PositionSection({ device, scenario }: { readonly device: Device; readonly scenario: Scenario }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const unit = ` ${lengthUnit(units)}`;
  const model = findModel(scenario, device.model);
  const models = allModels(scenario).filter(({ kind }) => kind === device.kind);
  const { mounting } = device;
  return (
    <Section title="Model, position and mounting">
      <div className="section-body">
        <div className="field-block">
          <span className="name" aria-hidden>
            Model
          </span>
          <SelectInput
            label="Model"
            value={device.model}
            options={models.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => commands.changeModel([device.id], id)}
          />
        </div>
        {device.kind === 'alpr' && <PlateFields device={device} />}
        {isOptical(device) && <LensDetails device={device} />}
        <NumberRow
          label="East of origin"
          value={fromMeters(device.x, units)}
          unit={unit}
          decimals={1}
          step={0.5}
          onCommit={(x) => commands.changeDevice(device.id, { x: toMeters(x, units) })}
        />
        <NumberRow
          label="North of origin"
          value={fromMeters(device.y, units)}
          unit={unit}
          decimals={1}
          step={0.5}
          onCommit={(y) => commands.changeDevice(device.id, { y: toMeters(y, units) })}
        />
      </div>
      <KeyValues
        rows={[
          [
            'Mounting',
            mounting.featureId === null ? mountingText(mounting) : `${mountingText(mounting)}, ${mounting.featureId}`,
          ],
          ...(isOptical(device)
            ? [
                [
                  'Sensor',
                  `${formatNumber(device.sensor.widthMillimeters, 2)} × ${formatNumber(device.sensor.heightMillimeters, 2)} mm`,
                ] as const,
              ]
            : []),
          ...(device.sourceId === '' ? [] : [['From', device.sourceId] as const]),
        ]}
      />
      {model !== null && <p className="section-body hint">Figures of the model: {model.source}.</p>}
    </Section>
  );
}
