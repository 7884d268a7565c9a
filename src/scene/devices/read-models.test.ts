import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genericModels } from '#model/catalogue/generic-models.ts';
import type { CameraModel } from '#model/device-model.ts';
import { horizontalField, rangeOf } from './field-of-view-text.ts';
import { type ModelReading, readModels } from './read-models.ts';
import { pixelsOf, sensorOf } from './sensor-text.ts';

function outcomeOf(text: string, name = 'models.csv') {
  const steps = readModels(text, name);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function read(text: string, name?: string): ModelReading {
  const outcome = outcomeOf(text, name);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

const field = ({ sensor }: CameraModel, focal: number) =>
  2 * Math.atan(sensor.widthMillimeters / 2 / focal) * (180 / Math.PI);

describe('models of one’s own as JSON', () => {
  test('come back as they were written', () => {
    const { models, refused, notes } = read(JSON.stringify(genericModels), 'own.json');
    expect(models).toEqual(genericModels);
    expect(refused).toEqual([]);
    expect(notes).toEqual([]);
  });

  test('may leave open what is usual for the class, and say so', () => {
    const partial = {
      kind: 'camera',
      form: 'ptz',
      name: 'Corner PTZ',
      sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5.568, heightMillimeters: 3.132 },
      focalLengthMinimum: 5,
      focalLengthMaximum: 100,
      price: 1234,
    };
    const { models, notes } = read(JSON.stringify([partial]), 'own.json');
    const ptz = genericModels.find(({ id }) => id === 'ptz-1080p-30x');
    expect(models[0]).toMatchObject({
      id: 'corner-ptz',
      focalLength: 5,
      price: 1234,
      priceSource: 'own.json',
      mtbfHours: ptz?.mtbfHours,
    });
    expect(models[0].source).toBe(
      'own.json; assumption: installation, yearly, powerWatts, powerOver, mtbfHours, mttrHours, mountHeightMeters as usual for the class',
    );
    expect(notes.length).toBe(7);
  });

  test('never get a sensor, a lens or a range made up', () => {
    const entries = [
      { kind: 'camera', form: 'fixed', name: 'No sensor', focalLength: 4 },
      { kind: 'acoustic', name: 'No range' },
      { kind: 'toaster', name: 'Toaster' },
      { kind: 'phone' },
      { kind: 'phone', name: 'Phone', colour: 'red' },
      7,
      { kind: 'phone', id: 'a' },
      { kind: 'phone', id: 'a' },
    ];
    const { models, refused } = read(JSON.stringify(entries), 'own.json');
    expect(models.map(({ id }) => id)).toEqual(['a']);
    expect(refused.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 7].map((index) => `own.json:[${index}]`));
    expect(refused.map(({ sentence }) => sentence)).toEqual([
      'sensor is missing; it must be an object in curly brackets.',
      'rangeMeters is missing; it must be a finite number.',
      'Its kind must be one of camera, alpr, access, acoustic, radar, air, light, phone.',
      'It has neither a name nor an id.',
      'The content has a field that Sightline does not know: “colour”.',
      'This entry is no catalogue model.',
      'The id “a” is used twice.',
    ]);
  });
});

test('more models than a plan holds are refused as a whole', () => {
  const rows = Array.from({ length: 2001 }, (_, index) => `phone,Phone ${index}`);
  const outcome = outcomeOf(['kind,name', ...rows].join('\n'));
  expect(outcome.ok ? '' : outcome.problem.sentence).toMatch(/^This file has 2,001 models, .* room for 2,000;/);
});

describe('models of one’s own as CSV', () => {
  test('have columns named as the fields of a model', () => {
    const { models, refused } = read(
      [
        'kind,name,functions,price,rangeMeters,sensorWidthPixels',
        'access,Door,lock;reader,700,,',
        'acoustic,Ear,,,350,',
        'camera,Eye,,,,1920',
        'acoustic,Ear 2,,cheap,350,',
      ].join('\n'),
    );
    expect(models).toMatchObject([
      { kind: 'access', functions: ['lock', 'reader'], price: 700 },
      { kind: 'acoustic', rangeMeters: 350, priceSource: 'assumption' },
    ]);
    expect(refused.map(({ place }) => place)).toEqual(['models.csv:4', 'models.csv:5']);
  });
});

describe('the camera database', () => {
  // Rows made up for this test, in the columns and the ways of writing of the real file.
  const table = [
    'id,brand,model,type,resolution_label,megapixels,sensor,field_of_view_deg,night_vision_type,ip_rating,ik_rating,two_way_audio,release_year',
    'acme-1,Acme,One,bullet,2MP (1920x1080),2,"1/2.8"" CMOS","86 horizontal, 46.8 vertical, 99.8 diagonal",ir,IP66,,,',
    'acme-2,Acme,Two,dome,4K,8,"1/1.8"" CMOS",92 to 29 horizontal,color,IP66,,,',
    'acme-3,Acme,Three,ptz,2MP (1920x1080),2,"1/2.8"" CMOS","2.11-58.9 horizontal, 1.61-45.3 vertical",ir,IP66,,,',
    'acme-4,Acme,Four,fisheye,12MP (4000x3000),12,"1/1.7"" CMOS",360 panoramic,ir,IP66,,,',
    'acme-5,Acme,Five,dual-lens,"10MP (2x 5MP, 2592x1944 per sensor)",10,,102 horizontal,ir,,,,',
    'acme-6,Acme,Six,box,5MP,5,,,ir,,,,',
    'acme-7,Acme,Seven,bullet,Thermal 320x240,1,12 um uncooled microbolometer,56,none,,,,',
    'acme-8,Acme,Eight,dome,tiny,,,90 horizontal,ir,,,,',
    'acme-9,Acme,Nine,bullet,8MP,8,,180 horizontal,ir,,,,',
  ].join('\n');

  test('gives cameras by pixels, sensor and field of view', () => {
    const cameras = read(table).models.filter((model): model is CameraModel => model.kind === 'camera');
    expect(cameras.map(({ id, form }) => [id, form])).toEqual([
      ['acme-1', 'fixed'],
      ['acme-2', 'varifocal'],
      ['acme-3', 'ptz'],
      ['acme-4', 'fisheye'],
      ['acme-7', 'thermal'],
    ]);
    const [one, two, three, four, seven] = cameras;
    expect(field(one, one.focalLength)).toBeCloseTo(86, 6);
    expect(one.name).toBe('Acme One');
    expect(field(two, two.focalLengthMinimum)).toBeCloseTo(92, 6);
    expect(field(two, two.focalLengthMaximum)).toBeCloseTo(29, 6);
    expect(two).toMatchObject({ infraredReachMeters: 0, sensor: { widthPixels: 3840, heightPixels: 2160 } });
    expect(field(three, three.focalLengthMaximum)).toBeCloseTo(2.11, 6);
    expect(four.projection).toBe('equidistant');
    expect(seven.sensor).toMatchObject({ widthMillimeters: 3.84, heightMillimeters: 2.88 });
    expect(
      cameras.every(({ priceSource, source }) => priceSource === 'assumption' && source.includes('assumption')),
    ).toBe(true);
  });

  test('is refused row by row where it does not tell enough', () => {
    const { refused } = read(table);
    expect(refused.map(({ place, sentence }) => [place, sentence])).toEqual([
      ['models.csv:6', 'Acme Five has several imagers, and the table does not tell how they are turned.'],
      ['models.csv:7', 'Acme Six tells neither a field of view nor a focal length.'],
      ['models.csv:9', 'Acme Eight has no pixel count that could be read.'],
      ['models.csv:10', 'Acme Nine sees 180° across, which no single straight lens does.'],
    ]);
  });

  test('tells more as JSON', () => {
    const entry = {
      id: 'acme-10',
      brand: 'Acme',
      model: 'Ten',
      type: 'turret',
      resolution: { label: '4MP', max_width: 2688, max_height: 1520, megapixels: 4 },
      video: { max_fps: 12 },
      lens: { focal_length_mm: '2.7 to 13.5' },
      night_vision: { type: 'ir', range_m: 45 },
      power: { method: '12 V DC', consumption_w: 6.5 },
      sources: ['https://example.org/sheet.pdf'],
    };
    const { models } = read(JSON.stringify([entry]), 'cameras.json');
    expect(models[0]).toMatchObject({
      form: 'varifocal',
      focalLengthMinimum: 2.7,
      focalLengthMaximum: 13.5,
      framesPerSecond: 12,
      infraredReachMeters: 45,
      powerWatts: 6.5,
      powerOver: 'mains',
    });
    expect(models[0].source).toContain('https://example.org/sheet.pdf');
  });
});

describe('figures as data sheets write them', () => {
  test.each([
    ['86 horizontal, 46.8 vertical', 86, 86],
    ['2.8mm: 102.4 horizontal, 77.4 vertical; 4mm: 82.3 horizontal', 102.4, 102.4],
    ['51 to 93 horizontal (per sensor)', 51, 93],
    ['109 H', 109, 109],
    ['32-114 H', 32, 114],
    ['108 to 30 horizontal / 56 to 17 vertical', 30, 108],
    ['360 panoramic', 360, 360],
    ['360', 360, 360],
    ['87°', 87, 87],
    ['Horizontal: 55', 55, 55],
    ['diagonal 132, horizontal 110', 110, 110],
  ])('%s', (text, low, high) => {
    expect(horizontalField(text)?.range).toEqual({ low, high });
  });

  test.each(['', 'wide', '46 vertical', '90 diagonal', '0 horizontal', '-'])(
    '“%s” tells no horizontal field',
    (text) => {
      expect(horizontalField(text)).toBe(null);
    },
  );

  test('of lenses', () => {
    expect(rangeOf('2.7 to 13.5')).toEqual({ low: 2.7, high: 13.5 });
    expect(rangeOf('3.0-9.0mm')).toEqual({ low: 3, high: 9 });
    expect(rangeOf('2.8mm')).toEqual({ low: 2.8, high: 2.8 });
  });

  test('of sensors: 1/2.8″ is about 5.6 mm wide, 1/1.8″ about 7.7 mm', () => {
    const hd = { width: 1920, height: 1080, assumption: '' };
    expect(sensorOf(hd, '1/2.8" CMOS').sensor.widthMillimeters).toBeCloseTo(5.6, 1);
    expect(sensorOf(hd, '1/1.8″').sensor.widthMillimeters).toBeCloseTo(7.75, 1);
    expect(sensorOf(hd, '1/2.7\\" Progressive').assumption).toBe('');
    expect(sensorOf(hd, '').assumption).not.toBe('');
  });

  test('of pixels', () => {
    expect(pixelsOf('5MP', '', '', '5')?.assumption).not.toBe('');
    expect(pixelsOf('', '', '', '40')).toBe(null);
  });

  test('never throw', () => {
    const texts = fc.string({
      unit: fc.constantFrom('1', '/', '"', '.', 'x', 'h', ' ', 'm', '-', 'NaN', ':', ',', '9'),
    });
    fc.assert(
      fc.property(texts, texts, texts, (a, b, c) => {
        const outcome = outcomeOf(
          JSON.stringify([{ brand: a, model: b, type: c, sensor: a, field_of_view_deg: b, resolution: { label: c } }]),
        );
        expect(outcome.ok).toBe(true);
      }),
    );
  });
});
