import { describe, expect, it } from 'vitest';
import type { GapQuestion } from '#model/gap-question.ts';
import type { GapScene } from '#model/gap-scene.ts';
import { finished } from '../../../../test/fixtures/finished.ts';
import {
  approachPlan,
  boxWatcher,
  fence,
  line,
  place,
  portal,
  walkScene,
} from '../../../../test/fixtures/walk-scenes.ts';
import { walkStudySteps } from '../walk/walk-study.ts';
import { timelyPaths } from './timely-paths.ts';

const doors = [portal(41, 21, { id: 'open', kind: 'entrance' }), portal(41, -21, { id: 'locked', kind: 'entrance' })];
const site = place(41, 1, 25, { portalIds: ['open', 'locked'] });
const from = { x: -41, y: 1 };

function pathsTo(scene: GapScene, question: Partial<GapQuestion>, monitored: readonly string[]) {
  // Only the open door is watched: the least observed way leads to the other one.
  const watcher = boxWatcher(scene, 'camera', [20, 10, 60, 30], 3);
  const plan = approachPlan(site, { from, ...question }, [watcher]);
  const study = finished(walkStudySteps(scene, site, plan.question, plan.assumptions, plan.lockedPortals));
  if (!study.ok) throw new Error(study.problem.sentence);
  return finished(timelyPaths(scene, plan, study.value, (id) => monitored.includes(id)));
}

function doorsReached(scene: GapScene, question: Partial<GapQuestion>, monitored: readonly string[]) {
  const paths = pathsTo(scene, question, monitored);
  if ('kind' in paths) throw new Error(paths.reason);
  return new Set(paths.map(({ portalId }) => portalId));
}

describe('ways in of timely detection', () => {
  const scene = walkScene({ portals: doors });

  it('lead to doors that are monitored and to those that are not, however well these are watched', () => {
    expect(doorsReached(scene, {}, ['locked'])).toEqual(new Set(['locked', 'open']));
  });

  it('lead to the least observed door where all are alike', () => {
    const paths = pathsTo(scene, {}, []);
    if ('kind' in paths) throw new Error(paths.reason);
    expect(paths[0].portalId).toBe('locked');
  });

  it('lead to the one door that is asked about', () => {
    expect(doorsReached(scene, { portalId: 'open' }, ['locked'])).toEqual(new Set(['open']));
  });

  it('leave out doors that nobody reaches, and are told in a sentence where that is all', () => {
    const around = (x: number, y: number) =>
      fence(line(x - 9, y - 9, x + 9, y - 9, x + 9, y + 9, x - 9, y + 9, x - 9, y - 9), { id: `fence/${y}` });
    const one = walkScene({ portals: doors, barriers: [around(41, 21)] });
    expect(doorsReached(one, {}, ['locked'])).toEqual(new Set(['locked']));
    const both = walkScene({ portals: doors, barriers: [around(41, 21), around(41, -21)] });
    expect(pathsTo(both, {}, ['locked'])).toMatchObject({
      kind: 'empty',
      reason: expect.stringContaining('No way on foot') as string,
    });
  });
});
