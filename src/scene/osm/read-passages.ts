import { createBoxIndex } from '#geo/box-index.ts';
import type { Bounds } from '#model/scene.ts';
import { clipLine } from '../assemble/clip-line.ts';
import { lineLength } from '../assemble/open-line.ts';
import { insidePolygon, type Ring, ringBox } from '../assemble/ring.ts';
import { parseLengthMeters } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { streetClass, streetWidth } from './read-streets.ts';

/** Headroom of a passage that does not state one, metres (assumption: a delivery van or a fire engine passes). */
export const assumedHeadroom = 4;
const leastHeadroom = 1.8;
const mostHeadroom = 30;
/** A way must run at least this far within a building to be a passage through it, metres. */
const leastRun = 1;

/** A way under or through a building. */
export interface Passage {
  readonly id: string;
  /** Flat x, y. */
  readonly line: Float64Array;
  readonly half: number;
  /** Metres from the ground to its ceiling. */
  readonly headroom: number;
  readonly headroomGuessed: boolean;
  /** `tunnel=building_passage`; else a covered way, which may as well lie under a canopy. */
  readonly stated: boolean;
}

/** All passages of a scene, found by place. */
export class Passages {
  readonly all: readonly Passage[];
  #search: (box: readonly [number, number, number, number]) => number[];

  constructor(all: readonly Passage[]) {
    this.all = all;
    const index = createBoxIndex(all.flatMap(({ line }) => ringBox(line)));
    this.#search = (box) => index.search(...box);
  }

  /** Those that run through one of the polygons. */
  through(polygons: readonly (readonly Ring[])[]): Passage[] {
    const found = new Set<number>();
    for (const rings of polygons) {
      for (const index of this.#search(ringBox(rings[0]))) {
        if (!found.has(index) && runWithin(this.all[index].line, rings) >= leastRun) found.add(index);
      }
    }
    return [...found].sort((a, b) => a - b).map((index) => this.all[index]);
  }
}

/** Building passages and covered ways (`covered=yes`, arcades, colonnades) on the ground, within `reach`. */
export function* readPassages(geometry: OsmGeometry, reach: Bounds): Generator<null, Passages> {
  const passages: Passage[] = [];
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (way % 2000 === 1999) yield null;
    const kind = streetClass(tags);
    const stated = tagValue(tags, 'tunnel') === 'building_passage';
    if (kind === null || !(stated || isCovered(tags)) || tagValue(tags, 'area') === 'yes') continue;
    const headroom = headroomOf(tags);
    for (const line of geometry.wayRuns(way).flatMap((run) => clipLine(run, reach))) {
      passages.push({
        id: `way/${geometry.data.wayIds[way]}`,
        line,
        half: streetWidth(kind, tags).widthMeters / 2,
        headroom: headroom ?? assumedHeadroom,
        headroomGuessed: headroom === null,
        stated,
      });
    }
  }
  return new Passages(passages);
}

const coverings = new Set(['yes', 'arcade', 'colonnade']);

/** Covered, on the ground, and out of doors. */
function isCovered(tags: Tags): boolean {
  if (!coverings.has(tagValue(tags, 'covered') ?? '')) return false;
  if (tagValue(tags, 'highway') === 'corridor' || (tagValue(tags, 'indoor') ?? 'no') !== 'no') return false;
  if (tagValue(tags, 'location') === 'underground' || (tagValue(tags, 'tunnel') ?? 'no') !== 'no') return false;
  return (tagValue(tags, 'bridge') ?? 'no') === 'no' && (tagValue(tags, 'layer') ?? '0') === '0';
}

/** Physical headroom where it is stated, else the legal one, else the underside of what is above. */
function headroomOf(tags: Tags): number | null {
  for (const key of ['maxheight:physical', 'maxheight', 'min_height', 'height']) {
    const meters = parseLengthMeters(tagValue(tags, key) ?? '');
    if (meters !== null && meters >= leastHeadroom && meters <= mostHeadroom) return meters;
  }
  return null;
}

/** Metres of a line within a polygon, to about half a metre. */
function runWithin(line: Float64Array, rings: readonly Ring[]): number {
  const step = Math.max(0.5, lineLength(line) / 500);
  let inside = 0;
  for (let i = 2; i + 1 < line.length; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    const samples = Math.ceil(length / step);
    for (let k = 0; k < samples; k += 1) {
      const t = (k + 0.5) / samples;
      if (insidePolygon(rings, line[i - 2] + t * dx, line[i - 1] + t * dy)) inside += length / samples;
    }
  }
  return inside;
}
