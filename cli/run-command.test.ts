import { afterEach, describe, expect, it, vi } from 'vitest';
import { abortError } from '#jobs/abort.ts';
import { failure, success } from '#model/result.ts';
import { badInput, problemLine, runCommand, valueOf } from './run-command.ts';

/** Runs a command that fails with `error`; gives what it wrote to stderr and its exit code. */
async function failing(error: unknown): Promise<{ readonly code: unknown; readonly err: string }> {
  let err = '';
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
  await runCommand(() => Promise.reject(error as Error));
  write.mockRestore();
  return { code: process.exitCode, err };
}

describe('runCommand', () => {
  afterEach(() => {
    process.exitCode = undefined;
    process.removeAllListeners('SIGINT');
  });

  it('leaves the exit code alone where the command succeeds', async () => {
    await runCommand(() => Promise.resolve());
    expect(process.exitCode).toBeUndefined();
  });

  it('ends bad input with 2 and the place', async () => {
    expect(await failing(badInput('x', 'Mend it.', 'a.json:3'))).toEqual({
      code: 2,
      err: 'error: a.json:3: Mend it.\n',
    });
    expect(await failing(badInput('x', 'Mend it.', null))).toEqual({ code: 2, err: 'error: Mend it.\n' });
  });

  it('ends a fault of its own with 70 and one line, without a stack', async () => {
    const { code, err } = await failing(new TypeError('cannot read\n  properties'));
    expect(code).toBe(70);
    expect(err).toMatch(/^error: internal: cannot read properties \(.*\)\n$/);
  });

  it('ends a cancelled command with 130', async () => {
    expect(await failing(abortError())).toEqual({ code: 130, err: 'cancelled\n' });
  });
});

describe('valueOf', () => {
  it('gives the value or throws the problem', () => {
    expect(valueOf(success(3))).toBe(3);
    expect(() => valueOf(failure('code', 'No.', 'here'))).toThrow('No.');
  });
});

describe('problemLine', () => {
  it('is one line whatever the sentence holds', () => {
    expect(problemLine({ code: 'x', place: 'a', sentence: 'one\r\n  two\nthree' })).toBe('error: a: one two three');
  });
});
