import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScenario } from './read-scenario.ts';
import { deviceLimit, scenarioVersion } from './scenario.ts';

const camera = {
  kind: 'camera',
  id: 'c1',
  name: 'North gate',
  x: 1,
  y: 2,
  heightMeters: 4,
  headingDegrees: 90,
  tiltDegrees: 10,
  rollDegrees: 0,
  sensor: { widthPixels: 3840, heightPixels: 2160, widthMillimeters: 7.2, heightMillimeters: 4.05 },
  focalLengthMillimeters: 6,
  mounting: { kind: 'free', featureId: null },
  model: 'own',
  notes: '',
};

const plan = {
  format: 'sightline-scenario',
  version: 1,
  id: 'p',
  name: 'Plan',
  description: '',
  scene: { id: 's', name: 'S', origin: { longitude: 1, latitude: 2, heightMeters: 0 } },
  categorySet: 'iec-62676-4-2025',
  targetHeightMeters: 1.6,
  assumptions: { treeCrowns: 'opaque' },
  devices: [camera, { ...camera, id: 'c2' }],
};

function problemOf(file: unknown) {
  const outcome = readScenario(typeof file === 'string' ? file : JSON.stringify(file), 'plan.json');
  if (outcome.ok) throw new Error('the file was accepted');
  return outcome.problem;
}

function withSecond(changes: Record<string, unknown>) {
  return { ...plan, devices: [camera, { ...camera, id: 'c2', ...changes }] };
}

describe('readScenario', () => {
  it('reads what was written', () => {
    const read = readScenario(JSON.stringify(plan), 'plan.json');
    const devices = plan.devices.map((device) => ({ ...device, model: '' }));
    expect(read).toMatchObject({ ok: true, value: { ...plan, version: scenarioVersion, devices, sceneEdits: [] } });
    if (!read.ok) return;
    expect(readScenario(JSON.stringify(read.value), 'plan.json')).toEqual(read);
  });

  it.each([
    [{ model: 'of another make' }, 'model', 'the catalogue model “of another make”'],
    [{ phase: 'p-9' }, 'phase', 'the phase “p-9”'],
    [{ agency: 'nobody' }, 'agency', 'the agency “nobody”'],
    [{ uplink: 'switch-9' }, 'uplink', 'the network node “switch-9”'],
    [{ powerFeed: 'feed-9' }, 'powerFeed', 'the power feed “feed-9”'],
  ])('names what a device refers to and the plan does not have', (changes, field, words) => {
    const { sentence, place } = problemOf({
      ...withSecond({ ...changes }),
      version: scenarioVersion,
      devices: [
        { ...camera, model: '' },
        { ...camera, id: 'c2', model: '', ...changes },
      ],
    });
    expect(place).toBe(`plan.json:devices[1].${field}`);
    expect(sentence).toContain(`North gate refers to ${words}, which this plan does not have.`);
  });

  it.each([
    [withSecond({ headingDegrees: 'north' }), 'devices[1].headingDegrees', 'must be a finite number'],
    [withSecond({ tiltDegrees: undefined }), 'devices[1].tiltDegrees', 'is missing; it must be a finite number'],
    [withSecond({ tiltDegrees: 91 }), 'devices[1].tiltDegrees', 'must be at most 90'],
    [withSecond({ heightMeters: 0 }), 'devices[1].heightMeters', 'must be at least 0.1'],
    [withSecond({ name: '' }), 'devices[1].name', 'must not be empty'],
    [withSecond({ id: 'c1' }), 'devices[1].id', 'the id “c1” is used twice'],
    [withSecond({ kind: 'drone' }), 'devices[1].kind', 'is of no known kind, not “drone”'],
    [withSecond({ colour: 'red' }), 'devices[1]', 'that Sightline does not know: “colour”'],
    [{ ...plan, categorySet: 'din' }, 'categorySet', 'one of “iec-62676-4-2025”, “iec-62676-4-2014”, not “din”'],
    [{ ...plan, devices: {} }, 'devices', 'must be a list'],
    [
      { ...plan, devices: Array.from({ length: deviceLimit + 1 }, (_, i) => ({ ...camera, id: `c${i}` })) },
      'devices',
      `at most ${deviceLimit} entries`,
    ],
  ])('names the field and what it must be', (file, path, words) => {
    const { sentence, place } = problemOf(file);
    expect(place).toBe(`plan.json:${path}`);
    expect(sentence.startsWith(path)).toBe(true);
    expect(sentence).toContain(words);
    expect(sentence.endsWith('.')).toBe(true);
  });

  it('tells the line of a NaN, which JSON does not know', () => {
    const text = JSON.stringify(plan, null, 1).replace('"headingDegrees": 90', '"headingDegrees": NaN');
    const line = text.slice(0, text.indexOf('NaN')).split('\n').length;
    const { sentence, place } = problemOf(text);
    expect(place).toBe(`plan.json:${line}`);
    expect(sentence).toContain('“NaN” is no number');
  });

  it('refuses a number too large to be one', () => {
    const text = JSON.stringify(plan).replace('"headingDegrees":90', '"headingDegrees":1e999');
    expect(problemOf(text).sentence).toBe('devices[0].headingDegrees must be a finite number.');
  });

  it('refuses a newer file politely', () => {
    expect(problemOf({ ...plan, version: scenarioVersion + 1 }).sentence).toContain(
      `newer Sightline (format version ${scenarioVersion + 1}`,
    );
  });

  it.each([[null], [3], [[]], [{}], [{ format: 'sightline-scene', version: 1 }], ['']])(
    'says that %j is no scenario',
    (file) => {
      expect(problemOf(file).sentence).toMatch(/not a Sightline scenario|not valid JSON/);
    },
  );

  it.each([[0], ['1'], [1.5], [null]])('asks for a whole version, not %j', (version) => {
    expect(problemOf({ ...plan, version }).place).toBe('plan.json:version');
  });

  it('never throws, and gives one sentence for any JSON in place of any field', () => {
    const fields = ['id', 'name', 'scene', 'assumptions', 'devices', 'targetHeightMeters', 'categorySet'];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const outcome = readScenario(JSON.stringify({ ...plan, [field]: value }), 'plan.json');
        if (!outcome.ok) expect(outcome.problem.sentence).toMatch(/^[^\n]+\.$/);
      }),
    );
  });

  it('never throws on a file that was cut anywhere', () => {
    const text = JSON.stringify(plan);
    for (let length = 0; length < text.length; length += 7) {
      expect(problemOf(text.slice(0, length)).sentence).toMatch(/not valid JSON: .* \(line 1, column/);
    }
  });
});
