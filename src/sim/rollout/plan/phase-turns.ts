import type { Phase } from '#model/plan-records.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { waitingRound } from './waiting-round.ts';

/**
 * Per phase its place in an order in which those come first that wait for none, then those that wait for these alone, and so on; ties
 * as listed. Fails where a phase waits for
 * one that isn't there, or phases wait for each other.
 */
export function phaseTurns(phases: readonly Phase[]): Outcome<readonly number[]> {
  const numbers = new Map(phases.map(({ id }, index) => [id, index]));
  const after: number[][] = [];
  for (const [index, phase] of phases.entries()) {
    const list: number[] = [];
    for (const [place, id] of phase.after.entries()) {
      const number = numbers.get(id);
      if (number === undefined) {
        const sentence = `${phase.name} waits for the phase “${id}”, which this plan does not have.`;
        return failure('missing-reference', sentence, `phases[${index}].after[${place}]`);
      }
      list.push(number);
    }
    after.push(list);
  }
  const order = topologicalOrder(after);
  if (!order.ok) {
    const first = order.round[0] ?? 0;
    const names = order.round.map((number) => phases[number].name);
    return failure('rollout-phase-cycle', waitingRound(names), `phases[${first}].after`);
  }
  // How many phases come one after the other until it may begin.
  const depths = new Array<number>(phases.length).fill(0);
  for (const number of order.list) depths[number] = Math.max(0, ...after[number].map((before) => depths[before] + 1));
  const turns = new Array<number>(phases.length).fill(0);
  [...phases.keys()]
    .sort((a, b) => depths[a] - depths[b] || a - b)
    .forEach((number, turn) => {
      turns[number] = turn;
    });
  return success(turns);
}

/** First days of phases when none begins before one that it waits for may begin. */
export function soonestDays(
  phases: readonly Phase[],
  turns: readonly number[],
  own: readonly number[],
): readonly number[] {
  const numbers = new Map(phases.map(({ id }, index) => [id, index]));
  const days = [...own];
  const inTurn = [...phases.keys()].sort((a, b) => turns[a] - turns[b]);
  for (const number of inTurn) {
    for (const id of phases[number].after) days[number] = Math.max(days[number], days[numbers.get(id) ?? number]);
  }
  return days;
}

/**
 * Numbers in an order in which none comes before one of its `after`: as they are numbered, with those that one waits for pulled
 * ahead of it. Where some wait for each other, one such round: each waits for the next, the last for the first.
 */
export function topologicalOrder(
  after: readonly (readonly number[])[],
): { readonly ok: true; readonly list: readonly number[] } | { readonly ok: false; readonly round: readonly number[] } {
  const list: number[] = [];
  // 0: not seen, 1: on the way, 2: in the list.
  const state = new Uint8Array(after.length);
  const next = new Int32Array(after.length);
  for (let start = 0; start < after.length; start += 1) {
    if (state[start] !== 0) continue;
    const way = [start];
    state[start] = 1;
    while (way.length > 0) {
      const at = way[way.length - 1];
      const before = after[at][next[at]];
      next[at] += 1;
      if (before === undefined) {
        state[at] = 2;
        list.push(at);
        way.pop();
      } else if (state[before] === 1) {
        return { ok: false, round: way.slice(way.indexOf(before)) };
      } else if (state[before] === 0) {
        state[before] = 1;
        way.push(before);
      }
    }
  }
  return { ok: true, list };
}
