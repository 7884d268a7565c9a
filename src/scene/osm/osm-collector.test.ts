import { describe, expect, it } from 'vitest';
import { MapDraft, writeOsmXml } from '../../../test/fixtures/osm/osm-document.ts';
import { writeOsmPbf } from '../../../test/fixtures/osm/osm-pbf-writer.ts';
import { entityLimit, OsmCollector } from './osm-collector.ts';
import type { RelationMember } from './osm-data.ts';
import { readPbf } from './read-pbf.ts';
import { readXml } from './read-xml.ts';

function ended(work: Generator<number, { readonly ok: boolean }>): boolean {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value.ok;
  }
}

describe('the limit of what is read', () => {
  it('counts every member of a relation as an object', () => {
    const collector = new OsmCollector();
    const members = new Array<RelationMember>(entityLimit / 20).fill({ type: 'way', ref: 1, role: '' });
    for (let id = 0; id < 19; id += 1) collector.addRelation(id, members, []);
    expect(collector.withinLimit('map').ok).toBe(true);
    collector.addRelation(19, members, []);
    expect(collector.withinLimit('map')).toMatchObject({ ok: false, problem: { code: 'osm-too-large' } });
  });

  it('counts the text of tags, packed or not', () => {
    const draft = new MapDraft();
    draft.node(0, 0, { note: 'x'.repeat(200) });
    const map = { nodes: draft.nodes, ways: [], relations: [] };
    const room = (bytes: number) => {
      const collector = new OsmCollector();
      collector.addText(entityLimit * 64 - bytes);
      return collector;
    };
    for (const bytes of [250, 2000]) {
      expect(ended(readPbf(writeOsmPbf(map), 'map', room(bytes)))).toBe(bytes === 2000);
      expect(ended(readXml(writeOsmXml(map), 'map', room(bytes)))).toBe(bytes === 2000);
    }
  });
});
