import {
  FramebufferTexture,
  GLSL3,
  LinearFilter,
  Mesh,
  OrthographicCamera,
  PerspectiveCamera,
  PlaneGeometry,
  RawShaderMaterial,
  type Scene,
  Vector2,
  type WebGLRenderer,
} from 'three';
import type { Vector } from '../controls/view-rays.ts';
import type { ImageEye } from '../devices/image-eye.ts';
import { aimRenderCamera } from './render-camera.ts';

/** Draws the round image of an equidistant lens: the sides of a cube around it, each straight, put together by r = f·θ. */
export interface FisheyePass {
  /** Into the lower left corner of the screen's buffer; `side` in its pixels. */
  draw(scene: Scene, eye: ImageEye, side: number): void;
  dispose(): void;
}

/** Axes of a side in those of the lens (right, up, forward), as the shader looks them up. */
interface CubeSide {
  readonly right: Vector;
  readonly up: Vector;
  readonly forward: Vector;
}

export const cubeSides: readonly CubeSide[] = [
  { right: [1, 0, 0], up: [0, 1, 0], forward: [0, 0, 1] },
  { right: [0, 0, -1], up: [0, 1, 0], forward: [1, 0, 0] },
  { right: [0, 0, 1], up: [0, 1, 0], forward: [-1, 0, 0] },
  { right: [1, 0, 0], up: [0, 0, -1], forward: [0, 1, 0] },
  { right: [1, 0, 0], up: [0, 0, 1], forward: [0, -1, 0] },
  { right: [-1, 0, 0], up: [0, 1, 0], forward: [0, 0, -1] },
];

/** Half the angle across the front's corners, and from where the back shows, radians. */
const frontAlone = Math.PI / 4;
const backFrom = Math.acos(-1 / Math.sqrt(3));

/** Sides that an image circle of this half angle needs. */
export function sidesFor(halfAngle: number): number {
  return halfAngle <= frontAlone ? 1 : halfAngle <= backFrom ? 5 : 6;
}

const vertexShader = /* glsl */ `
in vec3 position;
out vec2 place;
void main() {
  place = position.xy;
  gl_Position = vec4( position.xy, 0.0, 1.0 );
}
`;

const fragmentShader = /* glsl */ `
precision highp float;
uniform sampler2D front;
uniform sampler2D right;
uniform sampler2D left;
uniform sampler2D up;
uniform sampler2D down;
uniform sampler2D back;
uniform float halfAngle;
uniform float pixel;
in vec2 place;
out vec4 color;
void main() {
  float r = length( place );
  float theta = r * halfAngle;
  vec2 across = r < 1e-6 ? vec2( 0.0 ) : place / r * sin( theta );
  vec3 d = vec3( across, cos( theta ) );
  vec3 a = abs( d );
  vec3 found;
  if ( a.z >= a.x && a.z >= a.y ) {
    vec2 at = vec2( d.z > 0.0 ? d.x : - d.x, d.y ) / a.z * 0.5 + 0.5;
    found = d.z > 0.0 ? texture( front, at ).rgb : texture( back, at ).rgb;
  } else if ( a.x >= a.y ) {
    vec2 at = vec2( d.x > 0.0 ? - d.z : d.z, d.y ) / a.x * 0.5 + 0.5;
    found = d.x > 0.0 ? texture( right, at ).rgb : texture( left, at ).rgb;
  } else {
    vec2 at = vec2( d.x, d.y > 0.0 ? - d.z : d.z ) / a.y * 0.5 + 0.5;
    found = d.y > 0.0 ? texture( up, at ).rgb : texture( down, at ).rgb;
  }
  float inside = clamp( ( 1.0 - r ) / pixel + 0.5, 0.0, 1.0 );
  color = vec4( mix( vec3( 0.07 ), found, inside ), 1.0 );
}
`;

const names = ['front', 'right', 'left', 'up', 'down', 'back'] as const;

export function createFisheyePass(renderer: WebGLRenderer): FisheyePass {
  let textures: FramebufferTexture[] = [];
  let textureSide = 0;
  const camera = new PerspectiveCamera();
  const screen = new OrthographicCamera();
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    uniforms: {
      ...Object.fromEntries(names.map((name) => [name, { value: null }])),
      halfAngle: { value: 1 },
      pixel: { value: 0.01 },
    },
    depthTest: false,
    depthWrite: false,
  });
  const quad = new Mesh(new PlaneGeometry(2, 2), material);
  quad.frustumCulled = false;
  const origin = new Vector2(0, 0);

  const release = (): void => {
    for (const texture of textures) texture.dispose();
    textures = [];
  };

  const fit = (side: number): void => {
    if (side === textureSide) return;
    release();
    textureSide = side;
    textures = names.map(() => {
      const texture = new FramebufferTexture(side, side);
      texture.minFilter = LinearFilter;
      texture.magFilter = LinearFilter;
      return texture;
    });
    names.forEach((name, i) => Object.assign(material.uniforms[name] ?? {}, { value: textures[i] }));
  };

  return {
    draw(scene, eye, side) {
      fit(side);
      const needed = sidesFor(eye.halfAngle);
      cubeSides.slice(0, needed).forEach((axes, i) => {
        const turn = (v: Vector): Vector =>
          [0, 1, 2].map((k) => v[0] * eye.right[k] + v[1] * eye.up[k] + v[2] * eye.forward[k]) as unknown as Vector;
        aimRenderCamera(camera, {
          origin: eye.origin,
          right: turn(axes.right),
          up: turn(axes.up),
          forward: turn(axes.forward),
          tangentX: 1,
          tangentY: 1,
        });
        renderer.render(scene, camera);
        renderer.copyFramebufferToTexture(textures[i], origin);
      });
      Object.assign(material.uniforms['halfAngle'] ?? {}, { value: eye.halfAngle });
      Object.assign(material.uniforms['pixel'] ?? {}, { value: 2 / side });
      renderer.render(quad, screen);
    },
    dispose() {
      release();
      material.dispose();
      quad.geometry.dispose();
    },
  };
}
