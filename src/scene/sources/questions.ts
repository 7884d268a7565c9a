import { type Outcome, success } from '#model/result.ts';
import type { SourceQuestion } from '#model/source-mapping.ts';
import type { KnownInput } from './group-files.ts';
import { planSource } from './plan-import.ts';
import { isOsm } from './refusals.ts';
import { readerOf } from './source-registry.ts';

/** What has to be asked about these files before they are read, in their order. */
export async function questionsOf(known: readonly KnownInput[]): Promise<Outcome<readonly SourceQuestion[]>> {
  const questions: SourceQuestion[] = [];
  // One raster is the ground unless it says otherwise; of several somebody has to say which.
  const rasters = known.filter(({ kind }) => kind === 'geotiff').length;
  for (const source of known) {
    if (isOsm(source.kind) || source.kind === 'scene-package') continue;
    const planned = await planSource(source, null, null);
    if (!planned.ok) return planned;
    const question = planned.value === 'elevation' ? await rasterQuestion(source, rasters) : planned.value.question;
    if (question !== null) questions.push(question);
  }
  return success(questions);
}

async function rasterQuestion({ kind, input }: KnownInput, rasters: number): Promise<SourceQuestion | null> {
  const reader = rasters > 1 ? readerOf(kind) : null;
  const probe = reader === null ? null : await reader.probe(input, null);
  return probe?.ok === true ? probe.value.question : null;
}
