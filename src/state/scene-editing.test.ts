import { describe, expect, it } from 'vitest';
import { addBox, degreesAt, remove, setHeight, sketchCity } from '../../test/fixtures/edited-city.ts';
import { editableFeature, editsOf, placeOfEdit } from './scene-editing.ts';

const city = sketchCity(
  [
    { id: 'way/1', at: [0, 0, 10, 20], name: 'Town hall' },
    { id: 'way/2', at: [0, 0, 10, 20], isPart: true, outlineId: 'way/1' },
    { id: 'way/3', at: [30, 0, 40, 0.3], structure: 'wall', heightMeters: 2 },
  ],
  {
    barriers: [
      {
        id: 'way/3',
        kind: 'wall',
        xy: Float64Array.of(30, 0, 40, 0),
        heightMeters: 2,
        heightSource: 'height',
        opaque: true,
      },
    ],
  },
);
const origin = (longitude: number, latitude: number) => [longitude, latitude] as const;

describe('what can be corrected', () => {
  it('names a building and counts its parts', () => {
    expect(editableFeature(city, { kind: 'building', id: 'way/1' })).toMatchObject({
      layer: 'buildings',
      name: 'Town hall',
      parts: 1,
      hasHeight: true,
    });
  });

  it('takes a wall that was picked as a solid for the barrier it is', () => {
    expect(editableFeature(city, { kind: 'building', id: 'way/3' })).toMatchObject({
      layer: 'barriers',
      heightMeters: 2,
      heightSource: 'height',
    });
  });

  it('is nothing that is not there, and no surveillance node', () => {
    expect(editableFeature(city, { kind: 'tree', id: 'node/1' })).toBeNull();
    expect(editableFeature(city, { kind: 'surveillance', id: 'node/1' })).toBeNull();
  });
});

describe('edits of a thing', () => {
  const edits = [setHeight('a', 'way/1', 5), remove('b', 'way/3'), addBox('c', [50, 0, 60, 10])];

  it('are found by target, and an addition by the id it gives', () => {
    expect(editsOf(edits, 'buildings', 'way/1').map(({ id }) => id)).toEqual(['a']);
    expect(editsOf(edits, 'buildings', 'edit/c').map(({ id }) => id)).toEqual(['c']);
    expect(editsOf(edits, 'trees', 'way/1')).toEqual([]);
  });

  it('include those of a wall under its other layer', () => {
    expect(editsOf(edits, 'barriers', 'way/3').map(({ id }) => id)).toEqual(['b']);
  });

  it('lie where their target lies, in the first city that has it', () => {
    expect(placeOfEdit(edits[0], [null, city], origin)).toEqual([5, 10]);
    expect(placeOfEdit(edits[1], [city], origin)).toEqual([35, expect.closeTo(0.15, 3)]);
    expect(placeOfEdit(setHeight('d', 'way/9', 5), [city], origin)).toBeNull();
    const [west, south] = degreesAt(50, 0);
    const [east, north] = degreesAt(60, 10);
    const place = placeOfEdit(edits[2], [city], origin);
    expect(place?.[0]).toBeCloseTo((west + east) / 2, 7);
    expect(place?.[1]).toBeCloseTo((south + north) / 2, 7);
  });
});
