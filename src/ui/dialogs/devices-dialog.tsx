import { Download, Import, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { findModel } from '#model/catalogue/find-model.ts';
import { deviceKinds, deviceStates } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { FileButton } from '../fields/file-button.tsx';
import { SelectInput } from '../fields/select-field.tsx';
import { formatNumber } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import type { Sort } from '../table/sortable-head.tsx';
import { kindPlural, stateNames } from '../text/device-kind.ts';
import { BulkBar } from './bulk-bar.tsx';
import { DeviceGrid } from './device-grid.tsx';
import {
  type DeviceColumnId,
  type DeviceFilter,
  deviceRows,
  filterDevices,
  noFilter,
  sortDevices,
} from './device-rows.ts';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** All devices as a table: find, sort, select, change many at once, bring in and take out. */
export function DevicesDialog({ scenario }: { readonly scenario: Scenario }) {
  const coverage = useSession((state) => state.coverage);
  const costs = useSession((state) => state.costs);
  const [filter, setFilter] = useState<DeviceFilter>(noFilter);
  const [sort, setSort] = useState<Sort<DeviceColumnId>>({ column: 'name', descending: false });
  const all = useMemo(
    () => deviceRows(scenario, (id) => findModel(scenario, id)?.name ?? null, coverage, costs),
    [scenario, coverage, costs],
  );
  const rows = useMemo(
    () => sortDevices(filterDevices(all, filter), sort.column, sort.descending),
    [all, filter, sort],
  );
  return (
    <div className="devices-dialog">
      <div className="toolbar">
        <Filters scenario={scenario} filter={filter} onChange={setFilter} />
        <span className="grow hint" role="status">
          {rows.length === all.length ? '' : `${formatNumber(rows.length)} of ${formatNumber(all.length)}`}
        </span>
        <Exchange empty={all.length === 0} />
      </div>
      <DeviceGrid rows={rows} sort={sort} onSort={setSort} currency={scenario.budget.currency} />
      <BulkBar scenario={scenario} />
    </div>
  );
}

interface FiltersProps {
  readonly scenario: Scenario;
  readonly filter: DeviceFilter;
  readonly onChange: (filter: DeviceFilter) => void;
}

function Filters({ scenario, filter, onChange }: FiltersProps) {
  const set = (change: Partial<DeviceFilter>): void => onChange({ ...filter, ...change });
  const named = (records: readonly { readonly id: string; readonly name: string }[], all: string, none: string) => [
    { value: '*', label: all },
    ...records.map(({ id, name }) => ({ value: id, label: name })),
    { value: '', label: none },
  ];
  return (
    <>
      <input
        type="search"
        className="text-input"
        aria-label="Filter devices"
        placeholder="Filter devices"
        value={filter.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <SelectInput
        label="Kind"
        name="Show devices of the kind"
        value={filter.kind ?? '*'}
        options={[
          { value: '*', label: 'All kinds' },
          ...deviceKinds.map((value) => ({ value, label: kindPlural(value) })),
        ]}
        onChange={(value) => set({ kind: value === '*' ? null : value })}
      />
      <SelectInput
        label="State"
        name="Show devices in the state"
        value={filter.state ?? '*'}
        options={[
          { value: '*', label: 'All states' },
          ...deviceStates.map((value) => ({ value, label: stateNames[value] })),
        ]}
        onChange={(value) => set({ state: value === '*' ? null : value })}
      />
      {scenario.phases.length > 0 && (
        <SelectInput
          label="Phase"
          name="Show devices of the phase"
          value={filter.phase ?? '*'}
          options={named(scenario.phases, 'All phases', 'In no phase')}
          onChange={(value) => set({ phase: value === '*' ? null : value })}
        />
      )}
      {scenario.agencies.length > 0 && (
        <SelectInput
          label="Owner"
          name="Show devices of the owner"
          value={filter.agency ?? '*'}
          options={named(scenario.agencies, 'All owners', 'Without owner')}
          onChange={(value) => set({ agency: value === '*' ? null : value })}
        />
      )}
    </>
  );
}

function Exchange({ empty }: { readonly empty: boolean }) {
  const commands = useCommands();
  const existing = useSession((state) => state.city?.surveillance.length ?? 0);
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={existing === 0}
        title={
          existing === 0
            ? 'The city’s source knows of no cameras.'
            : 'Cameras that the city’s source knows of, as existing devices'
        }
        onClick={() => commands.importSurveillance(null)}
      >
        <Import {...icon} />
        Take over existing
      </button>
      <FileButton
        name="File of devices"
        accept=".csv,.tsv,.txt,.geojson,.json"
        className="button"
        onFile={(file) => commands.importDevices(file)}
      >
        <Upload {...icon} />
        Import…
      </FileButton>
      <button type="button" className="button" disabled={empty} onClick={() => commands.exportDevices('csv')}>
        <Download {...icon} />
        CSV
      </button>
      <button type="button" className="button" disabled={empty} onClick={() => commands.exportDevices('geojson')}>
        <Download {...icon} />
        GeoJSON
      </button>
    </>
  );
}
