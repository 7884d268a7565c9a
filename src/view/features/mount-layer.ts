import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  CylinderGeometry,
  Group,
  MeshLambertMaterial,
  Points,
  PointsMaterial,
  type Vector3,
} from 'three';
import { groundHeight } from '#geo/terrain.ts';
import type { City, Mount } from '#model/city.ts';
import { withSingleTapShadow } from '../render/single-tap-shadow.ts';
import type { CityPalette } from '../theme.ts';
import { createInstanceField, type InstanceField } from './instance-field.ts';

/** Drawn height of a mount whose height the source does not tell, metres: an assumption for the picture only. */
export const assumedMountHeights: Readonly<Record<Mount['kind'], number>> = { lamp: 6, signal: 3.5, pole: 6 };

export function mountHeight(mount: Mount): number {
  return mount.heightMeters ?? assumedMountHeights[mount.kind];
}

/** Within this distance mounts are poles with heads; beyond it they are dots, metres. */
const polesWithin = 900;

const headSizes: Readonly<Record<Mount['kind'], readonly [number, number]>> = {
  lamp: [0.7, 0.16],
  signal: [0.34, 0.95],
  pole: [0.18, 0.1],
};

export interface MountLayer {
  readonly group: Group;
  setCity(city: City): void;
  setPalette(palette: CityPalette): void;
  /** True when something has changed that casts shadows. */
  prepareFrame(eye: Vector3, reach: number): boolean;
  dispose(): void;
}

/** Lamps, signals and poles: near ones as bodies, all others as one cloud of dots. */
export function createMountLayer(): MountLayer {
  const group = new Group();
  const material = withSingleTapShadow(new MeshLambertMaterial());
  const dotMaterial = new PointsMaterial({ size: 1.6, sizeAttenuation: false, transparent: true, opacity: 0.55 });
  hideNearDots(dotMaterial);
  const pole = new CylinderGeometry(0.07, 0.09, 1, 6, 1, true).rotateX(Math.PI / 2).translate(0, 0, 0.5);
  const head = new BoxGeometry(1, 1, 1);
  const dots = new Points(new BufferGeometry(), dotMaterial);
  dots.frustumCulled = false;
  group.add(dots);
  let field: InstanceField | null = null;
  let drawn: Pick<City, 'mounts' | 'terrain'> | null = null;

  const fieldOf = ({ mounts, terrain }: City): InstanceField =>
    createInstanceField({
      points: mounts,
      levels: [
        { from: 0, to: polesWithin, shape: 0, geometry: pole, material, castsShadow: true },
        { from: 0, to: polesWithin, shape: 1, geometry: head, material, castsShadow: true },
      ],
      matrixOf: [
        (item, matrix) => {
          const { x, y } = mounts[item];
          matrix.makeScale(1, 1, mountHeight(mounts[item])).setPosition(x, y, groundHeight(terrain, x, y));
        },
        (item, matrix) => {
          const { kind, x, y } = mounts[item];
          const [width, height] = headSizes[kind];
          const z = groundHeight(terrain, x, y) + mountHeight(mounts[item]);
          matrix.makeScale(width, width, height).setPosition(x, y, z);
        },
      ],
    });

  return {
    group,
    setCity(city) {
      if (drawn?.mounts === city.mounts && drawn.terrain === city.terrain) return;
      drawn = city;
      field?.dispose();
      field = fieldOf(city);
      group.add(field.group);
      dots.geometry.dispose();
      dots.geometry = dotGeometry(city);
      dots.visible = city.mounts.length > 0;
    },
    setPalette(palette) {
      material.color.set(palette.mount);
      dotMaterial.color.set(palette.mount);
    },
    prepareFrame: (eye, reach) => field?.prepareFrame(eye, Math.min(reach, polesWithin + 200)) ?? false,
    dispose() {
      field?.dispose();
      for (const item of [pole, head, dots.geometry, material, dotMaterial]) item.dispose();
    },
  };
}

function dotGeometry({ mounts, terrain }: City): BufferGeometry {
  const positions = new Float32Array(3 * mounts.length);
  mounts.forEach((mount, i) => {
    positions[3 * i] = mount.x;
    positions[3 * i + 1] = mount.y;
    positions[3 * i + 2] = groundHeight(terrain, mount.x, mount.y) + mountHeight(mount);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  return geometry;
}

/** Dots fade in where the bodies end. */
function hideNearDots(material: PointsMaterial): void {
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader.replace(
      '#include <fog_vertex>',
      `#include <fog_vertex>
       if ( length( mvPosition.xyz ) < ${(polesWithin * 0.9).toFixed(1)} ) gl_Position = vec4( 0.0, 0.0, 2.0, 1.0 );`,
    );
  };
}
