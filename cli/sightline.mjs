#!/usr/bin/env node
// Runs on any Node from 20 on: the command line itself needs 24, which the project brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const names = process.platform === 'win32' ? ['node.exe', 'bin/node.exe'] : ['bin/node'];
const projectNode = names
  .map((name) => join(folder, '..', 'node_modules', 'node', name))
  .find((path) => existsSync(path));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('./main.ts');
} else if (projectNode === undefined) {
  console.error('error: node_modules: Sightline needs Node 24 or its own dependencies; run npm install in its folder');
  process.exit(2);
} else {
  const child = spawn(projectNode, [join(folder, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl+C in a terminal reaches the child by itself; signals sent to this process alone are passed on.
  process.on('SIGINT', () => child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
