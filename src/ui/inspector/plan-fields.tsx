import { type Device, deviceStates } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { DeviceFields } from '#state/session.ts';
import { type Choice, choicesOf, SelectField } from '../fields/select-field.tsx';
import { TextField } from '../fields/text-field.tsx';
import { CheckList } from '../rollout/check-list.tsx';
import { useCommands } from '../session-context.tsx';
import { commonValue } from '../text/common-value.ts';
import { stateNames } from '../text/device-kind.ts';

interface PlanFieldsProps {
  /** One device, or several that are changed together. */
  readonly devices: readonly Device[];
  readonly scenario: Scenario;
}

const mixed = { value: 'mixed', label: 'Mixed' } as const;
const stateChoices: readonly Choice<string>[] = deviceStates.map((value) => ({ value, label: stateNames[value] }));

/** Who owns devices, why they are there, how long they keep what they see, and what they hang on. */
export function PlanFields({ devices, scenario }: PlanFieldsProps) {
  const commands = useCommands();
  const change = (fields: DeviceFields): void => {
    const [first] = devices;
    if (devices.length === 1 && first !== undefined) commands.changeDevice(first.id, fields);
    else
      commands.changeDevices(
        devices.map(({ id }) => id),
        fields,
      );
  };
  const reference = (
    key: 'agency' | 'phase' | 'uplink' | 'powerFeed' | 'retiredInPhase',
    label: string,
    records: readonly { readonly id: string; readonly name: string }[],
    none: string,
  ) => {
    const value = commonValue(devices, (device) => device[key] ?? '');
    return (
      <SelectField
        label={label}
        value={value}
        options={[...(value === 'mixed' ? [mixed] : []), ...choicesOf(records, none)]}
        onChange={(id) => id !== 'mixed' && change({ [key]: id === '' ? null : id })}
      />
    );
  };
  const text = (key: 'purpose' | 'legalBasis', label: string, placeholder: string) => {
    const value = commonValue(devices, (device) => device[key]);
    const many = devices.length > 1 && value === 'mixed';
    return (
      <TextField
        label={label}
        value={many ? '' : value}
        placeholder={many ? 'Mixed' : placeholder}
        onCommit={(next) => change({ [key]: next })}
      />
    );
  };
  const state = commonValue(devices, (device) => device.state);
  return (
    <>
      {reference('agency', 'Owner', scenario.agencies, 'Not settled')}
      {reference('phase', 'Phase', scenario.phases, 'In no phase')}
      <SelectField
        label="State"
        value={state}
        options={[...(state === 'mixed' ? [mixed] : []), ...stateChoices]}
        onChange={(next) => {
          const chosen = deviceStates.find((value) => value === next);
          if (chosen !== undefined) change({ state: chosen });
        }}
      />
      {text('purpose', 'Purpose', 'Why it is there')}
      {text('legalBasis', 'Legal basis', 'Not stated')}
      <RetentionField devices={devices} onChange={(retentionDays) => change({ retentionDays })} />
      {reference(
        'uplink',
        'Uplink',
        scenario.networkNodes.filter(({ kind }) => kind !== 'centre'),
        'Not connected',
      )}
      {reference('powerFeed', 'Power feed', scenario.powerFeeds, 'Not settled')}
      {scenario.phases.length > 0 && reference('retiredInPhase', 'Retired in', scenario.phases, 'Stays')}
      <ReplacedBy devices={devices} scenario={scenario} onChange={(replacedBy) => change({ replacedBy })} />
    </>
  );
}

interface ReplacedByProps extends PlanFieldsProps {
  readonly onChange: (ids: string[]) => void;
}

/** What takes the place of one old unit; nothing chosen: all that its phase builds at its place. */
function ReplacedBy({ devices, scenario, onChange }: ReplacedByProps) {
  const [device, second] = devices;
  if (device === undefined || second !== undefined || device.retiredInPhase === null) return null;
  const chosen = new Set(device.replacedBy);
  return (
    <CheckList
      label="Replaced by"
      name={`Devices that take the place of ${device.name}`}
      none="all of its place"
      options={scenario.devices.filter(
        ({ id, kind, phase }) => id !== device.id && (chosen.has(id) || (phase !== null && kind === device.kind)),
      )}
      chosen={device.replacedBy}
      onChange={(ids) => onChange([...ids])}
    />
  );
}

interface RetentionFieldProps {
  readonly devices: readonly Device[];
  readonly onChange: (days: number | null) => void;
}

/** Days as a number; nothing typed means not settled. */
function RetentionField({ devices, onChange }: RetentionFieldProps) {
  const days = commonValue(devices, (device) => device.retentionDays);
  return (
    <TextField
      label="Retention, days"
      value={days === null || days === 'mixed' ? '' : String(days)}
      placeholder={days === 'mixed' && devices.length > 1 ? 'Mixed' : 'Not settled'}
      maxLength={6}
      onCommit={(text) => {
        const next = Number(text.replace(',', '.'));
        if (text === '') onChange(null);
        else if (Number.isFinite(next)) onChange(Math.min(3650, Math.max(0, next)));
      }}
    />
  );
}
