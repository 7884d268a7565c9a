import type { Street, TurnRestriction } from '#model/city.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { findId, type OsmRelation, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';

const kinds: Readonly<Record<string, TurnRestriction['kind']>> = {
  no_left_turn: 'no',
  no_right_turn: 'no',
  no_straight_on: 'no',
  no_u_turn: 'no',
  no_entry: 'no',
  no_exit: 'no',
  only_left_turn: 'only',
  only_right_turn: 'only',
  only_straight_on: 'only',
  only_u_turn: 'only',
};

/** Who is excepted where a restriction does not bind cars at all. */
const carWords = new Set(['motorcar', 'motor_vehicle', 'vehicle']);
/** Members beyond which a relation is no turn any more. */
const mostMembers = 30;

/** A way of a relation: its nodes' ids from end to end. */
interface MemberWay {
  readonly id: number;
  readonly first: number;
  readonly last: number;
}

interface Turn {
  readonly from: MemberWay;
  readonly node: number;
  readonly via: readonly MemberWay[];
  readonly to: MemberWay;
}

/**
 * Turn restrictions for cars between streets of the scene. Where a street is cut into pieces, the piece that ends at the
 * turn is named. Relations that miss a member, whose ways do not meet, or that the tags leave open go into the notes.
 */
export function* readRestrictions(
  geometry: OsmGeometry,
  streets: readonly Street[],
  notes: ImportNotes,
): Generator<null, TurnRestriction[]> {
  const pieces = piecesByEnd(streets);
  const restrictions: TurnRestriction[] = [];
  for (const [number, relation] of geometry.data.relations.entries()) {
    if (number % 500 === 499) yield null;
    const kind = restrictionKind(relation, notes);
    if (kind === null) continue;
    const id = `relation/${relation.id}`;
    const turns = turnsOf(geometry, relation);
    if (typeof turns === 'string') {
      notes.add(turns === incomplete ? 'truncated' : 'dropped', 'turn restriction', turns, id);
      continue;
    }
    const held = turns.flatMap((turn) => placed(geometry, pieces, kind, id, turn) ?? []);
    if (held.length === 0) notes.add('dropped', 'turn restriction', 'Its streets are not in the scene.', id);
    held.forEach((one, index) => restrictions.push(index === 0 ? one : { ...one, id: `${id}#${index + 1}` }));
  }
  return restrictions;
}

function restrictionKind({ id, tags }: OsmRelation, notes: ImportNotes): TurnRestriction['kind'] | null {
  if (tagValue(tags, 'type') !== 'restriction') return null;
  const value = tagValue(tags, 'restriction:motorcar') ?? tagValue(tags, 'restriction');
  const name = `relation/${id}`;
  if (value === undefined || !Object.hasOwn(kinds, value)) {
    notes.add(
      'ignored',
      'turn restriction',
      'Binds no cars, holds only at times, or says nothing that is known.',
      name,
    );
    return null;
  }
  if ((tagValue(tags, 'except') ?? '').split(';').some((word) => carWords.has(word.trim()))) {
    notes.add('ignored', 'turn restriction', 'Cars are excepted from it.', name);
    return null;
  }
  return kinds[value];
}

const incomplete = 'Cut at the border: not all of its members are in the file.';
const disjoint = 'Its ways do not meet end to end, so the turn is not clear.';
const wrongMembers = 'It has not exactly one way from, one via and one way to.';

/** Each pair of from and to (several only at `no_entry` and `no_exit`), or why there is none. */
function turnsOf(geometry: OsmGeometry, { members, tags }: OsmRelation): Turn[] | string {
  if (members.length > mostMembers) return wrongMembers;
  const withRole = (role: string) => members.filter((member) => member.role === role);
  const from = withRole('from');
  const via = withRole('via');
  const to = withRole('to');
  const value = tagValue(tags, 'restriction');
  const fits =
    from.length >= 1 &&
    to.length >= 1 &&
    (from.length === 1 || value === 'no_entry') &&
    (to.length === 1 || value === 'no_exit') &&
    (via.every(({ type }) => type === 'way') ? via.length > 0 : via.length === 1 && via[0].type === 'node');
  if (!fits || [...from, ...to].some(({ type }) => type !== 'way')) return wrongMembers;
  const ways = [from, via, to].map((list) =>
    list.filter(({ type }) => type === 'way').map(({ ref }) => memberWay(geometry, ref)),
  );
  if (ways.flat().includes(null)) return incomplete;
  const [fromWays, viaWays, toWays] = ways as MemberWay[][];
  const node = via[0].type === 'node' ? via[0].ref : null;
  if (node !== null && findId(geometry.data.nodeIds, node) < 0) return incomplete;
  const turns: Turn[] = [];
  for (const start of fromWays) {
    for (const end of toWays) {
      const first = node ?? sharedEnd(start, viaWays[0]);
      if (first === null || !endsAt(start, first) || !endsAt(end, chainEnd(first, viaWays))) return disjoint;
      turns.push({ from: start, node: first, via: viaWays, to: end });
    }
  }
  return turns;
}

function memberWay(geometry: OsmGeometry, ref: number): MemberWay | null {
  const way = findId(geometry.data.wayIds, ref);
  if (way < 0) return null;
  const refs = geometry.wayRefs(way);
  return refs.length < 2 ? null : { id: ref, first: refs[0], last: refs[refs.length - 1] };
}

function endsAt({ first, last }: MemberWay, node: number | null): boolean {
  return first === node || last === node;
}

function sharedEnd(a: MemberWay, b: MemberWay): number | null {
  return endsAt(b, a.last) ? a.last : endsAt(b, a.first) ? a.first : null;
}

/** Node at the far end of ways that follow each other from a node on; `null` where they do not. */
function chainEnd(node: number, ways: readonly MemberWay[]): number | null {
  let at: number | null = node;
  for (const way of ways) at = way.first === at ? way.last : way.last === at ? way.first : null;
  return at;
}

/** Way and end point → the street that is its piece there. */
type PieceEnds = ReadonlyMap<string, Street>;

function piecesByEnd(streets: readonly Street[]): PieceEnds {
  const pieces = new Map<string, Street>();
  for (const street of streets) {
    const way = street.id.replace(/#\d+$/, '');
    const { xy } = street;
    for (const at of [0, xy.length - 2]) pieces.set(`${way} ${xy[at]} ${xy[at + 1]}`, street);
  }
  return pieces;
}

function placed(
  geometry: OsmGeometry,
  pieces: PieceEnds,
  kind: TurnRestriction['kind'],
  id: string,
  turn: Turn,
): TurnRestriction | null {
  const pieceAt = (way: number, node: number) => {
    const index = findId(geometry.data.nodeIds, node);
    const [x, y] = index < 0 ? [Number.NaN, Number.NaN] : geometry.point(index);
    return pieces.get(`way/${way} ${x} ${y}`);
  };
  const index = findId(geometry.data.nodeIds, turn.node);
  if (index < 0) return null;
  const [viaX, viaY] = geometry.point(index);
  const viaStreetIds: string[] = [];
  let node: number = turn.node;
  for (const way of turn.via) {
    const piece = pieceAt(way.id, node);
    node = way.first === node ? way.last : way.first;
    // A street between that is cut at the border does not lead on.
    if (piece === undefined || piece !== pieceAt(way.id, node)) return null;
    viaStreetIds.push(piece.id);
  }
  const from = pieceAt(turn.from.id, turn.node);
  const to = pieceAt(turn.to.id, node);
  if (from === undefined || to === undefined) return null;
  return { id, kind, fromStreetId: from.id, viaX, viaY, viaStreetIds, toStreetId: to.id };
}
