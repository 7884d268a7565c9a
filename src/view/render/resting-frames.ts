import {
  FloatType,
  FramebufferTexture,
  GLSL3,
  HalfFloatType,
  Mesh,
  NearestFilter,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';

/** Average of many frames of a view at rest, shown as it sharpens. */
export interface RestingFrames {
  /** Frames in the average. */
  readonly count: number;
  /** Keeps what is on the screen as the picture to start from. */
  start(): void;
  /** Adds the frame that `render` draws, and shows the average. */
  add(render: () => void): void;
  /** True once the graphics card has done what was asked of it before. */
  ready(): boolean;
  dispose(): void;
}

/** Frames until the average alone is shown: fewer carry too much of a single direction of the sky. */
const fadeFrames = 12;

const vertexShader = /* glsl */ `
in vec3 position;
out vec2 place;
void main() {
  place = position.xy * 0.5 + 0.5;
  gl_Position = vec4( position.xy, 0.0, 1.0 );
}
`;

const mixShader = /* glsl */ `
precision highp float;
uniform sampler2D first;
uniform sampler2D second;
uniform float share;
in vec2 place;
out vec4 color;
void main() {
  color = vec4( mix( texture( first, place ).rgb, texture( second, place ).rgb, share ), 1.0 );
}
`;

export function createRestingFrames(renderer: WebGLRenderer): RestingFrames {
  const size = renderer.getDrawingBufferSize(new Vector2());
  const context = renderer.getContext() as WebGL2RenderingContext;
  const type = renderer.extensions.has('EXT_color_buffer_float') ? FloatType : HalfFloatType;
  const target = () =>
    new WebGLRenderTarget(size.x, size.y, {
      type,
      depthBuffer: false,
      minFilter: NearestFilter,
      magFilter: NearestFilter,
    });
  let [sum, spare] = [target(), target()];
  const moving = new FramebufferTexture(size.x, size.y);
  const frame = new FramebufferTexture(size.x, size.y);
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader: mixShader,
    uniforms: { first: { value: null }, second: { value: null }, share: { value: 1 } },
    depthTest: false,
    depthWrite: false,
  });
  const quad = new Mesh(new PlaneGeometry(2, 2), material);
  quad.frustumCulled = false;
  const camera = new OrthographicCamera();
  let count = 0;
  let fence: WebGLSync | null = null;

  const mix = (first: unknown, second: unknown, share: number, into: WebGLRenderTarget | null): void => {
    Object.assign(material.uniforms['first'], { value: first });
    Object.assign(material.uniforms['second'], { value: second });
    Object.assign(material.uniforms['share'], { value: share });
    renderer.setRenderTarget(into);
    renderer.render(quad, camera);
    renderer.setRenderTarget(null);
  };

  return {
    get count() {
      return count;
    },
    start() {
      count = 0;
      renderer.copyFramebufferToTexture(moving);
    },
    add(render) {
      render();
      renderer.copyFramebufferToTexture(frame);
      count += 1;
      mix(sum.texture, frame, 1 / count, spare);
      [sum, spare] = [spare, sum];
      mix(moving, sum.texture, Math.min(1, count / fadeFrames), null);
      if (fence !== null) context.deleteSync(fence);
      fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    },
    ready() {
      return fence === null || context.getSyncParameter(fence, context.SYNC_STATUS) === context.SIGNALED;
    },
    dispose() {
      if (fence !== null) context.deleteSync(fence);
      for (const item of [sum, spare, moving, frame, material, quad.geometry]) item.dispose();
    },
  };
}
