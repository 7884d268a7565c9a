import type { Command } from 'commander';
import { readScenario } from '#model/read-scenario.ts';
import { type Outcome, type Problem, ProblemError, success } from '#model/result.ts';
import { isFolder, readInputFile, readInputText } from './input-files.ts';
import { loadCity } from './load-city.ts';
import { exitCodes, problemLine, runCommand } from './run-command.ts';

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
      const { name, devices, scene } = scenario.value;
      return success(`scenario “${name}” with ${counted(devices.length, 'device')} on the scene “${scene.name}”`);
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

/** A brace is the first character that isn't white space: no map format begins so. */
async function looksLikeJson(path: string): Promise<boolean> {
  const { bytes } = await readInputFile(path);
  const start = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /^\uFEFF?\s*[{[]/.test(start);
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
