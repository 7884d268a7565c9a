import type { Command } from 'commander';
import { writeGlb } from '#scene/glb/write-glb.ts';
import { writeScene } from './import-command.ts';
import { loadCity } from './load-city.ts';
import { writeOutput } from './output-files.ts';
import { createProgress } from './progress.ts';
import { badInput, runCommand, valueOf } from './run-command.ts';

interface ExportOptions {
  readonly glb?: string;
  readonly package?: string;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write a city in another form')
    .argument('<scene...>', 'a scene package (.zip), a scene folder, or raw files as for import')
    .option('--glb <file>', 'the solids and the ground that visibility uses, as binary glTF 2.0')
    .option('--package <scene>', 'the scene package (.zip; a folder where the path ends with a slash)')
    .action((scene: string[], options: ExportOptions) => runCommand((signal) => exportCity(scene, options, signal)));
}

async function exportCity(scene: readonly string[], options: ExportOptions, signal: AbortSignal): Promise<void> {
  if (options.glb === undefined && options.package === undefined) {
    throw badInput('export-nothing', 'Say what to write: --glb <file> or --package <scene>.', 'command line');
  }
  const progress = createProgress();
  const outcome = await loadCity(scene, ({ step, fraction }) => progress.show(step, fraction), signal);
  progress.done();
  const { city } = valueOf(outcome);
  signal.throwIfAborted();
  if (options.glb !== undefined) await writeOutput(options.glb, writeGlb(city));
  if (options.package !== undefined) await writeScene(options.package, city);
}
