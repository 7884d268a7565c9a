import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rolloutTaskSchema, siteGroupSchema } from '#model/rollout/rollout-records.ts';
import { deviceOf, phaseOf, planOf, projectOf, siteOf } from '../../../../test/fixtures/plan-cases.ts';
import type { Project } from '../project.ts';
import { clustersWithin } from './clusters-within.ts';
import { reorderProject } from './reorder-project.ts';

const membersOf = (project: Project) =>
  project.groups.map(({ id, devices }) => [id, devices.map((device) => project.devices[device].id)]);

describe('devices are grouped', () => {
  test('by records, then sites, then nearness', () => {
    const devices = [
      deviceOf('A', { x: 0 }),
      deviceOf('B', { x: 10 }),
      deviceOf('C', { x: 500 }),
      deviceOf('D', { x: 590 }),
      deviceOf('E', { x: 800 }),
    ];
    const plan = planOf(devices, {
      sites: [siteOf('station', 0)],
      siteGroups: [siteGroupSchema.parse({ id: 'special', name: 'Special', deviceIds: ['B'] })],
    });
    expect(membersOf(projectOf(plan))).toEqual([
      ['P1/special', ['B']],
      ['P1/station', ['A']],
      ['P1/at-C', ['C', 'D']],
      ['P1/at-E', ['E']],
    ]);
    expect(projectOf(plan).groups.map(({ name }) => name)).toEqual([
      'Special',
      'Site station',
      'High Street, C',
      'High Street, E',
    ]);
  });

  test('by a record of a site, whose name and district they get', () => {
    const record = siteGroupSchema.parse({ id: 'G', name: 'Around the station', siteId: 'station', district: 'North' });
    const plan = planOf([deviceOf('A')], { sites: [siteOf('station', 0)], siteGroups: [record] });
    expect(projectOf(plan).groups[0]).toMatchObject({
      id: 'P1/G',
      name: 'Around the station',
      recordId: 'G',
      siteId: 'station',
      district: 'North',
    });
  });

  test('apart in each phase', () => {
    const plan = planOf([deviceOf('A'), deviceOf('B', { phase: 'P2' })], {
      phases: [phaseOf('P1'), phaseOf('P2')],
      sites: [siteOf('station', 0)],
    });
    expect(membersOf(projectOf(plan))).toEqual([
      ['P1/station', ['A']],
      ['P2/station', ['B']],
    ]);
  });

  test('under ids of their own, whatever their names hold', () => {
    const phases = [phaseOf('a'), phaseOf('a/b')];
    const records = [
      siteGroupSchema.parse({ id: 'b/c', name: 'One', deviceIds: ['A'] }),
      siteGroupSchema.parse({ id: 'c', name: 'Two', deviceIds: ['B'] }),
    ];
    const devices = [deviceOf('A', { phase: 'a' }), deviceOf('B', { phase: 'a/b' })];
    const { groups, tasks } = projectOf(planOf(devices, { phases, siteGroups: records }));
    expect(groups.map(({ id }) => id)).toEqual(['a/b/c', 'a/b/c~2']);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  });
});

describe('groups take turns', () => {
  const ranked = (id: string, rank: number | null, district: string) =>
    siteGroupSchema.parse({ id, name: id, deviceIds: [`${id}1`], rank, district });
  const records = [ranked('X', null, 'South'), ranked('Y', 2, 'North'), ranked('Z', 1, 'South')];
  const plan = planOf(
    ['X1', 'Y1', 'Z1'].map((id) => deviceOf(id)),
    { siteGroups: records },
  );
  const turnsOf = (project: Project) =>
    [...project.groups].sort((a, b) => a.turn - b.turn).map(({ recordId }) => recordId);

  test('by rank, then as listed', () => {
    expect(turnsOf(projectOf(plan))).toEqual(['Z', 'Y', 'X']);
  });

  test('one district after the other', () => {
    expect(turnsOf(projectOf(plan, { order: 'district' }))).toEqual(['Z', 'X', 'Y']);
  });

  test('the cheapest first', () => {
    const tasks = [
      { id: 'permit:P1/Z', cost: 900 },
      { id: 'permit:P1/Y', cost: 100 },
      { id: 'permit:P1/X', cost: 500 },
    ].map((task) => rolloutTaskSchema.parse(task));
    expect(turnsOf(projectOf({ ...plan, tasks }, { order: 'cost' }))).toEqual(['Y', 'X', 'Z']);
  });

  test('as they are told to, those that are not named after', () => {
    const project = projectOf(plan, {}, ['P1/X', 'nowhere', 'P1/X']);
    expect(turnsOf(project)).toEqual(['X', 'Z', 'Y']);
    expect(reorderProject(projectOf(plan), ['P1/X'])).toEqual(project);
  });

  test('only in the phases that the question opens', () => {
    const phases = [phaseOf('P1'), phaseOf('P2')];
    const two = planOf(
      [
        deviceOf('A'),
        deviceOf('B', { x: 900 }),
        deviceOf('C', { phase: 'P2' }),
        deviceOf('D', { phase: 'P2', x: 900 }),
      ],
      { phases },
    );
    const order = ['P1/at-B', 'P2/at-D'];
    expect(projectOf(two, { phases: ['P2'] }, order).groups.map(({ id, turn }) => [id, turn])).toEqual([
      ['P1/at-A', 0],
      ['P1/at-B', 1],
      ['P2/at-C', 1],
      ['P2/at-D', 0],
    ]);
  });
});

test('clusters are what a search from point to point finds', () => {
  const point = fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -300, max: 300 }) });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), fc.integer({ min: 1, max: 150 }), (points, reach) => {
      const left = new Set(points.keys());
      const expected: number[][] = [];
      for (const start of points.keys()) {
        if (!left.delete(start)) continue;
        const cluster = [start];
        for (let at = 0; at < cluster.length; at += 1) {
          const from = points[cluster[at]];
          for (const other of left) {
            const near = (points[other].x - from.x) ** 2 + (points[other].y - from.y) ** 2 <= reach ** 2;
            if (!near) continue;
            left.delete(other);
            cluster.push(other);
          }
        }
        expected.push(cluster.sort((a, b) => a - b));
      }
      expect(clustersWithin(points, reach)).toEqual(expected);
    }),
  );
});
