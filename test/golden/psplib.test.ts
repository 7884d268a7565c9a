import { describe, expect, it } from 'vitest';
import { improvedScheduleSteps } from '#sim/rollout/schedule/improved-schedule.ts';
import { finished } from '../fixtures/finished.ts';
import { instanceProblem, psplibProject, readPsplib } from '../fixtures/psplib.ts';
import { realDataPresent } from '../real-data.ts';

const schedules = 12_000;
/** Hard and easy ones; the first number tells how scarce resources are and how often they are asked for. */
const chosen = {
  j30: [
    'j301_1',
    'j305_3',
    'j309_2',
    'j309_4',
    'j3010_2',
    'j3011_1',
    'j3013_2',
    'j3013_3',
    'j3013_4',
    'j3014_2',
    'j3014_3',
  ],
  j60: ['j601_1', 'j602_1', 'j605_1', 'j606_1', 'j6010_1', 'j6013_1', 'j6014_1', 'j6016_1', 'j6021_1'],
} as const;
/** Mean deviation from the shortest time for which a schedule is known, at most. */
const most = { j30: 0.004, j60: 0.012 };

describe.skipIf(!realDataPresent)('the planned schedule of PSPLIB', () => {
  for (const set of ['j30', 'j60'] as const)
    it(`comes near the optimum of ${set} and can be carried out`, () => {
      const names: readonly string[] = chosen[set];
      const instances = readPsplib(set).filter(({ name }) => names.includes(name));
      expect(instances.length).toBe(names.length);
      let deviation = 0;
      for (const instance of instances) {
        const { project, work } = psplibProject(instance);
        const { start, end } = finished(improvedScheduleSteps(project, work, { schedules, seed: 1 }));
        expect(instanceProblem(instance, start)).toBeNull();
        expect(end).toBeGreaterThanOrEqual(instance.optimum);
        deviation += end / instance.bestKnown - 1;
      }
      expect(deviation / instances.length).toBeLessThanOrEqual(most[set]);
    });
});
