import type { Device } from '#model/device.ts';
import { categorySets, defaultCategorySetId } from '#model/pixel-density.ts';
import type { SessionState } from '#state/session.ts';
import { secondsText } from './gap-marks.ts';
import { type GapWalk, type WalkMoment, walkFactor } from './gap-walk.ts';

/** Names of devices that are told one by one. */
const mostNames = 4;

/** Devices that see the figure now. */
export function seeing(
  { stretch }: Pick<WalkMoment, 'stretch'>,
  { scenario }: Pick<SessionState, 'scenario'>,
): readonly Device[] {
  const ids = new Set(stretch?.deviceIds);
  return ids.size === 0 ? [] : (scenario?.devices ?? []).filter(({ id }) => ids.has(id));
}

/** “×12 · 1 min 32 s of 4 min 43 s · Outline · C-02, C-04”. */
export function walkText(moment: WalkMoment, walk: GapWalk, state: Pick<SessionState, 'scenario'>): string {
  const parts = [`×${walkFactor(walk.seconds)}`, `${secondsText(moment.seconds)} of ${secondsText(walk.seconds)}`];
  const { stretch } = moment;
  if (stretch !== null) {
    if (stretch.class !== null) parts.push(className(stretch.class, state));
    const names = seeing(moment, state).map(({ name }) => name);
    const more = names.length - mostNames;
    if (names.length > 0) parts.push(names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : ''));
  }
  return parts.join(' · ');
}

function className(best: number, { scenario }: Pick<SessionState, 'scenario'>): string {
  const { categories } = categorySets[scenario?.categorySet ?? defaultCategorySetId];
  return best === 0 ? 'seen by none' : (categories[Math.min(best, categories.length) - 1]?.name ?? '');
}
