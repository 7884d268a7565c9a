import { describe, expect, test } from 'vitest';
import type { Mount, Portal } from '#model/city.ts';
import { deviceSchema } from '#model/device.ts';
import type { GroundBits } from '#model/results/coverage-bits.ts';
import { deviceRemark } from './device-remark.ts';
import { noGround } from './reach-ground.ts';

const portal: Portal = {
  ...{ id: 'p', kind: 'entrance', x: 0, y: 0, name: null, address: null },
  ...{ buildingId: null, barrierId: null },
};
const lamp: Mount = { id: 'lamp', kind: 'lamp', x: 0, y: 0, heightMeters: 5 };
const surroundings = { portals: [portal], mounts: [lamp] };
const some: GroundBits = { firstRow: 0, rows: 1, firstWord: 0, words: 1, bits: Uint32Array.of(1), cells: [1] };

const remark = (fields: Record<string, unknown>, ground: GroundBits | null = null) =>
  deviceRemark(
    deviceSchema.parse({ id: 'd', name: 'D', x: 0, y: 0, heightMeters: 2, ...fields }),
    ground,
    surroundings,
  );

describe('a device that covers nothing says why', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['access control without a portal', { kind: 'access' }, 'no portal yet'],
    ['access control on an unknown portal', { kind: 'access', portalId: 'x' }, 'no portal “x”'],
    ['access control without an element', { kind: 'access', portalId: 'p' }, 'no element'],
    ['a controller without a lamp', { kind: 'light' }, 'no street lamp yet'],
    ['a controller of an unknown lamp', { kind: 'light', assetId: 'x' }, 'no street lamp “x”'],
    ['a phone far from streets', { kind: 'phone' }, 'within 30 m'],
    ['a radar beside every street', { kind: 'radar' }, 'No carriageway'],
    ['a microphone beside all ground', { kind: 'acoustic' }, 'No ground'],
  ])('%s', (_name, fields, words) => {
    expect(remark(fields, noGround())).toContain(words);
  });

  test('and one that covers something says nothing', () => {
    expect(remark({ kind: 'access', portalId: 'p', functions: ['lock'] })).toBeNull();
    expect(remark({ kind: 'light', assetId: 'lamp' })).toBeNull();
    for (const kind of ['phone', 'radar', 'acoustic', 'air']) expect(remark({ kind }, some)).toBeNull();
  });
});
