import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** Everything that can change the built app. */
const BUILD_INPUTS = [
  'index.html',
  'package-lock.json',
  'public',
  'scenarios',
  'scenes',
  'src',
  'tsconfig.json',
  'vite.config.ts',
  'workers',
];

/**
 * Builds the app into dist/ unless dist/ already holds the build of these very sources; a hash of their bytes, kept
 * beside the build, tells. Returns the folder.
 */
export async function ensureBuild(root: string): Promise<string> {
  const folder = join(root, 'dist');
  const stamp = join(folder, '.build-stamp');
  const hash = hashInputs(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return folder;
  console.error('Building the app …');
  // Vite would take over another value, such as the one tests run with, and build the libraries' slow development forms.
  process.env['NODE_ENV'] = 'production';
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, hash);
  return folder;
}

function hashInputs(root: string): string {
  const hash = createHash('sha256');
  for (const path of BUILD_INPUTS.flatMap((input) => listFiles(root, input))) {
    const bytes = readFileSync(join(root, path));
    // Lengths keep two files from being taken for one with another border.
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function listFiles(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .map((name) => `${path}/${name.replaceAll('\\', '/')}`)
    .filter((file) => !/\.test\.tsx?$/.test(file) && statSync(join(root, file)).isFile())
    .sort();
}
