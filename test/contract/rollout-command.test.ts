import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rolloutReportSchema } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { lastLine, sightline } from '../fixtures/sightline-command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const plan = 'scenarios/havnby-phase-2.sightline.json';
const scene = 'scenes/havnby.sightline-scene.zip';

const rollout = (...args: readonly string[]) => sightline('rollout', ...args);

describe('sightline rollout', () => {
  it('gives the same JSON with and without threads, tables and a calendar beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-rollout-'));
    try {
      const args = [plan, '--runs', '120', '--cell', '2', '--json'];
      const files = ['--csv', folder, '--calendar', join(folder, 'plan.ics')];
      const [alone, threads] = await Promise.all([
        rollout(...args, '--workers', '0', ...files),
        rollout(...args, '--workers', '2'),
      ]);
      expect([alone.code, threads.code]).toEqual([0, 0]);
      expect(threads.out).toBe(alone.out);
      const report = rolloutReportSchema.parse(JSON.parse(alone.out));
      expect(report).toMatchObject({ runs: 120, sensitivity: 'sensitive', scenario: { id: 'havnby-phase-2' } });
      expect((await readdir(folder)).sort()).toEqual(
        ['bands.csv', 'crews.csv', 'devices.csv', 'gaps.csv', 'phases.csv', 'plan.ics', 'tasks.csv'].sort(),
      );
      expect(await readFile(join(folder, 'tasks.csv'), 'utf8')).toContain(report.tasks[0]?.id ?? 'no task');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names the tasks of a plan that can never be carried out before anything runs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-rollout-'));
    try {
      const shipped = JSON.parse(await readFile(join(root, plan), 'utf8')) as Scenario;
      const [built] = shipped.devices.filter(({ state }) => state === 'planned');
      const id = built?.id ?? '';
      const broken: readonly (readonly [string, Partial<Scenario>, RegExp])[] = [
        [
          'circle',
          { tasks: [{ id: `mount:${id}`, after: [`accept:${id}`] } as Scenario['tasks'][number]] },
          /waits for|wait/,
        ],
        ['crew', { crews: [{ id: 'mounting', name: 'Nobody', units: 0 } as Scenario['crews'][number]] }, /Nobody/],
        [
          'money',
          { rollout: { ...shipped.rollout, funding: [{ from: '2027-01-01', amount: 10 }] } },
          /money|funding|EUR/i,
        ],
      ];
      const told = await Promise.all(
        broken.map(async ([name, change, words]) => {
          const path = join(folder, `${name}.sightline.json`);
          await writeFile(path, JSON.stringify({ ...shipped, ...change }));
          return { ...(await rollout(path, '--scene', scene, '--workers', '0')), words };
        }),
      );
      for (const { code, out, err, words } of told) {
        expect([code, out]).toEqual([2, '']);
        expect(lastLine(err)).toMatch(/^error: /);
        expect(lastLine(err)).toMatch(words);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
