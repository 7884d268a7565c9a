/**
 * Long, seeded damage to tables of devices, catalogue models and plans: bytes changed, cut, doubled and swapped for odd words. Every
 * reader must end with a result or a sentence, never with an exception, within a second, and devices that are read must be valid.
 * Stops with exit code 1 at the first fault and says how to see it again.
 *
 *   npm run fuzz -- devices [--minutes 5] [--seed 1]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { genericModels } from '#model/catalogue/generic-models.ts';
import { deviceSchema } from '#model/device.ts';
import { deviceModelSchema } from '#model/device-model.ts';
import { readScenario } from '#model/read-scenario.ts';
import type { Outcome } from '#model/result.ts';
import type { Scenario } from '#model/scenario.ts';
import { guessDeviceMapping } from '#scene/devices/guess-device-mapping.ts';
import { openDeviceTable } from '#scene/devices/open-device-table.ts';
import { readDevices } from '#scene/devices/read-devices.ts';
import { readModels } from '#scene/devices/read-models.ts';
import { writeDevicesCsv, writeDevicesGeojson } from '#scene/devices/write-devices.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
const end = performance.now() + Number(values.minutes) * 60_000;
const longestMilliseconds = 1000;
const oddWords = [
  'NaN',
  '1e999',
  '-',
  '"',
  ',',
  ';',
  '\n',
  '__proto__',
  '[',
  '{',
  'null',
  '\u0000',
  '9'.repeat(400),
  '=1+1',
];

function shippedPlan(name: string): Scenario {
  const text = readFileSync(new URL(`../scenarios/${name}.sightline.json`, import.meta.url), 'utf8');
  const outcome = readScenario(text, name);
  if (!outcome.ok) throw new Error(outcome.problem.sentence);
  return outcome.value;
}

const plan = shippedPlan('havnby-phase-2');
const small: Scenario = { ...plan, devices: plan.devices.slice(0, 12) };
const database = [
  'id,brand,model,type,resolution_label,megapixels,sensor,field_of_view_deg,night_vision_type',
  'a,Acme,One,bullet,2MP (1920x1080),2,"1/2.8"" CMOS","86 horizontal, 46.8 vertical",ir',
  'b,Acme,Two,ptz,4K,8,"1/1.8"" CMOS",2.1-58.9 horizontal,hybrid',
].join('\n');

/** Texts that are damaged, each with what reads it. */
const subjects: readonly { readonly name: string; readonly text: string; readonly read: (text: string) => void }[] = [
  { name: 'csv', text: writeDevicesCsv(small), read: readTable },
  { name: 'geojson', text: writeDevicesGeojson(small), read: readTable },
  { name: 'models.json', text: JSON.stringify(genericModels.slice(0, 8)), read: readCatalogue },
  { name: 'database.csv', text: database, read: readCatalogue },
  { name: 'plan', text: JSON.stringify(small), read: (text) => void readScenario(text, 'plan') },
];

function finished<T>(steps: Generator<number, Outcome<T>>): Outcome<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function readTable(text: string): void {
  const table = finished(openDeviceTable(text, 'table'));
  if (!table.ok) return;
  const reading = finished(readDevices(table.value, guessDeviceMapping(table.value), plan));
  if (!reading.ok) return;
  for (const device of reading.value.devices) deviceSchema.parse(device);
}

function readCatalogue(text: string): void {
  const reading = finished(readModels(text, 'models'));
  if (reading.ok) for (const model of reading.value.models) deviceModelSchema.parse(model);
}

function damaged(text: string, random: () => number): string {
  let result = text;
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) {
    const at = Math.floor(random() * (result.length + 1));
    const length = Math.floor(random() * random() * 200);
    const word = oddWords[Math.floor(random() * oddWords.length)];
    const kind = random();
    if (kind < 0.3) result = result.slice(0, at) + word + result.slice(at);
    else if (kind < 0.6) result = result.slice(0, at) + word + result.slice(at + length);
    else if (kind < 0.75) result = result.slice(0, at) + result.slice(at + length);
    else if (kind < 0.9)
      result = result.slice(0, at) + result.slice(at, at + length).repeat(3) + result.slice(at + length);
    else result = result.slice(0, at);
  }
  return result;
}

const counts = new Map<string, number>();
for (let seed = Number(values.seed); performance.now() < end; seed += 1) {
  const random = seededNumbers(seed);
  const subject = subjects[seed % subjects.length];
  const text = damaged(subject.text, random);
  const start = performance.now();
  try {
    subject.read(text);
  } catch (error) {
    console.error(`${subject.name}: --seed ${seed}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    process.exit(1);
  }
  const took = performance.now() - start;
  if (took > longestMilliseconds) {
    console.error(`${subject.name}: --seed ${seed} took ${Math.round(took)} ms`);
    process.exit(1);
  }
  counts.set(subject.name, (counts.get(subject.name) ?? 0) + 1);
}
console.log([...counts].map(([name, count]) => `${name} ${count}`).join(', '), 'damaged texts, no fault');
