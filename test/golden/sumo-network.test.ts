import { openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFrame } from '#geo/frame.ts';
import { buildStreetNetwork } from '#geo/street-network.ts';
import { ImportNotes } from '../../src/scene/assemble/import-notes.ts';
import { sumoReader } from '../../src/scene/sumo/sumo-source.ts';
import { realData, realDataPresent } from '../real-data.ts';

describe.skipIf(!realDataPresent)('the SUMO network of Bologna', () => {
  it('has the edges and junctions that were counted, at its place, as a network', async () => {
    const name = 'acosta_buslanes.net.xml';
    const input = { name, files: [{ name, blob: await openAsBlob(realData(`sumo_bologna_acosta/${name}`)) }] };
    const probe = await sumoReader.probe(input, null);
    const extent = probe.ok ? probe.value.extent : null;
    if (extent === null) throw new Error('no extent');
    // Via Andrea Costa, west of Bologna's centre.
    expect(extent.west).toBeGreaterThan(11.3);
    expect(extent.east).toBeLessThan(11.34);
    expect(extent.south).toBeGreaterThan(44.48);
    expect(extent.north).toBeLessThan(44.51);

    const frame = createFrame({ longitude: 11.32, latitude: 44.495, heightMeters: 0 });
    const reach = { minX: -3000, minY: -3000, maxX: 3000, maxY: 3000 };
    const placement = { frame, reach, terrain: null, source: 0, localOrigin: null };
    const work = sumoReader.read(input, null, placement, new ImportNotes());
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    if (!next.value.ok) throw new Error(next.value.problem.sentence);
    const { layers, counts } = next.value.value;
    // The file holds 472 edges, of which 294 are the insides of junctions, and 145 junctions, of which 33 are.
    expect(counts).toMatchObject({ sumoEdges: 178, sumoLanes: 266, sumoJunctions: 112, sumoTrafficLights: 16 });
    expect(layers.mounts.length).toBe(16);
    expect(layers.streets.length).toBe(178);
    expect(layers.streets.every(({ oneway }) => oneway)).toBe(true);
    const network = buildStreetNetwork(layers.streets, layers.restrictions);
    expect(network.nodeCount).toBe(112);
    expect(network.edgeCount).toBe(178);
  });
});
