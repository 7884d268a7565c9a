import { Color, MeshLambertMaterial } from 'three';
import { takeSingleShadowTap } from '../render/single-tap-shadow.ts';
import type { CityPalette } from '../theme.ts';
import { aboveOffset, aboveScale, toneScale } from './mesh-writer.ts';

/** Material of all walls and roofs; light and dark are two colours, not two geometries. */
export interface BuildingMaterial {
  readonly material: MeshLambertMaterial;
  setPalette(palette: CityPalette): void;
}

/** Darkening `above` metres over the ground: deepest at the foot, faint up to 24 m. */
const footShade = /* glsl */ `
float footShade( float above ) {
  float z = max( 0.0, above );
  return 1.0 - 0.26 * exp( - z / 3.2 ) - 0.05 * ( 1.0 - min( 1.0, z / 24.0 ) );
}
`;

export function createBuildingMaterial(): BuildingMaterial {
  const material = new MeshLambertMaterial();
  const wallColor = { value: new Color() };
  const roofColor = { value: new Color() };
  material.onBeforeCompile = (shader) => {
    takeSingleShadowTap(shader);
    Object.assign(shader.uniforms, { wallColor, roofColor });
    const above = `( shade.z * 65280.0 + shade.w * 255.0 ) / ${aboveScale}.0 - ${aboveOffset}.0`;
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', 'attribute vec4 shade;\nvarying vec3 vShade;\nvoid main() {')
      .replace(
        '#include <begin_vertex>',
        `#include <begin_vertex>\n\tvShade = vec3( shade.x * ${(255 / toneScale).toFixed(6)}, shade.y, ${above} );`,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace(
        'void main() {',
        `uniform vec3 wallColor;\nuniform vec3 roofColor;\nvarying vec3 vShade;\n${footShade}\nvoid main() {`,
      )
      .replace(
        '#include <color_fragment>',
        'diffuseColor.rgb = mix( wallColor, roofColor, vShade.y ) * vShade.x * footShade( vShade.z );',
      );
  };
  material.customProgramCacheKey = () => 'building';
  return {
    material,
    setPalette(palette) {
      wallColor.value.set(palette.wall);
      roofColor.value.set(palette.roof);
    },
  };
}
