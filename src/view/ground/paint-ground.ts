import { type BoxIndex, boxOfPoints, createBoxIndex } from '#geo/box-index.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Area, City, PrismTable, Street, StreetClass } from '#model/city.ts';
import type { GroundPalette } from '../theme.ts';
import { prismBox } from '../tile-grid.ts';
import { blurMask, contactBlurMeters, contactMarginMeters, contactOpacity } from './contact-shadow.ts';

/** What is painted on the ground, with indices to find what meets a tile. */
export interface GroundLayers {
  readonly city: City;
  readonly streets: readonly Street[];
  readonly streetIndex: BoxIndex;
  readonly areas: readonly Area[];
  readonly areaIndex: BoxIndex;
  readonly prisms: PrismTable;
  readonly prismIndex: BoxIndex;
  /** 1 for prisms that stand on the ground and rise above it: those that darken it. */
  readonly standing: Uint8Array;
  /** Where a zebra crosses the nearest street. */
  readonly zebras: readonly ZebraPlace[];
  readonly zebraIndex: BoxIndex;
}

interface ZebraPlace {
  readonly x: number;
  readonly y: number;
}

export interface GroundTile {
  readonly originX: number;
  readonly originY: number;
  readonly size: number;
  /** Pixels along a side. */
  readonly pixels: number;
  readonly showStreets: boolean;
}

type Context = OffscreenCanvasRenderingContext2D;

/** Ways that carry no cars: painted softly, without a kerb. */
const softClasses: ReadonlySet<StreetClass> = new Set(['pedestrian', 'footway', 'cycleway', 'path', 'steps', 'track']);
const railClasses: ReadonlySet<StreetClass> = new Set(['rail', 'tram']);
const centreLineClasses: ReadonlySet<StreetClass> = new Set(['motorway', 'trunk', 'primary', 'secondary', 'tertiary']);

/** Both pavements of a carriageway together, metres. */
const pavementMeters = 7;
/** Kerbs on both sides together, metres. */
const kerbMeters = 0.7;
/** Half the gauge, 1,435 mm plus a railhead. */
const railOffsetMeters = 0.75;
/** A signal belongs to a street this near, metres. */
const signalReachMeters = 12;

/** A signal this near to a mapped crossing is one of that crossing's, metres. */
const crossingReachMeters = 15;

/** Makes the indices; those of `before` whose input has not changed stay. Yields between them. */
export function* prepareGroundLayers(city: City, before: GroundLayers | null): Generator<void, GroundLayers> {
  const { prisms } = city;
  const streets = before?.city.streets === city.streets ? before : indexStreets(city);
  yield;
  const areas = before?.city.areas === city.areas ? before : indexAreas(city);
  yield;
  const solids = before?.prisms === prisms ? before : yield* indexSolids(city);
  yield;
  const sameZebras = before?.city.mounts === city.mounts && before.city.crossings === city.crossings;
  const zebras = before !== null && sameZebras ? before : indexZebras(city);
  return {
    city,
    prisms,
    streets: streets.streets,
    streetIndex: streets.streetIndex,
    areas: areas.areas,
    areaIndex: areas.areaIndex,
    prismIndex: solids.prismIndex,
    standing: solids.standing,
    zebras: zebras.zebras,
    zebraIndex: zebras.zebraIndex,
  };
}

function indexStreets(city: City): Pick<GroundLayers, 'streets' | 'streetIndex'> {
  const streets = city.streets.filter((street) => !street.tunnel && street.xy.length >= 4);
  const boxes = new Float64Array(4 * streets.length);
  streets.forEach((street, i) => boxOfPoints(street.xy, 0, street.xy.length / 2, boxes, i));
  return { streets, streetIndex: createBoxIndex(boxes) };
}

function indexAreas(city: City): Pick<GroundLayers, 'areas' | 'areaIndex'> {
  const areas = city.areas.filter((area) => area.rings.length > 0);
  const boxes = new Float64Array(4 * areas.length);
  areas.forEach((area, i) => boxOfPoints(area.rings[0], 0, area.rings[0].length / 2, boxes, i));
  return { areas, areaIndex: createBoxIndex(boxes) };
}

function* indexSolids(city: City): Generator<void, Pick<GroundLayers, 'prismIndex' | 'standing'>> {
  const { prisms } = city;
  const boxes = new Float64Array(4 * prisms.count);
  const standing = new Uint8Array(prisms.count);
  for (let prism = 0; prism < prisms.count; prism += 1) {
    boxes.set(prismBox(prisms, prism), 4 * prism);
    standing[prism] = standsOut(city, prism) ? 1 : 0;
    if (prism % 4000 === 3999) yield;
  }
  return { prismIndex: createBoxIndex(boxes), standing };
}

function indexZebras(city: City): Pick<GroundLayers, 'zebras' | 'zebraIndex'> {
  const crossings = city.crossings.filter(({ kind }) => kind === 'marked' || kind === 'signals');
  const crossingIndex = createBoxIndex(crossings.flatMap(({ x, y }) => [x, y, x, y]));
  const lone = city.mounts.filter(
    ({ kind, x, y }) => kind === 'signal' && crossingIndex.nearest(x, y, 1, crossingReachMeters).length === 0,
  );
  const zebras = [...crossings, ...lone];
  return { zebras, zebraIndex: createBoxIndex(zebras.flatMap(({ x, y }) => [x, y, x, y])) };
}

/** False for what is raised, and on slopes for what lies below the ground. */
function standsOut({ prisms, terrain }: City, prism: number): boolean {
  if (prisms.raised[prism] === 1) return false;
  const [minX, minY, maxX, maxY] = prismBox(prisms, prism);
  return prisms.topZ[prism] > groundHeight(terrain, (minX + maxX) / 2, (minY + maxY) / 2) + 1;
}

/** Paints one tile; the first row of pixels is the south. Yields between layers, so that it may be done in slices. */
export function* paintGround(
  context: Context,
  layers: GroundLayers,
  tile: GroundTile,
  palette: GroundPalette,
): Generator<void, void> {
  const scale = tile.pixels / tile.size;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = palette.base;
  context.fillRect(0, 0, tile.pixels, tile.pixels);
  context.setTransform(scale, 0, 0, scale, -tile.originX * scale, -tile.originY * scale);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const areas = found(layers.areas, layers.areaIndex, tile, 0);
  for (const [kind, tone] of Object.entries(palette.landUse)) paintAreas(context, areas, kind, tone);
  yield;
  paintAreas(context, areas, 'green', palette.green);
  paintAreas(context, areas, 'water', palette.water);
  paintAreas(context, areas, 'square', palette.square);
  paintAreas(context, areas, 'parking', palette.square);
  yield;
  if (tile.showStreets) yield* paintStreets(context, layers, tile, palette, scale);
  yield;
  paintAreas(context, areas, 'platform', palette.platform);
  if (tile.showStreets) paintRails(context, layers, tile, palette, scale);
  yield;
  yield* paintContactShadow(context, layers, tile, palette);
}

function found<T>(items: readonly T[], index: BoxIndex, tile: GroundTile, margin: number): T[] {
  const { originX, originY, size } = tile;
  return index
    .search(originX - margin, originY - margin, originX + size + margin, originY + size + margin)
    .map((i) => items[i]);
}

function paintAreas(context: Context, areas: readonly Area[], kind: string, color: string): void {
  context.fillStyle = color;
  for (const area of areas) {
    if (area.kind !== kind) continue;
    context.beginPath();
    for (const ring of area.rings) traceRing(context, ring, 0, ring.length / 2);
    context.fill('evenodd');
  }
}

function traceRing(context: Context, xy: Float64Array, from: number, to: number): void {
  context.moveTo(xy[2 * from], xy[2 * from + 1]);
  for (let i = from + 1; i < to; i += 1) context.lineTo(xy[2 * i], xy[2 * i + 1]);
  context.closePath();
}

function strokeLine(context: Context, xy: ArrayLike<number>): void {
  context.beginPath();
  context.moveTo(xy[0], xy[1]);
  for (let i = 2; i < xy.length; i += 2) context.lineTo(xy[i], xy[i + 1]);
  context.stroke();
}

function* paintStreets(
  context: Context,
  layers: GroundLayers,
  tile: GroundTile,
  palette: GroundPalette,
  scale: number,
): Generator<void, void> {
  const near = found(layers.streets, layers.streetIndex, tile, 24);
  const soft = near.filter((street) => softClasses.has(street.class));
  const hard = near
    .filter((street) => !softClasses.has(street.class) && !railClasses.has(street.class))
    .sort((a, b) => a.layer - b.layer);
  const stroke = (streets: readonly Street[], color: string, width: (street: Street) => number) => {
    context.strokeStyle = color;
    for (const street of streets) {
      context.lineWidth = width(street);
      strokeLine(context, street.xy);
    }
  };
  stroke(soft, palette.footway, (street) => street.widthMeters);
  yield;
  stroke(
    hard.filter((street) => street.class !== 'service'),
    palette.footway,
    (street) => street.widthMeters + pavementMeters,
  );
  yield;
  stroke(hard, palette.kerb, (street) => street.widthMeters + kerbMeters);
  yield;
  stroke(hard, palette.street, (street) => street.widthMeters);
  if (scale < 1.5) return;
  context.lineCap = 'butt';
  context.setLineDash([3, 5]);
  stroke(
    hard.filter((street) => centreLineClasses.has(street.class) && !street.oneway),
    palette.marking,
    () => 0.22,
  );
  context.setLineDash([]);
  for (const zebra of found(layers.zebras, layers.zebraIndex, tile, signalReachMeters))
    paintZebra(context, zebra, hard, palette);
  context.lineCap = 'round';
}

function paintZebra(context: Context, signal: ZebraPlace, streets: readonly Street[], palette: GroundPalette): void {
  let best: { distance: number; x: number; y: number; ux: number; uy: number; width: number } | null = null;
  for (const street of streets) {
    if (street.widthMeters < 5) continue;
    for (let i = 2; i < street.xy.length; i += 2) {
      const ax = street.xy[i - 2];
      const ay = street.xy[i - 1];
      const dx = street.xy[i] - ax;
      const dy = street.xy[i + 1] - ay;
      const length = Math.hypot(dx, dy);
      if (length < 0.5) continue;
      const t = Math.max(0, Math.min(1, ((signal.x - ax) * dx + (signal.y - ay) * dy) / (length * length)));
      const x = ax + t * dx;
      const y = ay + t * dy;
      const distance = Math.hypot(x - signal.x, y - signal.y);
      if (distance < signalReachMeters && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
        best = { distance, x, y, ux: dx / length, uy: dy / length, width: street.widthMeters };
      }
    }
  }
  if (best === null) return;
  const { x, y, ux, uy, width } = best;
  context.strokeStyle = palette.zebra;
  context.lineWidth = 0.5;
  for (let across = -width / 2 + 0.6; across < width / 2 - 0.3; across += 1.1) {
    const cx = x - uy * across;
    const cy = y + ux * across;
    strokeLine(context, [cx - ux * 1.6, cy - uy * 1.6, cx + ux * 1.6, cy + uy * 1.6]);
  }
}

function paintRails(
  context: Context,
  layers: GroundLayers,
  tile: GroundTile,
  palette: GroundPalette,
  scale: number,
): void {
  if (scale < 0.5) return;
  context.lineCap = 'butt';
  context.strokeStyle = palette.rail;
  for (const street of found(layers.streets, layers.streetIndex, tile, 4)) {
    if (!railClasses.has(street.class)) continue;
    const tram = street.class === 'tram';
    context.lineWidth = tram ? 0.22 : 0.3;
    for (const side of [-railOffsetMeters, railOffsetMeters]) strokeLine(context, offsetLine(street.xy, side));
    if (tram || scale < 1.5) continue;
    context.globalAlpha = 0.35;
    context.lineWidth = 2.6;
    context.setLineDash([0.5, 0.9]);
    strokeLine(context, street.xy);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }
  context.lineCap = 'round';
}

/** The line beside a line, `offset` metres to its left. */
export function offsetLine(xy: Float64Array, offset: number): Float64Array {
  const points = xy.length / 2;
  const result = new Float64Array(xy.length);
  for (let i = 0; i < points; i += 1) {
    const before = Math.max(0, i - 1);
    const after = Math.min(points - 1, i + 1);
    const dx = xy[2 * after] - xy[2 * before];
    const dy = xy[2 * after + 1] - xy[2 * before + 1];
    const length = Math.hypot(dx, dy) || 1;
    result[2 * i] = xy[2 * i] - (dy / length) * offset;
    result[2 * i + 1] = xy[2 * i + 1] + (dx / length) * offset;
  }
  return result;
}

/** Pixels a metre of the mask that is blurred; the blur is wider than a pixel. */
function contactScale(tile: GroundTile): number {
  return Math.min(1, 512 / tile.size, tile.pixels / tile.size);
}

function* paintContactShadow(
  context: Context,
  layers: GroundLayers,
  tile: GroundTile,
  palette: GroundPalette,
): Generator<void, void> {
  const standing = layers.prismIndex
    .search(
      tile.originX - contactMarginMeters,
      tile.originY - contactMarginMeters,
      tile.originX + tile.size + contactMarginMeters,
      tile.originY + tile.size + contactMarginMeters,
    )
    .filter((prism) => layers.standing[prism] === 1);
  if (standing.length === 0) return;
  const scale = contactScale(tile);
  const side = Math.ceil((tile.size + 2 * contactMarginMeters) * scale);
  const canvas = new OffscreenCanvas(side, side);
  const mask = canvas.getContext('2d', { willReadFrequently: true });
  if (mask === null) return;
  const west = tile.originX - contactMarginMeters;
  const south = tile.originY - contactMarginMeters;
  mask.setTransform(scale, 0, 0, scale, -west * scale, -south * scale);
  for (const prism of standing) {
    mask.beginPath();
    for (let ring = layers.prisms.ringStart[prism]; ring < layers.prisms.ringStart[prism + 1]; ring += 1) {
      traceRing(mask, layers.prisms.xy, layers.prisms.vertexStart[ring], layers.prisms.vertexStart[ring + 1]);
    }
    mask.fill('evenodd');
  }
  const image = mask.getImageData(0, 0, side, side);
  const footprints = new Float32Array(side * side);
  for (let i = 0; i < footprints.length; i += 1) footprints[i] = image.data[4 * i + 3] / 255;
  yield;
  const near = yield* blurMask(footprints, side, contactBlurMeters.near * scale);
  yield;
  const wide = yield* blurMask(footprints, side, contactBlurMeters.wide * scale);
  yield;
  const opacity = contactOpacity(near, wide, palette.contactNear, palette.contactWide);
  const [red, green, blue] = palette.contact;
  for (let i = 0; i < opacity.length; i += 1) {
    image.data[4 * i] = red;
    image.data[4 * i + 1] = green;
    image.data[4 * i + 2] = blue;
    image.data[4 * i + 3] = opacity[i];
  }
  mask.putImageData(image, 0, 0);
  const pixelScale = tile.pixels / tile.size;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  const margin = contactMarginMeters * pixelScale;
  context.drawImage(canvas, -margin, -margin, (side / scale) * pixelScale, (side / scale) * pixelScale);
}
