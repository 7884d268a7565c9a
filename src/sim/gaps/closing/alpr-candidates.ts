import type { AlprUnit } from '#model/device.ts';
import type { AlprModel } from '#model/device-model.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { readsUnder, type UnitReads } from '../traffic/unit-reads.ts';
import { type AlprMount, type AlprRoad, alprRoad, freeMounts, newPoles, posesOn } from './alpr-poses.ts';
import { type AlprTools, alprModels, alprUnit, plateRegionOf, priceOf, readsOfUnit, readsPlate } from './alpr-tools.ts';

/** A unit that reads a road well. */
export interface AlprCandidate {
  readonly unit: AlprUnit;
  readonly model: AlprModel;
  readonly reads: UnitReads;
  /** Lanes that it reads there. */
  readonly lanes: number;
  /** It reads both directions of the road. */
  readonly bothWays: boolean;
  /** Chance on the road that it was looked for, under the question's condition. */
  readonly read: number;
  readonly price: number;
}

/** Units that read less on the road are not proposed. */
export const leastProposedRead = 0.8;

/** What reads a plate in the middle of the lanes less than this, even if nothing hides it, is not tried. */
const leastPromise = 0.7;

/** Units for roads, found once per road. */
export class AlprCandidates {
  private readonly tools: AlprTools;
  private readonly bothWays: boolean;
  private readonly taken = new Set<string>();
  private readonly found = new Map<number, AlprCandidate | null>();

  /** `bothWays`: units that read both directions of a road go before those that read one. */
  constructor(tools: AlprTools, bothWays: boolean) {
    this.tools = tools;
    this.bothWays = bothWays;
  }

  /**
   * The cheapest unit that reads all lanes of a road with at least {@link leastProposedRead}, on a free mount where there is one
   * and on a new pole else; of equally cheap ones the one that reads best. Null where none does. Yields before every unit that is tried.
   */
  *of(arc: number): Generator<SimulationStep, AlprCandidate | null, void> {
    const known = this.found.get(arc);
    if (known !== undefined) return known;
    const both = this.bothWays && this.tools.graph.arcState[arc ^ 1] >= 0 ? yield* this.search(arc, true) : null;
    const best = both ?? (yield* this.search(arc, false));
    this.found.set(arc, best);
    return best;
  }

  /** A unit is put on its mount: others are searched anew elsewhere. */
  take({ unit }: AlprCandidate): void {
    const { featureId } = unit.mounting;
    if (featureId === null) return;
    this.taken.add(featureId);
    for (const [arc, candidate] of this.found) {
      if (candidate?.unit.mounting.featureId === featureId) this.found.delete(arc);
    }
  }

  private *search(arc: number, bothWays: boolean): Generator<SimulationStep, AlprCandidate | null, void> {
    const road = alprRoad(this.tools, arc, bothWays);
    if (road === null) return null;
    for (const mounts of [freeMounts(this.tools, road, this.taken), newPoles(road)]) {
      for (const model of alprModels(this.tools)) {
        let best: AlprCandidate | null = null;
        for (const mount of mounts) {
          best = better(best, yield* this.bestOn(road, mount, model, bothWays));
        }
        if (best !== null) return best;
      }
    }
    return null;
  }

  private *bestOn(
    road: AlprRoad,
    mount: AlprMount,
    model: AlprModel,
    bothWays: boolean,
  ): Generator<SimulationStep, AlprCandidate | null, void> {
    const { tools } = this;
    const plates = plateRegionOf(tools);
    let best: AlprCandidate | null = null;
    for (const { pose, plate } of posesOn(tools, road, mount, model)) {
      const unit = alprUnit(model, pose, plates, 'proposal');
      if (unit === null || readsPlate(tools, unit, plate) < leastPromise) continue;
      yield { step: 'Trying units along the streets', fraction: 0.5 };
      const reads = readsOfUnit(tools, unit);
      if (reads === null) continue;
      const along = readOn(reads, road.arc, tools.condition);
      const read = bothWays ? Math.min(along, readOn(reads, road.arc ^ 1, tools.condition)) : along;
      if (read < leastProposedRead) continue;
      best = better(best, { unit, model, reads, lanes: road.lanes, bothWays, read, price: priceOf(model) });
    }
    return best;
  }
}

function readOn(reads: UnitReads, arc: number, condition: AlprTools['condition']): number {
  const at = reads.arcs.indexOf(arc);
  return at < 0 ? 0 : readsUnder(reads, condition)[at];
}

/** Of units of one model: reads the road better, and of equal ones more roads. */
function better(a: AlprCandidate | null, b: AlprCandidate | null): AlprCandidate | null {
  if (a === null || b === null) return a ?? b;
  if (a.read !== b.read) return b.read > a.read ? b : a;
  return b.reads.arcs.length > a.reads.arcs.length ? b : a;
}
