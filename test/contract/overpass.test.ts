import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importReportSchema } from '#model/import-report.ts';
import { readOsmFiles } from '../../src/scene/osm/read-osm.ts';
import { type FetchAreaOptions, fetchArea } from '../../src/scene/overpass/fetch-area.ts';
import { draftCentre } from '../fixtures/osm/osm-document.ts';
import { type OverpassMode, type OverpassServer, startOverpassServer } from '../fixtures/overpass-server.ts';

const { longitude, latitude } = draftCentre;
const box = { west: longitude - 0.005, south: latitude - 0.004, east: longitude + 0.005, north: latitude + 0.004 };

let server: OverpassServer;

beforeAll(async () => {
  server = await startOverpassServer();
});
beforeEach(() => {
  server.mode = 'city';
});
afterAll(() => server.close());

function ask(mode: OverpassMode, options: Partial<FetchAreaOptions> = {}) {
  server.mode = mode;
  return fetchArea(box, { endpoint: server.url, fetch, silenceSeconds: 5, ...options });
}

async function codeOf(mode: OverpassMode, options: Partial<FetchAreaOptions> = {}): Promise<string> {
  const outcome = await ask(mode, options);
  if (outcome.ok) return 'fetched';
  expect(outcome.problem.sentence).toMatch(/^[^\n<]{20,250}\.$|^[^\n<]{20,250}\?$/);
  return outcome.problem.code;
}

describe('fetching an area', () => {
  it('gives a file with all that stands in it, and its rectangle', async () => {
    const outcome = await ask('city');
    if (!outcome.ok) throw new Error(outcome.problem.sentence);
    expect(outcome.value.name).toBe('area_50.0000N_10.0000E.osm.json');
    const work = readOsmFiles([{ file: outcome.value, format: 'json' }]);
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    const { wayTags, boxes, nodeTags } = next.value.value;
    expect(wayTags.filter((tags) => tags.includes('building')).length).toBe(48);
    expect(nodeTags.size).toBe(12);
    expect(boxes).toEqual([box]);
  });

  it('asks for the rectangle alone', async () => {
    const west = { ...box, east: longitude - 0.0003 };
    const outcome = await fetchArea(west, { endpoint: server.url, fetch });
    expect(outcome.ok).toBe(true);
    expect(server.questions.at(-1)).toContain('[bbox:49.996,9.995,50.004,9.9997]');
    const answer = outcome.ok ? new TextDecoder().decode(await outcome.value.blob.arrayBuffer()) : '';
    expect(answer.match(/"building"/g)?.length).toBe(24);
  });

  it('tells how much has come', async () => {
    const seen: number[] = [];
    const outcome = await ask('city', { onProgress: (bytes) => seen.push(bytes) });
    expect(outcome.ok).toBe(true);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it.each([
    [{ status: 400 }, 'overpass-question'],
    [{ status: 403 }, 'overpass-forbidden'],
    [{ status: 404 }, 'overpass-missing'],
    [{ status: 429 }, 'overpass-busy'],
    [{ status: 504 }, 'overpass-overloaded'],
    [{ status: 500 }, 'overpass-status'],
    ['redirect', 'overpass-redirect'],
    ['page', 'overpass-not-json'],
    ['remark', 'overpass-incomplete'],
    ['broken', 'overpass-unreachable'],
    ['cut', 'overpass-cut-off'],
    ['empty', 'overpass-empty'],
  ] as const)('has a sentence for %j', async (mode, code) => {
    expect(await codeOf(mode)).toBe(code);
  });

  it('says how long a busy server asks to wait', async () => {
    const outcome = await ask({ status: 429, retryAfter: '17' });
    expect(outcome.ok ? '' : outcome.problem.sentence).toContain('wait 17 seconds');
  });

  it('gives up where the server falls silent', async () => {
    expect(await codeOf('slow', { silenceSeconds: 0.2 })).toBe('overpass-silent');
    expect(await codeOf('silent', { silenceSeconds: 0.2 })).toBe('overpass-silent');
  });

  it('gives up an answer without end, and takes no more of it', async () => {
    const before = server.sent();
    expect(await codeOf('huge', { largestAnswer: 2_000_000 })).toBe('overpass-too-large');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const taken = server.sent() - before;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.sent() - before).toBe(taken);
  });

  it.each(['silent', 'slow', 'huge'] as const)('stops when it is told to: %s', async (mode) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(ask(mode, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('does not ask at all when it was stopped before', async () => {
    const asked = server.questions.length;
    await expect(ask('city', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.questions.length).toBe(asked);
  });

  it('says that nobody is there', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = closed.address();
    await new Promise((resolve) => closed.close(resolve));
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await codeOf('city', { endpoint: `http://127.0.0.1:${port}/` })).toBe('overpass-unreachable');
  });

  it('asks neither for too much nor at an address that it should not', async () => {
    const asked = server.questions.length;
    expect(await codeOf('city', { largestArea: 0.5 })).toBe('area-box');
    expect(await codeOf('city', { endpoint: 'http://overpass.example/' })).toBe('overpass-address');
    expect(server.questions.length).toBe(asked);
  });
});

describe('on the command line', () => {
  const program = fileURLToPath(new URL('../../cli/sightline.mjs', import.meta.url));
  const area = '9.995,49.996,10.005,50.004';

  async function sightline(...args: string[]) {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ]);
    return { out, err, code };
  }

  it('an area becomes a scene', async () => {
    const { out, code } = await sightline('import', '--bbox', area, '--overpass', server.url, '--json');
    expect(code).toBe(0);
    expect(importReportSchema.parse(JSON.parse(out)).counts).toMatchObject({ buildingWays: 48, streetLamps: 12 });
  });

  it.each([
    ['--bbox 9,49,10,50', /measures \d+ km²; at most 25 km²/],
    ['--bbox 9,49,10', /west,south,east,north/],
    ['--bbox 9.995,49.996,,50.004', /four numbers/],
    [`--bbox ${area} --overpass none`, /no Overpass server/],
    [`--bbox ${area} --overpass http://overpass.example/`, /https/],
  ])('%s is refused with a sentence', async (options, sentence) => {
    const { err, code } = await sightline('import', ...options.split(' '));
    expect(code).toBe(2);
    expect(err.trim().split('\n').at(-1)).toMatch(/^error: /);
    expect(err).toMatch(sentence);
  });

  it('a server that cannot answer ends in one line', async () => {
    server.mode = { status: 429 };
    const { err, code } = await sightline('import', '--bbox', area, '--overpass', server.url);
    expect(code).toBe(2);
    expect(err).toMatch(/error: 127\.0\.0\.1:\d+: 127\.0\.0\.1:\d+ has too many questions from here/);
  });
});
