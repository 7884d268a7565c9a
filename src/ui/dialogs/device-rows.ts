import type { Device, DeviceKind, DeviceState } from '#model/device.ts';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CoverageState } from '#state/session.ts';
import { sorted } from '../table/sorted.ts';
import { kindName, mountingText, stateNames } from '../text/device-kind.ts';

/** A line of the table of all devices. */
export interface DeviceRow {
  readonly device: Device;
  readonly kind: string;
  readonly model: string;
  readonly agency: string;
  readonly phase: string;
  readonly state: string;
  /** Covered at the lowest class, m²; null for what covers no ground or is not computed yet. */
  readonly area: number | null;
  readonly capital: number | null;
  readonly problem: string | null;
}

export const deviceColumns = [
  { column: 'name', name: 'Name', numeric: false },
  { column: 'kind', name: 'Kind', numeric: false },
  { column: 'model', name: 'Model', numeric: false },
  { column: 'mounting', name: 'Mounting', numeric: false },
  { column: 'heightMeters', name: 'Height', numeric: true },
  { column: 'headingDegrees', name: 'Heading', numeric: true },
  { column: 'agency', name: 'Owner', numeric: false },
  { column: 'phase', name: 'Phase', numeric: false },
  { column: 'state', name: 'State', numeric: false },
  { column: 'purpose', name: 'Purpose', numeric: false },
  { column: 'retentionDays', name: 'Days', numeric: true },
  { column: 'area', name: 'Covers', numeric: true },
  { column: 'capital', name: 'Cost', numeric: true },
] as const;
export type DeviceColumnId = (typeof deviceColumns)[number]['column'];

export function deviceRows(
  scenario: Pick<Scenario, 'devices' | 'agencies' | 'phases'>,
  modelName: (id: string) => string | null,
  coverage: Pick<CoverageState, 'devices' | 'grid'>,
  costs: PlanCosts | null,
): readonly DeviceRow[] {
  const agencies = new Map(scenario.agencies.map(({ id, name }) => [id, name]));
  const phases = new Map(scenario.phases.map(({ id, name }) => [id, name]));
  const capital = new Map(costs?.devices.map((entry) => [entry.id, entry.capital]));
  const cellArea = coverage.grid === null ? 0 : coverage.grid.cell * coverage.grid.cell;
  return scenario.devices.map((device) => {
    const totals = coverage.devices.get(device.id);
    const cells = totals?.cells[0];
    return {
      device,
      kind: kindName(device.kind),
      model: modelName(device.model) ?? device.model,
      agency: device.agency === null ? '' : (agencies.get(device.agency) ?? ''),
      phase: device.phase === null ? '' : (phases.get(device.phase) ?? ''),
      state: stateNames[device.state],
      area: cells === undefined || device.kind === 'access' ? null : cells * cellArea,
      capital: capital.get(device.id) ?? null,
      problem: totals?.problem ?? null,
    };
  });
}

/** What the table is narrowed down to; null: all. An empty agency or phase stands for devices without one. */
export interface DeviceFilter {
  readonly text: string;
  readonly kind: DeviceKind | null;
  readonly state: DeviceState | null;
  readonly agency: string | null;
  readonly phase: string | null;
}

export const noFilter: DeviceFilter = { text: '', kind: null, state: null, agency: null, phase: null };

export function filterDevices(rows: readonly DeviceRow[], filter: DeviceFilter): readonly DeviceRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ device, kind, model, agency, phase, state }) => {
    if (filter.kind !== null && device.kind !== filter.kind) return false;
    if (filter.state !== null && device.state !== filter.state) return false;
    if (filter.agency !== null && (device.agency ?? '') !== filter.agency) return false;
    if (filter.phase !== null && (device.phase ?? '') !== filter.phase) return false;
    if (words.length === 0) return true;
    const text = `${device.name} ${kind} ${model} ${agency} ${phase} ${state} ${device.purpose}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function sortDevices(
  rows: readonly DeviceRow[],
  column: DeviceColumnId,
  descending: boolean,
): readonly DeviceRow[] {
  const value = (row: DeviceRow): string | number | null => {
    switch (column) {
      case 'name':
      case 'purpose':
      case 'heightMeters':
      case 'headingDegrees':
      case 'retentionDays':
        return row.device[column];
      case 'mounting':
        return mountingText(row.device.mounting);
      default:
        return row[column];
    }
  };
  return sorted(rows, value, descending, ({ device }) => device.name);
}

/** Ids from one row to another, both included, in the order of the table. */
export function rangeOf(rows: readonly DeviceRow[], from: number, to: number): readonly string[] {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ device }) => device.id);
}
