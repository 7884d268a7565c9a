import { type Crossing, kerbKinds } from '#model/city.ts';
import type { Bounds } from '#model/scene.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import { findId, type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';

type Kerb = (typeof kerbKinds)[number];

/** Values of `crossing` → kind. */
const kinds: Readonly<Record<string, Crossing['kind']>> = {
  traffic_signals: 'signals',
  toucan: 'signals',
  pelican: 'signals',
  puffin: 'signals',
  pegasus: 'signals',
  marked: 'marked',
  zebra: 'marked',
  uncontrolled: 'marked',
  unmarked: 'unmarked',
  informal: 'unmarked',
};

/** Where people cross a carriageway: nodes of `highway=crossing` or with `crossing` (not `no`), within `reach`. */
export function* readCrossings(geometry: OsmGeometry, reach: Bounds): Generator<null, Crossing[]> {
  const kerbs = yield* kerbsOfCrossingWays(geometry);
  const crossings: Crossing[] = [];
  let count = 0;
  for (const [node, tags] of geometry.data.nodeTags) {
    count += 1;
    if (count % 1000 === 0) yield null;
    if (!isCrossing(tags)) continue;
    const [x, y] = geometry.point(node);
    if (!boundsContain(reach, x, y)) continue;
    const id = `node/${geometry.data.nodeIds[node]}`;
    crossings.push({ id, kind: crossingKind(tags), kerb: kerbOf(tags) ?? kerbs.get(node) ?? null, x, y });
  }
  return crossings;
}

function isCrossing(tags: Tags): boolean {
  const value = tagValue(tags, 'crossing');
  if (value === 'no' || tagValue(tags, 'railway') !== undefined) return false;
  return value !== undefined || tagValue(tags, 'highway') === 'crossing';
}

function crossingKind(tags: Tags): Crossing['kind'] {
  const value = tagValue(tags, 'crossing') ?? '';
  if (tagValue(tags, 'crossing:signals') === 'yes') return 'signals';
  if (Object.hasOwn(kinds, value)) return kinds[value];
  const markings = tagValue(tags, 'crossing:markings') ?? tagValue(tags, 'crossing_ref');
  if (markings === undefined) return 'unknown';
  return markings === 'no' ? 'unmarked' : 'marked';
}

function kerbOf(tags: Tags): Kerb | null {
  const value = tagValue(tags, 'kerb') ?? '';
  if (value === 'rolled' || value === 'regular' || value === 'yes') return 'raised';
  if (value === 'no') return 'flush';
  return kerbKinds.find((kind) => kind === value) ?? null;
}

/** From flush to raised: the step that counts on a way is its highest. */
const byHeight: readonly Kerb[] = ['flush', 'lowered', 'raised'];

/** Node of a crossing → the highest kerb on the crossing way through it. */
function* kerbsOfCrossingWays(geometry: OsmGeometry): Generator<null, Map<number, Kerb>> {
  const { data } = geometry;
  const kerbs = new Map<number, Kerb>();
  for (const [way, tags] of data.wayTags.entries()) {
    if (way % 500 === 499) yield null;
    const isCrossingWay = ['footway', 'cycleway', 'path'].some((key) => tagValue(tags, key) === 'crossing');
    if (!isCrossingWay) continue;
    const nodes = [...geometry.wayRefs(way)].map((ref) => findId(data.nodeIds, ref)).filter((node) => node >= 0);
    const found = nodes.map((node) => kerbOf(data.nodeTags.get(node) ?? [])).filter((kerb) => kerb !== null);
    if (found.length === 0) continue;
    const highest = found.reduce((a, b) => (byHeight.indexOf(b) > byHeight.indexOf(a) ? b : a));
    for (const node of nodes) if (isCrossing(data.nodeTags.get(node) ?? [])) kerbs.set(node, highest);
  }
  return kerbs;
}
