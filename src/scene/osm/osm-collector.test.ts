import { describe, expect, it } from 'vitest';
import { MapDraft, writeOsmJson, writeOsmXml } from '../../../test/fixtures/osm/osm-document.ts';
import { writeOsmPbf } from '../../../test/fixtures/osm/osm-pbf-writer.ts';
import { memoryLimit, OsmCollector } from './osm-collector.ts';
import type { RelationMember } from './osm-data.ts';
import { readJson } from './read-json.ts';
import { readPbf } from './read-pbf.ts';
import { readXml } from './read-xml.ts';

async function ended(work: AsyncGenerator<number, { readonly ok: boolean }>): Promise<boolean> {
  for (;;) {
    const next = await work.next();
    if (next.done === true) return next.value.ok;
  }
}

describe('the limit of what is read', () => {
  it('takes sixty million nodes and no more', () => {
    const collector = new OsmCollector();
    collector.addNode(1, 10, 50, []);
    const perNode = collector.memory;
    expect(60_000_000 * perNode).toBeLessThanOrEqual(memoryLimit);
    expect(90_000_000 * perNode).toBeGreaterThan(memoryLimit);
  });

  it('counts every member of a relation as an object', () => {
    const collector = new OsmCollector();
    const members = new Array<RelationMember>(1_000_000).fill({ type: 'way', ref: 1, role: '' });
    let relations = 0;
    while (collector.withinLimit('map').ok) {
      collector.addRelation(relations, members, []);
      relations += 1;
    }
    expect(relations).toBeLessThan(60);
    expect(collector.withinLimit('map')).toMatchObject({ ok: false, problem: { code: 'osm-too-large' } });
  });

  it('counts the text of tags, packed or not', async () => {
    const draft = new MapDraft();
    draft.node(0, 0, { note: 'x'.repeat(200) });
    const map = { nodes: draft.nodes, ways: [], relations: [] };
    const room = (bytes: number) => {
      const collector = new OsmCollector();
      while (collector.memory < memoryLimit - bytes) collector.addText((memoryLimit - bytes - collector.memory) / 2);
      return collector;
    };
    for (const bytes of [500, 2000]) {
      for (const [read, content] of [
        [readPbf, writeOsmPbf(map)],
        [readXml, writeOsmXml(map)],
        [readJson, writeOsmJson(map)],
      ] as const) {
        expect(await ended(read(new Blob([content]), 'map', room(bytes)))).toBe(bytes === 2000);
      }
    }
  });

  it('keeps one copy of a text that repeats, and counts it once', () => {
    const collector = new OsmCollector();
    collector.intern('highway');
    const once = collector.memory;
    for (let i = 0; i < 1000; i += 1) collector.intern(['high', 'way'].join(''));
    expect(collector.memory).toBe(once);
  });
});

describe('what one entity states of another', () => {
  it('counts only where the other does not come itself, before or after', () => {
    const collector = new OsmCollector();
    collector.addStatedNode(2, 1, 1);
    collector.addNode(2, 20, 20, []);
    collector.addNode(1, 10, 10, []);
    collector.addStatedNode(1, 1, 1);
    collector.addStatedNode(3, 30, 30);
    collector.addStatedWay(7, [1, 2]);
    collector.addStatedWay(8, [2, 3]);
    collector.addWay(7, [3, 1], []);
    const { nodeIds, longitudes, wayIds, refs, duplicates } = collector.finish();
    expect([...nodeIds]).toEqual([1, 2, 3]);
    expect([...longitudes]).toEqual([10, 20, 30]);
    expect([...wayIds]).toEqual([7, 8]);
    expect([...refs]).toEqual([3, 1, 2, 3]);
    expect(duplicates).toBe(0);
  });

  it('adds tags of a node that comes again, and takes none away', () => {
    const collector = new OsmCollector();
    collector.addNode(3, 10, 50, ['highway', 'crossing', 'direction', '10']);
    collector.addNode(2, 10, 50, []);
    collector.addNode(3, 11, 51, ['direction', '90', 'man_made', 'surveillance']);
    collector.addNode(2, 10, 50, ['natural', 'tree']);
    const { nodeTags, notes, longitudes } = collector.finish();
    expect(nodeTags.get(0)).toEqual(['natural', 'tree']);
    expect(nodeTags.get(1)).toEqual(['highway', 'crossing', 'direction', '10', 'man_made', 'surveillance']);
    expect([...longitudes]).toEqual([10, 10]);
    expect(notes[0]).toMatchObject({ kind: 'repaired', count: 2, ids: ['node/2', 'node/3'] });
  });

  it('sorts any order of ids, across the segments it grows by', () => {
    const collector = new OsmCollector();
    const count = 150_000;
    for (let i = 0; i < count; i += 1) collector.addNode((i * 7919) % count, 1e-4 * ((i * 7919) % count), 0, []);
    const { nodeIds, longitudes } = collector.finish();
    expect(nodeIds.length).toBe(count);
    expect(nodeIds.every((id, index) => id === index)).toBe(true);
    expect(longitudes.every((longitude, index) => longitude === 1e-4 * index)).toBe(true);
  });
});
