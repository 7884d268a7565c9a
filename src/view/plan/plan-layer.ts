import { BufferAttribute, BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial } from 'three';
import type { City } from '#model/city.ts';
import type { PlanSite, PlanZone } from '#model/plan-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { concatenate } from '../devices/cone.ts';
import { bandsAlong } from '../features/draped-lines.ts';
import { stripeMaterial } from '../striped-material.ts';
import type { CityPalette } from '../theme.ts';
import { fillRings } from './zone-fill.ts';

/** Sites and zones of the plan on the ground: perimeters as bands, zones with a hatch by their kind. */
export interface PlanLayer {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  setVisible(layers: Readonly<Record<'sites' | 'zones', boolean>>): void;
  /** Shows the records of a plan on a city; does nothing where they are the ones that are shown. */
  show(scenario: Scenario | null, city: City | null, groundHeight: (x: number, y: number) => number): void;
  dispose(): void;
}

const siteBandMeters = 1.3;
const zoneBandMeters = 0.9;
const lift = 0.4;
const circleCorners = 64;
/** Triangles that zones are cut into to follow the ground: of one, and of all together. */
const mostZoneTriangles = 20_000;
const mostTriangles = 200_000;

export function createPlanLayer(): PlanLayer {
  const group = new Group();
  const common = { transparent: true, depthWrite: false, side: DoubleSide, fog: false } as const;
  const siteMaterial = new MeshBasicMaterial({ ...common, opacity: 0.85 });
  const bandMaterial = new MeshBasicMaterial({ ...common, opacity: 0.8 });
  const privacyMaterial = new MeshBasicMaterial({ ...common, opacity: 0.5 });
  const otherMaterial = new MeshBasicMaterial({ ...common, opacity: 0.1 });
  stripeMaterial(privacyMaterial, { along: 'sum', every: 3.2, drawn: 0.28 });
  const sites = new Mesh(new BufferGeometry(), siteMaterial);
  const bands = new Mesh(new BufferGeometry(), bandMaterial);
  const hatched = new Mesh(new BufferGeometry(), privacyMaterial);
  const filled = new Mesh(new BufferGeometry(), otherMaterial);
  const meshes = [filled, hatched, bands, sites];
  meshes.forEach((mesh, i) => {
    mesh.renderOrder = 3 + i / 10;
    mesh.frustumCulled = false;
    group.add(mesh);
  });
  let shown: { sites: unknown; zones: unknown; city: City | null } = { sites: null, zones: null, city: null };

  const fill = (mesh: Mesh, parts: readonly Float32Array[]): void => {
    mesh.geometry.dispose();
    mesh.geometry.setAttribute('position', new BufferAttribute(concatenate(parts), 3));
  };

  return {
    group,
    setPalette(palette) {
      siteMaterial.color.set(palette.planSite);
      for (const material of [bandMaterial, privacyMaterial, otherMaterial]) material.color.set(palette.zone);
    },
    setVisible(layers) {
      sites.visible = layers.sites;
      for (const mesh of [bands, hatched, filled]) mesh.visible = layers.zones;
    },
    show(scenario, city, groundHeight) {
      const next = { sites: scenario?.sites, zones: scenario?.zones, city };
      if (next.sites === shown.sites && next.zones === shown.zones && city === shown.city) return;
      const level = (city?.terrain ?? null) === null;
      const rings = (scenario?.sites ?? []).flatMap((site) => perimeter(site, city));
      fill(sites, bandsAlong(rings, groundHeight, siteBandMeters, lift));
      const zones = scenario?.zones ?? [];
      const most = Math.min(mostZoneTriangles, Math.ceil(mostTriangles / Math.max(1, zones.length)));
      const area = (zone: PlanZone) => fillRings(zone.rings.map(flat), groundHeight, level, lift, most);
      fill(
        bands,
        bandsAlong(
          zones.flatMap((zone) => zone.rings.map(flat)),
          groundHeight,
          zoneBandMeters,
          lift,
        ),
      );
      fill(hatched, zones.filter(isMasked).map(area));
      fill(filled, zones.filter((zone) => !isMasked(zone)).map(area));
      shown = next;
    },
    dispose() {
      for (const { geometry } of meshes) geometry.dispose();
      for (const material of [siteMaterial, bandMaterial, privacyMaterial, otherMaterial]) material.dispose();
    },
  };
}

function isMasked({ kind }: PlanZone): boolean {
  return kind === 'privacy' || kind === 'restricted';
}

/** Its own rings, else those of the city's site that it is, else a circle. */
function perimeter(site: PlanSite, city: City | null): Float64Array[] {
  if (site.rings.length > 0) return site.rings.map(flat);
  const known = city?.sites.find(({ id }) => id === site.featureId)?.rings ?? [];
  if (known.length > 0) return [...known];
  const circle = new Float64Array(2 * circleCorners);
  for (let i = 0; i < circleCorners; i += 1) {
    const angle = (2 * Math.PI * i) / circleCorners;
    circle[2 * i] = site.x + site.radiusMeters * Math.cos(angle);
    circle[2 * i + 1] = site.y + site.radiusMeters * Math.sin(angle);
  }
  return [circle];
}

/** A ring of whole corners. */
function flat(ring: readonly number[]): Float64Array {
  return Float64Array.from(ring.slice(0, ring.length - (ring.length % 2)));
}
