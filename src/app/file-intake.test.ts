import { describe, expect, it } from 'vitest';
import { fileStem } from './download.ts';
import { isPackage, takeIn } from './file-intake.ts';

const plan = (name: string) => new File(['{ "format": "sightline-scenario", "version": 1 }'], name);
const source = new File([new Uint8Array([0, 1, 2])], 'city.osm.pbf');

describe('file intake', () => {
  it('tells a plan from the sources of a city', async () => {
    const taken = await takeIn([source, plan('a.sightline.json')]);
    expect(taken).toMatchObject({
      ok: true,
      value: { plan: { name: 'a.sightline.json' }, sources: [{ name: 'city.osm.pbf' }] },
    });
  });

  it('takes other JSON as a source', async () => {
    const taken = await takeIn([new File(['{"type":"FeatureCollection"}'], 'a.json')]);
    expect(taken).toMatchObject({ ok: true, value: { plan: null, sources: [{ name: 'a.json' }] } });
  });

  it('refuses nothing, empty files and two plans with a sentence', async () => {
    expect(await takeIn([])).toMatchObject({ ok: false, problem: { code: 'no-files' } });
    expect(await takeIn([new File([], 'a.pbf')])).toMatchObject({
      ok: false,
      problem: { sentence: 'a.pbf is empty.' },
    });
    expect(await takeIn([plan('a.json'), plan('b.json')])).toMatchObject({ ok: false, problem: { code: 'two-plans' } });
  });

  it('refuses a file that no page can hold without reading it', async () => {
    const huge = new File(['x'], 'huge.pbf');
    Object.defineProperty(huge, 'size', { value: 2 * 1024 ** 3 });
    expect(await takeIn([huge])).toMatchObject({ ok: false, problem: { code: 'file-too-large', place: 'huge.pbf' } });
  });

  it('knows a package by its first bytes', async () => {
    expect(await isPackage(new Blob([Uint8Array.of(0x50, 0x4b, 3, 4, 0)]))).toBe(true);
    expect(await isPackage(new Blob([Uint8Array.of(0x50, 0x4b)]))).toBe(false);
  });

  it('makes file names that every system takes', () => {
    expect(fileStem('Station area, plan B')).toBe('station-area-plan-b');
    expect(fileStem('Łódź / Zürich: “été”')).toBe('łodz-zurich-ete');
    expect(fileStem('…')).toBe('plan');
  });
});
