import { createBoxIndex } from '#geo/box-index.ts';
import type { Bounds } from '#model/scene.ts';
import { clipLine } from '../assemble/clip-line.ts';
import { lineLength } from '../assemble/open-line.ts';
import { insidePolygon, type Ring, ringBox } from '../assemble/ring.ts';
import { parseLengthMeters } from './length-value.ts';
import { type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';
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

/** Corners looked at in all; a city needs some ten thousand. Beyond it no more passages are looked for. */
const mostSteps = 200_000_000;
/** Likewise runs through buildings; a city has some hundreds. */
const mostRuns = 3_000;

/** All passages of a scene, found by place. */
export class Passages {
  readonly all: readonly Passage[];
  /** Whether the search was given up because passages and buildings are heaped on each other. */
  exhausted = false;
  #steps = 0;
  #runs = 0;
  /** Passage and first coordinate of every segment. */
  #segments: (readonly [passage: number, at: number])[] = [];
  #search: (box: readonly [number, number, number, number]) => number[];

  constructor(all: readonly Passage[]) {
    this.all = all;
    const boxes: number[] = [];
    all.forEach(({ line }, passage) => {
      for (let at = 0; at + 3 < line.length; at += 2) {
        this.#segments.push([passage, at]);
        boxes.push(...ringBox(line.subarray(at, at + 4)));
      }
    });
    const index = createBoxIndex(boxes);
    this.#search = (box) => index.search(...box);
  }

  /** Those that run through one of the polygons. */
  through(polygons: readonly (readonly Ring[])[]): Passage[] {
    const found = new Set<number>();
    for (const rings of polygons) {
      const runs = new Map<number, number>();
      for (const segment of this.#search(ringBox(rings[0]))) {
        const [passage, at] = this.#segments[segment];
        if (found.has(passage)) continue;
        runs.set(
          passage,
          (runs.get(passage) ?? 0) + this.#runWithin(this.all[passage].line.subarray(at, at + 4), rings),
        );
      }
      for (const [passage, run] of runs) if (run >= leastRun) found.add(passage);
    }
    this.#runs += found.size;
    this.exhausted ||= this.#runs > mostRuns;
    return [...found].sort((a, b) => a - b).map((index) => this.all[index]);
  }

  /** Metres of a segment within a polygon, to about half a metre. */
  #runWithin(segment: Float64Array, rings: readonly Ring[]): number {
    const [minX, minY, maxX, maxY] = ringBox(rings[0]);
    const [near] = clipLine(segment, { minX, minY, maxX, maxY });
    if (near === undefined || this.exhausted) return 0;
    const length = lineLength(near);
    const samples = Math.ceil(length / 0.5);
    this.#steps += samples * rings.reduce((sum, ring) => sum + ring.length, 0);
    this.exhausted ||= this.#steps > mostSteps;
    let inside = 0;
    for (let k = 0; k < samples; k += 1) {
      const t = (k + 0.5) / samples;
      if (insidePolygon(rings, near[0] + t * (near[2] - near[0]), near[1] + t * (near[3] - near[1]))) inside += 1;
    }
    return samples === 0 ? 0 : (inside * length) / samples;
  }
}

/** Building passages and covered ways (`covered=yes`, arcades, colonnades) on the ground, within `reach`. */
export function* readPassages(geometry: OsmGeometry, reach: Bounds): Generator<null, Passages> {
  const passages: Passage[] = [];
  const pace = new Pace();
  for (const [way, tags] of geometry.data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
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
