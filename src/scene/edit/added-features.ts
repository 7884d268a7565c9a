import { createFrame, type Frame } from '#geo/frame.ts';
import { quantize } from '#geo/quantum.ts';
import type { Barrier, Building, City, Mount, PrismTable, Site, Tree, Zone } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { type EditNote, editedFeatureId, type SceneEdit } from '#model/scene-edit.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import { createPrismBuilder, normalizeRings, type PrismBuilder } from '../assemble/prism-builder.ts';
import { interiorPoint, type Ring } from '../assemble/ring.ts';
import { ringContact } from '../assemble/ring-crossings.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import { addBarrierSolid } from './barrier-solid.ts';

export type AddingEdit = Extract<SceneEdit, { readonly kind: `add-${string}` }>;

/** What a plan adds to a city, in the order of its edits. */
export interface AddedFeatures {
  readonly buildings: Building[];
  /** Solids of `buildings`, by their index in it. */
  readonly prisms: PrismTable;
  readonly barriers: Barrier[];
  readonly trees: Tree[];
  readonly mounts: Mount[];
  readonly sites: Site[];
  readonly zones: Zone[];
}

/** Farther from the origin, coordinates lose the exactness that sight is computed with, metres. */
const reachMeters = 16_000;
/** Smaller than this a drawn outline is a slip of the hand, m². */
const leastAreaSquareMeters = 0.05;

/** Makes the added features; what cannot be is left out, with a sentence in `notes`. */
export function addedFeatures(city: City, edits: readonly AddingEdit[], notes: EditNote[]): AddedFeatures {
  const builder = createPrismBuilder();
  const added = { buildings: [], barriers: [], trees: [], mounts: [], sites: [], zones: [] };
  const maker: Maker = { city, frame: createFrame(city.manifest.origin), builder, added };
  for (const edit of edits) {
    const sentence = addOne(maker, edit);
    if (sentence !== null) notes.push({ editId: edit.id, kind: 'refused', sentence });
  }
  return { ...added, prisms: builder.finish() };
}

interface Maker {
  readonly city: City;
  readonly frame: Frame;
  readonly builder: PrismBuilder;
  readonly added: Omit<AddedFeatures, 'prisms'>;
}

/** Adds a feature; gives a sentence where it cannot be. */
function addOne(maker: Maker, edit: AddingEdit): string | null {
  const { frame, added } = maker;
  const id = editedFeatureId(edit);
  switch (edit.kind) {
    case 'add-building':
      return addBuilding(maker, edit, id);
    case 'add-barrier':
      return addBarrier(maker, edit, id);
    case 'add-tree': {
      const [x, y] = frame.toLocal(...edit.position);
      if (!inReach([x, y])) return farSentence('tree');
      const { heightMeters, crownRadiusMeters } = edit;
      added.trees.push({ id, x, y, heightMeters, crownRadiusMeters });
      return null;
    }
    case 'add-mount': {
      const [x, y] = frame.toLocal(...edit.position);
      if (!inReach([x, y])) return farSentence('mount');
      added.mounts.push({ id, kind: edit.mount, x, y, heightMeters: edit.heightMeters });
      return null;
    }
    case 'add-site': {
      const rings = edit.ring === null ? [] : outline(frame, edit.ring);
      if (typeof rings === 'string') return `The added site stays out: ${rings}.`;
      const [x, y] = frame.toLocal(...edit.position);
      if (!inReach([x, y])) return farSentence('site');
      added.sites.push({ id, kind: edit.site, name: edit.name, x, y, rings });
      return null;
    }
    case 'add-zone': {
      const rings = outline(frame, edit.ring);
      if (typeof rings === 'string') return `The added zone stays out: ${rings}.`;
      added.zones.push({ id, kind: edit.zone, name: edit.name, rings });
      return null;
    }
  }
}

function addBuilding(
  { city, frame, builder, added }: Maker,
  edit: Extract<AddingEdit, { kind: 'add-building' }>,
  id: string,
): string | null {
  const rings = outline(frame, edit.ring);
  if (typeof rings === 'string') return `The added building stays out: ${rings}.`;
  const ground = quantize(lowestGround(city.terrain, rings));
  const { minHeightMeters, heightMeters } = edit;
  const raised = minHeightMeters > 0;
  const fits = builder.add(rings, ground + minHeightMeters, ground + heightMeters, raised, added.buildings.length);
  if (!fits) {
    return `The added building stays out: its top (${heightMeters} m) is not above its underside (${minHeightMeters} m).`;
  }
  const { name, use } = edit;
  added.buildings.push({ ...plainBuilding, id, name, use, heightSource: 'edited', heightMeters, minHeightMeters });
  return null;
}

function addBarrier(
  { city, frame, builder, added }: Maker,
  edit: Extract<AddingEdit, { kind: 'add-barrier' }>,
  id: string,
): string | null {
  const xy = flat(frame, edit.line);
  if (!inReach(xy)) return farSentence('barrier');
  if (xy.every((value, i) => value === xy[i % 2])) return 'The added barrier stays out: it has no length.';
  const { barrier: kind, heightMeters, opaque } = edit;
  added.barriers.push({ id, kind, xy, heightMeters, heightSource: 'edited', opaque });
  if (!opaque) return null;
  addBarrierSolid(builder, { kind, xy, heightMeters }, city.terrain, added.buildings.length);
  added.buildings.push({
    ...plainBuilding,
    id,
    structure: 'wall',
    use: kind,
    heightSource: 'edited',
    heightMeters,
  });
  return null;
}

/** The outline as rings of a city, or what is wrong with it. */
function outline(frame: Frame, ring: readonly (readonly [number, number])[]): Ring[] | string {
  const xy = flat(frame, ring);
  if (!inReach(xy)) return 'it lies more than 16 km from the middle of this city';
  const clean = normalizeRings([xy]);
  if (clean === null) return 'its outline encloses no area';
  const contact = ringContact(clean);
  if (contact === 'crossing') return 'its outline crosses itself';
  if (contact === 'touching') return 'its outline touches itself';
  if (polygonArea(clean) < leastAreaSquareMeters) return 'its outline encloses no area';
  return clean;
}

/** A point within the outline, local metres, for a site's sign; the outline's first corner where it has no area. */
export function middleOf(ring: ArrayLike<number>): readonly [x: number, y: number] {
  const clean = normalizeRings([ring]);
  return clean === null ? [ring[0], ring[1]] : interiorPoint(clean);
}

/** Places of a list of positions in a frame: an edit stays the same object while others are made, and is placed once. */
const placed = new WeakMap<
  readonly (readonly [number, number])[],
  { readonly frame: Frame; readonly xy: Float64Array }
>();

function flat(frame: Frame, points: readonly (readonly [number, number])[]): Float64Array {
  const known = placed.get(points);
  if (known !== undefined && sameOrigin(known.frame, frame)) return known.xy;
  const xy = new Float64Array(2 * points.length);
  points.forEach(([longitude, latitude], i) => xy.set(frame.toLocal(longitude, latitude), 2 * i));
  placed.set(points, { frame, xy });
  return xy;
}

function sameOrigin({ origin: a }: Frame, { origin: b }: Frame): boolean {
  return a.longitude === b.longitude && a.latitude === b.latitude;
}

function inReach(xy: ArrayLike<number>): boolean {
  for (let i = 0; i < xy.length; i += 1) if (!(Math.abs(xy[i]) <= reachMeters)) return false;
  return true;
}

function farSentence(what: string): string {
  return `The added ${what} stays out: it lies more than 16 km from the middle of this city.`;
}
