import { Copy, Lock, LockOpen, Trash2 } from 'lucide-react';
import { allModels } from '#model/catalogue/find-model.ts';
import type { Device } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectField } from '../fields/select-field.tsx';
import { IconButton } from '../icon-button.tsx';
import { KeyValues, Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { formatBitrate, formatMoney, formatStorage, formatWatts } from '../text/amounts.ts';
import { commonValue } from '../text/common-value.ts';
import { countByKind, countDevices } from '../text/device-kind.ts';
import { DeviceActions } from './device-actions.tsx';
import { PlanFields } from './plan-fields.tsx';

interface BulkInspectorProps {
  readonly devices: readonly Device[];
  readonly scenario: Scenario;
}

/** Several selected devices: what they have in common, changed in one step. */
export function BulkInspector({ devices, scenario }: BulkInspectorProps) {
  const commands = useCommands();
  const ids = devices.map(({ id }) => id);
  const kinds = commonValue(devices, (device) => device.kind);
  const locked = commonValue(devices, (device) => device.locked);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>{countDevices(devices)} selected</h2>
          <span className="actions">
            <IconButton
              icon={locked === true ? LockOpen : Lock}
              label={locked === true ? 'Unlock all' : 'Lock all'}
              onClick={() => commands.changeDevices(ids, { locked: locked !== true })}
            />
            <IconButton
              icon={Copy}
              label="Duplicate"
              hint="Duplicate (Ctrl+D)"
              onClick={() => commands.duplicateSelected()}
            />
            <IconButton icon={Trash2} label="Delete" hint="Delete (Del)" onClick={() => commands.deleteSelected()} />
          </span>
        </div>
        <p className="inspector-sub">{kinds === 'mixed' ? countByKind(devices) : namesOf(devices)}</p>
      </header>
      <Sums ids={ids} />
      <Section title="In the plan" aside="of all selected">
        <div className="section-body">
          <ModelField devices={devices} scenario={scenario} />
          <PlanFields devices={devices} scenario={scenario} />
        </div>
      </Section>
      <DeviceActions devices={devices} />
    </>
  );
}

/** Names of the first few. */
function namesOf(devices: readonly Device[]): string {
  const named = devices
    .slice(0, 4)
    .map(({ name }) => name)
    .join(', ');
  return devices.length > 4 ? `${named} and ${devices.length - 4} more` : named;
}

function ModelField({ devices, scenario }: BulkInspectorProps) {
  const commands = useCommands();
  const kind = commonValue(devices, (device) => device.kind);
  if (kind === 'mixed') return null;
  const model = commonValue(devices, (device) => device.model);
  const options = allModels(scenario)
    .filter((entry) => entry.kind === kind)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SelectField
      label="Model"
      value={model}
      options={model === 'mixed' ? [{ value: 'mixed', label: 'Mixed' }, ...options] : options}
      onChange={(id) =>
        id !== 'mixed' &&
        commands.changeModel(
          devices.map((device) => device.id),
          id,
        )
      }
    />
  );
}

function Sums({ ids }: { readonly ids: readonly string[] }) {
  const costs = useSession((state) => state.costs);
  if (costs === null) return null;
  const wanted = new Set(ids);
  const chosen = costs.devices.filter(({ id }) => wanted.has(id));
  const sum = (pick: (entry: (typeof chosen)[number]) => number) => chosen.reduce((all, entry) => all + pick(entry), 0);
  return (
    <Section title="Together">
      <KeyValues
        rows={[
          [
            'Cost',
            <>
              {formatMoney(
                sum(({ capital }) => capital),
                costs.currency,
              )}{' '}
              <span className="muted">
                +{' '}
                {formatMoney(
                  sum(({ yearly }) => yearly),
                  costs.currency,
                )}
                /yr
              </span>
            </>,
          ],
          ['Bandwidth', formatBitrate(sum(({ bitrateMbps }) => bitrateMbps))],
          ['Storage', formatStorage(sum(({ storageGigabytes }) => storageGigabytes))],
          ['Power', formatWatts(sum(({ powerWatts }) => powerWatts))],
        ]}
      />
    </Section>
  );
}
