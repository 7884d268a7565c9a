import { expect, test } from 'vitest';
import { committedKernelFile, compileKernel, kernelFile } from './build-wasm.ts';

test('the committed kernel is what its source gives; else run node scripts/build-wasm.ts', async () => {
  const binary = await compileKernel();
  expect(WebAssembly.validate(binary as Uint8Array<ArrayBuffer>)).toBe(true);
  expect(committedKernelFile() === kernelFile(binary)).toBe(true);
});
