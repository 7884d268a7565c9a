import { basename } from 'node:path';
import { drive } from '#jobs/drive.ts';
import type { City } from '#model/city.ts';
import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import type { ImportReport } from '#model/import-report.ts';
import { failure, type Outcome, type Problem, ProblemError, success } from '#model/result.ts';
import { defaultImportOptions, type ImportOptions, type SourceQuestion } from '#model/source-mapping.ts';
import { importFiles, inspectFiles } from '#scene/import-files.ts';
import { readSceneFiles } from '#scene/package/read-package.ts';
import { isFolder, openInputFiles, readSceneFolder } from './input-files.ts';

export interface LoadedCity {
  readonly city: City;
  readonly report: ImportReport;
}

/**
 * One city from a scene package, a scene folder, or raw files that belong together. Bad input gives a problem whose
 * place begins with the path as it was given. Rejects with an AbortError when the signal fires.
 */
export async function loadCity(
  paths: readonly string[],
  onProgress: (progress: ImportProgress) => void,
  signal?: AbortSignal,
): Promise<Outcome<LoadedCity>> {
  try {
    if (paths.length === 1 && (await isFolder(paths[0]))) return await loadFolder(paths[0]);
    return await loadFiles(await openInputFiles(paths), paths, defaultImportOptions, onProgress, signal);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ok: false, problem: error.problem };
  }
}

/** One city from raw files, of which those at `paths` come first. As {@link loadCity} otherwise. */
export async function loadFiles(
  files: readonly SourceFile[],
  paths: readonly string[],
  options: ImportOptions,
  onProgress: (progress: ImportProgress) => void,
  signal?: AbortSignal,
): Promise<Outcome<LoadedCity>> {
  const result = await drive(importFiles(files, options), { onProgress, ...(signal === undefined ? {} : { signal }) });
  if (result.ok) return success({ city: result.city, report: result.report });
  return { ok: false, problem: withPath(result.problem, paths) };
}

/** What would be asked about these files. Throws a ProblemError with the path as its place. */
export async function questionsAbout(
  files: readonly SourceFile[],
  paths: readonly string[],
): Promise<readonly SourceQuestion[]> {
  const outcome = await inspectFiles(files);
  if (outcome.ok) return outcome.value;
  throw new ProblemError(withPath(outcome.problem, paths));
}

async function loadFolder(path: string): Promise<Outcome<LoadedCity>> {
  const files = await readSceneFolder(path);
  const outcome = await readSceneFiles(files);
  if (!outcome.ok) {
    const { code, sentence, place } = outcome.problem;
    return failure(code, sentence, place === null ? path : `${path}:${place}`);
  }
  const city = outcome.value;
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return success({ city, report: folderReport(city, basename(path), bytes) });
}

function folderReport(city: City, name: string, bytes: number): ImportReport {
  const guessed = city.buildings.filter(({ heightSource }) => heightSource === 'default').length;
  return {
    format: 'sightline-import-report',
    version: 1,
    sources: [
      {
        name,
        kind: 'scene folder',
        bytes,
        licence: '',
        attribution: city.manifest.attribution.join(', '),
        mapping: [],
        counts: {},
        guessedHeightShare: null,
      },
    ],
    counts: { ...city.manifest.statistics },
    guessedHeightShare: city.buildings.length === 0 ? 0 : guessed / city.buildings.length,
    notes: [],
  };
}

/** Readers know files by their names; people by the paths they typed. */
function withPath(problem: Problem, paths: readonly string[]): Problem {
  const { place } = problem;
  if (place === null) return paths.length === 1 ? { ...problem, place: paths[0] } : problem;
  const path = paths.find((candidate) => place === basename(candidate) || place.startsWith(`${basename(candidate)}:`));
  if (path !== undefined) return { ...problem, place: path + place.slice(basename(path).length) };
  return paths.length === 1 ? { ...problem, place: `${paths[0]}:${place}` } : problem;
}
