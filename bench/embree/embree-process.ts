import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the ray caster is given; numbers as float32, exact for coordinates on the 1/1024 m grid within ±16 km. */
export interface RayJob {
  /** Meshes as `export --glb` writes them. */
  readonly meshes: readonly { readonly positions: Float32Array; readonly indices: Uint32Array }[];
  readonly surface: SurfaceRaster;
  readonly cameras: readonly RayCamera[];
}

export interface RayCamera {
  readonly position: readonly [number, number, number];
  /** Whether a viewshed is asked for: it starts above the surface of the raster. */
  readonly viewshed: boolean;
  /** 3 × targets. */
  readonly targets: Float64Array;
}

/** Heights of ground and roofs at the middle of square cells, first row in the north. */
export interface SurfaceRaster {
  readonly columns: number;
  readonly rows: number;
  readonly west: number;
  readonly north: number;
  readonly cell: number;
  readonly targetHeight: number;
  readonly range: number;
  readonly heights: Float32Array;
}

const source = fileURLToPath(new URL('occlusion.cpp', import.meta.url));
const toInstall =
  'This bench needs a C++ compiler and Embree 3: on Debian apt-get install g++ libembree-dev (and libgdal32 for the viewshed).';

/** Embree (and GDAL, where it is installed) in a process of its own. */
export class EmbreeProcess {
  readonly hasViewshed: boolean;
  private readonly folder: string;
  private readonly ask: (command: string) => Promise<string>;
  private readonly end: () => Promise<void>;

  private constructor(
    folder: string,
    hasViewshed: boolean,
    ask: (command: string) => Promise<string>,
    end: () => Promise<void>,
  ) {
    this.folder = folder;
    this.hasViewshed = hasViewshed;
    this.ask = ask;
    this.end = end;
  }

  /** Compiles the program and hands it a scene; null, and a sentence on stderr, where something is not installed. */
  static async start(job: RayJob): Promise<EmbreeProcess | null> {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-embree-'));
    const program = join(folder, 'occlusion');
    const compiler = ['-O3', '-march=native', '-std=c++17', '-o', program, source, '-lembree3', '-ldl'];
    const { status, stderr } = spawnSync('g++', compiler, { encoding: 'utf8' });
    if (status !== 0) {
      rmSync(folder, { recursive: true });
      console.error(`error: ${toInstall}`);
      const reason = stderr?.split('\n').find((line) => line.includes('error'));
      if (reason !== undefined) console.error(reason);
      return null;
    }
    const scene = join(folder, 'scene.bin');
    writeFileSync(scene, encode(job));
    const child = spawn(program, [scene], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async () => {
      const line = await lines.next();
      if (line.done === true) throw new Error('The ray caster ended early.');
      return line.value;
    };
    const ask = (command: string) => {
      child.stdin.write(`${command}\n`);
      return nextLine();
    };
    const end = () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.stdin.end();
      });
    return new EmbreeProcess(folder, (await nextLine()) === 'ready viewshed', ask, end);
  }

  /** Milliseconds of one thread for all cameras. */
  async milliseconds(what: 'single' | 'packets' | 'viewshed'): Promise<number> {
    return Number(await this.ask(what));
  }

  /** One byte per target: 1 where a ray meets something before it. */
  async hidden(): Promise<Uint8Array> {
    const file = join(this.folder, 'hidden.bin');
    await this.ask(`hidden ${file}`);
    return readFileSync(file);
  }

  /** One byte per target: 1 where the viewshed sees its cell, 2 where it was not asked. */
  async seenByViewshed(): Promise<Uint8Array> {
    const file = join(this.folder, 'seen.bin');
    await this.ask(`seen ${file}`);
    return readFileSync(file);
  }

  async close(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true });
  }
}

function encode({ meshes, surface, cameras }: RayJob): Buffer {
  const parts: Buffer[] = [];
  const bytes = (array: Float32Array | Uint32Array | Int32Array | Float64Array) =>
    parts.push(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  const vertices = meshes.reduce((sum, { positions }) => sum + positions.length / 3, 0);
  bytes(Uint32Array.of(vertices));
  for (const { positions } of meshes) bytes(positions);
  bytes(Uint32Array.of(meshes.reduce((sum, { indices }) => sum + indices.length / 3, 0)));
  let first = 0;
  for (const { positions, indices } of meshes) {
    const base = first;
    bytes(indices.map((vertex) => base + vertex));
    first += positions.length / 3;
  }
  bytes(Int32Array.of(surface.columns, surface.rows));
  bytes(Float64Array.of(surface.west, surface.north, surface.cell));
  bytes(Float32Array.of(surface.targetHeight, surface.range));
  bytes(surface.heights);
  bytes(Uint32Array.of(cameras.length));
  for (const { position, viewshed, targets } of cameras) {
    bytes(Float32Array.from(position));
    bytes(Uint32Array.of(viewshed ? 1 : 0, targets.length / 3));
    bytes(Float32Array.from(targets));
  }
  return Buffer.concat(parts);
}
