import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { middleOfStreet } from './label-candidates.ts';
import { overlap, type PlacingLabel, placeLabels } from './place-labels.ts';

const screen = { width: 800, height: 600 };
const seen = () => false;

function label(candidate: number, x: number, y: number, rank = 1, text = `name ${candidate}`): PlacingLabel {
  return { candidate, text, x, y, width: 60, height: 14, rank };
}

describe('label placing', () => {
  it('lets the more important of two that collide stand', () => {
    expect(
      placeLabels([label(1, 100, 100, 5), label(2, 110, 104, 4)], [], screen, 20, seen).map((l) => l.candidate),
    ).toEqual([2]);
  });

  it('moves an important label off a marker, and not a minor one', () => {
    const marker = { left: 380, right: 420, top: 290, bottom: 310 };
    expect(placeLabels([label(1, 400, 300, 1)], [marker], screen, 20, seen)).toEqual([
      { ...label(1, 400, 300, 1), shift: 36 },
    ]);
    expect(placeLabels([label(1, 400, 300, 5)], [marker], screen, 20, seen)).toEqual([]);
  });

  it('keeps off markers and the border', () => {
    const marker = { left: 90, right: 112, top: 90, bottom: 112 };
    expect(
      placeLabels([label(1, 100, 100, 4), label(2, 20, 300), label(3, 400, 300)], [marker], screen, 20, seen).map(
        (l) => l.candidate,
      ),
    ).toEqual([3]);
  });

  it('writes a name once and passes over hidden places', () => {
    const wanted = [
      label(1, 100, 100, 1, 'A'),
      label(2, 400, 100, 1, 'A'),
      label(3, 100, 300, 1, 'B'),
      label(4, 400, 300, 2, 'B'),
    ];
    expect(placeLabels(wanted, [], screen, 20, (candidate) => candidate === 3).map((l) => l.candidate)).toEqual([1, 4]);
  });

  it('never lets two labels meet', () => {
    const any = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 5 })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(any, (points) => {
        const placed = placeLabels(
          points.map(([x, y, rank], i) => label(i, x, y, rank)),
          [],
          screen,
          25,
          seen,
        );
        const boxes = placed.map(({ x, y, shift, width, height }) => ({
          left: x - width / 2,
          right: x + width / 2,
          top: y + shift - height / 2,
          bottom: y + shift + height / 2,
        }));
        for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        expect(placed.length).toBeLessThanOrEqual(25);
      }),
    );
  });
});

describe('street names', () => {
  it('stand halfway along the street', () => {
    expect(middleOfStreet({ xy: Float64Array.of(0, 0, 30, 0, 30, 90) })).toEqual([30, 30]);
  });

  it('are left off short pieces', () => {
    expect(middleOfStreet({ xy: Float64Array.of(0, 0, 30, 0) })).toBeNull();
  });
});
