import type { PortalKind } from '#model/city.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { Gap } from '../assemble/open-line.ts';
import { barrierKind } from './barrier-kinds.ts';
import { parseLengthMeters } from './length-value.ts';
import { findId, type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';
import { streetClass } from './read-streets.ts';
import { streetUsers } from './street-access.ts';

/** Width of a gate that says nothing: where cars pass, and where people do (assumptions, metres). */
export const carGateWidth = 3;
export const footGateWidth = 1.2;
const widestGate = 30;

const gateValues = new Set([
  'gate',
  'lift_gate',
  'swing_gate',
  'sliding_gate',
  'wicket_gate',
  'hampshire_gate',
  'bump_gate',
  'kissing_gate',
  'full-height_turnstile',
  'turnstile',
  'stile',
  'entrance',
  'door',
  'toll_booth',
  'border_control',
  'sally_port',
  'spikes',
]);
const bollardValues = new Set(['bollard', 'block', 'rising_bollard', 'cycle_barrier', 'motorcycle_barrier', 'planter']);

/** Kind of way through that a barrier's node is, or `null`. */
export function gateKind(tags: Tags): PortalKind | null {
  const value = tagValue(tags, 'barrier');
  if (value === undefined) return null;
  if (gateValues.has(value)) return 'gate';
  return bollardValues.has(value) ? 'bollard' : null;
}

/** Which barriers have gates on them, and where streets carry cars through. */
export class GateGaps {
  #byWay = new Map<number, Map<number, Gap>>();
  #barrierOfNode = new Map<number, number>();

  /** Way index of the barrier that a node lies on (the first in the file), or `undefined`. */
  barrierWay(node: number): number | undefined {
    return this.#barrierOfNode.get(node);
  }

  gapsOf(way: number): readonly Gap[] {
    return [...(this.#byWay.get(way)?.values() ?? [])];
  }

  /** Reads all gates on lines of barriers. */
  static *read(geometry: OsmGeometry, notes: ImportNotes): Generator<null, GateGaps> {
    const gates = new Map<number, Tags>();
    for (const [node, tags] of geometry.data.nodeTags) if (gateKind(tags) !== null) gates.set(node, tags);
    const result = new GateGaps();
    const carNodes = new Set<number>();
    const onBarrier: [way: number, node: number][] = [];
    const pace = new Pace();
    for (const [way, tags] of geometry.data.wayTags.entries()) {
      if (pace.due(geometry.wayRefs(way).length)) yield null;
      const isBarrier = barrierKind(tags) !== null;
      const street = streetClass(tags);
      const isCarStreet = street !== null && streetUsers(street, tags).car;
      if (!isBarrier && !isCarStreet) continue;
      for (const ref of geometry.wayRefs(way)) {
        const node = findId(geometry.data.nodeIds, ref);
        if (node < 0 || !geometry.data.nodeTags.has(node)) continue;
        if (isBarrier && !result.#barrierOfNode.has(node)) result.#barrierOfNode.set(node, way);
        if (!gates.has(node)) continue;
        if (isCarStreet) carNodes.add(node);
        if (isBarrier) onBarrier.push([way, node]);
      }
    }
    for (const [way, node] of onBarrier) result.#open(geometry, way, node, gates.get(node) ?? [], carNodes, notes);
    return result;
  }

  #open(
    geometry: OsmGeometry,
    way: number,
    node: number,
    tags: Tags,
    carNodes: ReadonlySet<number>,
    notes: ImportNotes,
  ): void {
    const [x, y] = geometry.point(node);
    const gaps = this.#byWay.get(way) ?? new Map<number, Gap>();
    // A closed line names the node of its seam twice.
    if (Number.isNaN(x) || gaps.has(node)) return;
    const given = parseLengthMeters(tagValue(tags, 'width') ?? tagValue(tags, 'maxwidth') ?? '');
    const known = given !== null && given > 0.2 && given <= widestGate;
    const id = `node/${geometry.data.nodeIds[node]}`;
    if (!known)
      notes.add('guessed', 'gate', `No usable width; ${carGateWidth} m for cars, ${footGateWidth} m for people.`, id);
    gaps.set(node, { x, y, width: known ? given : carNodes.has(node) ? carGateWidth : footGateWidth });
    this.#byWay.set(way, gaps);
  }
}
