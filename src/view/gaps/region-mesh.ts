import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DataTexture,
  DoubleSide,
  Group,
  Mesh,
  NearestFilter,
  RedFormat,
  ShaderMaterial,
  Vector3,
  Vector4,
} from 'three';
import type { RegionMask } from './region-mask.ts';

/** Ground that is reached unobserved, as a quiet tint with stripes. */
export interface RegionMesh {
  readonly group: Group;
  /** @param color CSS */
  setColor(color: string): void;
  show(mask: RegionMask | null): void;
  dispose(): void;
}

const vertexShader = /* glsl */ `
varying vec2 vPlace;
void main() {
  vPlace = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
}
`;

/** Stripes of 4.2 m along one diagonal, on a tint; where they are too fine to be seen, their mean. */
const fragmentShader = /* glsl */ `
uniform sampler2D mask;
uniform vec4 frame;
uniform vec3 color;
varying vec2 vPlace;
void main() {
  vec2 at = ( vPlace - frame.xy ) * frame.zw;
  if ( texture2D( mask, at ).r < 0.5 ) discard;
  float across = ( vPlace.x - vPlace.y ) / 4.2;
  float stripe = fract( across ) < 0.22 ? 0.34 : 0.1;
  gl_FragColor = vec4( color, mix( stripe, 0.153, smoothstep( 0.12, 0.35, fwidth( across ) ) ) );
}
`;

export function createRegionMesh(): RegionMesh {
  const group = new Group();
  const geometry = new BufferGeometry();
  const uniforms = {
    mask: { value: new DataTexture(new Uint8Array(1), 1, 1, RedFormat) },
    frame: { value: new Vector4() },
    color: { value: new Vector3() },
  };
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.visible = false;
  mesh.renderOrder = 6.8;
  group.add(mesh);
  const tint = new Color();

  return {
    group,
    setColor(css) {
      tint.set(css).convertLinearToSRGB();
      uniforms.color.value.set(tint.r, tint.g, tint.b);
    },
    show(mask) {
      geometry.dispose();
      uniforms.mask.value.dispose();
      mesh.visible = mask !== null;
      if (mask === null) return;
      const { texels, columns, rows, minX, minY, texelMeters } = mask;
      const texture = new DataTexture(texels, columns, rows, RedFormat);
      texture.minFilter = NearestFilter;
      texture.magFilter = NearestFilter;
      texture.unpackAlignment = 1;
      texture.needsUpdate = true;
      uniforms.mask.value = texture;
      uniforms.frame.value.set(minX, minY, 1 / (columns * texelMeters), 1 / (rows * texelMeters));
      geometry.setAttribute('position', new BufferAttribute(mask.triangles, 3));
    },
    dispose() {
      for (const item of [geometry, material, uniforms.mask.value]) item.dispose();
    },
  };
}
