import { strToU8, type Zippable, zipSync } from 'fflate';

/** Files of an archive carry one and the same time, so that equal tables make equal bytes. */
const fileTime = '1980-01-01T00:00:00Z';

/** Tables as one ZIP file. */
export function tablesArchive(
  tables: readonly { readonly name: string; readonly text: string }[],
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const { name, text } of tables) files[name] = [strToU8(text), { mtime: new Date(fileTime) }];
  return zipSync(files);
}
