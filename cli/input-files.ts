import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NamedFile, SourceFile } from '#model/import-job.ts';
import { badInput } from './run-command.ts';

/** Larger files are refused before they are read: they would not fit into memory beside the city. */
const fileBytesLimit = 2 ** 31 - 1;
const folderBytesLimit = 2 ** 30;

export async function isFolder(path: string): Promise<boolean> {
  return (await statusOf(path)).isDirectory();
}

/** Throws a ProblemError with the path as its place where the file is missing, unreadable or too large. */
export async function readInputFile(path: string): Promise<NamedFile> {
  await checkFile(path);
  try {
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
  } catch (error) {
    throw badInput('file-unreadable', `The file cannot be read (${codeOf(error)}).`, path);
  }
}

/** Files to be read piece by piece, in their order. Throws as {@link openInputFile} does. */
export async function openInputFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) files.push(await openInputFile(path));
  return files;
}

/** A file to be read piece by piece. Throws as {@link readInputText} does. */
export async function openInputFile(path: string): Promise<SourceFile> {
  await checkFile(path);
  try {
    return { name: basename(path), blob: await openAsBlob(path) };
  } catch (error) {
    throw badInput('file-unreadable', `The file cannot be read (${codeOf(error)}).`, path);
  }
}

async function checkFile(path: string): Promise<void> {
  const status = await statusOf(path);
  if (status.isDirectory()) throw badInput('file-folder', 'This is a folder; name a file.', path);
  if (status.size > fileBytesLimit)
    throw badInput('file-too-large', 'This file is larger than 2 GiB; cut it to the city.', path);
}

/** UTF-8 text of a file. */
export async function readInputText(path: string): Promise<string> {
  const { bytes } = await readInputFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badInput('file-encoding', 'The text of this file is not UTF-8.', path);
  }
}

/** The files of a scene folder: those directly inside it that a scene may consist of. */
export async function readSceneFolder(path: string): Promise<NamedFile[]> {
  const names = (await readdir(path)).filter((name) => /\.(json|geojson|tiff?)$/i.test(name)).sort();
  if (!names.includes('scene.json')) {
    throw badInput('folder-no-scene', 'There is no scene.json in this folder, so it is no scene.', path);
  }
  let total = 0;
  const files: NamedFile[] = [];
  for (const name of names) {
    total += (await statusOf(join(path, name))).size;
    if (total > folderBytesLimit)
      throw badInput('folder-too-large', 'The files of this scene are larger than 1 GiB.', path);
    files.push(await readInputFile(join(path, name)));
  }
  return files;
}

async function statusOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const code = codeOf(error);
    const sentence = code === 'ENOENT' ? 'There is no such file or folder.' : `It cannot be opened (${code}).`;
    throw badInput('file-missing', sentence, path);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
