import { quantize } from '#geo/quantum.ts';
import type { Area, AreaKind, Building, CityLayers, Mount, Tree } from '#model/city.ts';
import { plainBuilding } from '#model/plain-features.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { lowestGround } from '../assemble/lowest-ground.ts';
import { MeshBuilder } from '../assemble/mesh-builder.ts';
import { createPrismBuilder } from '../assemble/prism-builder.ts';
import type { Placement } from '../sources/source-reader.ts';
import type { CityJsonDocument, CityJsonGeometry, CityJsonObject } from './cityjson-document.ts';
import { localRing } from './cityjson-place.ts';
import { areaOnMap, coveredArea, isTooDetailed, triangulateFaces } from './cityjson-shapes.ts';
import { heightRange, type Surface, surfacesOf } from './cityjson-surfaces.ts';
import { roofShapeOfType } from './roof-types.ts';
import { statedHeight } from './stated-height.ts';

type ToDegrees = (x: number, y: number) => [longitude: number, latitude: number];

const buildingTypes = new Set(['Building', 'BuildingPart', 'BuildingUnit']);
const areaTypes: Readonly<Record<string, AreaKind>> = {
  Road: 'square',
  TransportSquare: 'square',
  PlantCover: 'green',
  WaterBody: 'water',
};
/** Levels of detail from here on show more than a prism can. */
const meshLod = 2;
const leastHeight = 0.5;
/** No object is larger, metres; one that is has a corner that was misread. */
const widestObject = 5_000;
/** Corners of repeated templates in all: a small file can name a large template any number of times. */
const mostRepeatedCorners = 2_000_000;
/** Kinds of objects that the counts tell apart; the format has thirty. */
const mostCountedTypes = 60;
const tallestTree = 120;
const widestCrown = 20;
/** Words by which city furniture is a lamp, in the languages of the data that were read. */
const lampWords = /lamp|light|lantaarn|leuchte|laterne|lygte|valaisin/i;

/** Collects the objects of a file as layers of the city. */
export class ObjectAssembly {
  readonly #document: CityJsonDocument;
  readonly #toDegrees: ToDegrees;
  readonly #placement: Placement;
  readonly #notes: ImportNotes;
  readonly #prisms = createPrismBuilder();
  readonly #meshes = new MeshBuilder();
  readonly #buildings: Building[] = [];
  readonly #areas: Area[] = [];
  readonly #trees: Tree[] = [];
  readonly #mounts: Mount[] = [];
  readonly #buildingIds = new Set<string>();
  /** Ids of buildings whose parts have faces. */
  readonly #withParts = new Set<string>();
  readonly #templateCorners = new Map<unknown, number>();
  #repeatedCorners = 0;
  #corners = 0;

  constructor(document: CityJsonDocument, toDegrees: ToDegrees, placement: Placement, notes: ImportNotes) {
    this.#document = document;
    this.#toDegrees = toDegrees;
    this.#placement = placement;
    this.#notes = notes;
    for (const { id, type, parents, geometry } of document.objects) {
      if (!buildingTypes.has(type)) continue;
      this.#buildingIds.add(id);
      if (geometry.length > 0 && parents.length > 0 && parents[0] !== id) this.#withParts.add(parents[0]);
    }
  }

  /** Corners of the objects that were added, so that the caller knows how much was done. */
  get corners(): number {
    return this.#corners;
  }

  add(object: CityJsonObject): void {
    const { id, type } = object;
    const areaKind =
      (Object.hasOwn(areaTypes, type) ? areaTypes[type] : undefined) ??
      (type === 'LandUse' ? landUseKind(object) : undefined);
    const wanted = buildingTypes.has(type) || areaKind !== undefined || type === 'SolitaryVegetationObject';
    if (!wanted && type !== 'CityFurniture') {
      this.#notes.add('ignored', `CityJSON ${kindOf(type)}`, ignoredSentence(type), id);
      return;
    }
    const candidates = finestFirst(object.geometry);
    if (candidates.length === 0) {
      // A building that consists of parts has no faces of its own.
      if (!buildingTypes.has(type)) this.#notes.add('dropped', `CityJSON ${kindOf(type)}`, 'Has no geometry.', id);
      return;
    }
    const found = this.#finestSurfaces(candidates, object);
    if (found === null) return;
    const { geometry, surfaces } = found;
    if (buildingTypes.has(type)) this.#addBuilding(object, geometry, surfaces);
    else if (areaKind !== undefined) this.#addAreas(object, areaKind, surfaces);
    else if (type === 'SolitaryVegetationObject') this.#addTree(object, surfaces);
    else this.#addFurniture(object, surfaces);
  }

  finish(): Pick<CityLayers, 'buildings' | 'prisms' | 'meshes' | 'areas' | 'trees' | 'mounts'> {
    return {
      buildings: this.#buildings,
      prisms: this.#prisms.finish(),
      meshes: this.#meshes.finish(),
      areas: this.#areas,
      trees: this.#trees,
      mounts: this.#mounts,
    };
  }

  /** Objects of the file by type (`cityJsonBuilding`, `cityJsonRoad`, …), and all together. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = { cityJsonObjects: this.#document.objects.length };
    for (const { type } of this.#document.objects) {
      const own = `cityJson${type.replace(/\W/g, '').slice(0, 60)}`;
      const name = own in counts || Object.keys(counts).length < mostCountedTypes ? own : 'cityJsonOther';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /** The finest geometry that can be read; of a building, the finest that has a height, else a footprint. */
  #finestSurfaces(
    candidates: readonly CityJsonGeometry[],
    object: CityJsonObject,
  ): { readonly geometry: CityJsonGeometry; readonly surfaces: readonly Surface[] } | null {
    const subject = `CityJSON ${kindOf(object.type)}`;
    let chosen: { geometry: CityJsonGeometry; faces: readonly Surface[] } | null = null;
    let fault = 'Has no faces.';
    for (const geometry of candidates) {
      const faces = this.#repeatsTooMuch(geometry) ? null : surfacesOf(geometry, object.vertices);
      if (faces === null) {
        fault = unreadSentence(geometry);
        continue;
      }
      if (faces.length === 0) continue;
      const [low, high] = heightRange(faces);
      if (!buildingTypes.has(object.type) || high - low >= leastHeight) {
        chosen = { geometry, faces };
        break;
      }
      chosen ??= { geometry, faces };
    }
    if (chosen === null) {
      this.#notes.add('dropped', subject, fault, object.id);
      return null;
    }
    if (chosen.geometry !== candidates[0])
      this.#notes.add('repaired', subject, 'Its finest faces cannot be used; coarser ones were taken.', object.id);
    const surfaces = this.#localSurfaces(chosen.faces, object);
    return surfaces === null ? null : { geometry: chosen.geometry, surfaces };
  }

  #repeatsTooMuch({ template }: CityJsonGeometry): boolean {
    if (template === null) return false;
    let corners = this.#templateCorners.get(template);
    if (corners === undefined) {
      corners = cornersIn(template.geometry.boundaries);
      this.#templateCorners.set(template, corners);
    }
    if (this.#repeatedCorners + corners > mostRepeatedCorners) return true;
    this.#repeatedCorners += corners;
    return false;
  }

  #localSurfaces(faces: readonly Surface[], { id, type }: CityJsonObject): Surface[] | null {
    const subject = `CityJSON ${kindOf(type)}`;
    const surfaces: Surface[] = [];
    for (const { rings, semantic } of faces) {
      for (const ring of rings) this.#corners += ring.length / 3;
      const local = rings.map((ring) => localRing(ring, this.#toDegrees, this.#placement.frame));
      if (local.some((ring) => ring === null)) {
        this.#notes.add('dropped', subject, 'Lies nowhere: its coordinates do not fit the system.', id);
        return null;
      }
      surfaces.push({ rings: local.filter((ring) => ring !== null), semantic });
    }
    const [first] = surfaces;
    if (!boundsContain(this.#placement.reach, first.rings[0][0], first.rings[0][1])) {
      this.#notes.add('dropped', subject, 'Lies outside the scene.', id);
      return null;
    }
    const box = boxOf(surfaces);
    if (box.maxX - box.minX > widestObject || box.maxY - box.minY > widestObject) {
      this.#notes.add('dropped', subject, 'Is wider than 5 km: one of its corners is wrong.', id);
      return null;
    }
    return surfaces;
  }

  #addBuilding(object: CityJsonObject, geometry: CityJsonGeometry, surfaces: readonly Surface[]): void {
    const { id, type, attributes } = object;
    const [low, top] = heightRange(surfaces);
    const isFlat = top - low < leastHeight;
    if (isFlat && this.#withParts.has(id)) {
      this.#notes.add('read', 'building', 'Is a footprint; its parts stand for it.', id);
      return;
    }
    const polygons = coveredArea(surfaces);
    if (polygons.length === 0) {
      this.#notes.add(
        'dropped',
        'building',
        'Its faces enclose no ground, or too many of them lie above each other.',
        id,
      );
      return;
    }
    const use = textOf(attributes['function'] ?? attributes['usage']) ?? 'yes';
    const stated = isFlat ? statedHeight(attributes, use) : null;
    const high = stated === null ? top : low + stated.meters;
    const ground = Math.min(...polygons.map((rings) => lowestGround(this.#placement.terrain, rings)));
    const index = this.#buildings.length;
    const roofs = surfaces.filter(({ semantic }) => semantic === 'RoofSurface');
    const shape = roofShapeOfType(attributes['roofType'] ?? attributes['roof_type'] ?? attributes['b3_dak_type']);
    this.#buildings.push({
      ...plainBuilding,
      id,
      name: textOf(attributes['name'] ?? attributes['naam']),
      use,
      isPart: type !== 'Building',
      outlineId: type === 'Building' ? null : this.#parentOf(object),
      heightSource: stated?.source ?? 'measured',
      heightMeters: quantize(high - low),
      roofShape: shape,
      roofHeightMeters: isFlat || shape === 'flat' || roofs.length === 0 ? 0 : quantize(high - heightRange(roofs)[0]),
      source: this.#placement.source,
    });
    for (const rings of polygons)
      this.#prisms.add(rings, quantize(ground), quantize(ground + high - low), false, index);
    if (stated !== null) {
      this.#notes.add(stated.source === 'measured' ? 'read' : 'guessed', 'building', stated.sentence, id);
      return;
    }
    this.#notes.add('read', 'building', 'Height measured by its source; it stands on the ground of this scene.', id);
    if (geometry.lod < meshLod) return;
    if (isTooDetailed(surfaces)) {
      this.#notes.add('ignored', 'building', 'Has too many corners to be drawn with its roof; it is a prism.', id);
      return;
    }
    const { xyz, triangles } = triangulateFaces(surfaces);
    for (let i = 2; i < xyz.length; i += 3) xyz[i] = quantize(xyz[i] - low + ground);
    this.#meshes.add(index, xyz, triangles);
    this.#notes.add('read', 'building', 'Drawn with its roof; it blocks sight up to the ridge, as a prism.', id);
  }

  /** The building that a part belongs to, where the file holds it. */
  #parentOf({ id, parents: [parent] }: CityJsonObject): string | null {
    return parent !== undefined && parent !== id && this.#buildingIds.has(parent) ? parent : null;
  }

  #addAreas({ id, type, attributes }: CityJsonObject, kind: AreaKind, surfaces: readonly Surface[]): void {
    const polygons = areaOnMap(surfaces);
    if (polygons.length === 0) this.#notes.add('dropped', `CityJSON ${kindOf(type)}`, 'Covers no area on the map.', id);
    else if (type === 'Road' || type === 'TransportSquare') {
      const sentence = 'Drawn as a paved area; the file has no centre lines, so there is no street to go along.';
      this.#notes.add('read', `CityJSON ${kindOf(type)}`, sentence, id);
    }
    polygons.forEach((rings, piece) => {
      this.#areas.push({ id: piece === 0 ? id : `${id}#${piece + 1}`, kind, name: textOf(attributes['name']), rings });
    });
  }

  #addTree({ id }: CityJsonObject, surfaces: readonly Surface[]): void {
    const [low, high] = heightRange(surfaces);
    const box = boxOf(surfaces);
    const height = high - low;
    if (!(height >= leastHeight && height <= tallestTree)) {
      this.#notes.add('dropped', 'tree', 'Has no height that a tree can have.', id);
      return;
    }
    this.#trees.push({
      id,
      x: quantize((box.minX + box.maxX) / 2),
      y: quantize((box.minY + box.maxY) / 2),
      heightMeters: quantize(height),
      crownRadiusMeters: quantize(
        Math.min(widestCrown, Math.max(0.2, Math.max(box.maxX - box.minX, box.maxY - box.minY) / 2)),
      ),
    });
  }

  #addFurniture({ id, attributes }: CityJsonObject, surfaces: readonly Surface[]): void {
    const words = [attributes['class'], attributes['function'], attributes['type']].map((value) => textOf(value) ?? '');
    if (!words.some((text) => lampWords.test(text))) {
      this.#notes.add('ignored', 'CityJSON CityFurniture', 'Is not named as a lamp, so it holds no device.', id);
      return;
    }
    const [low, high] = heightRange(surfaces);
    const box = boxOf(surfaces);
    const x = quantize((box.minX + box.maxX) / 2);
    const y = quantize((box.minY + box.maxY) / 2);
    this.#mounts.push({
      id,
      kind: 'lamp',
      x,
      y,
      heightMeters: high - low >= leastHeight ? quantize(high - low) : null,
    });
  }
}

function finestFirst(geometries: readonly CityJsonGeometry[]): CityJsonGeometry[] {
  return geometries
    .filter(({ type }) => type !== 'MultiPoint' && type !== 'MultiLineString')
    .sort((a, b) => b.lod - a.lod);
}

function unreadSentence({ type, template }: CityJsonGeometry): string {
  return template === null
    ? `Its ${kindOf(type)} is not as the format wants it, or names vertices that are not in the file.`
    : 'Its template is not as the format wants it, or is repeated too often.';
}

/** A type as the report names it: those of extensions may be any text. */
function kindOf(type: string): string {
  return type.slice(0, 60);
}

/** Numbers in nested lists. */
function cornersIn(boundaries: unknown, depth = 0): number {
  if (!Array.isArray(boundaries)) return 1;
  return depth > 5 ? 0 : boundaries.reduce((sum: number, inner: unknown) => sum + cornersIn(inner, depth + 1), 0);
}

function ignoredSentence(type: string): string {
  if (type.startsWith('Bridge'))
    return 'How high it hangs over the ground is not known without a terrain of the same survey.';
  if (type === 'TINRelief') return 'The ground comes from an elevation model (GeoTIFF) only.';
  return 'Has no part in sight or on the map here.';
}

/** Green where a word says so; land use that says nothing is left out. */
function landUseKind({ attributes }: CityJsonObject): AreaKind | undefined {
  const text = Object.values(attributes)
    .map((value) => textOf(value) ?? '')
    .join(' ');
  if (/grass|park|forest|green|garden|gras|groen|bos\b|wald|grün/i.test(text)) return 'green';
  return /residential|erf\b|wohn/i.test(text) ? 'residential' : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null;
}

function boxOf(surfaces: readonly Surface[]) {
  const far = Number.POSITIVE_INFINITY;
  const box = { minX: far, minY: far, maxX: -far, maxY: -far };
  for (const { rings } of surfaces) {
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 3) {
        box.minX = Math.min(box.minX, ring[i]);
        box.maxX = Math.max(box.maxX, ring[i]);
        box.minY = Math.min(box.minY, ring[i + 1]);
        box.maxY = Math.max(box.maxY, ring[i + 1]);
      }
    }
  }
  return box;
}
