import { describe, expect, it } from 'vitest';
import type { GeographicBox } from '#model/geographic-box.ts';
import { emptyMapping, type FeatureRole } from '#model/source-mapping.ts';
import type { PlannedSource } from '../sources/plan-import.ts';
import { sharedExtent } from './shared-extent.ts';

function planned(role: FeatureRole, extent: GeographicBox | null, name = `${role}.geojson`): PlannedSource {
  return {
    kind: 'geojson',
    input: { name, files: [] },
    reader: { format: 'GeoJSON', probe: () => Promise.reject(new Error('not asked')), read: () => never() },
    extent,
    mapping: { ...emptyMapping, role },
    question: null,
  };
}

// biome-ignore lint/correctness/useYield: it is never run
async function* never(): AsyncGenerator<never, never> {
  throw new Error('not read');
}

const box = (west: number, south: number, east: number, north: number): GeographicBox => ({
  west,
  south,
  east,
  north,
});
const town = box(9.99, 49.99, 10.01, 50.01);

describe('sharedExtent', () => {
  it('is the box of buildings and streets, 100 m around, whatever lies far out', () => {
    const extent = sharedExtent(null, null, [planned('buildings', town), planned('demand', box(5, 45, 15, 55))]);
    if (!extent.ok) throw new Error(extent.problem.sentence);
    const { bounds, frame } = extent.value;
    expect(frame.origin).toEqual({ longitude: 10, latitude: 50, heightMeters: 0 });
    const [x, y] = frame.toLocal(10.01, 50.01);
    expect(bounds.maxX).toBeGreaterThanOrEqual(x + 100);
    expect(bounds.maxX).toBeLessThan(x + 105);
    expect(bounds.maxY).toBeGreaterThanOrEqual(y + 100);
  });

  it('is that of all where none gives buildings or streets', () => {
    const extent = sharedExtent(null, null, [
      planned('trees', box(9.99, 49.99, 10, 50)),
      planned('sites', box(10, 50, 10.01, 50.01)),
    ]);
    expect(extent.ok && extent.value.frame.origin.longitude).toBe(10);
  });

  it('refuses what is too wide, too far north, or nowhere, and names the file', () => {
    const problemOf = (...sources: PlannedSource[]) => {
      const extent = sharedExtent(null, null, sources);
      return extent.ok ? null : extent.problem;
    };
    expect(problemOf(planned('buildings', box(9, 49, 11, 51)))).toMatchObject({
      code: 'scene-too-wide',
      place: 'buildings.geojson',
      sentence:
        'The buildings and streets spread over 143 × 223 km; a scene holds up to 30 × 30 km, so cut out the city first.',
    });
    expect(problemOf(planned('buildings', box(9, 85, 9.01, 85.01)))?.code).toBe('scene-polar');
    expect(problemOf(planned('demand', null, 'weights.csv'))?.sentence).toContain(
      'weights.csv has no place of its own',
    );
  });
});
