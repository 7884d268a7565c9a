import { BufferAttribute, BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial } from 'three';
import type { BlindSpot } from '#model/results/plan-summary.ts';
import type { SessionState } from '#state/session.ts';
import { concatenate } from '../devices/cone.ts';
import { bandsAlong } from '../features/draped-lines.ts';
import type { CityPalette } from '../theme.ts';
import { fillRings } from './zone-fill.ts';

/**
 * Marks the blind spot that is shown: a disc around its middle, as large as its area where that is small. Its course is not told,
 * so that a large disc would lie over ground that is seen.
 */
export interface SpotMark {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  show(spot: BlindSpot | null, groundHeight: (x: number, y: number) => number, metersPerPixel: number): void;
  dispose(): void;
}

const lift = 0.5;
const corners = 48;
/** Width of the ring in pixels, and the least radius. */
const ringPixels = 2.5;
const leastRadiusPixels = 9;
const mostRadiusMeters = 20;
const scaleStep = 1.3;

export function createSpotMark(): SpotMark {
  const group = new Group();
  const common = { transparent: true, depthWrite: false, side: DoubleSide, fog: false } as const;
  const ringMaterial = new MeshBasicMaterial({ ...common, opacity: 0.95 });
  const discMaterial = new MeshBasicMaterial({ ...common, opacity: 0.18 });
  const ring = new Mesh(new BufferGeometry(), ringMaterial);
  const disc = new Mesh(new BufferGeometry(), discMaterial);
  for (const mesh of [disc, ring]) {
    mesh.frustumCulled = false;
    mesh.visible = false;
    mesh.renderOrder = 6;
    group.add(mesh);
  }
  let shown: BlindSpot | null = null;
  let scale = 0;

  const place = (mesh: Mesh, positions: Float32Array): void => {
    mesh.geometry.dispose();
    mesh.geometry.setAttribute('position', new BufferAttribute(positions, 3));
  };

  return {
    group,
    setPalette(palette) {
      ringMaterial.color.set(palette.warn);
      discMaterial.color.set(palette.warn);
    },
    show(spot, groundHeight, metersPerPixel) {
      const rescaled = metersPerPixel > scale * scaleStep || metersPerPixel < scale / scaleStep;
      if (spot === shown && !(spot !== null && rescaled)) return;
      shown = spot;
      scale = metersPerPixel;
      for (const mesh of [disc, ring]) mesh.visible = spot !== null;
      if (spot === null) return;
      const circle = new Float64Array(2 * corners);
      const radius = Math.max(spotRadius(spot), leastRadiusPixels * metersPerPixel);
      for (let i = 0; i < corners; i += 1) {
        const angle = (2 * Math.PI * i) / corners;
        circle[2 * i] = spot.x + radius * Math.cos(angle);
        circle[2 * i + 1] = spot.y + radius * Math.sin(angle);
      }
      place(ring, concatenate(bandsAlong([circle], groundHeight, ringPixels * metersPerPixel, lift)));
      place(disc, fillRings([circle], groundHeight, false, lift));
    },
    dispose() {
      for (const item of [ring.geometry, disc.geometry, ringMaterial, discMaterial]) item.dispose();
    },
  };
}

/** Radius of a disc of the spot's area, within a limit, metres. */
export function spotRadius({ squareMeters }: Pick<BlindSpot, 'squareMeters'>): number {
  return Math.min(mostRadiusMeters, Math.sqrt(squareMeters / Math.PI));
}

/** The blind spot that is shown; null for none. */
export function shownSpot({ blindSpots }: Pick<SessionState, 'blindSpots'>): BlindSpot | null {
  return blindSpots.spots.find(({ id }) => id === blindSpots.selected) ?? null;
}
