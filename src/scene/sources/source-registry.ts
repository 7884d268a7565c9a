import type { FileKind } from '../file-kind.ts';
import { sumoReader } from '../sumo/sumo-source.ts';
import type { SourceReader } from './source-reader.ts';

/** The formats that are read one file, or one set of files, at a time; OpenStreetMap's files are merged before. */
const readers: Readonly<Partial<Record<FileKind, SourceReader>>> = { sumo: sumoReader };

/** The reader of a kind of file, or `null` where there is none. */
export function readerOf(kind: FileKind): SourceReader | null {
  return readers[kind] ?? null;
}
