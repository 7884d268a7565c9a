/**
 * Compiles the AssemblyScript kernel and writes its bytes, as text, into the source tree, so that no page, worker or
 * command has to fetch it: `node scripts/build-wasm.ts`. A test holds that the committed bytes are what the source gives.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = new URL('../src/sim/visibility/wasm/', import.meta.url);
const source = new URL('level-shadows.as', folder);
const generated = new URL('level-shadows-bytes.ts', folder);

/** The compiled module. The source's ending keeps TypeScript's tools off it; the compiler knows only .ts. */
export async function compileKernel(): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error } = await asc.main(
    ['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
    {
      readFile: (name) => (name === 'kernel.ts' ? readFileSync(source, 'utf8') : null),
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm' && typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === null) throw new Error(`The kernel does not compile: ${String(error?.message)}`);
  return binary;
}

/** The generated file of a compiled module. */
export function kernelFile(binary: Uint8Array): string {
  return [
    '/** The module that `scripts/build-wasm.ts` compiles from level-shadows.as, in base64. Generated: change the source. */',
    'export const levelShadowsBytes =',
    `  '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
}

/** The committed file. */
export function committedKernelFile(): string {
  return readFileSync(generated, 'utf8');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const binary = await compileKernel();
  writeFileSync(generated, kernelFile(binary));
  console.log(`${fileURLToPath(generated)}: ${binary.length} bytes`);
}
