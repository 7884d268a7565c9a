import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Building, City, Street, StreetClass } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { plainBuilding, plainStreet } from '#model/plain-features.ts';
import { createPrismBuilder } from '../assemble/prism-builder.ts';
import { measureCity } from './city-metrics.ts';

type Polygon = readonly (readonly number[])[];

/** A city of houses (each a list of polygons; several are parts of one outline) and streets (flat x, y). */
function town(
  houses: readonly (readonly Polygon[])[],
  streets: readonly (readonly number[])[],
  kind: StreetClass = 'residential',
): City {
  const buildings: Building[] = [];
  const builder = createPrismBuilder();
  houses.forEach((polygons, house) => {
    const isPart = polygons.length > 1;
    for (const polygon of polygons) {
      builder.add(polygon, 0, 10, false, buildings.length);
      buildings.push({
        id: `${house}/${buildings.length}`,
        ...plainBuilding,
        isPart,
        outlineId: isPart ? String(house) : null,
        heightSource: 'height',
        heightMeters: 10,
      });
    }
  });
  return {
    manifest: {
      format: 'sightline-scene',
      version: 2,
      id: 'test',
      name: 'test',
      invented: true,
      origin: { longitude: 0, latitude: 0, heightMeters: 0 },
      bounds: { minX: 0, minY: 0, maxX: 100, maxY: 100 },
      attribution: [],
      sources: [],
      statistics: {},
      layers: [],
    },
    ...emptyLayers,
    buildings,
    prisms: builder.finish(),
    streets: streets.map((xy, i) => street(`${i}`, xy, kind)),
  };
}

function street(id: string, xy: readonly number[], kind: StreetClass): Street {
  return {
    ...plainStreet,
    id,
    class: kind,
    xy: Float64Array.from(xy),
  };
}

const square = (x: number, y: number, side: number) => [x, y, x + side, y, x + side, y + side, x, y + side];

describe('city metrics', () => {
  it('counts a courtyard out of the footprint, and its house among those with one', () => {
    const metrics = measureCity(
      town([[[square(0, 0, 20), square(5, 5, 10)]], [[square(40, 0, 10)]], [[square(60, 0, 5)]]], []),
    );
    expect(metrics.buildings).toBe(3);
    expect(metrics.meanFootprint).toBeCloseTo((300 + 100 + 25) / 3, 9);
    expect(metrics.medianFootprint).toBe(100);
    expect(metrics.courtyardShare).toBeCloseTo(1 / 3, 12);
  });

  it('takes parts as one house: a tower in the hole of its base leaves no courtyard', () => {
    const metrics = measureCity(town([[[square(0, 0, 20), square(5, 5, 10)], [square(5, 5, 10)]]], []));
    expect(metrics.buildings).toBe(1);
    expect(metrics.meanFootprint).toBeCloseTo(400, 9);
    expect(metrics.courtyardShare).toBe(0);
  });

  it('gives a crossing of two streets four ends and the entropy of two directions', () => {
    const metrics = measureCity(
      town(
        [],
        [
          [0, 10, 10, 10, 20, 10],
          [10, 0, 10, 10, 10, 20],
        ],
      ),
    );
    expect(metrics.crossings).toBe(1);
    expect(metrics.meanCrossingDegree).toBe(4);
    expect(metrics.orientationEntropy).toBeCloseTo(Math.log(4), 12);
    expect(metrics.streetKilometers).toBeCloseTo(0.04, 12);
  });

  it('counts a mouth as three and a bend not at all', () => {
    const metrics = measureCity(
      town(
        [],
        [
          [0, 0, 10, 0, 20, 5],
          [10, 0, 10, 9],
        ],
      ),
    );
    expect(metrics.crossings).toBe(1);
    expect(metrics.meanCrossingDegree).toBe(3);
  });

  it('leaves footways and rails out', () => {
    for (const kind of ['footway', 'rail', 'service'] as const) {
      expect(
        measureCity(
          town(
            [],
            [
              [0, 0, 10, 0],
              [10, 0, 20, 0],
              [10, 0, 10, 9],
            ],
            kind,
          ),
        ).crossings,
      ).toBe(0);
    }
  });

  it('finds no more entropy than 36 even bins hold, whatever the streets', () => {
    const line = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
        const { orientationEntropy, streetKilometers } = measureCity(
          town(
            [],
            lines.map((xy) => xy.slice(0, xy.length & ~1)),
          ),
        );
        if (streetKilometers === 0) return;
        expect(orientationEntropy).toBeGreaterThanOrEqual(Math.log(2) - 1e-9);
        expect(orientationEntropy).toBeLessThanOrEqual(Math.log(36) + 1e-9);
      }),
    );
  });
});
