import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveillanceDirections } from './surveillance-direction.ts';

const around = (degrees: number) => ({ from: degrees - 20, to: degrees + 20 });

describe('direction of a surveillance node', () => {
  it('reads degrees, compass words, lists and ranges', () => {
    expect(surveillanceDirections({ direction: '90' })).toEqual([around(90)]);
    expect(surveillanceDirections({ direction: 'nnw' })).toEqual([around(337.5)]);
    expect(surveillanceDirections({ direction: 'North' })).toEqual([around(0)]);
    expect(surveillanceDirections({ direction: '90;180' })).toEqual([around(90), around(180)]);
    expect(surveillanceDirections({ direction: '239-284' })).toEqual([{ from: 239, to: 284 }]);
    expect(surveillanceDirections({ direction: '350-10' })).toEqual([{ from: 350, to: 370 }]);
    expect(surveillanceDirections({ direction: 'NW-NE' })).toEqual([{ from: 315, to: 405 }]);
  });

  it('takes the camera’s own direction before that of the node', () => {
    expect(surveillanceDirections({ direction: '10', 'camera:direction': '200' })).toEqual([around(200)]);
  });

  it('says nothing where nothing can be read, and never fails', () => {
    expect(surveillanceDirections({})).toEqual([]);
    expect(surveillanceDirections({ direction: 'forward' })).toEqual([]);
    fc.assert(
      fc.property(fc.string(), (direction) => {
        for (const { from, to } of surveillanceDirections({ direction })) {
          expect(Number.isFinite(from)).toBe(true);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to - from).toBeLessThan(360);
        }
      }),
    );
  });
});
