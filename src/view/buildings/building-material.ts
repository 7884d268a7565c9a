import { Color, MeshLambertMaterial } from 'three';
import { takeSingleShadowTap } from '../render/single-tap-shadow.ts';
import type { CityPalette } from '../theme.ts';
import { shadeScale } from './building-mesh.ts';

/** Material of all walls and roofs; light and dark are two colours, not two geometries. */
export interface BuildingMaterial {
  readonly material: MeshLambertMaterial;
  setPalette(palette: CityPalette): void;
}

export function createBuildingMaterial(): BuildingMaterial {
  const material = new MeshLambertMaterial();
  const wallColor = { value: new Color() };
  const roofColor = { value: new Color() };
  material.onBeforeCompile = (shader) => {
    takeSingleShadowTap(shader);
    Object.assign(shader.uniforms, { wallColor, roofColor });
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', 'attribute vec4 shade;\nvarying vec2 vShade;\nvoid main() {')
      .replace(
        '#include <begin_vertex>',
        `#include <begin_vertex>\n\tvShade = vec2( shade.x * ${(255 / shadeScale).toFixed(6)}, shade.y );`,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('void main() {', 'uniform vec3 wallColor;\nuniform vec3 roofColor;\nvarying vec2 vShade;\nvoid main() {')
      .replace('#include <color_fragment>', 'diffuseColor.rgb = mix( wallColor, roofColor, vShade.y ) * vShade.x;');
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
