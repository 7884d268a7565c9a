import type { GapQuestion } from '#model/gap-question.ts';
import type { ForcedCrossing } from '#model/results/gaps/approach.ts';
import type { WalkStudy } from './walk-study.ts';

export type ForcedKinds = ReadonlySet<ForcedCrossing['kind']>;

/** What was assumed of the ground, as sentences. */
export function groundNotes(
  { ground, targets, site }: WalkStudy,
  { forced }: Pick<GapQuestion, 'forced'>,
  kinds: ForcedKinds,
): string[] {
  const notes = [
    'People walk on open ground outside buildings and water, on bridges and in passages; inside buildings nothing is known.',
    'Gates and streets for people open a barrier at least 1.5 m to both sides; barriers lower than 0.5 m are stepped over.',
    'Motorways, and trunk roads where walking is forbidden, are closed but for their crossings; rails are open.',
    'A bridge and the ground below it count as one level.',
  ];
  if (targets.portals.size === 0)
    notes.push(`No door of ${site.name} is known, so the way ends where its ground or its edge is reached.`);
  if (targets.lost.length > 0)
    notes.push(
      `Nobody can stand before ${targets.lost.length} of its doors (${listed(targets.lost)}); they do not count.`,
    );
  if (forced) {
    const what =
      kinds.size === 0 ? 'none is on the best way' : `on the best way: ${[...kinds].sort().map(word).join(', ')}`;
    notes.push(`Barriers and locked gates may be overcome, each in its time; ${what}.`);
  } else if (ground.grid.forcedSeconds.size > 0) notes.push('Fences, walls, hedges and locked gates are not overcome.');
  return notes;
}

function word(kind: string): string {
  return kind.replaceAll('_', ' ');
}

function listed(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} …`;
}
