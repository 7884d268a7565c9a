import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FacadePanels } from '#model/results/facades.ts';
import { createFacadeSlots, floatsPerSlot } from './facade-slots.ts';

function panels(count: number): FacadePanels {
  return {
    count,
    center: Float64Array.from({ length: 3 * count }, (_, i) => i),
    normal: Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 1 : 0)),
    width: new Float32Array(count).fill(3),
    height: new Float32Array(count).fill(2),
    building: new Uint32Array(count),
    residential: new Uint8Array(count),
  };
}

const paint = (entries: readonly (readonly [number, number])[]) => ({
  index: Uint32Array.from(entries, ([panel]) => panel),
  classes: Uint8Array.from(entries, ([, value]) => value),
});

/** What is drawn: class by panel. */
function drawn(slots: ReturnType<typeof createFacadeSlots>): Map<number, number> {
  return new Map(
    Array.from({ length: slots.count }, (_, slot) => {
      const at = floatsPerSlot * slot;
      return [slots.data[at] / 3, slots.data[at + 7]];
    }),
  );
}

describe('facade panels', () => {
  it('are drawn while they are seen, at their place', () => {
    const slots = createFacadeSlots(100);
    slots.setPanels(panels(10));
    slots.paint(paint([[4, 2]]));
    expect(slots.count).toBe(1);
    expect([...slots.data.subarray(0, 8)]).toEqual([12, 13, 14, 1, 0, 3, 2, 2]);
    slots.paint(paint([[4, 0]]));
    expect(slots.count).toBe(0);
  });

  it('tell what has to be sent, once', () => {
    const slots = createFacadeSlots(100);
    slots.setPanels(panels(10));
    slots.paint(
      paint([
        [1, 1],
        [2, 1],
        [3, 1],
      ]),
    );
    expect(slots.takeChanges()).toEqual({ from: 0, to: 3, grown: true });
    expect(slots.takeChanges()).toBeNull();
    slots.paint(paint([[2, 5]]));
    expect(slots.takeChanges()).toEqual({ from: 1, to: 2, grown: false });
    slots.paint(paint([[2, 5]]));
    expect(slots.takeChanges()).toBeNull();
  });

  it('beyond the bound wait until there is room', () => {
    const slots = createFacadeSlots(2);
    slots.setPanels(panels(5));
    slots.paint(
      paint([
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    );
    expect([slots.count, slots.unpainted]).toEqual([2, 1]);
    slots.paint(paint([[0, 0]]));
    expect([slots.count, slots.unpainted]).toEqual([2, 0]);
    expect(drawn(slots)).toEqual(
      new Map([
        [1, 2],
        [2, 3],
      ]),
    );
  });

  it('always are those that were painted last, whatever came before', () => {
    const change = fc.array(fc.tuple(fc.nat(19), fc.nat(7)), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const slots = createFacadeSlots(100);
        slots.setPanels(panels(20));
        const expected = new Map<number, number>();
        for (const entries of changes) {
          slots.paint(paint(entries));
          for (const [panel, value] of entries) {
            if (value === 0) expected.delete(panel);
            else expected.set(panel, value);
          }
        }
        expect(drawn(slots)).toEqual(expected);
      }),
    );
  });

  it('of another city forget those before, and numbers beyond the last are passed over', () => {
    const slots = createFacadeSlots(100);
    slots.setPanels(panels(10));
    slots.paint(paint([[9, 1]]));
    slots.setPanels(panels(3));
    slots.paint(paint([[9, 1]]));
    expect(slots.count).toBe(0);
    slots.setPanels(null);
    expect(slots.count).toBe(0);
  });
});
