import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { City } from '#model/city.ts';
import { type Scenario, scenarioSchema } from '#model/scenario.ts';
import type { SceneEdit } from '#model/scene-edit.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { readScenePackage } from '#scene/package/read-package.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { coverageScene } from '#sim/coverage/coverage-scene.ts';
import { runCoverage } from '../../cli/run-coverage.ts';
import { cameraWith, scenarioWith } from '../fixtures/cameras.ts';
import { addBox, degreesAt, remove, setHeight, sketchCity } from '../fixtures/edited-city.ts';
import { probe } from '../fixtures/visibility-probe.ts';

const block = sketchCity([{ id: 'way/1', at: [20, -5, 30, 5], heightMeters: 20 }]);
const wall: SceneEdit = {
  kind: 'add-barrier',
  id: 'w',
  barrier: 'wall',
  heightMeters: 3,
  opaque: true,
  line: [degreesAt(20, -10), degreesAt(20, 10)],
};

/** What a point 5 m above the middle of the city sees of it. */
const fromTheMiddle = (city: City, ...edits: SceneEdit[]) =>
  probe(coverageScene(applyEdits(city, edits).city, 1), 0, 0, 5, 150);

describe('what is seen in a corrected city', () => {
  it('has no shadow of a building that is removed, and its ground', () => {
    expect(fromTheMiddle(block).seen(60.5, 0.5)).toBe(false);
    expect(fromTheMiddle(block).asked(25.5, 0.5)).toBe(false);
    const open = fromTheMiddle(block, remove('r', 'way/1'));
    expect(open.seen(60.5, 0.5)).toBe(true);
    expect(open.asked(25.5, 0.5)).toBe(true);
  });

  it('reaches over a building that is lower than thought', () => {
    // Over an edge 2 m high, 30 m away, a point 5 m up sees targets of 1.6 m from 34 m on.
    const low = fromTheMiddle(block, setHeight('h', 'way/1', 2));
    expect(low.seen(33.5, 0.5)).toBe(false);
    expect(low.seen(35.5, 0.5)).toBe(true);
  });

  it('ends at a wall that is added, and goes on where the line of sight clears it', () => {
    // The wall's far face, 20.15 m away and 3 m high: its shadow at 1.6 m ends 34.3 m away.
    const empty = sketchCity([]);
    expect(fromTheMiddle(empty).seen(30.5, 0.5)).toBe(true);
    const walled = fromTheMiddle(empty, wall);
    expect([15.5, 25.5, 33.5, 35.5].map((x) => walled.seen(x, 0.5))).toEqual([true, false, false, true]);
  });

  it('is hidden by a building that is added, but for the passage beneath a raised one', () => {
    const empty = sketchCity([]);
    expect(fromTheMiddle(empty, addBox('n', [20, -5, 30, 5], 12)).seen(60.5, 0.5)).toBe(false);
    expect(fromTheMiddle(empty, addBox('n', [20, -5, 30, 5], 12, 6)).seen(60.5, 0.5)).toBe(true);
  });
});

describe('a plan with corrections', () => {
  const plan = scenarioSchema.parse(
    scenarioWith([cameraWith({ x: 0, y: 0, heightMeters: 5, headingDegrees: 90, tiltDegrees: 5 })], {
      scene: { id: block.manifest.id, name: block.manifest.name, origin: block.manifest.origin },
      sceneEdits: [setHeight('h', 'way/1', 2), wall, setHeight('lost', 'way/99', 5)],
    }),
  );

  it('is computed on the corrected city, and its corrections enter the hash of its input', async () => {
    const plain: Scenario = { ...plan, sceneEdits: [] };
    const results = [
      await runCoverage(block, plan, { cell: 1, workers: 0 }),
      await runCoverage(block, plain, { cell: 1, workers: 0 }),
      await runCoverage(block, { ...plan, sceneEdits: plan.sceneEdits.slice(0, 2) }, { cell: 1, workers: 0 }),
    ] as const;
    const [corrected, imported, withoutLost] = results;
    expect(corrected.together.bitsetHash).not.toBe(imported.together.bitsetHash);
    expect(withoutLost.together.bitsetHash).toBe(corrected.together.bitsetHash);
    expect(new Set(results.map(({ inputHash }) => inputHash)).size).toBe(3);
    expect(corrected.assumptions).toContain('The city is as imported, with the 3 corrections of this plan.');
    expect(imported.assumptions.join(' ')).not.toContain('correction');
  });

  it('finds its targets by id and its places by degrees in a newer import with another origin', () => {
    const { longitude, latitude } = block.manifest.origin;
    const origin = { longitude: longitude + 0.001, latitude, heightMeters: 0 };
    const moved: City = {
      ...sketchCity([
        { id: 'way/7', at: [-100, 50, -90, 60] },
        { id: 'way/1', at: [-45, -5, -35, 5], heightMeters: 20 },
      ]),
      manifest: { ...block.manifest, id: 'newer', origin },
    };
    const { city, notes } = applyEdits(moved, plan.sceneEdits);
    expect(city.buildings.map(({ id, heightMeters }) => [id, heightMeters])).toEqual([
      ['way/7', 10],
      ['way/1', 2],
      ['edit/w', 3],
    ]);
    // 0.001° of longitude at 54.3° north are 65.1 m.
    expect(city.barriers[0]?.xy[0]).toBeCloseTo(20 - 65.1, 0);
    expect(notes.map(({ editId, kind }) => [editId, kind])).toEqual([['lost', 'missing']]);
  });

  describe('on the command line', () => {
    let folder: string;
    const run = async (...args: string[]) => {
      const program = fileURLToPath(new URL('../../cli/sightline.mjs', import.meta.url));
      return promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, maxBuffer: 1e8 });
    };
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'sightline-edits-'));
      writeFileSync(join(folder, 'block.zip'), writeScenePackage(block));
      writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('gives the same result and names what finds no target', async () => {
      const [{ stdout, stderr }, here] = await Promise.all([
        run('coverage', 'plan.json', '--json'),
        runCoverage(block, plan, { cell: 1, workers: 0 }),
      ]);
      expect(JSON.parse(stdout)).toEqual(here);
      expect(stderr).toContain(
        'note: plan.json:sceneEdits:lost: It is about a building (way/99) that this city does not have.',
      );
    });

    it('is validated with its corrections', async () => {
      const { stdout, stderr } = await run('validate', 'plan.json');
      expect(stdout).toContain('with 1 device and 3 corrections on the scene');
      expect(stderr).toContain('plan.json:sceneEdits:lost:');
    });

    it('is baked into what is exported', async () => {
      await run('export', 'block.zip', '--scenario', 'plan.json', '--package', 'baked.zip');
      const read = await readScenePackage(new Uint8Array(readFileSync(join(folder, 'baked.zip'))));
      if (!read.ok) throw new Error(read.problem.sentence);
      expect(read.value.buildings.map(({ id, heightMeters }) => [id, heightMeters])).toEqual([
        ['way/1', 2],
        ['edit/w', 3],
      ]);
      // The plan finds its corrections there, and makes nothing twice.
      expect(applyEdits(read.value, plan.sceneEdits).city.buildings).toEqual(read.value.buildings);
    });
  });
});
