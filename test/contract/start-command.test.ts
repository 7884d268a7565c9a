import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null) continue;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
});

/** Runs the start command until it prints its address. */
function start(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-open', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(output);
      if (address !== null) resolve(address[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port could be found.');
  return address.port;
}

test('start prints an address that serves the app, isolated', { timeout: 240_000 }, async () => {
  const url = await start('--port', String(await freePort()));
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  const page = await answer.text();
  const script = /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1];
  expect(script).toBeDefined();
  const asset = await fetch(new URL(script ?? '', url));
  expect(asset.status).toBe(200);
  expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('a second start beside the first takes another port', { timeout: 240_000 }, async () => {
  const port = String(await freePort());
  const [first, second] = [await start('--port', port), await start('--port', port)];
  expect(new URL(first).port).toBe(port);
  expect(Number(new URL(second).port)).toBeGreaterThan(Number(port));
  expect((await fetch(second)).status).toBe(200);
});

test.each([['--port', 'abc'], ['--port', '70000'], ['--bogus']])(
  'options it does not know are refused: %s',
  async (...args) => {
    await expect(start(...args)).rejects.toThrow(/^ended with 1: error: [^\n]+\n$/);
  },
);
