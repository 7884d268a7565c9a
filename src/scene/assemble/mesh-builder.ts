import type { MeshTable } from '#model/city.ts';

/** Collects meshes one by one and returns them as the flat table of a city. */
export class MeshBuilder {
  readonly #building: number[] = [];
  readonly #vertexStart: number[] = [0];
  readonly #triangleStart: number[] = [0];
  readonly #xyz: number[] = [];
  readonly #triangles: number[] = [];

  /**
   * Adds one mesh. `xyz`: local metres on the 1/1024 m grid; `triangles`: vertex numbers within the mesh, counter-clockwise
   * seen from outside. A mesh without triangles is left out.
   */
  add(building: number, xyz: ArrayLike<number>, triangles: ArrayLike<number>): void {
    if (triangles.length === 0) return;
    this.#building.push(building);
    for (let i = 0; i < xyz.length; i += 1) this.#xyz.push(xyz[i]);
    for (let i = 0; i < triangles.length; i += 1) this.#triangles.push(triangles[i]);
    this.#vertexStart.push(this.#xyz.length / 3);
    this.#triangleStart.push(this.#triangles.length / 3);
  }

  /** The table; the builder must not be used afterwards. */
  finish(): MeshTable {
    return {
      count: this.#building.length,
      building: Uint32Array.from(this.#building),
      vertexStart: Uint32Array.from(this.#vertexStart),
      xyz: Float64Array.from(this.#xyz),
      triangleStart: Uint32Array.from(this.#triangleStart),
      triangles: Uint32Array.from(this.#triangles),
    };
  }
}
