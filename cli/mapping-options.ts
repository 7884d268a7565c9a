import { InvalidArgumentError } from 'commander';
import type { SourceFile } from '#model/import-job.ts';
import { parseJson } from '#model/json-text.ts';
import { firstFault } from '#model/schema-issue.ts';
import {
  emptyMapping,
  type ImportOptions,
  importOptionsSchema,
  type SourceMapping,
  sourceMappingSchema,
} from '#model/source-mapping.ts';
import { inspectFiles } from '#scene/import-files.ts';
import { readInputText } from './input-files.ts';
import { badInput, valueOf } from './run-command.ts';

/** One `--map`: fields of the mapping of one file, as texts. */
export interface MapOption {
  readonly file: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Parser of the repeatable `--map file:key=value,key=value`. A comma in a value is written `\,`. */
export function mapOption(text: string, earlier: readonly MapOption[] = []): readonly MapOption[] {
  const equals = text.indexOf('=');
  const colon = text.lastIndexOf(':', equals < 0 ? text.length : equals);
  if (colon <= 0) throw new InvalidArgumentError('--map must be file:key=value,key=value.');
  const fields = new Map<string, string>();
  for (const part of text.slice(colon + 1).split(/(?<!\\),/)) {
    const at = part.indexOf('=');
    const key = part.slice(0, at).trim();
    if (at < 1 || !Object.hasOwn(emptyMapping, key)) {
      const known = Object.keys(emptyMapping).join(', ');
      throw new InvalidArgumentError(`--map: “${part}” is no key=value with one of the keys ${known}.`);
    }
    fields.set(key, part.slice(at + 1).replaceAll('\\,', ','));
  }
  return [...earlier, { file: text.slice(0, colon), fields }];
}

/** Parser of `--origin lon,lat`: where the zero of a source in local coordinates lies, degrees. */
export function originOption(text: string): ImportOptions['localOrigin'] {
  const [longitude, latitude, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const checked = importOptionsSchema.shape.localOrigin.safeParse({ longitude, latitude });
  if (rest.length > 0 || !checked.success) {
    throw new InvalidArgumentError('--origin must be longitude,latitude in degrees, for example 11.34,44.49.');
  }
  return checked.data;
}

export interface MappingChoices {
  readonly map?: readonly MapOption[];
  /** Path of a file with import options. */
  readonly mapping?: string;
  readonly origin?: ImportOptions['localOrigin'];
}

/**
 * The options of an import: those of the file, then what `--map` and `--origin` say. Fields that nobody names are as the look at the
 * file guesses them. Throws a ProblemError with its place.
 */
export async function importOptionsOf(choices: MappingChoices, files: readonly SourceFile[]): Promise<ImportOptions> {
  const base = choices.mapping === undefined ? null : await readOptionsFile(choices.mapping);
  const mappings: Record<string, SourceMapping> = { ...base?.mappings };
  const named = choices.map ?? [];
  if (named.length > 0) {
    // Where the look fails, perhaps for want of the very mapping, the import tells it again.
    const questions = await inspectFiles(files);
    const guesses = new Map(questions.ok ? questions.value.map(({ file, guess }) => [file, guess]) : []);
    for (const { file, fields } of named) {
      if (files.every(({ name }) => name !== file)) {
        throw badInput('mapping-no-file', `--map names ${file}, which is not among the files.`, '--map');
      }
      const before = Object.hasOwn(mappings, file) ? mappings[file] : guesses.get(file);
      mappings[file] = mappingWith(before ?? emptyMapping, file, fields);
    }
  }
  return { mappings, localOrigin: choices.origin ?? base?.localOrigin ?? null };
}

async function readOptionsFile(path: string): Promise<ImportOptions> {
  const value = valueOf(parseJson(await readInputText(path), path));
  const checked = importOptionsSchema.safeParse(value);
  if (checked.success) return checked.data;
  const { words } = firstFault(checked.error, value);
  throw badInput('mapping-file', `${words}.`, path);
}

function mappingWith(before: SourceMapping, file: string, fields: ReadonlyMap<string, string>): SourceMapping {
  const changes: Record<string, unknown> = {};
  for (const [key, text] of fields) {
    if (key === 'measured') changes[key] = text === 'true' ? true : text === 'false' ? false : text;
    else if (key === 'defaultHeight') changes[key] = text === '' ? null : Number(text);
    else changes[key] = text === '' && key !== 'weightUnit' ? null : text;
  }
  const changed = { ...before, ...changes };
  const checked = sourceMappingSchema.safeParse(changed);
  if (checked.success) return checked.data;
  throw badInput('mapping-value', `${file}: ${firstFault(checked.error, changed).words}.`, '--map');
}
