import { type ReactNode, useState } from 'react';
import { categorySets } from '#model/pixel-density.ts';
import type { PlanSummary } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import {
  areaUnit,
  formatArea,
  formatAreaNumber,
  formatDegrees,
  formatDensity,
  formatLength,
  formatNumber,
  formatShare,
} from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { PlacesTable } from '../strip/places-panel.tsx';
import { TabList } from '../tab-list.tsx';
import { placeNames } from '../text/goal-text.ts';
import { FactTable } from './fact-table.tsx';

const tabs = [
  { id: 'places', label: 'Places' },
  { id: 'groups', label: 'Owners and phases' },
  { id: 'lanes', label: 'Lanes' },
  { id: 'portals', label: 'Doors and gates' },
  { id: 'privacy', label: 'Privacy' },
  { id: 'acoustic', label: 'Sound' },
] as const;
type Tab = (typeof tabs)[number]['id'];

/** Sums of the plan by place, owner, lane and door, and what it exposes. */
export function SummaryDialog({ scenario }: { readonly scenario: Scenario }) {
  const summary = useSession((state) => state.summary);
  const [tab, setTab] = useState<Tab>('places');
  return (
    <>
      <TabList label="Summaries" prefix="summary" tabs={tabs} value={tab} onChange={setTab} />
      <div className="dialog-body" role="tabpanel" id="summary-panel" aria-labelledby={`summary-tab-${tab}`}>
        {summary === null ? (
          <p className="hint">Summed up as soon as the plan rests…</p>
        ) : (
          <SummaryPart tab={tab} summary={summary} scenario={scenario} />
        )}
      </div>
    </>
  );
}

interface SummaryPartProps {
  readonly tab: Tab;
  readonly summary: PlanSummary;
  readonly scenario: Scenario;
}

function SummaryPart({ tab, summary, scenario }: SummaryPartProps): ReactNode {
  switch (tab) {
    case 'places':
      return <PlacesTable scenario={scenario} label="Summary by place" />;
    case 'groups':
      return <Groups summary={summary} scenario={scenario} />;
    case 'lanes':
      return <Lanes summary={summary} scenario={scenario} />;
    case 'portals':
      return <Portals summary={summary} scenario={scenario} />;
    case 'privacy':
      return <Privacy summary={summary} />;
    case 'acoustic':
      return <Acoustic summary={summary} />;
  }
}

interface PartProps {
  readonly summary: PlanSummary;
  readonly scenario: Scenario;
}

function Groups({ summary, scenario }: PartProps) {
  const units = useSession((state) => state.units);
  const { categories } = categorySets[scenario.categorySet];
  return (
    <FactTable
      label="Coverage by owner and phase"
      caption={`Ground seen by the devices of each alone, ${areaUnit(units)} at or above each class`}
      rows={summary.groups}
      rowId={({ kind, id }) => `${kind} ${id}`}
      empty="No device has an owner or a phase."
      columns={[
        { name: 'Name', value: ({ name }) => name },
        { name: 'Kind', value: ({ kind }) => (kind === 'agency' ? 'Owner' : 'Phase') },
        {
          name: 'Devices',
          numeric: true,
          value: ({ devices }) => devices,
          text: ({ devices }) => formatNumber(devices),
        },
        ...categories.map(({ name }, index) => ({
          name,
          numeric: true,
          value: (group: PlanSummary['groups'][number]) => group.seenSquareMeters[index] ?? 0,
          text: (group: PlanSummary['groups'][number]) => formatAreaNumber(group.seenSquareMeters[index] ?? 0, units),
        })),
      ]}
    />
  );
}

function Lanes({ summary, scenario }: PartProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const names = new Map(scenario.devices.map(({ id, name }) => [id, name]));
  const read = summary.laneMeters > 0 ? summary.laneMetersRead / summary.laneMeters : 0;
  return (
    <>
      <p className="hint">
        {formatLength(summary.laneMetersRead, units, 0)} of {formatLength(summary.laneMeters, units, 0)} of lanes read (
        {formatShare(read)}). P_read is the product of all factors.
      </p>
      <FactTable
        label="Lanes by ALPR unit"
        rows={summary.lanes}
        rowId={({ streetId, lane, deviceId }) => `${streetId} ${lane} ${deviceId}`}
        empty="No lane is read."
        onShow={({ x, y }) => {
          commands.openDialog(null);
          commands.lookAt({ targetX: x, targetY: y, distanceMeters: 120 });
        }}
        columns={[
          { name: 'Street', value: ({ streetName, streetId }) => streetName ?? streetId },
          { name: 'Lane', numeric: true, value: ({ lane }) => lane + 1 },
          { name: 'Unit', value: ({ deviceId }) => names.get(deviceId) ?? deviceId },
          { name: 'Day', numeric: true, value: (lane) => lane.read, text: (lane) => formatShare(lane.read) },
          {
            name: 'Night',
            numeric: true,
            value: (lane) => lane.readAtNight,
            text: (lane) => formatShare(lane.readAtNight),
          },
          factor('Sight', 'sight'),
          factor('Pixels', 'pixels', (lane) => formatDensity(Math.floor(lane.pixelsPerMeter), units)),
          factor('Angle', 'angle', (lane) => formatDegrees(lane.incidenceDegrees)),
          factor('Blur', 'blur', (lane) => `${formatNumber(lane.blurPixels, 1)} px`),
          factor('Light', 'light'),
          factor('OCR', 'recognition'),
          factor('Up', 'availability'),
        ]}
      />
    </>
  );
}

type Lane = PlanSummary['lanes'][number];

function factor(name: string, key: keyof Lane['factors'], fact?: (lane: Lane) => string) {
  return {
    name,
    numeric: true,
    value: (lane: Lane) => lane.factors[key],
    text: (lane: Lane) => `${formatNumber(lane.factors[key], 2)}${fact === undefined ? '' : ` · ${fact(lane)}`}`,
  };
}

function Portals({ summary, scenario }: PartProps) {
  const commands = useCommands();
  const city = useSession((state) => state.city);
  const sites = placeNames(scenario, city);
  const devices = new Map(scenario.devices.map(({ id, name }) => [id, name]));
  const known = new Map(city?.portals.map((portal) => [portal.id, portal]));
  const name = (id: string) => {
    const portal = known.get(id);
    return portal?.name ?? portal?.address ?? `${portal?.kind.replaceAll('-', ' ') ?? ''} ${id}`.trim();
  };
  const { categories } = categorySets[scenario.categorySet];
  return (
    <FactTable
      label="Doors and gates"
      rows={summary.portals}
      rowId={({ portalId }) => portalId}
      empty="No site has a door or gate."
      onShow={({ x, y }) => {
        commands.openDialog(null);
        commands.lookAt({ targetX: x, targetY: y, distanceMeters: 120 });
      }}
      columns={[
        { name: 'Portal', value: ({ portalId }) => name(portalId) },
        { name: 'Site', value: ({ siteId }) => (siteId === null ? '' : (sites.get(siteId) ?? siteId)) },
        { name: 'State', value: ({ monitored }) => (monitored ? 'locked and monitored' : 'not monitored') },
        { name: 'Missing', value: ({ missing }) => missing.join(', '), clip: true },
        { name: 'Seen at', value: ({ seenClass }) => categories[seenClass - 1]?.name ?? '' },
        {
          name: 'Devices',
          value: ({ deviceIds }) => deviceIds.map((id) => devices.get(id) ?? id).join(', '),
          clip: true,
        },
      ]}
    />
  );
}

function Privacy({ summary }: { readonly summary: PlanSummary }) {
  const units = useSession((state) => state.units);
  const { privacy } = summary;
  const rows = [
    {
      id: 'Facades of homes',
      whole: privacy.facadeSquareMeters,
      before: privacy.exposedUnmaskedSquareMeters,
      after: privacy.exposedSquareMeters,
    },
    {
      id: 'Private ground',
      whole: privacy.privateGroundSquareMeters,
      before: privacy.exposedGroundUnmaskedSquareMeters,
      after: privacy.exposedGroundSquareMeters,
    },
  ];
  const share = (part: number, whole: number) =>
    whole > 0 ? `${formatArea(part, units)} (${formatShare(part / whole)})` : formatArea(part, units);
  return (
    <FactTable
      label="What is exposed"
      caption={`Seen at ${privacy.category} or better, before and after privacy masks`}
      rows={rows}
      rowId={({ id }) => id}
      empty=""
      columns={[
        { name: 'What', value: ({ id }) => id },
        { name: 'In all', numeric: true, value: ({ whole }) => whole, text: ({ whole }) => formatArea(whole, units) },
        {
          name: 'Before masks',
          numeric: true,
          value: ({ before }) => before,
          text: ({ before, whole }) => share(before, whole),
        },
        {
          name: 'After masks',
          numeric: true,
          value: ({ after }) => after,
          text: ({ after, whole }) => share(after, whole),
        },
        {
          name: 'Masked',
          numeric: true,
          value: ({ before, after }) => before - after,
          text: ({ before, after }) => formatArea(before - after, units),
        },
      ]}
    />
  );
}

function Acoustic({ summary }: { readonly summary: PlanSummary }) {
  const units = useSession((state) => state.units);
  const [one, three, six] = summary.acoustic.heardSquareMeters;
  return (
    <FactTable
      label="Ground heard"
      caption="A shot is located by at least 3 sensors, better by 6"
      rows={[
        { id: 'At least 1 sensor', area: one },
        { id: 'At least 3 sensors', area: three },
        { id: 'At least 6 sensors', area: six },
      ]}
      rowId={({ id }) => id}
      empty=""
      columns={[
        { name: 'Heard by', value: ({ id }) => id },
        { name: 'Area', numeric: true, value: ({ area }) => area, text: ({ area }) => formatArea(area, units) },
      ]}
    />
  );
}
