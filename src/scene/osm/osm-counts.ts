import { tellsHeight } from './building-heights.ts';
import { buildingUse } from './building-outlines.ts';
import { type OsmData, type Tags, tagValue } from './osm-data.ts';
import type { OsmGeometry } from './osm-geometry.ts';
import { Pace } from './pace.ts';

/**
 * What the input holds, whatever becomes of it; the names are stable. “Complete”: every node (and every member way of a
 * relation) is in the file. `building=no` is not a building. Surveillance, lamps, signals and trees count nodes, ways and
 * relations alike.
 */
export function* countOsm(data: OsmData, geometry: OsmGeometry): Generator<null, Record<string, number>> {
  const counts = {
    nodes: data.nodeIds.length,
    ways: data.wayIds.length,
    relations: data.relations.length,
    buildingNodes: 0,
    buildingWays: 0,
    buildingWaysComplete: 0,
    buildingRelations: 0,
    buildingRelationsComplete: 0,
    buildingParts: 0,
    buildingsWithHeightOrLevels: 0,
    buildingWaysWithHeightOrLevels: 0,
    highways: 0,
    highwaysComplete: 0,
    streetLamps: 0,
    signals: 0,
    trees: 0,
    surveillance: 0,
    buildingPassages: 0,
    bridgeAreas: 0,
    barrierWays: 0,
    entranceNodes: 0,
    gateNodes: 0,
    crossingNodes: 0,
    restrictionRelations: 0,
  };
  const countAny = (tags: Tags) => {
    if (tagValue(tags, 'building:part') !== undefined && tagValue(tags, 'building:part') !== 'no')
      counts.buildingParts += 1;
    if (buildingUse(tags) !== null && tellsHeight(tags)) counts.buildingsWithHeightOrLevels += 1;
    if (tagValue(tags, 'highway') === 'street_lamp') counts.streetLamps += 1;
    if (tagValue(tags, 'highway') === 'traffic_signals') counts.signals += 1;
    if (tagValue(tags, 'natural') === 'tree') counts.trees += 1;
    if (tagValue(tags, 'man_made') === 'surveillance') counts.surveillance += 1;
  };
  for (const tags of data.nodeTags.values()) {
    countAny(tags);
    if (buildingUse(tags) !== null) counts.buildingNodes += 1;
    if (tagValue(tags, 'entrance') !== undefined) counts.entranceNodes += 1;
    if (tagValue(tags, 'barrier') === 'gate') counts.gateNodes += 1;
    if (tagValue(tags, 'highway') === 'crossing') counts.crossingNodes += 1;
  }
  const pace = new Pace();
  for (const [way, tags] of data.wayTags.entries()) {
    if (pace.due(geometry.wayRefs(way).length)) yield null;
    countAny(tags);
    if (tagValue(tags, 'tunnel') === 'building_passage') counts.buildingPassages += 1;
    if (tagValue(tags, 'man_made') === 'bridge') counts.bridgeAreas += 1;
    if (tagValue(tags, 'barrier') !== undefined) counts.barrierWays += 1;
    const isBuilding = buildingUse(tags) !== null;
    const isHighway = tagValue(tags, 'highway') !== undefined;
    if (!isBuilding && !isHighway) continue;
    const complete = geometry.isComplete(way) ? 1 : 0;
    if (isBuilding) {
      counts.buildingWays += 1;
      counts.buildingWaysComplete += complete;
      if (tellsHeight(tags)) counts.buildingWaysWithHeightOrLevels += 1;
    }
    if (isHighway) {
      counts.highways += 1;
      counts.highwaysComplete += complete;
    }
  }
  for (const relation of data.relations) {
    countAny(relation.tags);
    if (tagValue(relation.tags, 'type') === 'restriction') counts.restrictionRelations += 1;
    if (buildingUse(relation.tags) === null) continue;
    yield null;
    counts.buildingRelations += 1;
    if (geometry.isRelationComplete(relation)) counts.buildingRelationsComplete += 1;
  }
  return counts;
}
