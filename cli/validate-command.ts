import type { Command } from 'commander';
import { reframeScenario } from '#geo/reframe-scenario.ts';
import { isOptical } from '#model/device.ts';
import { readScenario } from '#model/read-scenario.ts';
import { type Outcome, type Problem, ProblemError, success } from '#model/result.ts';
import type { Scenario } from '#model/scenario.ts';
import { applyEdits } from '#scene/edit/apply-edits.ts';
import { devicePosition } from '#sim/coverage/camera-pose.ts';
import { coverageScene, coverageSettings } from '#sim/coverage/coverage-scene.ts';
import { positionProblem, prepareVisibility } from '#sim/visibility/visibility-scene.ts';
import { findScene } from './find-scene.ts';
import { isFolder, readInputFile, readInputText } from './input-files.ts';
import { loadCity } from './load-city.ts';
import { exitCodes, problemLine, runCommand } from './run-command.ts';
import { tellEditNotes } from './tell-edit-notes.ts';

/** Metres; cells don't matter to whether a place is free. */
const coarseCell = 8;

interface ValidateOptions {
  readonly json?: true;
}

interface Verdict {
  readonly file: string;
  readonly ok: boolean;
  /** What the file is, in words, where it is good. */
  readonly content: string | null;
  readonly problem: Problem | null;
}

export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('tell whether scenarios and scenes can be opened')
    .argument('<files...>', 'scenario files, scene packages, scene folders or map data')
    .option('--json', 'print the verdicts as JSON, and nothing else, on stdout')
    .action((files: string[], options: ValidateOptions) => runCommand((signal) => validate(files, options, signal)));
}

async function validate(files: readonly string[], options: ValidateOptions, signal: AbortSignal): Promise<void> {
  const verdicts: Verdict[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const outcome = await contentOf(file, signal);
    verdicts.push({
      file,
      ok: outcome.ok,
      content: outcome.ok ? outcome.value : null,
      problem: outcome.ok ? null : outcome.problem,
    });
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify(verdicts, null, 2)}\n`);
  for (const { file, content, problem } of verdicts) {
    if (problem !== null) process.stderr.write(`${problemLine(problem)}\n`);
    else if (options.json !== true) process.stdout.write(`${file}: ok, ${content ?? ''}\n`);
  }
  if (verdicts.some(({ ok }) => !ok)) process.exitCode = exitCodes.badInput;
}

async function contentOf(path: string, signal: AbortSignal): Promise<Outcome<string>> {
  try {
    if (!(await isFolder(path)) && (await looksLikeJson(path))) {
      const scenario = readScenario(await readInputText(path), path);
      if (!scenario.ok) return scenario;
      const { name, devices, scene, sceneEdits } = scenario.value;
      const problem = await checkOnScene(path, scenario.value, signal);
      if (problem !== null) return { ok: false, problem };
      const corrections = sceneEdits.length === 0 ? '' : ` and ${counted(sceneEdits.length, 'correction')}`;
      return success(
        `scenario “${name}” with ${counted(devices.length, 'device')}${corrections} on the scene “${scene.name}”`,
      );
    }
    const loaded = await loadCity([path], () => undefined, signal);
    if (!loaded.ok) return loaded;
    const { manifest, buildings, streets } = loaded.value.city;
    return success(
      `scene “${manifest.name}” with ${counted(buildings.length, 'building')} and ${counted(streets.length, 'street')}`,
    );
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ok: false, problem: error.problem };
  }
}

/**
 * Looks at a plan on its city, where that is found: tells what becomes of its corrections (one without a target is no fault of
 * the plan: it waits for a city that has one) and finds the first device with a picture that stands where it cannot see.
 */
async function checkOnScene(path: string, plan: Scenario, signal: AbortSignal): Promise<Problem | null> {
  if (plan.devices.length === 0 && plan.sceneEdits.length === 0) return null;
  const scene = await findScene(path, plan.scene.id).catch(() => null);
  if (scene === null) {
    if (plan.sceneEdits.length === 0) return null;
    const sentence = 'its corrections were not tried, because its city is not beside it';
    process.stderr.write(`note: ${path}: ${sentence}\n`);
    return null;
  }
  const loaded = await loadCity([scene], () => undefined, signal);
  if (!loaded.ok) return null;
  const { origin } = loaded.value.city.manifest;
  const scenario = reframeScenario(plan, origin);
  const { city, notes } = applyEdits(loaded.value.city, scenario.sceneEdits);
  tellEditNotes(notes, path);
  const visibility = prepareVisibility(coverageScene(city, coarseCell), coverageSettings(scenario));
  for (const [index, device] of scenario.devices.entries()) {
    if (!isOptical(device) || device.state === 'retired') continue;
    const sentence = positionProblem(visibility, ...devicePosition(device, city.terrain));
    if (sentence === null) continue;
    return { code: 'device-position', sentence: `${device.name}: ${sentence}`, place: `${path}:devices[${index}]` };
  }
  return null;
}

/** A brace is the first character that isn't white space: no map format begins so. */
async function looksLikeJson(path: string): Promise<boolean> {
  const { bytes } = await readInputFile(path);
  const start = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /^\uFEFF?\s*[{[]/.test(start);
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
