import { type Command, InvalidArgumentError } from 'commander';
import { reframeScenario } from '#geo/reframe-scenario.ts';
import { drive } from '#jobs/drive.ts';
import type { Device } from '#model/device.ts';
import { type DeviceColumn, type DeviceMapping, deviceColumns, deviceMappingSchema } from '#model/device-mapping.ts';
import type { ImportNote } from '#model/import-report.ts';
import { parseJson } from '#model/json-text.ts';
import { readScenario } from '#model/read-scenario.ts';
import type { Problem } from '#model/result.ts';
import { deviceLimit, type Scenario } from '#model/scenario.ts';
import { firstFault } from '#model/schema-issue.ts';
import { resolveVariant } from '#model/variants.ts';
import { devicesOfSurveillance } from '#scene/devices/existing-devices.ts';
import { guessDeviceMapping } from '#scene/devices/guess-device-mapping.ts';
import { type OpenedDeviceTable, openDeviceTable } from '#scene/devices/open-device-table.ts';
import { readDevices } from '#scene/devices/read-devices.ts';
import { writeDevicesCsv, writeDevicesGeojson } from '#scene/devices/write-devices.ts';
import { findScene } from './find-scene.ts';
import { readInputText } from './input-files.ts';
import { loadCity } from './load-city.ts';
import { writeOutput } from './output-files.ts';
import { badInput, problemLine, runCommand, valueOf } from './run-command.ts';
import { terminalText } from './terminal-text.ts';

interface ExportOptions {
  readonly csv?: string;
  readonly geojson?: string;
  readonly variant?: string;
}

interface ImportOptions {
  readonly out?: string;
  readonly map?: Partial<Record<DeviceColumn, string>>;
  readonly mapping?: string;
  readonly questions?: true;
  readonly surveillance?: true;
  readonly scene?: string[];
  readonly json?: true;
}

const columnsHelp = `
The columns of a foreign table are guessed by their names; --questions tells the guess, --map corrects it:
  sightline devices import plan.json cameras.csv --questions
  sightline devices import plan.json cameras.csv --map longitude=LON,latitude=LAT,headingDegrees=Azimuth --out plan.json
Keys: ${deviceColumns.join(', ')}.
Rows that are no devices are told on stderr with their line; the others are taken. A row whose id the plan has changes that
device.`;

export function addDevicesCommand(program: Command): void {
  const devices = program
    .command('devices')
    .description('the devices of a plan as a table, and tables of devices into a plan');
  devices
    .command('export')
    .description('write the devices of a plan as CSV or GeoJSON')
    .argument('<scenario>', 'scenario file')
    .option('--csv <file>', 'comma-separated values; without a file they go to stdout')
    .option('--geojson <file>', 'points in WGS 84')
    .option('--variant <id>', 'of a variant of the plan, by its id')
    .action((path: string, options: ExportOptions) => runCommand(() => exportDevices(path, options)));
  devices
    .command('import')
    .description('read devices from a table (CSV, GeoJSON) or from the scene’s own surveillance into a plan')
    .argument('<scenario>', 'scenario file')
    .argument('[table]', 'CSV with a header, or GeoJSON points')
    .option('--out <file>', 'write the plan here (it may be the same file)')
    .option('--map <key=column,...>', 'what the columns are', mapOption)
    .option('--mapping <json>', 'the same as a file, as --questions prints it under “guess”')
    .option('--questions', 'only print the columns and what they are taken for, as JSON')
    .option('--surveillance', 'take what the scene knows as existing surveillance')
    .option('--scene <files...>', 'the city for --surveillance (default: looked up by its id)')
    .option('--json', 'print what was read as JSON, and nothing else, on stdout')
    .addHelpText('after', columnsHelp)
    .action((path: string, table: string | undefined, options: ImportOptions) =>
      runCommand((signal) => importDevices(path, table, options, signal)),
    );
}

async function exportDevices(path: string, options: ExportOptions): Promise<void> {
  const plan = valueOf(readScenario(await readInputText(path), path));
  if (options.variant !== undefined && !plan.variants.some(({ id }) => id === options.variant))
    throw badInput('variant', `This plan has no variant “${options.variant}”.`, path);
  const scenario = resolveVariant(plan, options.variant ?? null);
  if (options.geojson !== undefined)
    await writeOutput(options.geojson, new TextEncoder().encode(writeDevicesGeojson(scenario)));
  const csv = writeDevicesCsv(scenario);
  // The mark tells spreadsheets that it is UTF-8.
  if (options.csv !== undefined) await writeOutput(options.csv, new TextEncoder().encode(`\uFEFF${csv}`));
  else if (options.geojson === undefined) process.stdout.write(csv);
}

async function importDevices(
  path: string,
  tablePath: string | undefined,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<void> {
  if ((tablePath === undefined) === (options.surveillance !== true))
    throw badInput('devices-source', 'Name a table of devices, or give --surveillance.', 'command line');
  const plan = valueOf(readScenario(await readInputText(path), path));
  const read =
    tablePath === undefined
      ? await surveillanceOf(path, plan, options, signal)
      : await tableOf(tablePath, plan, options, signal);
  if (read === null) return;
  const { scenario, devices, refused, notes } = read;
  const kept = new Map(scenario.devices.map((device) => [device.id, device]));
  for (const device of devices) kept.set(device.id, device);
  if (kept.size > deviceLimit)
    throw badInput('device-limit', `The plan would have ${kept.size} devices; ${deviceLimit} are the most.`, path);
  const next: Scenario = { ...scenario, devices: [...kept.values()] };
  if (options.out !== undefined)
    await writeOutput(options.out, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`));
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ devices, refused, notes }, null, 2)}\n`);
    return;
  }
  for (const problem of refused) process.stderr.write(`${problemLine(problem).replace(/^error: /, 'left out: ')}\n`);
  process.stdout.write(`${devices.length} devices read, ${refused.length} rows left out\n`);
  for (const { kind, count, sentence } of notes)
    process.stdout.write(`  ${kind}: ${count} × ${terminalText(sentence)}\n`);
}

interface Read {
  /** In the frame that the devices are in. */
  readonly scenario: Scenario;
  readonly devices: readonly Device[];
  readonly refused: readonly Problem[];
  readonly notes: readonly ImportNote[];
}

async function tableOf(
  path: string,
  scenario: Scenario,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<Read | null> {
  const table = valueOf(await drive(openDeviceTable(await readInputText(path), path), { signal }));
  const mapping = await mappingOf(table, options);
  if (options.questions === true) {
    const { columns, sample, rowCount, format } = table;
    process.stdout.write(`${JSON.stringify({ format, columns, sample, rowCount, guess: mapping }, null, 2)}\n`);
    return null;
  }
  return { scenario, ...valueOf(await drive(readDevices(table, mapping, scenario), { signal })) };
}

async function mappingOf(table: OpenedDeviceTable, options: ImportOptions): Promise<DeviceMapping> {
  const guess = guessDeviceMapping(table);
  let mapping = guess;
  if (options.mapping !== undefined) {
    const value = valueOf(parseJson(await readInputText(options.mapping), options.mapping));
    const parsed = deviceMappingSchema.safeParse(value);
    if (!parsed.success) throw badInput('mapping', `${firstFault(parsed.error, value).words}.`, options.mapping);
    mapping = parsed.data;
  }
  return { ...mapping, columns: { ...mapping.columns, ...options.map } };
}

async function surveillanceOf(
  path: string,
  plan: Scenario,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<Read> {
  const paths = options.scene ?? [await findScene(path, plan.scene.id)];
  const { city } = valueOf(await loadCity(paths, () => undefined, signal));
  const scenario = reframeScenario(plan, city.manifest.origin);
  const known = new Set(scenario.devices.map(({ sourceId }) => sourceId));
  const nodes = city.surveillance.filter(({ id }) => !known.has(id));
  return { scenario, refused: [], ...devicesOfSurveillance(city, nodes) };
}

/** Parser of `--map key=column,key=column`. A comma in a column’s name is written `\,`. */
function mapOption(text: string): Partial<Record<DeviceColumn, string>> {
  const columns: Partial<Record<DeviceColumn, string>> = {};
  for (const part of text.split(/(?<!\\),/)) {
    const at = part.indexOf('=');
    const key = deviceColumns.find((column) => column === part.slice(0, at).trim());
    if (key === undefined)
      throw new InvalidArgumentError(
        `--map: “${part}” is no key=column with one of the keys ${deviceColumns.join(', ')}.`,
      );
    columns[key] = part.slice(at + 1).replaceAll('\\,', ',');
  }
  return columns;
}
