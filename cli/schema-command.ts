import type { Command } from 'commander';
import { scenarioJsonSchema } from '#model/scenario-json-schema.ts';
import { runCommand } from './run-command.ts';

export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .action(() =>
      runCommand(async () => {
        process.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
      }),
    );
}
