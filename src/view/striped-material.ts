import type { MeshBasicMaterial } from 'three';

/** Leaves stripes of a flat material that lies in the plane of the ground, along one diagonal of it. */
export interface Stripes {
  /** Which diagonal: stripes where x + y, or x − y, is the same. */
  readonly along: 'sum' | 'difference';
  /** From one stripe to the next, metres along an axis. */
  readonly every: number;
  /** Share of that which is drawn, 0 to 1. */
  readonly drawn: number;
}

export function stripeMaterial(material: MeshBasicMaterial, { along, every, drawn }: Stripes): void {
  const across = `( vPlace.x ${along === 'sum' ? '+' : '-'} vPlace.y ) / ${every.toFixed(1)}`;
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', 'varying vec2 vPlace;\nvoid main() {')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\n\tvPlace = transformed.xy;');
    shader.fragmentShader = shader.fragmentShader
      .replace('void main() {', 'varying vec2 vPlace;\nvoid main() {')
      .replace(
        '#include <color_fragment>',
        `#include <color_fragment>\n\tif ( fract( ${across} ) > ${drawn.toFixed(2)} ) discard;`,
      );
  };
  // Materials with other stripes are other programs.
  material.customProgramCacheKey = () => `stripes ${across} ${drawn}`;
}
