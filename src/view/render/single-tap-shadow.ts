import { type Material, ShaderChunk, type WebGLProgramParametersWithUniforms } from 'three';

/** Five taps around the point, each filtered over four texels: the part of three's shader that is replaced. */
const fiveTaps = /shadow = \(\s*texture\([\s\S]*?\) \* 0\.2;/;

const chunk = ShaderChunk.shadowmap_pars_fragment.replace(
  fiveTaps,
  'shadow = texture( shadowMap, vec3( shadowCoord.xy, shadowCoord.z ) );',
);

/**
 * Takes one filtered tap of a shadow map instead of five: the sun's map is fine enough while moving, and at rest many
 * frames are averaged anyway. Where another version of three words its shader otherwise, it stays as it is.
 */
export function takeSingleShadowTap(shader: Pick<WebGLProgramParametersWithUniforms, 'fragmentShader'>): void {
  shader.fragmentShader = shader.fragmentShader.replace('#include <shadowmap_pars_fragment>', chunk);
}

/** The same for a material that needs nothing else of its shader. */
export function withSingleTapShadow<M extends Material>(material: M): M {
  material.onBeforeCompile = takeSingleShadowTap;
  material.customProgramCacheKey = () => 'single-tap-shadow';
  return material;
}
