import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs the programs of bench/ one after the other, each in a process of its own, so that none warms up or burdens the
 * next. First argument: what the file's name starts or ends with; then words of which the name must hold one; options
 * (`--…`, and all after it) go to the programs. A program tells by its exit code whether its budget was kept.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const [kind = '', ...rest] = process.argv.slice(2);
const firstOption = rest.findIndex((argument) => argument.startsWith('--'));
const words = firstOption === -1 ? rest : rest.slice(0, firstOption);
const options = firstOption === -1 ? [] : rest.slice(firstOption);

const programs = readdirSync(join(root, 'bench'))
  .filter((name) => name.endsWith('.ts') && (name.startsWith(kind) || name.endsWith(kind)))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();

if (programs.length === 0) {
  console.error(`error: bench/ holds no program ${kind} ${words.join(' ')}`.trimEnd());
  process.exitCode = 2;
}

const failed: string[] = [];
for (const name of programs) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`);
  const { status } = spawnSync(process.execPath, [join(root, 'bench', name), ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
