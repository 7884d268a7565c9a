import type { Project } from './project.ts';

/**
 * Tick, by group, until which what its old units saw counts as missing where nothing sees it: when all that replaces those of
 * them which go dark is live (never: endless). What is missing from then on is what the plan gives up for good, no cutover gap. 0 for
 * groups in which nothing is replaced.
 *
 * @param live,dark tick by device; −1: never
 */
export function cutoverEnds(
  { groups, devices }: Pick<Project, 'groups' | 'devices'>,
  live: ArrayLike<number>,
  dark: ArrayLike<number>,
  ends: Float64Array,
): void {
  for (let group = 0; group < groups.length; group += 1) {
    let end = 0;
    for (const old of groups[group].legacy) {
      if (dark[old] < 0) continue;
      for (const device of devices[old].replacedBy) {
        if (devices[device].liveAtStart) continue;
        end = Math.max(end, live[device] < 0 ? Number.POSITIVE_INFINITY : live[device]);
      }
    }
    ends[group] = end;
  }
}
