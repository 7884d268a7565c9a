import type { SourceBytes } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceFile } from '#protocol/scene-import.ts';

/** Files larger than this are refused before they are read: a page cannot hold them, bytes. */
const largestFile = 1024 ** 3;
/** A plan of 5,000 devices has about 4 MB; anything far beyond is not one, bytes. */
const largestPlan = 64 * 1024 ** 2;

/** What was dropped or chosen, told apart by content. */
export interface Intake {
  readonly sources: readonly SourceFile[];
  readonly plan: { readonly name: string; readonly text: string } | null;
}

/** Reads files and tells plans from sources of a city. */
export async function takeIn(files: readonly File[]): Promise<Outcome<Intake>> {
  if (files.length === 0)
    return failure('no-files', 'There was no file in what you dropped: drop files, not text or folders.');
  const sources: SourceFile[] = [];
  let plan: Intake['plan'] = null;
  for (const file of files) {
    if (file.size > largestFile) {
      return failure(
        'file-too-large',
        `${file.name} is larger than 1 GB, which a page cannot hold: cut it to the city first.`,
        file.name,
      );
    }
    if (file.size === 0) return failure('file-empty', `${file.name} is empty.`, file.name);
    const text = file.size <= largestPlan && file.name.endsWith('.json') ? await file.text() : null;
    if (text !== null && isPlanText(text)) {
      if (plan !== null)
        return failure('two-plans', `${plan.name} and ${file.name} are both plans: open one at a time.`, file.name);
      plan = { name: file.name, text };
    } else {
      sources.push({ name: file.name, blob: file });
    }
  }
  return success({ sources, plan });
}

/** True for a plan document, and for anything that calls itself one, so that its reader can say what is wrong with it. */
export function isPlanText(text: string): boolean {
  return /"format"\s*:\s*"sightline-scenario"/.test(text);
}

/** True for a scene package, by its first bytes. */
export async function isPackage(blob: SourceBytes): Promise<boolean> {
  const bytes = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}
