import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badInput } from './run-command.ts';

/**
 * Writes beside the target and renames, so that a cancelled command leaves no half file. Links are followed; a device or
 * pipe such as /dev/null is written into, never replaced. Throws a ProblemError.
 */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const status = await stat(path).catch(() => null);
    if (status !== null && !status.isFile() && !status.isDirectory()) await writeFile(path, bytes);
    else await writeBeside(status === null ? path : await realpath(path), bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw badInput('output', `The file cannot be written (${reasons[code] ?? code}).`, path);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'not permitted',
  EPERM: 'not permitted',
  ENOSPC: 'no space is left',
};

async function writeBeside(target: string, bytes: Uint8Array): Promise<void> {
  const partial = `${target}.${process.pid}.part`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
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
