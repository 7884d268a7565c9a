import { createBoxIndex } from '#geo/box-index.ts';
import { subtractPolygons } from '#geo/polygon-boolean.ts';
import { insidePolygon, interiorPoint, type Ring, ringBox, ringPerimeter } from '../assemble/ring.ts';
import { hasMoreContacts } from '../assemble/ring-crossings.ts';
import { polygonArea, settlePolygons } from '../assemble/simple-polygons.ts';
import type { BuildingHeight } from './building-heights.ts';
import type { Outline } from './building-outlines.ts';
import { type OsmRelation, tagValue } from './osm-data.ts';

/** Parts that cover this share of their outline replace it altogether; the rest is drawing tolerance. */
const fullCover = 0.9;
/** What is left of an outline counts as a solid from this size and this width (area / half perimeter) on: m², m. */
const leastRestArea = 2;
const leastRestWidth = 0.5;
/** Corners of outline and parts beyond which cutting would take too long: a hundred times the most detailed building. */
const cutVertexLimit = 50_000;
/** Meetings of edges beyond which cutting would take too long (a second): parts heaped on each other, not a building. */
const cutContactLimit = 20_000;

/**
 * Outline index of every part: what a `type=building` relation says, else the smallest outline around the part's inner
 * point; −1 where there is none.
 */
export function assignParts(
  outlines: readonly Outline[],
  parts: readonly Outline[],
  relations: readonly OsmRelation[],
): Int32Array {
  const stated = statedOutlines(outlines, relations);
  const boxes = outlines.flatMap(({ polygons }) => unionBox(polygons));
  const index = createBoxIndex(boxes);
  const areas = outlines.map(({ polygons }) => polygons.reduce((sum, rings) => sum + polygonArea(rings), 0));
  return Int32Array.from(parts, (part) => {
    const known = stated.get(part.id);
    if (known !== undefined) return known;
    const [x, y] = interiorPoint(part.polygons[0]);
    let best = -1;
    for (const candidate of index.search(x, y, x, y)) {
      if (best >= 0 && areas[candidate] >= areas[best]) continue;
      if (outlines[candidate].polygons.some((rings) => insidePolygon(rings, x, y))) best = candidate;
    }
    return best;
  });
}

function statedOutlines(outlines: readonly Outline[], relations: readonly OsmRelation[]): Map<string, number> {
  const byId = new Map(outlines.map(({ id }, index) => [id, index]));
  const stated = new Map<string, number>();
  for (const relation of relations) {
    if (tagValue(relation.tags, 'type') !== 'building') continue;
    const outline = relation.members.find(({ role }) => role === 'outline');
    const at = outline === undefined ? undefined : byId.get(`${outline.type}/${outline.ref}`);
    if (at === undefined) continue;
    for (const { type, ref, role } of relation.members) {
      if (role !== 'outline') stated.set(`${type}/${ref}`, at);
    }
  }
  return stated;
}

function unionBox(polygons: readonly (readonly Ring[])[]): number[] {
  const boxes = polygons.map((rings) => ringBox(rings[0]));
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

/**
 * Whether a part takes the place of the outline beneath it. Not where their heights don't meet: many mappers tag the lower
 * storeys on the outline and only the upper ones as parts. Likewise where a part begins above the ground and ends above
 * the stated top of the outline: then the outline is the base that it stands on, not the envelope of the whole.
 */
export function replacesOutline(part: BuildingHeight, outline: BuildingHeight): boolean {
  if (outline.source === 'default') return true;
  if (part.under >= outline.top || part.top <= outline.under) return false;
  return !(part.under > outline.under && part.top > outline.top);
}

/**
 * What of an outline its parts leave: nothing where they cover it, the rest where they cover some of it. `uncertain`:
 * the difference could not be computed and the whole outline is kept.
 */
export function outlineRest(
  outline: Outline,
  parts: readonly Outline[],
): { readonly polygons: readonly (readonly Ring[])[]; readonly uncertain: boolean } {
  const whole = outline.polygons.reduce((sum, rings) => sum + polygonArea(rings), 0);
  if (tooDetailed([outline, ...parts])) return { polygons: outline.polygons, uncertain: true };
  try {
    const rest = settlePolygons(
      subtractPolygons(
        outline.polygons,
        parts.flatMap((part) => part.polygons),
      ),
    );
    const left = rest.reduce((sum, rings) => sum + polygonArea(rings), 0);
    if (left <= (1 - fullCover) * whole) return { polygons: [], uncertain: false };
    return { polygons: rest.filter(isSolidRest), uncertain: false };
  } catch {
    const covered = parts.reduce(
      (sum, part) => sum + part.polygons.reduce((area, rings) => area + polygonArea(rings), 0),
      0,
    );
    return covered >= fullCover * whole
      ? { polygons: [], uncertain: false }
      : { polygons: outline.polygons, uncertain: true };
  }
}

function tooDetailed(outlines: readonly Outline[]): boolean {
  const rings = outlines.flatMap(({ polygons }) => polygons.flat());
  const corners = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  return corners > cutVertexLimit || hasMoreContacts(rings, cutContactLimit);
}

function isSolidRest(rings: readonly Ring[]): boolean {
  const area = polygonArea(rings);
  return area >= leastRestArea && area / (ringPerimeter(rings[0]) / 2) >= leastRestWidth;
}
