import { createHasher } from '#geo/hash.ts';
import { gapRunFields } from '#model/gap-question.ts';
import type { GapJob, GapScene } from '#model/gap-scene.ts';
import { canonicalJson, inputHashSteps } from '../coverage/input-hash.ts';

const movementHashes = new WeakMap<GapScene, string>();

/** SHA-256 over everything that a gap run reads: scene, plan, devices that count, and what the run takes of the question. */
export function* gapHashSteps(scene: GapScene, job: GapJob): Generator<void, string, void> {
  const plan = yield* inputHashSteps(scene, job.scenario);
  let movement = movementHashes.get(scene);
  if (movement === undefined) {
    const hasher = createHasher().text('sightline-gap-scene 1');
    const lists: readonly (readonly object[])[] = [scene.barriers, scene.crossings, scene.restrictions, scene.trips];
    for (const list of lists) {
      hasher.doubles([list.length]);
      for (const [k, record] of list.entries()) {
        const { xy, ...rest }: { readonly xy?: Float64Array } = record;
        hasher.text(canonicalJson(rest));
        if (xy !== undefined) hasher.doubles([xy.length]).doubles(xy);
        if (k % recordsPerStep === 0) yield;
      }
    }
    movement = hasher.digest();
    movementHashes.set(scene, movement);
  }
  const question = gapRunFields[job.run].map((field) => [field, job.question[field]]);
  return createHasher()
    .text('sightline-gap-input 1')
    .text(plan)
    .text(movement)
    .text(job.run)
    .text(canonicalJson(question))
    .text(canonicalJson(job.live))
    .digest();
}

/** Records that are hashed without a step in between. */
const recordsPerStep = 100;
