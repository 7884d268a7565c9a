import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rolloutReportSchema } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const plan = 'scenarios/havnby-phase-2.sightline.json';
const scene = 'scenes/havnby.sightline-scene.zip';

async function rollout(...args: string[]) {
  const child = spawn(process.execPath, ['cli/sightline.mjs', 'rollout', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, out, err };
}

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
        const last = err.trim().split('\n').at(-1) ?? '';
        expect(last).toMatch(/^error: /);
        expect(last).toMatch(words);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
