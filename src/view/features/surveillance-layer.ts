import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  Points,
  PointsMaterial,
} from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City } from '#model/city.ts';
import type { CityPalette } from '../theme.ts';
import { surveillanceDirections } from './surveillance-direction.ts';

/** Existing surveillance nodes: a ring each, with a wedge to where it looks, where the source tells. */
export interface SurveillanceLayer {
  readonly group: Group;
  setCity(city: City): void;
  setPalette(palette: CityPalette): void;
  dispose(): void;
}

/** Above the ground, metres. */
const dotLift = 1.5;
/** Reach of a wedge, metres: a mark, not what the camera sees. */
const wedgeMeters = 13;
const stepDegrees = 12;

export function createSurveillanceLayer(): SurveillanceLayer {
  const group = new Group();
  const dotMaterial = new PointsMaterial({ size: 7, sizeAttenuation: false, transparent: true, alphaTest: 0.4 });
  const wedgeMaterial = new MeshBasicMaterial({ transparent: true, opacity: 0.3, depthWrite: false, side: DoubleSide });
  roundDots(dotMaterial);
  const dots = new Points(new BufferGeometry(), dotMaterial);
  const wedges = new Mesh(new BufferGeometry(), wedgeMaterial);
  wedges.renderOrder = 2;
  group.add(wedges, dots);
  let drawn: Pick<City, 'surveillance' | 'terrain'> | null = null;

  return {
    group,
    setCity(city) {
      if (drawn?.surveillance === city.surveillance && drawn.terrain === city.terrain) return;
      drawn = city;
      const height = (x: number, y: number) => groundHeight(city.terrain, x, y) + dotLift;
      replacePositions(
        dots.geometry,
        city.surveillance.flatMap(({ x, y }) => [x, y, height(x, y)]),
      );
      replacePositions(
        wedges.geometry,
        city.surveillance.flatMap(({ x, y, tags }) => wedgeTriangles(x, y, height(x, y), tags)),
      );
    },
    setPalette(palette) {
      dotMaterial.color.set(palette.surveillance);
      wedgeMaterial.color.set(palette.surveillance);
    },
    dispose() {
      for (const item of [dots.geometry, wedges.geometry, dotMaterial, wedgeMaterial]) item.dispose();
    },
  };
}

function wedgeTriangles(x: number, y: number, z: number, tags: Readonly<Record<string, string>>): number[] {
  const triangles: number[] = [];
  for (const { from, to } of surveillanceDirections(tags)) {
    const steps = Math.max(1, Math.ceil((to - from) / stepDegrees));
    const rim = (step: number): readonly [number, number, number] => {
      const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
      return [x + wedgeMeters * Math.sin(angle), y + wedgeMeters * Math.cos(angle), z];
    };
    for (let step = 0; step < steps; step += 1) triangles.push(x, y, z, ...rim(step + 1), ...rim(step));
  }
  return triangles;
}

function replacePositions(geometry: BufferGeometry, positions: readonly number[]): void {
  geometry.dispose();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.computeBoundingSphere();
}

/** Draws points as rings, so that they are told from anything filled. */
function roundDots(material: PointsMaterial): void {
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <color_fragment>',
      `float ring = length( gl_PointCoord - 0.5 ) * 2.0;
       diffuseColor.a *= smoothstep( 1.0, 0.82, ring ) * smoothstep( 0.3, 0.48, ring );`,
    );
  };
}
