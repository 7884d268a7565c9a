import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelShadowsBytes } from './level-shadows-bytes.ts';
import { decodeBase64, instantiate } from './web-assembly.ts';

test('base64 is decoded as Node does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('the kernel’s module is instantiated at once', () => {
  expect(instantiate(levelShadowsBytes)).toHaveProperty('clear');
});

test('what is no module, or an engine without WebAssembly, gives null', () => {
  expect(instantiate(Buffer.from('no module').toString('base64'))).toBeNull();
  const host = globalThis as { WebAssembly?: unknown };
  const { WebAssembly: kept } = host;
  try {
    host.WebAssembly = undefined;
    expect(instantiate(levelShadowsBytes)).toBeNull();
  } finally {
    host.WebAssembly = kept;
  }
});
