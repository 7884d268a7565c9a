import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badInput } from './run-command.ts';

/** Writes beside the target and renames, so that a cancelled command leaves no half file. Throws a ProblemError. */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    const reason = code === 'ENOENT' ? 'its folder does not exist' : code;
    throw badInput('output', `The file cannot be written (${reason}).`, path);
  }
}

/** True where the path is an existing folder or ends with a slash: a scene is then written as a folder. */
export async function isFolderTarget(path: string): Promise<boolean> {
  if (/[\\/]$/.test(path)) return true;
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}

export async function writeOutputFolder(
  path: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch {
    throw badInput('output', 'The folder cannot be made.', path);
  }
  for (const { name, bytes } of files) await writeOutput(join(path, name), bytes);
}
