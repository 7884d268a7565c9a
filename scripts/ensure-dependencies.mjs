// Runs on whatever Node a fresh machine has, before anything is installed: plain JavaScript, Node's own modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modules = join(root, 'node_modules');
const stamp = join(modules, '.installed-lock');

/**
 * Installs the dependencies where they are missing or belong to another package-lock.json, and returns the path of the
 * project's own Node. Ends the process with a sentence where that fails.
 *
 * @returns {string}
 */
export function ensureDependencies() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  if (readOrEmpty(stamp) !== lockHash) {
    if (!isInstalled(lockText)) install();
    writeFileSync(stamp, lockHash);
  }
  return projectNode() ?? repairNode();
}

/** The environment in which every child finds the project's own Node and tools first. */
export function projectEnvironment() {
  return { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter) };
}

function install() {
  console.error('Installing the dependencies (about a minute) …');
  const result = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status !== 0) fail(`npm ci failed (${outcome(result)}); the lines above say why.`);
}

/** True where node_modules holds exactly what the lock asks for, for example after a plain `npm install`. */
function isInstalled(lockText) {
  const installedText = readOrEmpty(join(modules, '.package-lock.json'));
  if (installedText === '') return false;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function projectNode() {
  const names = process.platform === 'win32' ? ['node.exe', 'bin/node.exe'] : ['bin/node'];
  return names.map((name) => join(modules, 'node', name)).find((path) => existsSync(path));
}

/** The package `node` fetches its binary by an install script, which `--ignore-scripts` leaves out. */
function repairNode() {
  runNpm(['rebuild', 'node']);
  const node = projectNode();
  if (node !== undefined) return node;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail('The project’s own Node is missing from node_modules; remove node_modules and run the command again.');
}

function runNpm(args) {
  // The project's own Node must not be in the way while it is being replaced.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  const isWindows = process.platform === 'win32';
  return spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    // stdout belongs to whoever called: a command's result may be read from it.
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  });
}

function outcome({ status, signal, error }) {
  if (error !== undefined) return error.code === 'ENOENT' ? 'npm is not on the PATH' : error.message;
  return signal === null ? `exit code ${status}` : `ended by ${signal}`;
}

function readOrEmpty(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function fail(sentence) {
  console.error(`error: ${sentence}`);
  process.exit(1);
}
