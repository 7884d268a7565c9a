import { Color, DataTexture, NearestFilter, RGBAFormat, UnsignedByteType, Vector4 } from 'three';
import type { GroundBits } from '#model/results/coverage-bits.ts';

/** Ground that a device about to be placed would observe, as the ground's shader reads it: its bits as they are. */
export interface GhostPaint {
  readonly uniforms: Readonly<Record<string, { value: unknown }>>;
  setColor(accent: string): void;
  show(ground: GroundBits | null): void;
  dispose(): void;
}

/** Opacity of the tint, and of the line around it. */
const opacities = { tint: 0.22, line: 0.9 } as const;

export function createGhostPaint(): GhostPaint {
  let texture = bitTexture(new Uint8Array(4), 1, 1);
  const uniforms = {
    ghostBits: { value: texture },
    /** First column and row in cells; words and rows, 0 where there is nothing. */
    ghostWindow: { value: new Vector4(0, 0, 0, 0) },
    ghostColor: { value: new Color() },
  };
  let shown: GroundBits | null = null;
  return {
    uniforms,
    setColor(accent) {
      uniforms.ghostColor.value.set(accent).convertLinearToSRGB();
    },
    show(ground) {
      if (ground === shown) return;
      shown = ground;
      texture.dispose();
      const empty = ground === null || ground.rows * ground.words === 0;
      // Of all classes the lowest comes first: “seen at all”. 32 cells a word are four bytes, lowest bit west.
      texture = empty
        ? bitTexture(new Uint8Array(4), 1, 1)
        : bitTexture(lowestClass(ground), ground.words, ground.rows);
      uniforms.ghostBits.value = texture;
      if (empty) uniforms.ghostWindow.value.set(0, 0, 0, 0);
      else uniforms.ghostWindow.value.set(32 * ground.firstWord, ground.firstRow, ground.words, ground.rows);
    },
    dispose() {
      texture.dispose();
    },
  };
}

/** Bytes of the lowest class, words from west to east and rows from south to north. */
export function lowestClass({ bits, rows, words }: GroundBits): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bits.buffer, bits.byteOffset, 4 * rows * words);
}

function bitTexture(bytes: Uint8Array<ArrayBuffer>, words: number, rows: number): DataTexture {
  const texture = new DataTexture(bytes, words, rows, RGBAFormat, UnsignedByteType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

/** Needs `splineWeights` and `splineSlopes` of the coverage's shader before it. */
export const ghostFragmentHeader = /* glsl */ `
uniform highp sampler2D ghostBits;
uniform vec4 ghostWindow;
uniform vec3 ghostColor;

float ghostAt( ivec2 cell ) {
  ivec2 at = cell - ivec2( ghostWindow.xy );
  if ( at.x < 0 || at.y < 0 || at.x >= 32 * int( ghostWindow.z ) || at.y >= int( ghostWindow.w ) ) return 0.0;
  vec4 word = texelFetch( ghostBits, ivec2( at.x >> 5, at.y ), 0 );
  int bit = at.x & 31;
  int byte = int( ( bit < 8 ? word.r : bit < 16 ? word.g : bit < 24 ? word.b : word.a ) * 255.0 + 0.5 );
  return float( ( byte >> ( bit & 7 ) ) & 1 );
}

vec4 ghostRow( ivec2 cell ) {
  return vec4( ghostAt( cell ), ghostAt( cell + ivec2( 1, 0 ) ), ghostAt( cell + ivec2( 2, 0 ) ), ghostAt( cell + ivec2( 3, 0 ) ) );
}

/* Tint and outline, by the share of the cells around that are seen, as coverage itself: edges run straight through cells. */
vec4 ghostPaintAt( vec2 at, float cellsPerPixel ) {
  if ( ghostWindow.z < 0.5 ) return vec4( 0.0 );
  vec2 low = floor( at );
  vec2 away = max( ghostWindow.xy - low, low - ghostWindow.xy - vec2( 32.0 * ghostWindow.z, ghostWindow.w ) );
  if ( max( away.x, away.y ) > 2.5 ) return vec4( 0.0 );
  ivec2 cell = ivec2( low );
  vec4 q0 = ghostRow( cell + ivec2( -1, -1 ) );
  vec4 q1 = ghostRow( cell + ivec2( -1, 0 ) );
  vec4 q2 = ghostRow( cell + ivec2( -1, 1 ) );
  vec4 q3 = ghostRow( cell + ivec2( -1, 2 ) );
  float sum = dot( q0 + q1 + q2 + q3, vec4( 1.0 ) );
  if ( sum < 0.5 ) return vec4( 0.0 );
  if ( sum > 15.5 ) return vec4( ghostColor, ${opacities.tint.toFixed(2)} );
  vec2 f = at - low;
  vec4 wx = splineWeights( f.x );
  vec4 wy = splineWeights( f.y );
  mat4 seen = mat4( q0, q1, q2, q3 );
  vec4 rows = wx * seen;
  float share = dot( rows, wy );
  vec2 slope = vec2( dot( splineSlopes( f.x ) * seen, wy ), dot( rows, splineSlopes( f.y ) ) );
  float pixels = ( share - 0.5 ) / max( length( slope ) * cellsPerPixel, 1e-4 );
  float inside = clamp( pixels + 0.5, 0.0, 1.0 );
  float edge = 1.0 - clamp( abs( pixels ) - 0.4, 0.0, 1.0 );
  return vec4( ghostColor, max( inside * ${opacities.tint.toFixed(2)}, edge * ${opacities.line.toFixed(2)} ) );
}
`;
