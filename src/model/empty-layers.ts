import type { CityLayers, MeshTable, PrismTable } from './city.ts';

const noPrisms: PrismTable = {
  count: 0,
  building: new Uint32Array(0),
  ringStart: new Uint32Array(1),
  vertexStart: new Uint32Array(1),
  xy: new Float64Array(0),
  baseZ: new Float64Array(0),
  topZ: new Float64Array(0),
  raised: new Uint8Array(0),
};

export const noMeshes: MeshTable = {
  count: 0,
  building: new Uint32Array(0),
  vertexStart: new Uint32Array(1),
  xyz: new Float64Array(0),
  triangleStart: new Uint32Array(1),
  triangles: new Uint32Array(0),
};

/** A city without anything on level ground; spread it and put in what there is. */
export const emptyLayers: CityLayers = {
  buildings: [],
  prisms: noPrisms,
  meshes: noMeshes,
  terrain: null,
  streets: [],
  restrictions: [],
  crossings: [],
  barriers: [],
  areas: [],
  mounts: [],
  trees: [],
  sites: [],
  portals: [],
  zones: [],
  surveillance: [],
  demand: [],
  trips: [],
};
