import type { Geometry, Position } from 'geojson';
import type { CoordinateSystem } from '#geo/coordinate-system.ts';
import type { SourceMapping } from '#model/source-mapping.ts';
import { CitySolids } from '../assemble/city-solids.ts';
import { boundsContain } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { type Ring, ringBox } from '../assemble/ring.ts';
import { simplePolygons } from '../assemble/simple-polygons.ts';
import type { Placement } from '../sources/source-reader.ts';
import type { TableFeature } from './feature-table.ts';
import { propertyOf, textOf } from './property-value.ts';
import { isOnGlobe } from './table-place.ts';

/** What all roles need while the features of one table become parts of a city. */
export class FeatureReading {
  readonly mapping: SourceMapping;
  readonly placement: Placement;
  readonly notes: ImportNotes;
  readonly solids: CitySolids;
  /** Name of the file without its ending; begins all ids. */
  readonly stem: string;
  readonly #system: CoordinateSystem;
  readonly #ids = new Map<string, number>();

  constructor(
    mapping: SourceMapping,
    placement: Placement,
    notes: ImportNotes,
    stem: string,
    system: CoordinateSystem,
  ) {
    this.mapping = mapping;
    this.placement = placement;
    this.notes = notes;
    this.solids = new CitySolids(placement.terrain, notes);
    this.stem = stem;
    this.#system = system;
  }

  /** `<file stem>/<id property or index>`; repeated ones get a number. */
  idOf(feature: TableFeature): string {
    const own = textOf(propertyOf(feature.properties, this.mapping.id))?.slice(0, 200);
    return this.unique(`${this.stem}/${own ?? feature.index}`);
  }

  /** The id itself the first time, then with `#2`, `#3`, …. */
  unique(id: string): string {
    const times = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, times);
    return times === 1 ? id : this.unique(`${id}#${times}`);
  }

  text(feature: TableFeature, name: string | null): string | null {
    return textOf(propertyOf(feature.properties, name));
  }

  /** Local metres on the grid, or `null` for what is no place on the globe. */
  point([east, north]: Position): [x: number, y: number] | null {
    const [longitude, latitude] = this.#system.toGeographic(east, north);
    if (!isOnGlobe(longitude, latitude)) return null;
    const [x, y] = this.placement.frame.toLocal(longitude, latitude);
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
  }

  /** Flat x, y; `null` where a position is no place. */
  line(positions: readonly Position[]): Ring | null {
    const xy = new Float64Array(positions.length * 2);
    for (const [index, position] of positions.entries()) {
      const point = this.point(position);
      if (point === null) return null;
      xy[index * 2] = point[0];
      xy[index * 2 + 1] = point[1];
    }
    return xy;
  }

  contains(x: number, y: number): boolean {
    return boundsContain(this.placement.reach, x, y);
  }

  /** The places of a point feature that lie within reach; notes the rest. */
  points(id: string, subject: string, geometry: Geometry): [x: number, y: number][] {
    const positions =
      geometry.type === 'Point' ? [geometry.coordinates] : geometry.type === 'MultiPoint' ? geometry.coordinates : [];
    const found: [number, number][] = [];
    for (const position of positions) {
      const point = this.point(position);
      if (point === null) this.notes.add('dropped', subject, 'Its coordinates are no place on the globe.', id);
      else if (!this.contains(...point)) this.notes.add('dropped', subject, 'Lies outside the scene.', id);
      else found.push(point);
    }
    return found;
  }

  /**
   * The polygons of a feature, made simple: what crosses itself is cut apart and noted; a closed line counts as one. Empty,
   * with a note, where nothing usable lies within reach.
   */
  polygons(id: string, subject: string, geometry: Geometry): (readonly Ring[])[] {
    const shapes = shapesOf(geometry);
    if (shapes === null) {
      this.notes.add('dropped', subject, 'Is no polygon, so it has no area.', id);
      return [];
    }
    const found: (readonly Ring[])[] = [];
    let outside = false;
    for (const shape of shapes) {
      const rings = shape.map((ring) => this.line(ring)).filter((ring) => ring !== null);
      if (rings.length < shape.length) {
        this.notes.add('dropped', subject, 'Its coordinates are no place on the globe.', id);
        continue;
      }
      if (rings.length > 0 && rings[0].length > 0 && !this.#meets(rings[0])) {
        outside = true;
        continue;
      }
      const simple = simplePolygons(rings);
      if (simple === null) {
        this.notes.add('dropped', subject, 'Its outline encloses no area, or could not be repaired.', id);
        continue;
      }
      if (simple.repaired)
        this.notes.add('repaired', subject, 'The outline crossed itself; it was cut apart where it does.', id);
      const inReach = simple.polygons.filter((polygon) => this.#meets(polygon[0]));
      outside ||= inReach.length === 0;
      found.push(...inReach);
    }
    if (found.length === 0 && outside) this.notes.add('dropped', subject, 'Lies outside the scene.', id);
    return found;
  }

  #meets(ring: Ring): boolean {
    const [minX, minY, maxX, maxY] = ringBox(ring);
    const { reach } = this.placement;
    return minX <= reach.maxX && maxX >= reach.minX && minY <= reach.maxY && maxY >= reach.minY;
  }
}

function shapesOf(geometry: Geometry): readonly (readonly Position[][])[] | null {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates;
  if (geometry.type !== 'LineString') return null;
  const first = geometry.coordinates[0];
  const last = geometry.coordinates[geometry.coordinates.length - 1];
  const isClosed = geometry.coordinates.length > 3 && first[0] === last[0] && first[1] === last[1];
  return isClosed ? [[geometry.coordinates]] : null;
}
