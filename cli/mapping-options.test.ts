import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyMapping } from '#model/source-mapping.ts';
import { importOptionsOf, mapOption, originOption } from './mapping-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = [{ name: 'weather.json', blob: new Blob(['{"kind":"weather"}']) }];

describe('mapOption', () => {
  it('takes file names with colons, values with commas, and several times', () => {
    const once = mapOption('C:\\data\\a.csv:role=sites,name=Name\\, long');
    const [first, second] = mapOption('b.csv:x=lon', once);
    expect(first.file).toBe('C:\\data\\a.csv');
    expect([...first.fields]).toEqual([
      ['role', 'sites'],
      ['name', 'Name, long'],
    ]);
    expect(second.file).toBe('b.csv');
  });

  it.each(['a.csv', 'a.csv:', ':role=sites', 'a.csv:role', 'a.csv:colour=red', 'a.csv:__proto__=x', 'a.csv:=x'])(
    'refuses %j',
    (text) => expect(() => mapOption(text)).toThrow('--map'),
  );
});

describe('originOption', () => {
  it('takes degrees and refuses anything else', () => {
    expect(originOption('11.34, 44.49')).toEqual({ longitude: 11.34, latitude: 44.49 });
    for (const text of ['', '1', '1,2,3', 'a,b', '1,', '181,0', '0,85'])
      expect(() => originOption(text)).toThrow('--origin');
  });
});

describe('importOptionsOf', () => {
  it('puts what is said on top of the file with options', async () => {
    const path = join(folder, 'options.json');
    const mapping = { ...emptyMapping, role: 'buildings', height: 'H' };
    writeFileSync(path, JSON.stringify({ mappings: { 'weather.json': mapping }, localOrigin: null }));
    const map = mapOption('weather.json:height=HOEHE,measured=true,defaultHeight=8,heightUnit=ft');
    expect(await importOptionsOf({ mapping: path, map, origin: { longitude: 1, latitude: 2 } }, files)).toEqual({
      mappings: {
        'weather.json': { ...mapping, height: 'HOEHE', measured: true, defaultHeight: 8, heightUnit: 'ft' },
      },
      localOrigin: { longitude: 1, latitude: 2 },
    });
  });

  it('has sentences for a file that is not there, a value that cannot be, and options that are none', async () => {
    const sentence = (choices: Parameters<typeof importOptionsOf>[0]) =>
      importOptionsOf(choices, files).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await sentence({ map: mapOption('other.csv:role=sites') })).toContain('other.csv, which is not among');
    expect(await sentence({ map: mapOption('weather.json:role=castles') })).toContain('role must be one of');
    expect(await sentence({ map: mapOption('weather.json:defaultHeight=tall') })).toContain('defaultHeight');
    expect(await sentence({ map: mapOption('weather.json:measured=perhaps') })).toContain('measured must be');
    const path = join(folder, 'bad.json');
    writeFileSync(path, '{"mappings": {}}');
    expect(await sentence({ mapping: path })).toContain('localOrigin is missing');
  });
});
