import { BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial } from 'three';
import { stripeMaterial } from '../striped-material.ts';
import { setPositions } from './cone.ts';
import type { ViewFan } from './view-fan.ts';

/** Ground that old units covered, striped and outlined in the colour of what goes unobserved. */
export interface LostReach {
  readonly group: Group;
  setColor(color: string): void;
  /** @param outlines triangles of the bands around the fans, 9 numbers each */
  show(fans: readonly ViewFan[], outlines: Float32Array): void;
  dispose(): void;
}

/** Above the ground's own paint, metres. */
const lift = 0.3;

export function createLostReach(): LostReach {
  const group = new Group();
  const common = { transparent: true, fog: false, depthWrite: false, side: DoubleSide } as const;
  const fillMaterial = new MeshBasicMaterial({ ...common, opacity: 0.4 });
  const bandMaterial = new MeshBasicMaterial({ ...common, opacity: 0.95 });
  stripeMaterial(fillMaterial, { along: 'difference', every: 2.6, drawn: 0.4 });
  const fill = new Mesh(new BufferGeometry(), fillMaterial);
  const bands = new Mesh(new BufferGeometry(), bandMaterial);
  [fill, bands].forEach((mesh, i) => {
    mesh.renderOrder = 3.5 + i / 10;
    mesh.frustumCulled = false;
    mesh.visible = false;
    group.add(mesh);
  });
  return {
    group,
    setColor(color) {
      for (const material of [fillMaterial, bandMaterial]) material.color.set(color);
    },
    show(fans, outlines) {
      for (const mesh of [fill, bands]) mesh.visible = fans.length > 0;
      setPositions(fill.geometry, groundOf(fans));
      setPositions(bands.geometry, outlines);
    },
    dispose() {
      for (const item of [fill.geometry, bands.geometry, fillMaterial, bandMaterial]) item.dispose();
    },
  };
}

/** Triangles of the ground between the near and the far edge of fans. */
function groundOf(fans: readonly ViewFan[]): Float32Array {
  const positions: number[] = [];
  for (const { near, far } of fans) {
    for (let i = 0; i + 1 < far.length; i += 1) {
      const corners = [near[i], far[i], far[i + 1], near[i], far[i + 1], near[i + 1]];
      for (const [x, y, z] of corners) positions.push(x, y, z + lift);
    }
  }
  return Float32Array.from(positions);
}
