import { describe, expect, it } from 'vitest';
import { emptyMapping } from '#model/source-mapping.ts';
import { mappingSentences } from './mapping-sentences.ts';

describe('mappingSentences', () => {
  it('tells property, unit and default of heights', () => {
    const mapping = { ...emptyMapping, role: 'buildings', height: 'height', defaultHeight: 8, measured: true } as const;
    expect(mappingSentences(mapping, null)).toEqual([
      'Read as buildings.',
      'Height: property height, metres; 8 m is the source’s default; measured.',
      'Coordinates: WGS 84, as the format has it.',
    ]);
  });

  it('tells columns, weights and the coordinate system that was said', () => {
    const mapping = {
      ...emptyMapping,
      role: 'demand',
      weight: 'Weight',
      weightUnit: 'share',
      joinBuilding: 'Poly',
      coordinateSystem: 'EPSG:25832',
    } as const;
    expect(mappingSentences(mapping, null)).toEqual([
      'Read as demand.',
      'Weight: property Weight, share.',
      'Building that a row is about: property Poly.',
      'Coordinates: EPSG:25832.',
    ]);
  });
});
