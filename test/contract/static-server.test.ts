import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StaticServer, startStaticServer } from '../../server/static-server.ts';

const INDEX = '<!doctype html><title>Sightline</title>';
let parent: string;
let folder: string;
let server: StaticServer;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'sightline-static-'));
  folder = join(parent, 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), INDEX);
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), 'export const app = 1;\n');
  writeFileSync(join(folder, 'assets', 'kernel-1a2b3c.wasm'), Uint8Array.of(0, 97, 115, 109));
  writeFileSync(join(folder, 'assets', 'demo-1a2b3c.zip'), 'PK');
  writeFileSync(join(folder, 'ünï code.txt'), 'found');
  writeFileSync(join(folder, '.build-stamp'), 'hidden');
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  mkdirSync(join(parent, 'dist-beside'));
  writeFileSync(join(parent, 'dist-beside', 'secret.txt'), 'secret');
  symlinkSync(join(parent, 'secret.txt'), join(folder, 'assets', 'link.txt'));
  server = await startStaticServer({ folder, port: 0 });
});

afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the path exactly as written, which fetch would tidy up first. */
function send(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const port = Number(new URL(server.url).port);
    const request = httpRequest({ host: '127.0.0.1', port, path, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

test('the address of the server gives the page', async () => {
  const answer = await fetch(server.url);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe(INDEX);
});

test.each(['/', '/assets/app-1a2b3c.js', '/nothing-here', '/%zz'])(
  'every answer isolates the page: %s',
  async (path) => {
    const { headers } = await send(path);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  },
);

test('the content policy lets no script text and nothing foreign in', async () => {
  const policy = (await send('/')).headers['content-security-policy'];
  const directives = new Map(
    String(policy)
      .split('; ')
      .map((directive) => [directive.split(' ', 1)[0], directive.split(' ').slice(1)]),
  );
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(directives.get('default-src')).toEqual(["'self'"]);
  expect(directives.get('worker-src')).toEqual(["'self'", 'blob:']);
  expect(String(policy)).not.toContain('http');
  expect(String(policy)).not.toContain('*');
});

test('the page may ask no Overpass server unless one is named, and is told so', async () => {
  const { headers, body } = await send('/sightline-config.json');
  expect(JSON.parse(body)).toEqual({ overpass: null });
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['content-security-policy']).toContain("connect-src 'self' blob: data:;");
});

test('the page may connect to the Overpass server that is named, and to nothing else', async () => {
  const overpass = 'https://overpass.example:8443/api/interpreter';
  const other = await startStaticServer({ folder, port: 0, overpass });
  try {
    const answer = await fetch(`${other.url}sightline-config.json`);
    expect(await answer.json()).toEqual({ overpass });
    const policy = String(answer.headers.get('content-security-policy'));
    expect(policy).toContain("connect-src 'self' blob: data: https://overpass.example:8443;");
    expect(policy.match(/http/g)?.length).toBe(1);
  } finally {
    await other.close();
  }
});

test.each([
  ['/', 'text/html; charset=utf-8'],
  ['/assets/app-1a2b3c.js', 'text/javascript; charset=utf-8'],
  ['/assets/kernel-1a2b3c.wasm', 'application/wasm'],
  ['/assets/demo-1a2b3c.zip', 'application/zip'],
])('%s has its media type', async (path, type) => {
  const answer = await send(path);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe(type);
});

test('a name with spaces and accents is found by its encoded address', async () => {
  expect((await send(`/${encodeURIComponent('ünï code.txt')}`)).body).toBe('found');
});

test('named assets are kept for good, the page is asked for again', async () => {
  expect((await send('/assets/app-1a2b3c.js')).headers['cache-control']).toContain('immutable');
  expect((await send('/')).headers['cache-control']).toBe('no-cache');
});

test('a page the browser already has is not sent again', async () => {
  const tag = String((await send('/')).headers.etag);
  const again = await send('/', { headers: { 'If-None-Match': tag } });
  expect(again.status).toBe(304);
  expect(again.body).toBe('');
  writeFileSync(join(folder, 'assets', 'changed.txt'), 'one');
  const before = String((await send('/assets/changed.txt')).headers.etag);
  writeFileSync(join(folder, 'assets', 'changed.txt'), 'three');
  expect((await send('/assets/changed.txt', { headers: { 'If-None-Match': before } })).body).toBe('three');
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fdist-beside%2fsecret.txt',
  '/..%5csecret.txt',
  '/assets/link.txt',
  '/.build-stamp',
  '//secret.txt',
  '/assets',
])('nothing outside the app is served: %s', async (path) => {
  const answer = await send(path);
  expect(answer.status).toBe(404);
  expect(answer.body).not.toContain('secret');
});

test.each(['/%zz', '/%00', '/index.html%00.js', '*'])('an address that cannot be read is refused: %s', async (path) => {
  expect((await send(path)).status).toBe(400);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
  const answer = await send('/', { method });
  expect(answer.status).toBe(405);
  expect(answer.headers.allow).toBe('GET, HEAD');
});

test('HEAD tells the length and sends nothing', async () => {
  const answer = await send('/', { method: 'HEAD' });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-length']).toBe(String(INDEX.length));
  expect(answer.body).toBe('');
});

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', '10.0.0.1'])(
  'a request to another host is refused: "%s"',
  async (host) => {
    expect((await send('/', { headers: { Host: host } })).status).not.toBe(200);
  },
);

test.each(['localhost', 'LOCALHOST:4000', '127.0.0.1:1'])('a request to this machine is answered: %s', async (host) => {
  expect((await send('/', { headers: { Host: host } })).status).toBe(200);
});

test('it listens on no address but 127.0.0.1', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  const { port, hostname } = new URL(server.url);
  expect(hostname).toBe('127.0.0.1');
  for (const { address } of others) {
    await expect(fetch(`http://${address}:${port}/`, { signal: AbortSignal.timeout(5000) })).rejects.toThrow();
  }
});

test('a taken port is told by its code', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startStaticServer({ folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a folder without an app is refused with a sentence', async () => {
  await expect(startStaticServer({ folder: join(parent, 'dist-beside'), port: 0 })).rejects.toThrow(/no built app in/);
  await expect(startStaticServer({ folder: join(parent, 'nowhere'), port: 0 })).rejects.toThrow(/no built app in/);
});

test('after close nothing answers', async () => {
  const other = await startStaticServer({ folder, port: 0 });
  await fetch(other.url).then((answer) => answer.text());
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow();
});
