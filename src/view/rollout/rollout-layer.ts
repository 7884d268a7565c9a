import { BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial } from 'three';
import type { SessionState } from '#state/session.ts';
import { concatenate, setPositions } from '../devices/cone.ts';
import { bandsAlong } from '../features/draped-lines.ts';
import { fillRings } from '../plan/zone-fill.ts';
import type { CityPalette } from '../theme.ts';
import { createRolloutDrawer, type RolloutDrawing } from './rollout-drawing.ts';

/** A rollout on the date of its slider: what the twin shows of it, and the ground of the chosen task's group. */
export interface RolloutLayer {
  readonly group: Group;
  /** Null outside Rollout mode and without a report. */
  drawing(): RolloutDrawing | null;
  /** Follows the session; true where the picture changes. */
  follow(state: SessionState): boolean;
  setPalette(palette: CityPalette): void;
  /** @param level the ground is level */
  prepareFrame(groundHeight: (x: number, y: number) => number, level: boolean): void;
  dispose(): void;
}

const bandMeters = 0.7;
const lift = 0.35;

export function createRolloutLayer(): RolloutLayer {
  const group = new Group();
  const draw = createRolloutDrawer();
  const common = { transparent: true, depthWrite: false, side: DoubleSide, fog: false } as const;
  const fillMaterial = new MeshBasicMaterial({ ...common, opacity: 0.07 });
  const bandMaterial = new MeshBasicMaterial({ ...common, opacity: 0.5 });
  const fill = new Mesh(new BufferGeometry(), fillMaterial);
  const band = new Mesh(new BufferGeometry(), bandMaterial);
  [fill, band].forEach((mesh, i) => {
    mesh.renderOrder = 3.3 + i / 10;
    mesh.frustumCulled = false;
    group.add(mesh);
  });
  group.visible = false;
  let drawing: RolloutDrawing | null = null;
  let built: readonly unknown[] = [];

  return {
    group,
    drawing: () => drawing,
    follow(state) {
      const before = drawing;
      drawing = draw(state);
      return (
        drawing?.statuses !== before?.statuses ||
        drawing?.outline !== before?.outline ||
        drawing?.lost !== before?.lost ||
        drawing?.marks !== before?.marks ||
        drawing?.lit !== before?.lit
      );
    },
    setPalette(palette) {
      for (const material of [fillMaterial, bandMaterial]) material.color.set(palette.accent);
    },
    prepareFrame(groundHeight, level) {
      const ring = drawing?.outline ?? null;
      if (ring === built[0] && groundHeight === built[1]) return;
      built = [ring, groundHeight];
      group.visible = ring !== null;
      const rings = ring === null ? [] : [Float64Array.from(ring)];
      setPositions(band.geometry, concatenate(bandsAlong(rings, groundHeight, bandMeters, lift)));
      setPositions(fill.geometry, ring === null ? new Float32Array(0) : fillRings(rings, groundHeight, level, lift));
    },
    dispose() {
      for (const item of [fill.geometry, band.geometry, fillMaterial, bandMaterial]) item.dispose();
    },
  };
}
