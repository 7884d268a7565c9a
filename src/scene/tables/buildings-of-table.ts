import type { Geometry } from 'geojson';
import { plainBuilding } from '#model/plain-features.ts';
import { doubleArea, type Ring, ringBox } from '../assemble/ring.ts';
import type { FeatureReading } from './feature-reading.ts';
import type { TableFeature } from './feature-table.ts';
import { type TableHeight, tableHeight } from './table-heights.ts';

/** Adds the features that are buildings to the solids of the city. */
export function createBuildingReader(reading: FeatureReading): (feature: TableFeature, geometry: Geometry) => void {
  const seen = new Set<string>();
  const { mapping, notes, solids } = reading;
  return (feature, geometry) => {
    const id = reading.idOf(feature);
    const polygons = reading.polygons(id, 'building', geometry);
    if (polygons.length === 0) return;
    const use = reading.text(feature, mapping.kind)?.toLowerCase().slice(0, 100) ?? 'yes';
    const height = tableHeight(feature.properties, mapping, use);
    const key = shapeKey(polygons, height);
    if (seen.has(key)) {
      notes.add('dropped', 'building', 'Same footprint as another building in the file; counted once.', id);
      return;
    }
    seen.add(key);
    noteHeight(reading, id, height, geometry);
    const building = solids.addBuilding({
      ...plainBuilding,
      id,
      name: reading.text(feature, mapping.name),
      use,
      heightSource: height.source,
      heightMeters: height.top,
      minHeightMeters: height.under,
      source: reading.placement.source,
    });
    for (const rings of polygons) {
      const base = solids.ground(rings);
      if (!solids.addPrism(rings, base + height.under, base + height.top, height.under > 0, building))
        notes.add('dropped', 'building', 'Its solid has no area or no height.', id);
    }
  };
}

/** The same for the same outline and heights, however it is written: box, area and corners. */
function shapeKey(polygons: readonly (readonly Ring[])[], { top, under }: TableHeight): string {
  const shapes = polygons.map((rings) =>
    rings.map((ring) => [...ringBox(ring), doubleArea(ring), ring.length].join(',')).join('/'),
  );
  return `${shapes.sort().join('|')} ${top} ${under}`;
}

function noteHeight({ notes, mapping }: FeatureReading, id: string, height: TableHeight, geometry: Geometry): void {
  if (height.unusable)
    notes.add('ignored', 'building', 'A height is unreadable, impossible, or not above the underside.', id);
  if (height.source === 'levels') notes.add('guessed', 'building', 'Height from storeys, 3 m each.', id);
  if (height.source === 'default') {
    const sentence =
      mapping.defaultHeight === null
        ? 'No usable height or storeys; the default of its type was taken.'
        : 'No height of its own: the source gives its default, or nothing.';
    notes.add('guessed', 'building', sentence, id);
  }
  if (hasHeights(geometry))
    notes.add('ignored', 'building', 'Its corners have heights, which were left aside: it stands on the ground.', id);
}

/** Whether any corner of the first ring has a third coordinate other than 0. */
function hasHeights(geometry: Geometry): boolean {
  const ring =
    geometry.type === 'Polygon'
      ? geometry.coordinates[0]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates[0]?.[0]
        : [];
  return ring?.some(([, , z]) => typeof z === 'number' && z !== 0) ?? false;
}
