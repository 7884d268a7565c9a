import { execFileSync, spawn } from 'node:child_process';
import { lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#model/result.ts';
import { writeOutput } from './output-files.ts';

const bytes = new TextEncoder().encode('scene');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-output-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writing a result', () => {
  it.skipIf(process.platform === 'win32')('writes into a pipe or device and leaves it what it is', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const received = new Promise<string>((resolve) =>
        reader.stdout.once('data', (data: Buffer) => resolve(data.toString())),
      );
      await writeOutput(pipe, bytes);
      expect((await lstat(pipe)).isFIFO()).toBe(true);
      expect(await received).toBe('scene');
    } finally {
      reader.kill();
    }
  });

  it('follows a link', async () => {
    const file = join(folder, 'file');
    const link = join(folder, 'link');
    await writeFile(file, 'older');
    await symlink(file, link);
    await writeOutput(link, bytes);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('scene');
  });

  it('says why a file cannot be written, and leaves nothing beside it', async () => {
    const problemOf = (path: string) =>
      writeOutput(path, bytes).then(
        () => null,
        (error: unknown) => (error instanceof ProblemError ? error.problem.sentence : error),
      );
    expect(await problemOf(join(folder, 'none', 'file'))).toBe(
      'The file cannot be written (its folder does not exist).',
    );
    expect(await problemOf(folder)).toBe('The file cannot be written (it is a folder).');
  });
});
