import { useState } from 'react';
import { categorySets } from '#model/pixel-density.ts';
import type { RegionSummary } from '#model/results/plan-summary.ts';
import type { Scenario } from '#model/scenario.ts';
import { areaUnit, formatAreaNumber, formatShare } from '../format.ts';
import { useSession } from '../session-context.tsx';
import { type Sort, SortableHead } from '../table/sortable-head.tsx';
import { sorted } from '../table/sorted.ts';
import { useRowWindow } from '../table/use-row-window.ts';

type Column = 'name' | 'kind' | 'area' | 'portals' | number;

const kindNames: Readonly<Record<RegionSummary['kind'], string>> = {
  site: 'Site',
  zone: 'Zone',
  street: 'Street',
  'street-class': 'Streets of a class',
};

const rowHeight = 28;

interface PlacesTableProps {
  readonly scenario: Scenario;
  /** Names the table where it stands twice on the page. */
  readonly label?: string;
}

/** What is seen of each site, zone and street, per class at or above. */
export function PlacesTable({ scenario, label = 'Coverage by place' }: PlacesTableProps) {
  const summary = useSession((state) => state.summary);
  const units = useSession((state) => state.units);
  const [sort, setSort] = useState<Sort<Column>>({ column: 'kind', descending: false });
  const { categories, standard } = categorySets[scenario.categorySet];
  const share = (region: RegionSummary, index: number) =>
    region.squareMeters > 0 ? (region.seenSquareMeters[index] ?? 0) / region.squareMeters : Number.NaN;
  const value = (region: RegionSummary) => {
    const { column } = sort;
    switch (column) {
      case 'name':
        return region.name;
      case 'kind':
        return Object.keys(kindNames).indexOf(region.kind);
      case 'area':
        return region.squareMeters;
      case 'portals':
        return region.portals === 0 ? null : region.portalsMonitored / region.portals;
      default:
        return share(region, column);
    }
  };
  const rows = sorted(summary?.regions ?? [], value, sort.descending, ({ name }) => name);
  const { scroller, window, onScroll } = useRowWindow(rows.length, rowHeight, rowHeight);
  if (summary === null) return <p className="strip-empty">Summed up as soon as the plan rests…</p>;
  if (summary.regions.length === 0) return <p className="strip-empty">This plan has no sites, zones or streets.</p>;
  return (
    <div ref={scroller} onScroll={onScroll} className="strip-table" tabIndex={0} role="region" aria-label={label}>
      <table className="data-table">
        <caption>Share of the ground of each place seen by day, at or above each class of {standard}</caption>
        <thead>
          <tr>
            <SortableHead name="Place" column="name" sort={sort} onSort={setSort} />
            <SortableHead name="Kind" column="kind" sort={sort} onSort={setSort} />
            <SortableHead name={areaUnit(units)} column="area" sort={sort} numeric onSort={setSort} />
            {categories.map(({ name }, index) => (
              <SortableHead key={name} name={name} column={index} sort={sort} numeric onSort={setSort} />
            ))}
            <SortableHead name="Doors" column="portals" sort={sort} numeric onSort={setSort} />
          </tr>
        </thead>
        <tbody>
          {window.before > 0 && <tr aria-hidden style={{ height: window.before }} />}
          {rows.slice(window.first, window.end).map((region) => (
            <tr key={`${region.kind} ${region.id}`}>
              <th scope="row">{region.name}</th>
              <td>{kindNames[region.kind]}</td>
              <td data-numeric>{formatAreaNumber(region.squareMeters, units)}</td>
              {categories.map(({ name }, index) => (
                <td key={name} data-numeric>
                  {region.squareMeters > 0 ? formatShare(share(region, index)) : '–'}
                </td>
              ))}
              <td data-numeric>{region.portals === 0 ? '–' : `${region.portalsMonitored} of ${region.portals}`}</td>
            </tr>
          ))}
          {window.after > 0 && <tr aria-hidden style={{ height: window.after }} />}
        </tbody>
      </table>
    </div>
  );
}
