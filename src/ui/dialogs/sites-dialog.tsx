import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type City, type Site, siteKinds, type Zone, zoneKinds } from '#model/city.ts';
import { type PlanSite, type PlanZone, planSiteSchema, planZoneSchema } from '#model/plan-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { freeId } from '../fields/new-id.ts';
import { formatArea, formatCount, formatLength } from '../format.ts';
import { useCommands, usePose, useSession } from '../session-context.tsx';
import { ringArea } from '../text/ring-area.ts';
import { columnsOf } from './record-columns.tsx';
import { RecordTable } from './record-table.tsx';

const siteColumns = columnsOf<PlanSite>();
const zoneColumns = columnsOf<PlanZone>();

const siteChoices = siteKinds.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
const zoneChoices = zoneKinds.map((value) => ({ value, label: value }));

/** Critical places of the plan and its zones; both can be taken over from the city. */
export function SitesDialog({ scenario }: { readonly scenario: Scenario }) {
  const city = useSession((state) => state.city);
  const pose = usePose();
  return (
    <div className="dialog-body">
      <RecordTable
        list="sites"
        noun="site"
        title="Sites"
        hint="A new one lies in the middle of the view."
        records={scenario.sites}
        columns={[
          siteColumns.text('name', 'Name', { required: true, width: '180px' }),
          siteColumns.choice('kind', 'Kind', siteChoices),
          siteColumns.fact('Perimeter', (site) => perimeterText(site, city)),
          siteColumns.number('radiusMeters', 'Radius', { unit: ' m', minimum: 1, maximum: 5000, step: 5 }),
          siteColumns.reference('agency', 'Owner', scenario.agencies),
          {
            label: 'Portals',
            width: '130px',
            cell: (site, put) => (
              <SitePortals site={site} city={city} onChange={(portalIds) => put({ portalIds: [...portalIds] })} />
            ),
          },
        ]}
        blank={(id) =>
          planSiteSchema.parse({
            id,
            name: `Site ${scenario.sites.length + 1}`,
            kind: 'other',
            x: pose.targetX,
            y: pose.targetY,
          })
        }
      />
      {city !== null && <CitySites scenario={scenario} city={city} />}
      <RecordTable
        list="zones"
        noun="zone"
        title="Zones"
        hint="Privacy zones are masked out of every camera’s picture. A new one is a square of 50 m in the middle of the view."
        records={scenario.zones}
        columns={[
          zoneColumns.text('name', 'Name', { required: true, width: '180px' }),
          zoneColumns.choice('kind', 'Kind', zoneChoices),
          zoneColumns.fact('Area', (zone) => formatArea(ringArea(zone.rings[0] ?? []), 'metric'), true),
          zoneColumns.text('notes', 'Notes', { maxLength: 5000, width: '240px' }),
        ]}
        blank={(id) =>
          planZoneSchema.parse({
            id,
            name: `Zone ${scenario.zones.length + 1}`,
            kind: 'interest',
            rings: [squareAround(pose.targetX, pose.targetY)],
          })
        }
      />
      {city !== null && city.zones.length > 0 && <CityZones scenario={scenario} city={city} />}
    </div>
  );
}

function squareAround(x: number, y: number): readonly number[] {
  const half = 25;
  return [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];
}

function perimeterText(site: PlanSite, city: City | null): string {
  if (site.rings.length > 0) return 'drawn in the plan';
  const feature = city?.sites.find(({ id }) => id === site.featureId);
  if (feature !== undefined && feature.rings.length > 0) return 'as in the city';
  return 'by radius';
}

/** Farther portals are not offered, metres. */
const portalReach = 400;

interface SitePortalsProps {
  readonly site: PlanSite;
  readonly city: City | null;
  readonly onChange: (ids: readonly string[]) => void;
}

/** Which doors and gates belong to a site; none chosen: those within its perimeter. */
function SitePortals({ site, city, onChange }: SitePortalsProps) {
  const chosen = new Set(site.portalIds);
  const near = (city?.portals ?? [])
    .map((portal) => ({ portal, far: Math.hypot(portal.x - site.x, portal.y - site.y) }))
    .filter(({ portal, far }) => far <= portalReach || chosen.has(portal.id))
    .sort((a, b) => a.far - b.far)
    .slice(0, 60);
  return (
    <details className="portal-choice">
      <summary>{chosen.size === 0 ? 'by perimeter' : formatCount(chosen.size, 'portal')}</summary>
      {near.length === 0 && <p className="hint">The city has no doors or gates near it.</p>}
      <ul>
        {near.map(({ portal, far }) => (
          <li key={portal.id}>
            <label className="check-row">
              <input
                type="checkbox"
                checked={chosen.has(portal.id)}
                onChange={(event) =>
                  onChange(
                    event.target.checked
                      ? [...site.portalIds, portal.id]
                      : site.portalIds.filter((id) => id !== portal.id),
                  )
                }
              />
              <span>
                {portal.name ?? portal.address ?? portal.kind.replaceAll('-', ' ')}, {formatLength(far, 'metric', 0)}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface TakeOverProps {
  readonly scenario: Scenario;
  readonly city: City;
}

/** Hits shown of a search. */
const shownHits = 24;

function CitySites({ scenario, city }: TakeOverProps) {
  const commands = useCommands();
  const [text, setText] = useState('');
  const taken = new Set(scenario.sites.map(({ featureId }) => featureId));
  const hits = matching(
    city.sites.filter(({ id }) => !taken.has(id)),
    text,
  );
  const add = (site: Site): void => {
    const id = freeId(
      'site',
      scenario.sites.map((entry) => entry.id),
    );
    const name = site.name ?? site.kind.replaceAll('_', ' ');
    commands.putRecords('sites', `Add the site ${name}`, [
      planSiteSchema.parse({ id, name, kind: site.kind, featureId: site.id, x: site.x, y: site.y }),
    ]);
  };
  return (
    <TakeOver
      title="Sites of the city"
      text={text}
      onText={setText}
      total={city.sites.length}
      hits={hits}
      onAdd={add}
    />
  );
}

function CityZones({ scenario, city }: TakeOverProps) {
  const commands = useCommands();
  const [text, setText] = useState('');
  const add = (zone: Zone): void => {
    const id = freeId(
      'zone',
      scenario.zones.map((entry) => entry.id),
    );
    const name = zone.name ?? zone.kind;
    commands.putRecords('zones', `Add the zone ${name}`, [
      planZoneSchema.parse({ id, name, kind: zone.kind, rings: zone.rings.map((ring) => [...ring]) }),
    ]);
  };
  return (
    <TakeOver
      title="Zones of the city"
      text={text}
      onText={setText}
      total={city.zones.length}
      hits={matching(city.zones, text)}
      onAdd={add}
    />
  );
}

interface Place {
  readonly id: string;
  readonly name: string | null;
  readonly kind: string;
}

/** Places whose name or kind holds the text, those with a name first. */
function matching<T extends Place>(places: readonly T[], text: string): readonly T[] {
  const wanted = text.trim().toLowerCase();
  const hits = places.filter(({ name, kind }) => `${name ?? ''} ${kind}`.toLowerCase().includes(wanted));
  return [...hits.filter(({ name }) => name !== null), ...hits.filter(({ name }) => name === null)].slice(0, shownHits);
}

interface TakeOverListProps<T extends Place> {
  readonly title: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly total: number;
  readonly hits: readonly T[];
  readonly onAdd: (place: T) => void;
}

function TakeOver<T extends Place>({ title, text, onText, total, hits, onAdd }: TakeOverListProps<T>) {
  return (
    <section className="record-section take-over" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <input
          type="search"
          className="text-input"
          aria-label={`Filter: ${title.toLowerCase()}`}
          placeholder={`Filter ${total}`}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </header>
      <ul>
        {hits.map((place) => (
          <li key={place.id}>
            <button type="button" className="button" onClick={() => onAdd(place)}>
              <Plus size={14} strokeWidth={1.75} aria-hidden />
              <span className="ellipsis">{place.name ?? place.id}</span>
              <span className="muted">{place.kind.replaceAll('_', ' ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {hits.length === shownHits && <p className="hint">The first {shownHits}; filter to find others.</p>}
      {hits.length === 0 && <p className="hint">None left to add.</p>}
    </section>
  );
}
