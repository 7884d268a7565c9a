import { LocateFixed, Lock, LockOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { deviceStates } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { DeviceFields } from '#state/session.ts';
import { SelectInput } from '../fields/select-field.tsx';
import { TextInput } from '../fields/text-field.tsx';
import { formatNumber } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { stateNames } from '../text/device-kind.ts';

/** Changes all selected devices at once; each field stands for one step that can be undone. */
export function BulkBar({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const selection = useSession((state) => state.selection);
  // Counts changes, so that a field is empty again once its value has gone into the devices.
  const [turn, setTurn] = useState(0);
  const change = (fields: DeviceFields): void => {
    commands.changeDevices(selection, fields);
    setTurn(turn + 1);
  };
  if (selection.length === 0) {
    return (
      <p className="toolbar bulk hint">
        Select rows to change them: Shift for a range, Ctrl for one more, Ctrl+A for all that are listed.
      </p>
    );
  }
  const reference = (
    key: 'phase' | 'agency' | 'uplink',
    label: string,
    records: readonly { readonly id: string; readonly name: string }[],
    none: string,
  ) => (
    <SelectInput
      label={label}
      name={`${label} of all selected`}
      value="*"
      options={[
        { value: '*', label: `${label}…` },
        ...records.map(({ id, name }) => ({ value: id, label: name })),
        { value: '', label: none },
      ]}
      onChange={(id) => id !== '*' && change({ [key]: id === '' ? null : id })}
    />
  );
  return (
    <div className="toolbar bulk" role="group" aria-label="Change all selected">
      <span className="strong">{formatNumber(selection.length)} selected</span>
      {reference('phase', 'Phase', scenario.phases, 'In no phase')}
      {reference('agency', 'Owner', scenario.agencies, 'Without owner')}
      <SelectInput
        label="State"
        name="State of all selected"
        value="*"
        options={[
          { value: '*', label: 'State…' },
          ...deviceStates.map((value) => ({ value, label: stateNames[value] })),
        ]}
        onChange={(state) => state !== '*' && change({ state })}
      />
      {reference(
        'uplink',
        'Uplink',
        scenario.networkNodes.filter(({ kind }) => kind !== 'centre'),
        'Not connected',
      )}
      <TextInput
        key={`purpose ${turn}`}
        label="Purpose"
        name="Purpose of all selected"
        value=""
        placeholder="Purpose…"
        onCommit={(purpose) => purpose !== '' && change({ purpose })}
      />
      <TextInput
        key={`retention ${turn}`}
        label="Days"
        name="Retention of all selected, days"
        value=""
        placeholder="Days kept…"
        maxLength={6}
        onCommit={(text) => {
          const days = Number(text.replace(',', '.'));
          if (text !== '' && Number.isFinite(days)) change({ retentionDays: Math.min(3650, Math.max(0, days)) });
        }}
      />
      <span className="grow" />
      <IconButton icon={Lock} label="Lock all selected" onClick={() => change({ locked: true })} />
      <IconButton icon={LockOpen} label="Unlock all selected" onClick={() => change({ locked: false })} />
      <IconButton
        icon={LocateFixed}
        label="Show all selected"
        onClick={() => {
          commands.openDialog(null);
          commands.look('selection');
        }}
      />
      <IconButton icon={Trash2} label="Delete all selected" onClick={() => commands.deleteSelected()} />
    </div>
  );
}
