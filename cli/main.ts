import { Command, CommanderError } from 'commander';
import { addCoverageCommand } from './coverage-command.ts';
import { addDevicesCommand } from './devices-command.ts';
import { addExportCommand } from './export-command.ts';
import { addGapsCommand } from './gaps-command.ts';
import { addImportCommand } from './import-command.ts';
import { addRolloutCommand } from './rollout-command.ts';
import { exitCodes, reportError } from './run-command.ts';
import { addSchemaCommand } from './schema-command.ts';
import { addServeCommand } from './serve-command.ts';
import { addValidateCommand } from './validate-command.ts';

/** The program with all its commands; parse errors throw, so that they end like all bad input. */
function createProgram(): Command {
  const program = new Command('sightline')
    .description('Plan what a city’s devices observe, from the command line: the same numbers as in the browser.')
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  addImportCommand(program);
  addExportCommand(program);
  addValidateCommand(program);
  addCoverageCommand(program);
  addGapsCommand(program);
  addRolloutCommand(program);
  addDevicesCommand(program);
  addSchemaCommand(program);
  addServeCommand(program);
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
    for (const part of command.commands) part.copyInheritedSettings(program);
  }
  return program;
}

// A reader that has seen enough, such as `head`, closes the pipe: no fault of anyone.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// Whatever escapes a command, for example from a thread, still ends as one line.
process.on('uncaughtException', (error) => {
  process.exit(reportError(error, false));
});

try {
  const program = createProgram();
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) {
    const told = error.code === 'commander.help' ? 'it needs one of its commands' : error.message;
    const message = told
      .replace(/^error: /, '')
      .replace(/\s*\n\s*/g, ' ')
      .replace(/\.$/, '');
    process.stderr.write(`error: command line: ${message}; see sightline --help\n`);
    process.exitCode = exitCodes.badInput;
  }
}
