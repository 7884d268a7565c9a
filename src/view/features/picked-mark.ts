import {
  BufferAttribute,
  BufferGeometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  RingGeometry,
} from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { PickedFeature } from '#state/session.ts';
import type { CityPalette } from '../theme.ts';
import { bandsAlong, segmentsAlong } from './draped-lines.ts';

/** Marks the picked feature: a ring around a point, a band around an area, a line along a barrier; always on top. */
export interface PickedMark {
  readonly group: Group;
  setCity(city: City): void;
  setPalette(palette: CityPalette): void;
  setPicked(picked: PickedFeature | null): void;
  prepareFrame(metersPerPixel: number): void;
  dispose(): void;
}

const lift = 0.5;
const bandMeters = 1.4;
/** Radius of the ring, pixels, and the least in metres. */
const ringPixels = 13;
const leastRingMeters = 1.2;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export function createPickedMark(): PickedMark {
  const group = new Group();
  const common = { depthTest: false, transparent: true, fog: false } as const;
  const material = new MeshBasicMaterial({ ...common, opacity: 0.9 });
  const lineMaterial = new LineBasicMaterial({ ...common, opacity: 0.95 });
  const ring = new Mesh(new RingGeometry(0.84, 1, 48), material);
  const bands = new Mesh(new BufferGeometry(), material);
  const lines = new LineSegments(new BufferGeometry(), lineMaterial);
  for (const object of [ring, bands, lines]) {
    object.renderOrder = 7;
    object.frustumCulled = false;
    object.visible = false;
    group.add(object);
  }
  let city: City | null = null;
  let picked: PickedFeature | null = null;
  let place: Place | null = null;

  const show = (): void => {
    const height = (x: number, y: number) => groundHeight(city?.terrain ?? null, x, y);
    place = city === null || picked === null ? null : pointOf(city, picked);
    ring.visible = place !== null;
    if (place !== null) ring.position.set(place.x, place.y, height(place.x, place.y) + lift);
    const rings = city === null || picked === null ? [] : ringsOf(city, picked);
    const along = bandsAlong(rings, height, bandMeters, lift);
    replace(
      bands.geometry,
      along.flatMap((band) => [...band]),
    );
    bands.visible = along.length > 0;
    const barrier = picked?.kind === 'barrier' ? city?.barriers.find(({ id }) => id === picked?.id) : undefined;
    lines.visible = barrier !== undefined;
    if (barrier !== undefined) {
      const levels = [0.2, barrier.heightMeters / 2, barrier.heightMeters];
      replace(
        lines.geometry,
        levels.flatMap((level) => segmentsAlong(barrier.xy, false, height, level)),
      );
    }
  };

  return {
    group,
    setCity(next) {
      city = next;
      show();
    },
    setPalette(palette) {
      material.color.set(palette.accent);
      lineMaterial.color.set(palette.accent);
    },
    setPicked(next) {
      if (next === picked) return;
      picked = next;
      show();
    },
    prepareFrame(metersPerPixel) {
      if (place === null) return;
      ring.scale.setScalar(Math.max(leastRingMeters, place.radius, ringPixels * metersPerPixel));
    },
    dispose() {
      for (const item of [ring.geometry, bands.geometry, lines.geometry, material, lineMaterial]) item.dispose();
    },
  };
}

function pointOf(city: City, { kind, id }: PickedFeature): Place | null {
  const found = (items: readonly { readonly id: string; readonly x: number; readonly y: number }[], radius = 0) => {
    const item = items.find((entry) => entry.id === id);
    return item === undefined ? null : { x: item.x, y: item.y, radius };
  };
  switch (kind) {
    case 'tree': {
      const tree = city.trees.find((entry) => entry.id === id);
      return tree === undefined ? null : { x: tree.x, y: tree.y, radius: tree.crownRadiusMeters * 1.15 };
    }
    case 'mount':
      return found(city.mounts);
    case 'surveillance':
      return found(city.surveillance);
    case 'portal':
      return found(city.portals);
    case 'site': {
      const site = city.sites.find((entry) => entry.id === id);
      return site === undefined || site.rings.length > 0 ? null : { x: site.x, y: site.y, radius: 0 };
    }
    default:
      return null;
  }
}

function ringsOf(city: City, { kind, id }: PickedFeature): readonly Float64Array[] {
  if (kind === 'site') return city.sites.find((site) => site.id === id)?.rings ?? [];
  if (kind === 'zone') return city.zones.find((zone) => zone.id === id)?.rings ?? [];
  return [];
}

function replace(geometry: BufferGeometry, positions: readonly number[]): void {
  geometry.dispose();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
}
