import {
  BufferAttribute,
  Color,
  DoubleSide,
  DynamicDrawUsage,
  Group,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  ShaderMaterial,
} from 'three';
import type { FacadePaint, FacadePanels } from '#model/results/facades.ts';
import { createFacadeSlots, floatsPerSlot } from './facade-slots.ts';
import { mostShades } from './shades.ts';

/** What cameras see of walls: one quad a seen panel, all in one draw call. */
export interface FacadeLayer {
  readonly group: Group;
  /** Seen panels that there is no room for. */
  readonly unpainted: number;
  setPanels(panels: FacadePanels | null): void;
  /** Forgets what is painted. */
  clear(): void;
  paint(paint: FacadePaint): void;
  /** CSS colours of the categories, lowest first. */
  setColors(colors: readonly string[], opacity: number): void;
  setVisible(visible: boolean): void;
  /** Sends what has changed to the graphics card with the next drawn frame. */
  upload(): void;
  dispose(): void;
}

/** 32 bytes each: 3.2 MB in the page and as much on the graphics card. */
const mostPanels = 100_000;

const vertexShader = /* glsl */ `
attribute vec3 panelCenter;
attribute vec2 panelNormal;
attribute vec2 panelSize;
attribute float panelClass;
varying float vClass;
varying vec2 vPlace;
varying vec2 vSize;
void main() {
  vec3 across = vec3( - panelNormal.y, panelNormal.x, 0.0 );
  vec3 place = panelCenter + across * ( position.x * panelSize.x ) + vec3( panelNormal * 0.06, position.y * panelSize.y );
  vClass = panelClass;
  vPlace = ( position.xy + 0.5 ) * panelSize;
  vSize = panelSize;
  gl_Position = projectionMatrix * modelViewMatrix * vec4( place, 1.0 );
}
`;

const fragmentShader = /* glsl */ `
uniform vec3 ramp[ ${mostShades} ];
uniform float opacity;
varying float vClass;
varying vec2 vPlace;
varying vec2 vSize;
void main() {
  vec2 edge = min( vPlace, vSize - vPlace );
  float gap = smoothstep( 0.0, 0.12, min( edge.x, edge.y ) );
  gl_FragColor = vec4( ramp[ int( vClass + 0.5 ) - 1 ], opacity * mix( 0.8, 1.0, gap ) );
}
`;

export function createFacadeLayer(): FacadeLayer {
  const group = new Group();
  const slots = createFacadeSlots(mostPanels);
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms: {
      ramp: { value: Array.from({ length: mostShades }, () => new Color()) },
      opacity: { value: 0.8 },
    },
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    polygonOffset: true,
    polygonOffsetFactor: -1,
    polygonOffsetUnits: -4,
  });
  const ramp = material.uniforms['ramp']?.value as Color[];
  const geometry = new InstancedBufferGeometry();
  const corners = Float32Array.of(-0.5, -0.5, 0, 0.5, -0.5, 0, 0.5, 0.5, 0, -0.5, 0.5, 0);
  geometry.setAttribute('position', new BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  geometry.instanceCount = 0;
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 1;
  mesh.visible = false;
  group.add(mesh);
  let buffer: InstancedInterleavedBuffer | null = null;

  const bind = (): void => {
    geometry.dispose();
    buffer = new InstancedInterleavedBuffer(slots.data, floatsPerSlot);
    buffer.setUsage(DynamicDrawUsage);
    geometry.setAttribute('panelCenter', new InterleavedBufferAttribute(buffer, 3, 0));
    geometry.setAttribute('panelNormal', new InterleavedBufferAttribute(buffer, 2, 3));
    geometry.setAttribute('panelSize', new InterleavedBufferAttribute(buffer, 2, 5));
    geometry.setAttribute('panelClass', new InterleavedBufferAttribute(buffer, 1, 7));
  };

  return {
    group,
    get unpainted() {
      return slots.unpainted;
    },
    setPanels: slots.setPanels,
    clear: slots.clear,
    paint: slots.paint,
    setColors(colors, opacity) {
      // The picture is written as it is shown: colours stay in sRGB.
      ramp.forEach((color, i) => color.set(colors[Math.min(i, colors.length - 1)]).convertLinearToSRGB());
      Object.assign(material.uniforms['opacity'] ?? {}, { value: opacity });
    },
    setVisible(visible) {
      group.visible = visible;
    },
    upload() {
      const changes = slots.takeChanges();
      if (changes === null) return;
      if (changes.grown || buffer === null) {
        if (slots.data.length > 0) bind();
      } else if (changes.to > changes.from) {
        buffer.addUpdateRange(floatsPerSlot * changes.from, floatsPerSlot * (changes.to - changes.from));
        buffer.needsUpdate = true;
      }
      geometry.instanceCount = slots.count;
      mesh.visible = slots.count > 0;
    },
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}
