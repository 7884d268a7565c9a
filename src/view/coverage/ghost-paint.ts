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

/* Tint and outline; between the centres of cells the share of those around that are seen, so that edges run straight. */
vec4 ghostPaintAt( vec2 at, float cellsPerPixel ) {
  if ( ghostWindow.z < 0.5 ) return vec4( 0.0 );
  vec2 low = floor( at );
  ivec2 cell = ivec2( low );
  vec2 f = at - low;
  float a = ghostAt( cell );
  float b = ghostAt( cell + ivec2( 1, 0 ) );
  float c = ghostAt( cell + ivec2( 0, 1 ) );
  float d = ghostAt( cell + ivec2( 1, 1 ) );
  if ( a + b + c + d < 0.5 ) return vec4( 0.0 );
  float share = mix( mix( a, b, f.x ), mix( c, d, f.x ), f.y );
  vec2 slope = vec2( mix( b - a, d - c, f.y ), mix( c - a, d - b, f.x ) );
  float pixels = ( share - 0.5 ) / max( length( slope ) * cellsPerPixel, 1e-4 );
  float inside = clamp( pixels + 0.5, 0.0, 1.0 );
  float edge = a + b + c + d > 3.5 ? 0.0 : 1.0 - clamp( abs( pixels ) - 0.4, 0.0, 1.0 );
  return vec4( ghostColor, max( inside * ${opacities.tint.toFixed(2)}, edge * ${opacities.line.toFixed(2)} ) );
}
`;
