// Runs on whatever Node a fresh machine has: plain JavaScript, Node's own modules only.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, projectEnvironment, root } from './ensure-dependencies.mjs';

/**
 * Installs what is missing, then runs a script of this folder under the project's own Node with the arguments of this
 * process, and ends this process as the script ended.
 *
 * @param {string} name file name of the script
 * @param {string[]} args arguments for the script
 */
export function runScript(name, args) {
  const child = spawn(ensureDependencies(), [join(root, 'scripts', name), ...args], {
    cwd: root,
    env: projectEnvironment(),
    stdio: 'inherit',
  });
  // Ctrl+C reaches the child by itself; this process waits for it to end in order.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
