import type { Portal } from '#model/city.ts';
import { neededFunctions } from '../../access/portal-states.ts';
import type { MonitoredQuestion } from '../../goals/goal-plan.ts';
import type { HeldByNumber } from './column-sets.ts';
import type { GoalAsked } from './goal-questions.ts';
import { numberLists } from './number-lists.ts';
import type { CountedShare, GateSet, ShareScale } from './table-parts.ts';

/** Portals that are locked and monitored once each function they need is given by some access unit. */
export function gateSet(
  portals: readonly Portal[],
  { members, filter }: MonitoredQuestion,
  held: HeldByNumber,
  scale: ShareScale,
  head: number,
): GateSet {
  const places = portals.filter((_, index) => members[index] === 1);
  const placeOf = new Map(places.map(({ id }, place) => [id, place]));
  const needed = places.map(neededFunctions);
  const firstFunction: number[] = [];
  let functions = 0;
  for (const list of needed) {
    firstFunction.push(functions);
    functions += list.length;
  }
  const ofDevice = numberLists(held.length, (take) => {
    for (const [number, own] of held.entries()) {
      const device = own?.device;
      if (device?.kind !== 'access' || device.portalId === null || !filter.counts(device)) continue;
      const place = placeOf.get(device.portalId);
      if (place === undefined) continue;
      needed[place].forEach((wanted, k) => {
        if (device.functions.includes(wanted)) take(number, firstFunction[place] + k);
      });
    }
  });
  return {
    needs: Uint8Array.from(needed, ({ length }) => length),
    placeOf: Uint32Array.from(needed.flatMap((list, place) => list.map(() => place))),
    ofDevice,
    scale,
    heads: [head],
    watchers: null,
  };
}

/** The goal's controllers and those of them that reach enough gateways. */
export function countedShare(
  stateOf: NonNullable<GoalAsked['controllers']>,
  held: HeldByNumber,
  head: number,
): CountedShare {
  const states = Uint8Array.from(held, (own) => {
    const inReach = own === null ? null : stateOf(own.device);
    return inReach === null ? 0 : inReach ? 2 : 1;
  });
  return { states, heads: [head] };
}
