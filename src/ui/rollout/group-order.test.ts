import { expect, it } from 'vitest';
import { planSiteSchema } from '#model/plan-records.ts';
import type { SiteGroup } from '#model/rollout/rollout-records.ts';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { groupsInOrder, movedRecords, recordOfGroup } from './group-order.ts';

const report = rolloutReport({ phases: 2, groupsPerPhase: 3 });
const empty = { siteGroups: [] as SiteGroup[], sites: [] };

const namesOf = (siteGroups: SiteGroup[]): readonly string[] =>
  groupsInOrder(report, { siteGroups }, 'P1').map(({ group }) => group.id);

it('has the turns of the run where the plan says nothing', () => {
  expect(namesOf([])).toEqual(['P1/G1', 'P1/G2', 'P1/G3']);
});

it('moves a group down by records for all of its phase, and back up again', () => {
  const down = movedRecords(groupsInOrder(report, empty, 'P1'), 0, 1, empty);
  expect(down.map(({ rank }) => rank)).toEqual([0, 1, 2]);
  expect(new Set(down.map(({ id }) => id)).size).toBe(3);
  expect(namesOf([...down])).toEqual(['P1/G2', 'P1/G1', 'P1/G3']);
  const plan = { siteGroups: [...down], sites: [] };
  const up = movedRecords(groupsInOrder(report, plan, 'P1'), 1, -1, plan);
  expect(up.map(({ id }) => id).sort()).toEqual(down.map(({ id }) => id).sort());
  expect(namesOf([...up])).toEqual(['P1/G1', 'P1/G2', 'P1/G3']);
});

it('does not move the first up or the last down', () => {
  const entries = groupsInOrder(report, empty, 'P1');
  expect(movedRecords(entries, 0, -1, empty)).toEqual([]);
  expect(movedRecords(entries, 2, 1, empty)).toEqual([]);
});

it('makes a record by site where the plan has that site, else by devices', () => {
  const [first, second] = report.groups;
  if (first === undefined || second === undefined) throw new Error('The fixture has groups.');
  const atSite = { ...first, siteId: 'station' };
  const sites = [planSiteSchema.parse({ id: 'station', name: 'Station', kind: 'station', x: 0, y: 0 })];
  const entries = [
    { group: atSite, record: null },
    { group: second, record: null },
  ];
  const [other, moved] = movedRecords(entries, 0, 1, { siteGroups: [], sites });
  expect(moved).toMatchObject({ siteId: 'station', deviceIds: [], rank: 1 });
  expect(other).toMatchObject({ siteId: null, deviceIds: [...second.deviceIds, ...second.legacyIds], rank: 0 });
  expect(recordOfGroup(atSite, { siteGroups: moved === undefined ? [] : [moved] })).toEqual(moved);
});
