import {
  Color,
  DataArrayTexture,
  DataTexture,
  NearestFilter,
  RedFormat,
  RGFormat,
  UnsignedByteType,
  Vector2,
  Vector3,
  Vector4,
} from 'three';
import type { CellGrid } from '#geo/cell-grid.ts';
import type { GroundBits, PaintSetting } from '#model/results/coverage-bits.ts';
import { type CoverageTile, coverageTileCells } from '#model/results/coverage-tile.ts';
import type { CityPalette } from '../theme.ts';
import { type CoveragePages, createCoveragePages } from './coverage-pages.ts';
import { createGhostPaint, type GhostPaint, ghostFragmentHeader } from './ghost-paint.ts';
import { mostShades } from './shades.ts';

/** Painted coverage as the ground's shader reads it: pages, the table of pages, and the ramp. */
export interface CoveragePaint {
  readonly pages: CoveragePages;
  /** Uniforms to share with every material that shows coverage. */
  readonly uniforms: Readonly<Record<string, { value: unknown }>>;
  reset(grid: CellGrid | null): void;
  put(tiles: readonly CoverageTile[]): void;
  /** What the bytes of tiles mean, and the colours of the shades they have, CSS, shade 1 first. */
  setColors(mode: PaintSetting['mode'], colors: readonly string[], palette: CityPalette): void;
  /** Cells that no emphasised device sees are paler while there are such devices. */
  setEmphasis(emphasised: boolean): void;
  /** Ground that a device about to be placed would observe, in the accent; null for none. */
  setGhost(ground: GroundBits | null): void;
  setVisible(visible: boolean): void;
  /** Sends what has changed to the graphics card with the next drawn frame. */
  upload(): void;
  dispose(): void;
}

/** What is left of the paint where no emphasised device sees the ground. */
const dimmed = 0.3;

/** @param maximumPages MAX_ARRAY_TEXTURE_LAYERS of the graphics card. */
export function createCoveragePaint(maximumPages: number): CoveragePaint {
  const pages = createCoveragePages(maximumPages);
  let pageTexture = createPageTexture(new Uint8Array(coverageTileCells ** 2), 1);
  let tableTexture = createTableTexture(new Uint8Array(2), 1, 1);
  let visible = true;
  const uniforms = {
    coveragePages: { value: pageTexture },
    coverageTable: { value: tableTexture },
    coverageOrigin: { value: new Vector3(0, 0, 1) },
    coverageSize: { value: new Vector2(0, 0) },
    coverageRamp: { value: Array.from({ length: mostShades }, () => new Color()) },
    coverageLevels: { value: 0 },
    coverageOpacity: { value: 0 },
    coverageClassLine: { value: new Vector4() },
    coverageOutline: { value: new Vector4() },
    coverageDim: { value: 1 },
    coverageDifference: { value: false },
  };
  const ghost: GhostPaint = createGhostPaint();

  const showSize = (): void => {
    const { grid } = pages;
    if (grid === null || !visible) uniforms.coverageSize.value.set(0, 0);
    else uniforms.coverageSize.value.set(grid.columns, grid.rows);
  };

  return {
    pages,
    uniforms: { ...uniforms, ...ghost.uniforms },
    reset(grid) {
      pages.reset(grid);
      if (grid !== null) {
        uniforms.coverageOrigin.value.set(grid.firstColumn * grid.cell, grid.firstRow * grid.cell, 1 / grid.cell);
      }
      showSize();
    },
    put(tiles) {
      for (const tile of tiles) pages.put(tile);
    },
    setColors(mode, colors, palette) {
      uniforms.coverageDifference.value = mode === 'difference';
      uniforms.coverageLevels.value = Math.min(mostShades, colors.length);
      // Blended after the output conversion, as a browser would: the ramp stays in sRGB.
      for (let i = 0; i < mostShades; i += 1)
        uniforms.coverageRamp.value[i].set(colors[Math.min(i, colors.length - 1)]).convertLinearToSRGB();
      uniforms.coverageOpacity.value = palette.coverageOpacity;
      uniforms.coverageClassLine.value.set(...palette.classLine);
      uniforms.coverageOutline.value.set(...palette.coverageLine);
      ghost.setColor(palette.accent);
    },
    setEmphasis(emphasised) {
      uniforms.coverageDim.value = emphasised ? dimmed : 1;
    },
    setGhost: ghost.show,
    setVisible(next) {
      visible = next;
      showSize();
    },
    upload() {
      const changes = pages.takeChanges();
      if (changes.grown && pages.capacity > 0) {
        pageTexture.dispose();
        pageTexture = createPageTexture(pages.data, pages.capacity);
        uniforms.coveragePages.value = pageTexture;
      } else if (changes.pages.length > 0) {
        for (const page of changes.pages) pageTexture.addLayerUpdate(page);
        pageTexture.needsUpdate = true;
      }
      if (changes.table) {
        tableTexture.dispose();
        const { columns, rows, table } = pages;
        tableTexture =
          columns * rows === 0 ? createTableTexture(new Uint8Array(2), 1, 1) : createTableTexture(table, columns, rows);
        uniforms.coverageTable.value = tableTexture;
      }
    },
    dispose() {
      pageTexture.dispose();
      tableTexture.dispose();
      ghost.dispose();
    },
  };
}

function createPageTexture(data: Uint8Array<ArrayBuffer>, layers: number): DataArrayTexture {
  const texture = new DataArrayTexture(data, coverageTileCells, coverageTileCells, layers);
  texture.format = RedFormat;
  texture.type = UnsignedByteType;
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.generateMipmaps = false;
  texture.needsUpdate = true;
  return texture;
}

function createTableTexture(data: Uint8Array<ArrayBuffer>, columns: number, rows: number): DataTexture {
  const texture = new DataTexture(data, columns, rows, RGFormat, UnsignedByteType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.unpackAlignment = 1;
  texture.needsUpdate = true;
  return texture;
}

export const coverageFragmentHeader = /* glsl */ `
uniform highp sampler2DArray coveragePages;
uniform highp sampler2D coverageTable;
uniform vec3 coverageOrigin;
uniform vec2 coverageSize;
uniform vec3 coverageRamp[ ${mostShades} ];
uniform int coverageLevels;
uniform float coverageOpacity;
uniform vec4 coverageClassLine;
uniform vec4 coverageOutline;
uniform float coverageDim;
uniform bool coverageDifference;
varying vec2 vGround;

int coveragePage( ivec2 cell ) {
  if ( cell.x < 0 || cell.y < 0 || cell.x >= int( coverageSize.x ) || cell.y >= int( coverageSize.y ) ) return 0;
  vec2 entry = texelFetch( coverageTable, cell >> 8, 0 ).rg * 255.0;
  return int( entry.r + 256.0 * entry.g + 0.5 );
}

int coverageByte( ivec2 inPage, int page ) {
  return int( texelFetch( coveragePages, ivec3( inPage, page - 1 ), 0 ).r * 255.0 + 0.5 );
}

/* Shade of a byte: its class, of which bit 4 is the 8, or from lost (1) over alike (3) to gained (5). */
int coverageShade( int value ) {
  int now = value & 7;
  if ( ! coverageDifference ) return min( now | ( ( value & 16 ) >> 1 ), coverageLevels );
  int before = ( value >> 4 ) & 7;
  if ( now == before ) return now == 0 ? 0 : 3;
  if ( before == 0 ) return 5;
  if ( now == 0 ) return 1;
  return now > before ? 4 : 2;
}

float coverageAt( ivec2 cell ) {
  int page = coveragePage( cell );
  if ( page == 0 ) return 0.0;
  return float( coverageShade( coverageByte( cell & 255, page ) ) );
}

/* How strongly a cell is painted: 1 where an emphasised device sees it, or where none is emphasised. */
float coverageStrength( ivec2 cell ) {
  if ( coverageDim > 0.99 ) return 1.0;
  int page = coveragePage( cell );
  if ( page == 0 ) return coverageDim;
  return ( coverageByte( cell & 255, page ) & 128 ) != 0 ? 1.0 : coverageDim;
}

vec4 coverageRow( ivec2 cell ) {
  return vec4( coverageAt( cell ), coverageAt( cell + ivec2( 1, 0 ) ), coverageAt( cell + ivec2( 2, 0 ) ), coverageAt( cell + ivec2( 3, 0 ) ) );
}

/* Weights of a cubic B-spline over the cells around a point, and how fast they change. */
vec4 splineWeights( float f ) {
  float g = 1.0 - f;
  return vec4( g * g * g, 4.0 - 3.0 * f * f * ( 2.0 - f ), 4.0 - 3.0 * g * g * ( 2.0 - g ), f * f * f ) / 6.0;
}

vec4 splineSlopes( float f ) {
  float g = 1.0 - f;
  return vec4( - g * g, f * ( 3.0 * f - 4.0 ), g * ( 4.0 - 3.0 * g ), f * f ) * 0.5;
}

/*
 * Colour and opacity of coverage at a point. A class covers the points where the cells around it, weighted by nearness,
 * are at or above the class by half or more, so that edges run straight through the cells instead of around them.
 */
vec4 coveragePaint( vec2 ground, float cellsPerPixel ) {
  vec2 at = ( ground - coverageOrigin.xy ) * coverageOrigin.z - 0.5;
  ivec2 cell = ivec2( floor( at ) );
  int page = coveragePage( cell );
  ivec2 inPage = cell & 255;
  if ( page == 0 ) {
    if ( inPage.x > 1 && inPage.x < 253 && inPage.y > 1 && inPage.y < 253 ) return vec4( 0.0 );
  } else {
    int value = coverageByte( inPage, page );
    if ( ( value & 8 ) != 0 ) {
      int shade = coverageShade( value );
      float strength = ( value & 128 ) != 0 ? 1.0 : coverageDim;
      return shade == 0 ? vec4( 0.0 ) : vec4( coverageRamp[ shade - 1 ], coverageOpacity * strength );
    }
  }
  vec4 q0 = coverageRow( cell + ivec2( -1, -1 ) );
  vec4 q1 = coverageRow( cell + ivec2( -1, 0 ) );
  vec4 q2 = coverageRow( cell + ivec2( -1, 1 ) );
  vec4 q3 = coverageRow( cell + ivec2( -1, 2 ) );
  vec4 high = max( max( q0, q1 ), max( q2, q3 ) );
  vec4 low = min( min( q0, q1 ), min( q2, q3 ) );
  float most = max( max( high.x, high.y ), max( high.z, high.w ) );
  float least = min( min( low.x, low.y ), min( low.z, low.w ) );
  if ( most < 0.5 ) return vec4( 0.0 );
  float strength = coverageStrength( ivec2( floor( at + 0.5 ) ) );
  if ( most == least ) return vec4( coverageRamp[ int( most ) - 1 ], coverageOpacity * strength );
  vec2 f = at - floor( at );
  vec4 wx = splineWeights( f.x );
  vec4 wy = splineWeights( f.y );
  vec4 sx = splineSlopes( f.x );
  vec4 sy = splineSlopes( f.y );
  vec3 color = coverageRamp[ 0 ];
  float alpha = least > 0.5 ? coverageOpacity : 0.0;
  vec2 line = vec2( 0.0 );
  for ( int k = 1; k <= ${mostShades}; k ++ ) {
    float level = float( k );
    if ( level <= least ) { color = coverageRamp[ k - 1 ]; continue; }
    if ( level > most || k > coverageLevels ) break;
    vec4 edgeLevel = vec4( level - 0.5 );
    mat4 seen = mat4( step( edgeLevel, q0 ), step( edgeLevel, q1 ), step( edgeLevel, q2 ), step( edgeLevel, q3 ) );
    vec4 rows = wx * seen;
    float share = dot( rows, wy );
    vec2 slope = vec2( dot( sx * seen, wy ), dot( rows, sy ) );
    float pixels = ( share - 0.5 ) / max( length( slope ) * cellsPerPixel, 1e-4 );
    float inside = clamp( pixels + 0.5, 0.0, 1.0 );
    float edge = 1.0 - clamp( abs( pixels ) - 0.1, 0.0, 1.0 );
    color = k == 1 ? coverageRamp[ 0 ] : mix( color, coverageRamp[ k - 1 ], inside );
    if ( k == 1 ) { alpha = coverageOpacity * inside; line.x = edge; }
    else line.y = max( line.y, edge );
  }
  color = mix( color, coverageClassLine.rgb, line.y * coverageClassLine.a );
  color = mix( color, coverageOutline.rgb, line.x * coverageOutline.a );
  return vec4( color, max( alpha * strength, line.x * coverageOutline.a ) );
}
${ghostFragmentHeader}
`;

/** Goes to the end of the fragment shader: over the lit and fogged ground, itself neither lit nor fogged. */
export const coverageFragmentBody = /* glsl */ `
  {
    vec2 cellsPerPixel = fwidth( vGround ) * coverageOrigin.z;
    vec4 paint = coveragePaint( vGround, max( max( cellsPerPixel.x, cellsPerPixel.y ), 1e-4 ) );
    gl_FragColor.rgb = mix( gl_FragColor.rgb, paint.rgb, paint.a );
    vec4 ghost = ghostPaintAt( ( vGround - coverageOrigin.xy ) * coverageOrigin.z - 0.5, max( max( cellsPerPixel.x, cellsPerPixel.y ), 1e-4 ) );
    gl_FragColor.rgb = mix( gl_FragColor.rgb, ghost.rgb, ghost.a );
  }
`;
