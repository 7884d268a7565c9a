import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import { osmDataOf } from '../../../test/fixtures/osm/osm-data-of.ts';
import { draftCentre, MapDraft } from '../../../test/fixtures/osm/osm-document.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import { cutRelationArea, sureInside, sureRelationInside } from './cut-area.ts';
import { OsmGeometry } from './osm-geometry.ts';

const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };
const missing = 999_999;

function geometryOf(draw: (draft: MapDraft) => void): OsmGeometry {
  const draft = new MapDraft();
  draw(draft);
  return new OsmGeometry(osmDataOf(draft), createFrame({ ...draftCentre, heightMeters: 0 }));
}

function areaOf(polygons: ReturnType<typeof sureInside>): number | null {
  return polygons === null ? null : polygons.reduce((sum, rings) => sum + polygonArea(rings), 0);
}

describe('solids that were cut at the border', () => {
  it('are closed along it where all that is missing lies beyond one side', () => {
    const geometry = geometryOf((draft) => {
      const nodes = [draft.node(110, 0), draft.node(80, 0), draft.node(80, 20), draft.node(110, 20)];
      draft.way([nodes[0], nodes[1], nodes[2], nodes[3], missing, nodes[0]], { building: 'yes' });
    });
    expect(areaOf(sureInside(geometry, 0, bounds))).toBeCloseTo(400, -1);
  });

  it('are not where a gap begins within, or beyond another side', () => {
    const within = geometryOf((draft) => {
      const nodes = [draft.node(90, 0), draft.node(80, 0), draft.node(80, 20), draft.node(110, 20)];
      draft.way([nodes[0], nodes[1], nodes[2], nodes[3], missing, nodes[0]]);
    });
    expect(sureInside(within, 0, bounds)).toBeNull();
    const corner = geometryOf((draft) => {
      const nodes = [draft.node(110, 80), draft.node(80, 80), draft.node(80, 110)];
      draft.way([nodes[0], nodes[1], nodes[2], missing, nodes[0]]);
    });
    expect(sureInside(corner, 0, bounds)).toBeNull();
  });

  it('keep their holes and their whole rings as relations', () => {
    const geometry = geometryOf((draft) => {
      const east = [draft.node(110, 0), draft.node(110, 40)];
      const known = draft.way([east[0], draft.node(60, 0), draft.node(60, 40), east[1]]);
      const hole = draft.rectangle(70, 10, 10, 10);
      const other = draft.rectangle(0, 0, 10, 10);
      const members = [
        [known, 'outer'],
        [missing, 'outer'],
        [hole, 'inner'],
        [other, 'outer'],
      ] as const;
      draft.relation(members, { type: 'multipolygon', building: 'yes' });
    });
    const [relation] = geometry.data.relations;
    expect(areaOf(sureRelationInside(geometry, relation, bounds))).toBeCloseTo(1600 - 100 + 100, -2);
    expect(areaOf(cutRelationArea(geometry, relation, bounds))).toBeGreaterThan(1500);
  });

  it('are left alone as relations with two open stretches or a hole that is cut', () => {
    const geometry = geometryOf((draft) => {
      const stretch = (y: number) =>
        draft.line([
          [110, y],
          [60, y],
          [60, y + 10],
          [110, y + 10],
        ]);
      const two = [stretch(0), stretch(50)];
      draft.relation([...two.map((way) => [way, 'outer'] as const), [missing, 'outer']], { type: 'multipolygon' });
      draft.relation(
        [
          [two[0], 'outer'],
          [missing, 'inner'],
        ],
        { type: 'multipolygon' },
      );
    });
    for (const relation of geometry.data.relations) {
      expect(sureRelationInside(geometry, relation, bounds)).toBeNull();
      expect(cutRelationArea(geometry, relation, bounds)).toBeNull();
    }
  });
});
