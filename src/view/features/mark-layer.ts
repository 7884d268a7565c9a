import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  Points,
  PointsMaterial,
} from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City, Portal, Zone } from '#model/city.ts';
import { stripeMaterial } from '../striped-material.ts';
import type { CityPalette } from '../theme.ts';
import { bandsAlong, segmentsAlong, stripsAlong } from './draped-lines.ts';

/** Perimeters of sites, zones, fences and ways in: drawn as lines and small marks, because they are no bodies. */
export interface MarkLayer {
  readonly group: Group;
  setCity(city: City): void;
  setPalette(palette: CityPalette): void;
  setVisible(layers: Readonly<Record<'sites' | 'zones' | 'buildings', boolean>>): void;
  /** `metersPerPixel` at the target: small marks show only from near. */
  prepareFrame(metersPerPixel: number): void;
  dispose(): void;
}

/** Above the ground, so that lines are not swallowed by it, metres. */
const lineLift = 0.35;
const zoneBandMeters = 1.1;
const portalLift = 1.1;
/** Coarsest scales, metres a pixel, at which fences and ways in are drawn. */
const fencesUpTo = 1.1;
const portalsUpTo = 0.32;

/** Ways in that have a mark; addresses are written instead, and gates and bollards are marked where people pass. */
const markedPortals: ReadonlySet<Portal['kind']> = new Set([
  'main-entrance',
  'entrance',
  'service',
  'emergency-exit',
  'garage',
  'gate',
  'bollard',
]);

export function createMarkLayer(): MarkLayer {
  const group = new Group();
  const siteMaterial = new LineBasicMaterial({ transparent: true, opacity: 0.75 });
  const fenceMaterial = new MeshBasicMaterial({ transparent: true, opacity: 0.3, side: DoubleSide, depthWrite: false });
  const railMaterial = new LineBasicMaterial({ transparent: true, opacity: 0.8 });
  const zoneMaterial = new MeshBasicMaterial({ transparent: true, opacity: 0.75, depthWrite: false });
  const privacyMaterial = new MeshBasicMaterial({ transparent: true, opacity: 0.75, depthWrite: false });
  stripeMaterial(privacyMaterial, { along: 'sum', every: 5, drawn: 0.6 });
  const portalMaterial = new PointsMaterial({ size: 4, sizeAttenuation: false, transparent: true, alphaTest: 0.3 });
  squareDots(portalMaterial);
  const sites = new LineSegments(new BufferGeometry(), siteMaterial);
  const fences = new Mesh(new BufferGeometry(), fenceMaterial);
  const rails = new LineSegments(new BufferGeometry(), railMaterial);
  const zones = new Mesh(new BufferGeometry(), zoneMaterial);
  const dashedZones = new Mesh(new BufferGeometry(), privacyMaterial);
  const portals = new Points(new BufferGeometry(), portalMaterial);
  const objects = [sites, fences, rails, zones, dashedZones, portals];
  objects.forEach((object, i) => {
    object.renderOrder = 2 + i / 10;
    group.add(object);
  });
  let drawn: City | null = null;
  let shown = { sites: true, buildings: true };

  const setCity = (city: City): void => {
    const sameGround = drawn !== null && drawn.terrain === city.terrain;
    const height = (x: number, y: number) => groundHeight(city.terrain, x, y);
    if (!sameGround || drawn?.sites !== city.sites) {
      const rings = city.sites.flatMap((site) => site.rings);
      replace(
        sites.geometry,
        rings.flatMap((ring) => segmentsAlong(ring, true, height, lineLift)),
      );
    }
    if (!sameGround || drawn?.zones !== city.zones) {
      replace(
        zones.geometry,
        zoneBands(
          city.zones.filter((zone) => !isDashed(zone)),
          height,
        ),
      );
      replace(dashedZones.geometry, zoneBands(city.zones.filter(isDashed), height));
    }
    if (!sameGround || drawn?.barriers !== city.barriers) {
      // Opaque ones stand as solids among the buildings.
      const open = city.barriers.filter((barrier) => !barrier.opaque && barrier.xy.length >= 4);
      replace(
        fences.geometry,
        open.flatMap((barrier) => stripsAlong(barrier.xy, height, barrier.heightMeters)),
      );
      replace(
        rails.geometry,
        open.flatMap(({ xy, heightMeters }) => segmentsAlong(xy, false, height, heightMeters)),
      );
    }
    if (!sameGround || drawn?.portals !== city.portals) {
      const marked = city.portals.filter((portal) => markedPortals.has(portal.kind));
      replace(
        portals.geometry,
        marked.flatMap(({ x, y }) => [x, y, height(x, y) + portalLift]),
      );
    }
    drawn = city;
  };

  return {
    group,
    setCity,
    setPalette(palette) {
      siteMaterial.color.set(palette.site);
      zoneMaterial.color.set(palette.zone);
      privacyMaterial.color.set(palette.zone);
      fenceMaterial.color.set(palette.barrier);
      railMaterial.color.set(palette.barrier);
      portalMaterial.color.set(palette.portal);
    },
    setVisible(layers) {
      shown = { sites: layers.sites, buildings: layers.buildings };
      sites.visible = layers.sites;
      for (const object of [zones, dashedZones]) object.visible = layers.zones;
    },
    prepareFrame(metersPerPixel) {
      for (const object of [fences, rails]) object.visible = shown.buildings && metersPerPixel <= fencesUpTo;
      portals.visible = shown.sites && metersPerPixel <= portalsUpTo;
    },
    dispose() {
      for (const { geometry } of objects) geometry.dispose();
      for (const material of [
        siteMaterial,
        fenceMaterial,
        railMaterial,
        zoneMaterial,
        privacyMaterial,
        portalMaterial,
      ]) {
        material.dispose();
      }
    },
  };
}

function isDashed(zone: Zone): boolean {
  return zone.kind === 'privacy' || zone.kind === 'restricted';
}

function zoneBands(zones: readonly Zone[], height: (x: number, y: number) => number): Float32Array {
  const bands = zones.flatMap((zone) => bandsAlong(zone.rings, height, zoneBandMeters, lineLift));
  const all = new Float32Array(bands.reduce((sum, band) => sum + band.length, 0));
  let at = 0;
  for (const band of bands) {
    all.set(band, at);
    at += band.length;
  }
  return all;
}

function replace(geometry: BufferGeometry, positions: ArrayLike<number>): void {
  geometry.dispose();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.computeBoundingSphere();
}

/** Draws points as small hollow squares: a doorway seen from above. */
function squareDots(material: PointsMaterial): void {
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <color_fragment>',
      `vec2 square = abs( gl_PointCoord - 0.5 ) * 2.0;
       if ( max( square.x, square.y ) < 0.5 ) diffuseColor.a *= 0.35;`,
    );
  };
  material.customProgramCacheKey = () => 'square-dots';
}
