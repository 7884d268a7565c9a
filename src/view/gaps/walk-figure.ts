import { type BufferGeometry, Group, Matrix4, Mesh, MeshLambertMaterial, Vector3 } from 'three';
import { carGeometry, personGeometry } from '../camera-view/figures.ts';
import type { GapWalk, WalkMoment } from './gap-walk.ts';

/** Who goes along the shown way: a person or a car, larger than life from afar, so that it is seen. */
export interface WalkFigure {
  readonly group: Group;
  /** @param color CSS */
  setColor(color: string): void;
  place(moment: WalkMoment | null, travel: GapWalk['travel'], groundZ: number, metersPerPixel: number): void;
  dispose(): void;
}

/** Least height on the screen, pixels, and how high the bodies are, metres. */
const leastPixels = { foot: 26, car: 15 } as const;
const bodyMeters = { foot: 1.8, car: 1.5 } as const;

export function createWalkFigure(): WalkFigure {
  const group = new Group();
  const material = new MeshLambertMaterial({ fog: false });
  const bodies: Partial<Record<GapWalk['travel'], BufferGeometry>> = {};
  let mesh: Mesh | null = null;
  const up = new Vector3(0, 0, 1);
  const turn = new Matrix4();
  const size = new Matrix4();

  return {
    group,
    setColor(css) {
      material.color.set(css);
    },
    place(moment, travel, groundZ, metersPerPixel) {
      if (mesh !== null) mesh.visible = moment !== null;
      if (moment === null) return;
      const body = bodies[travel] ?? (travel === 'foot' ? personGeometry() : carGeometry());
      bodies[travel] = body;
      if (mesh === null) {
        mesh = new Mesh(body, material);
        mesh.matrixAutoUpdate = false;
        mesh.frustumCulled = false;
        mesh.renderOrder = 8;
        group.add(mesh);
      }
      mesh.visible = true;
      mesh.geometry = body;
      const scale = Math.max(1, (leastPixels[travel] * metersPerPixel) / bodyMeters[travel]);
      turn.makeRotationAxis(up, -moment.heading);
      mesh.matrix.copy(turn.multiply(size.makeScale(scale, scale, scale))).setPosition(moment.x, moment.y, groundZ);
      mesh.matrixWorldNeedsUpdate = true;
    },
    dispose() {
      for (const body of Object.values(bodies)) body.dispose();
      material.dispose();
    },
  };
}
