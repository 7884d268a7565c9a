import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
} from 'three';
import type { ViewFan } from './view-fan.ts';

/** Cones of any number of devices in one mesh and one set of lines. */
export interface Cone {
  readonly faces: Mesh;
  readonly lines: LineSegments;
  setColor(color: string): void;
  setVisible(visible: boolean): void;
  show(fans: readonly ViewFan[]): void;
  dispose(): void;
}

export function createCone(faceOpacity: number, lineOpacity: number): Cone {
  const common = { transparent: true, fog: false, depthWrite: false } as const;
  const faceMaterial = new MeshBasicMaterial({ ...common, opacity: faceOpacity, side: DoubleSide });
  const lineMaterial = new LineBasicMaterial({ ...common, opacity: lineOpacity });
  const faces = new Mesh(new BufferGeometry(), faceMaterial);
  const lines = new LineSegments(new BufferGeometry(), lineMaterial);
  faces.renderOrder = 5;
  lines.renderOrder = 6;
  for (const object of [faces, lines]) object.frustumCulled = false;
  return {
    faces,
    lines,
    setColor(color) {
      faceMaterial.color.set(color);
      lineMaterial.color.set(color);
    },
    setVisible(visible) {
      faces.visible = visible;
      lines.visible = visible;
    },
    show(fans) {
      const parts = fans.map(fanParts);
      setPositions(faces.geometry, concatenate(parts.map(({ triangles }) => triangles)));
      setPositions(lines.geometry, concatenate(parts.map((part) => part.lines)));
    },
    dispose() {
      for (const item of [faces.geometry, lines.geometry, faceMaterial, lineMaterial]) item.dispose();
    },
  };
}

interface FanParts {
  readonly triangles: Float32Array;
  readonly lines: Float32Array;
}

/** Kept as long as the fans: on each date of a rollout other devices of the same ones are shown. */
const madeParts = new WeakMap<ViewFan, FanParts>();

function fanParts(fan: ViewFan): FanParts {
  let parts = madeParts.get(fan);
  if (parts === undefined) {
    parts = { triangles: fanTriangles(fan), lines: fanLines(fan) };
    madeParts.set(fan, parts);
  }
  return parts;
}

/** Columns of an all-round cone that are drawn as lines. */
const spokes = 8;

/** The two sides of a fan; of a closed one a few spokes, and its rim. */
function fanLines({ apex, far, closed }: ViewFan): Float32Array {
  if (!closed) return Float32Array.from([...apex, ...far[0], ...apex, ...far[far.length - 1]]);
  const lines: number[] = [];
  const every = Math.max(1, Math.round((far.length - 1) / spokes));
  for (let i = 0; i + 1 < far.length; i += 1) {
    if (i % every === 0) lines.push(...apex, ...far[i]);
    lines.push(...far[i], ...far[i + 1]);
  }
  return Float32Array.from(lines);
}

function fanTriangles({ apex, far }: ViewFan): Float32Array {
  const triangles = new Float32Array(9 * (far.length - 1));
  for (let i = 0; i + 1 < far.length; i += 1) triangles.set([...apex, ...far[i], ...far[i + 1]], 9 * i);
  return triangles;
}

export function setPositions(geometry: BufferGeometry, positions: Float32Array): void {
  geometry.dispose();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setDrawRange(0, positions.length / 3);
}

export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
