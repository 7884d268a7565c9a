import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Group,
  InstancedMesh,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  MeshLambertMaterial,
} from 'three';
import type { PlanCosts } from '#model/results/plan-costs.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CityPalette } from '../theme.ts';
import { networkLines } from './network-lines.ts';

/** Nodes of the plan's network as cabinets, and its links as lines: red where one does not carry what it must. */
export interface NetworkLayer {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  setVisible(visible: boolean): void;
  /** Shows a plan's network; does nothing where it is the one that is shown, or while the layer is hidden. */
  show(scenario: Scenario | null, costs: PlanCosts | null, groundHeight: (x: number, y: number) => number): void;
  dispose(): void;
}

/** A cabinet, larger than life; metres. */
const cabinet = { side: 0.9, height: 1.4 } as const;

export function createNetworkLayer(): NetworkLayer {
  const group = new Group();
  group.visible = false;
  const bodyMaterial = new MeshLambertMaterial();
  const common = { transparent: true, fog: false, depthWrite: false } as const;
  const soundMaterial = new LineBasicMaterial({ ...common, opacity: 0.8 });
  const faultyMaterial = new LineBasicMaterial({ ...common, opacity: 1 });
  const dropMaterial = new LineBasicMaterial({ ...common, opacity: 0.25 });
  const lines = [soundMaterial, faultyMaterial, dropMaterial].map((material) => {
    const segments = new LineSegments(new BufferGeometry(), material);
    segments.frustumCulled = false;
    segments.renderOrder = 6;
    group.add(segments);
    return segments;
  });
  const geometry = new BoxGeometry(cabinet.side, cabinet.side * 0.6, cabinet.height).translate(
    0,
    0,
    cabinet.height / 2,
  );
  let bodies: InstancedMesh | null = null;
  let shown: readonly unknown[] = [];

  const place = (scenario: Scenario | null, groundHeight: (x: number, y: number) => number): void => {
    bodies?.removeFromParent();
    bodies?.dispose();
    bodies = null;
    const nodes = scenario?.networkNodes ?? [];
    if (nodes.length === 0) return;
    bodies = new InstancedMesh(geometry, bodyMaterial, nodes.length);
    bodies.frustumCulled = false;
    bodies.castShadow = true;
    const matrix = new Matrix4();
    nodes.forEach(({ x, y }, i) => bodies?.setMatrixAt(i, matrix.makeTranslation(x, y, groundHeight(x, y))));
    group.add(bodies);
  };

  return {
    group,
    setPalette(palette) {
      bodyMaterial.color.set(palette.network);
      soundMaterial.color.set(palette.network);
      dropMaterial.color.set(palette.network);
      faultyMaterial.color.set(palette.bad);
    },
    setVisible(visible) {
      group.visible = visible;
    },
    show(scenario, costs, groundHeight) {
      if (!group.visible) return;
      const next = [scenario?.networkNodes, scenario?.networkLinks, scenario?.devices, costs?.links, groundHeight];
      if (next.every((part, i) => part === shown[i]) && shown.length > 0) return;
      shown = next;
      place(scenario, groundHeight);
      const empty = { sound: new Float32Array(0), faulty: new Float32Array(0), drops: new Float32Array(0) };
      const found = scenario === null ? empty : networkLines(scenario, costs?.links ?? [], groundHeight);
      [found.sound, found.faulty, found.drops].forEach((positions, i) => {
        lines[i].geometry.dispose();
        lines[i].geometry.setAttribute('position', new BufferAttribute(positions, 3));
        lines[i].visible = positions.length > 0;
      });
    },
    dispose() {
      geometry.dispose();
      bodies?.dispose();
      for (const line of lines) line.geometry.dispose();
      for (const material of [bodyMaterial, soundMaterial, faultyMaterial, dropMaterial]) material.dispose();
    },
  };
}
