import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import { osmDataOf } from '../../../test/fixtures/osm/osm-data-of.ts';
import { draftCentre, MapDraft } from '../../../test/fixtures/osm/osm-document.ts';
import { ImportNotes } from '../assemble/import-notes.ts';
import { polygonArea } from '../assemble/simple-polygons.ts';
import { readSea } from './coastline.ts';
import { cutArea } from './cut-area.ts';
import { OsmGeometry } from './osm-geometry.ts';

const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };
const reach = { minX: -150, minY: -150, maxX: 150, maxY: 150 };

function geometryOf(draft: MapDraft, without: readonly number[] = []): OsmGeometry {
  const { nodes, ways } = draft;
  const map = { nodes: nodes.filter(({ id }) => !without.includes(id)), ways, relations: [] };
  return new OsmGeometry(osmDataOf(map), createFrame({ ...draftCentre, heightMeters: 0 }));
}

function sea(draft: MapDraft, dry: readonly number[] = []) {
  const notes = new ImportNotes();
  const areas = readSea(geometryOf(draft), bounds, reach, dry, notes);
  return { area: areas.reduce((sum, { rings }) => sum + polygonArea(rings), 0), areas, notes: notes.finish() };
}

const coast = { natural: 'coastline' };

describe('readSea', () => {
  it('has no sea without a coast', () => {
    expect(sea(new MapDraft()).areas).toEqual([]);
  });

  it('puts the water on the right of a coast that crosses the scene', () => {
    const draft = new MapDraft();
    draft.line(
      [
        [-300, 50],
        [0, 50],
        [300, 50],
      ],
      coast,
    );
    expect(sea(draft).area / (300 * 200)).toBeCloseTo(1, 2);
    const other = new MapDraft();
    other.line(
      [
        [300, 50],
        [-300, 50],
      ],
      coast,
    );
    expect(sea(other).area / (300 * 100)).toBeCloseTo(1, 1);
  });

  it('joins the ways of a coast, closes it at the border where the extract cut it, and leaves islands out', () => {
    const draft = new MapDraft();
    const middle = draft.node(0, 0);
    draft.way([middle, draft.node(95, 0)], coast);
    draft.way([draft.node(-95, 0), middle], coast);
    draft.ring(
      [
        [-20, -60],
        [20, -60],
        [20, -40],
        [-20, -40],
      ],
      coast,
    );
    const { areas, area } = sea(draft);
    expect(areas.length).toBe(1);
    expect(areas[0].rings.length).toBe(2);
    expect(area / (200 * 100 - 40 * 20)).toBeCloseTo(1, 2);
  });

  it('is all water around an island', () => {
    const draft = new MapDraft();
    draft.ring(
      [
        [-20, -20],
        [20, -20],
        [20, 20],
        [-20, 20],
      ],
      coast,
    );
    expect(sea(draft).area / (300 * 300 - 1600)).toBeCloseTo(1, 2);
  });

  it('closes two coasts of a strait', () => {
    const draft = new MapDraft();
    draft.line(
      [
        [-300, 50],
        [300, 50],
      ],
      coast,
    );
    draft.line(
      [
        [300, -50],
        [-300, -50],
      ],
      coast,
    );
    expect(sea(draft).area / (300 * 100)).toBeCloseTo(1, 1);
  });

  it('gives up, and says so, where the coast has a gap or floods the city', () => {
    const wide = { minX: -1000, minY: -1000, maxX: 1000, maxY: 1000 };
    const gap = new MapDraft();
    gap.line(
      [
        [-300, 0],
        [0, 0],
      ],
      coast,
    );
    const notes = new ImportNotes();
    expect(readSea(geometryOf(gap), wide, wide, [], notes)).toEqual([]);
    expect(notes.finish()[0]).toMatchObject({ kind: 'dropped', subject: 'sea' });
    const wrong = new MapDraft();
    wrong.line(
      [
        [-300, 50],
        [300, 50],
      ],
      coast,
    );
    expect(sea(wrong, [0, 0, 10, 0, 20, 0]).areas).toEqual([]);
  });
});

describe('cutArea', () => {
  it('closes along the border what the border cut, round a corner if need be', () => {
    const draft = new MapDraft();
    const inside = [draft.node(50, 90), draft.node(50, 50), draft.node(95, 50)];
    const way = draft.way([...inside, 999, inside[0]], { natural: 'water' });
    expect(way).toBe(4);
    const polygons = cutArea(geometryOf(draft), 0, bounds);
    expect(polygons?.length).toBe(1);
    expect(polygonArea(polygons?.[0] ?? []) / 2500).toBeCloseTo(1, 2);
  });

  it('has no area where nodes are missing in the middle', () => {
    const far = { minX: -900, minY: -900, maxX: 900, maxY: 900 };
    const draft = new MapDraft();
    const nodes = [draft.node(0, 0), draft.node(50, 0), draft.node(50, 50)];
    draft.way([...nodes, 999, nodes[0]], { natural: 'water' });
    expect(cutArea(geometryOf(draft), 0, far)).toBeNull();
    const none = new MapDraft();
    none.way([997, 998, 999, 997], { natural: 'water' });
    expect(cutArea(geometryOf(none), 0, far)).toBeNull();
  });
});
