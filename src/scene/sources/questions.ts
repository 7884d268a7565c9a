import { type Outcome, success } from '#model/result.ts';
import type { SourceQuestion } from '#model/source-mapping.ts';
import type { KnownInput } from './group-files.ts';
import { planSource } from './plan-import.ts';
import { isOsm } from './refusals.ts';

/** What has to be asked about these files before they are read, in their order. */
export async function questionsOf(known: readonly KnownInput[]): Promise<Outcome<readonly SourceQuestion[]>> {
  const questions: SourceQuestion[] = [];
  for (const source of known) {
    if (isOsm(source.kind) || source.kind === 'scene-package') continue;
    const planned = await planSource(source, null, null);
    if (!planned.ok) return planned;
    if (planned.value !== 'elevation' && planned.value.question !== null) questions.push(planned.value.question);
  }
  return success(questions);
}
