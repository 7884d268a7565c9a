import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  GreaterDepth,
  Group,
  Mesh,
  Points,
  ShaderMaterial,
  Vector3,
} from 'three';
import type { RibbonGeometry } from './gap-ribbon.ts';

/** Bands over the ground and the dots where buildings hide them, on the graphics card. */
export interface RibbonMesh {
  readonly group: Group;
  /** @param casing CSS colour */
  setCasing(casing: string): void;
  /** @param pixelMeters metres that a CSS pixel is, one metre before the eye; `ratio`: device pixels to a CSS pixel */
  setScale(pixelMeters: number, ratio: number): void;
  showBands(geometry: RibbonGeometry): void;
  showDots(dots: { readonly position: Float32Array; readonly tint: Uint8Array }): void;
  dispose(): void;
}

/** Side of a dot, CSS pixels. */
const dotPixels = 2;

/** The casing is at least so wide, pixels. */
const vertexShader = /* glsl */ `
attribute vec3 side;
attribute vec2 reach;
attribute vec4 tint;
uniform float pixelMeters;
uniform float cased;
uniform vec3 casing;
varying vec4 vTint;
void main() {
  vec4 middle = modelViewMatrix * vec4( position, 1.0 );
  float pixel = - middle.z * pixelMeters;
  float away = max( side.z, reach.y * pixel );
  if ( cased > 0.5 ) away = reach.x > 0.0 ? away + max( reach.x, pixel ) : 0.0;
  gl_Position = projectionMatrix * modelViewMatrix * vec4( position + vec3( side.xy * away, 0.0 ), 1.0 );
  vTint = cased > 0.5 ? vec4( casing, tint.a ) : tint;
}
`;

const dotVertexShader = /* glsl */ `
attribute vec4 tint;
uniform float dotSize;
varying vec4 vTint;
void main() {
  gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
  gl_PointSize = dotSize;
  vTint = tint;
}
`;

const fragmentShader = /* glsl */ `
varying vec4 vTint;
void main() {
  gl_FragColor = vTint;
}
`;

export function createRibbonMesh(): RibbonMesh {
  const group = new Group();
  const pixelMeters = { value: 0.0005 };
  const casing = { value: new Vector3(1, 1, 1) };
  const common = { fragmentShader, transparent: true, depthWrite: false, side: DoubleSide } as const;
  const band = (cased: number) =>
    new ShaderMaterial({ ...common, vertexShader, uniforms: { pixelMeters, casing, cased: { value: cased } } });
  const dotSize = { value: dotPixels };
  const materials = [band(1), band(0)];
  const dotMaterial = new ShaderMaterial({
    ...common,
    vertexShader: dotVertexShader,
    uniforms: { dotSize },
    depthFunc: GreaterDepth,
  });
  const bands = new BufferGeometry();
  const dots = new BufferGeometry();
  const meshes = [new Mesh(bands, materials[0]), new Mesh(bands, materials[1]), new Points(dots, dotMaterial)];
  meshes.forEach((mesh, i) => {
    mesh.frustumCulled = false;
    mesh.visible = false;
    mesh.renderOrder = 7 + i / 10;
    group.add(mesh);
  });
  const color = new Color();

  return {
    group,
    setCasing(css) {
      // Written after the output conversion: the colours stay in sRGB.
      color.set(css).convertLinearToSRGB();
      casing.value.set(color.r, color.g, color.b);
    },
    setScale(meters, ratio) {
      pixelMeters.value = meters;
      dotSize.value = dotPixels * ratio;
    },
    showBands({ position, side, reach, tint, index }) {
      bands.dispose();
      bands.setAttribute('position', new BufferAttribute(position, 3));
      bands.setAttribute('side', new BufferAttribute(side, 3));
      bands.setAttribute('reach', new BufferAttribute(reach, 2));
      bands.setAttribute('tint', new BufferAttribute(tint, 4, true));
      bands.setIndex(new BufferAttribute(index, 1));
      for (const mesh of meshes.slice(0, 2)) mesh.visible = index.length > 0;
    },
    showDots({ position, tint }) {
      dots.dispose();
      dots.setAttribute('position', new BufferAttribute(position, 3));
      dots.setAttribute('tint', new BufferAttribute(tint, 4, true));
      meshes[2].visible = position.length > 0;
    },
    dispose() {
      for (const item of [bands, dots, ...materials, dotMaterial]) item.dispose();
    },
  };
}
