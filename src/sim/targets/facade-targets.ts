import { quantize } from '#geo/quantum.ts';
import { groundHeight } from '#geo/terrain.ts';
import type { Building, PrismTable, TerrainGrid } from '#model/city.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { SolidsAt } from './solids-at.ts';
import { mostTargets, type TargetPoints } from './target-points.ts';

/** What facades are made of; a `City` is one. */
export interface FacadeScene {
  readonly prisms: PrismTable;
  readonly buildings: readonly Pick<Building, 'structure' | 'roofShape' | 'roofHeightMeters'>[];
  readonly terrain: TerrainGrid | null;
}

export interface FacadeOptions {
  /** Most metres of a panel along the wall and upwards. */
  readonly panelWidthMeters: number;
  readonly panelHeightMeters: number;
  /** Metres from the wall to the panel's centre. */
  readonly offsetMeters: number;
  /** Most panels; beyond it panels of twice the size are taken. */
  readonly mostPanels: number;
}

export const facadeDefaults: FacadeOptions = {
  panelWidthMeters: 3,
  panelHeightMeters: 3,
  offsetMeters: 0.05,
  mostPanels: mostTargets,
};

/**
 * Panels of the facades. The corners of panel k, which stands `offsetMeters` off its wall, are centre ± along · width / 2 ±
 * up · height / 2, where (n_x, n_y) is its normal and along = (−n_y, n_x, 0) the way its wall runs.
 */
export interface FacadeTargets extends TargetPoints {
  /** Outward, level. */
  readonly normals: Float32Array;
  /** Metres. */
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** Panel → index in the city's buildings. */
  readonly building: Uint32Array;
  /** Panel → row of the prism table, and vertex of it (index in pairs of `xy`) that its wall starts from. */
  readonly prism: Uint32Array;
  readonly vertex: Uint32Array;
  /** The sizes that were taken: those asked for, or larger where there would have been too many panels. */
  readonly panelWidthMeters: number;
  readonly panelHeightMeters: number;
}

/** Metres; what is left of a panel above the ground or a neighbour's roof and is lower than this is left out. */
const lowestPanel = 1 / 16;
/** Panels that are looked at between two steps. */
const panelsPerStep = 4096;
/** Panels of this size are single walls: nothing is gained beyond. */
const largestPanel = 4096;

/**
 * Panels of the outer and inner walls of all standing prisms of buildings (`structure` = `building`), in the order of the
 * prism table, wall by wall, along the wall and then upwards, up to the roof; below a pitched roof up to its eaves, so that
 * gables are left out. A wall is cut into equal panels of at most the size asked for.
 * What lies below the ground or beside a standing prism of any kind that covers it is cut off, and where two prisms have one
 * wall in common the panels are those of the first; all of this is looked at in the middle of each panel's width. Panels within a raised prism (a passage's upper floors) are left out. Yields the share done;
 * throws a RangeError for sizes that are not above 0.
 */
export function* facadeTargets(
  scene: FacadeScene,
  options: Partial<FacadeOptions> = {},
): Generator<number, Outcome<FacadeTargets>, void> {
  const wanted = { ...facadeDefaults, ...options };
  if (!(Math.min(wanted.panelWidthMeters, wanted.panelHeightMeters) > 0)) {
    throw new RangeError('Panels of facades have a size above 0.');
  }
  const neighbours = new SolidsAt(scene.prisms, scene.terrain);
  for (let factor = 1; ; factor *= 2) {
    const size = {
      ...wanted,
      panelWidthMeters: factor * wanted.panelWidthMeters,
      panelHeightMeters: factor * wanted.panelHeightMeters,
    };
    const panels = yield* panelsOfSize(scene, neighbours, size);
    if (panels !== null) return success(panels.finish(size));
    if (Math.min(size.panelWidthMeters, size.panelHeightMeters) > largestPanel) {
      const most = wanted.mostPanels.toLocaleString('en');
      return failure(
        'too-many-facades',
        `The city has more than ${most} walls, too many for facades to be looked at; cut it to a part of the city.`,
      );
    }
  }
}

/** Null where there are too many. */
function* panelsOfSize(
  scene: FacadeScene,
  neighbours: SolidsAt,
  options: FacadeOptions,
): Generator<number, PanelList | null, void> {
  const { prisms } = scene;
  const { ringStart, vertexStart } = prisms;
  const panels = new PanelList();
  let looked = 0;
  let nextStep = panelsPerStep;
  for (let prism = 0; prism < prisms.count; prism += 1) {
    if (!hasFacades(scene, prism)) continue;
    for (let ring = ringStart[prism]; ring < ringStart[prism + 1]; ring += 1) {
      for (let vertex = vertexStart[ring]; vertex < vertexStart[ring + 1]; vertex += 1) {
        const next = vertex + 1 < vertexStart[ring + 1] ? vertex + 1 : vertexStart[ring];
        const wall = wallOf(scene, options, prism, vertex, next);
        // Every column is looked at, whatever is left of it.
        looked += wall.columns * Math.max(1, wall.rows);
        if (looked > 4 * options.mostPanels) return null;
        for (let column = 0; column < wall.columns; column += 1) {
          addColumn(panels, scene, neighbours, wall, column);
          if (panels.count > options.mostPanels) return null;
        }
        if (looked >= nextStep) {
          nextStep = looked + panelsPerStep;
          yield prism / prisms.count;
        }
      }
    }
  }
  return panels;
}

interface Wall {
  readonly prism: number;
  readonly vertex: number;
  readonly ax: number;
  readonly ay: number;
  readonly dx: number;
  readonly dy: number;
  readonly columns: number;
  readonly columnWidth: number;
  /** Outward unit normal, and the offset along it. */
  readonly nx: number;
  readonly ny: number;
  readonly offset: number;
  readonly base: number;
  readonly top: number;
  readonly rows: number;
}

function wallOf(scene: FacadeScene, options: FacadeOptions, prism: number, vertex: number, next: number): Wall {
  const { prisms, terrain } = scene;
  const { xy } = prisms;
  const ax = xy[2 * vertex];
  const ay = xy[2 * vertex + 1];
  const dx = xy[2 * next] - ax;
  const dy = xy[2 * next + 1] - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const top = facadeTop(scene, prism);
  // Rows start at the lower end of the wall, or on the prisms that this one stands on; what the ground covers of them is cut
  // off per panel.
  const ground = Math.min(groundHeight(terrain, ax, ay), groundHeight(terrain, ax + dx, ay + dy));
  const base = Math.max(ground, prisms.baseZ[prism]);
  const columns = Math.max(1, Math.ceil(length / options.panelWidthMeters));
  return {
    prism,
    vertex,
    ax,
    ay,
    dx,
    dy,
    columns,
    columnWidth: length / columns,
    nx: dy / length,
    ny: -dx / length,
    offset: options.offsetMeters,
    base,
    top,
    rows: top > base && length > 0 ? Math.ceil((top - base) / options.panelHeightMeters) : 0,
  };
}

function hasFacades({ prisms, buildings }: FacadeScene, prism: number): boolean {
  return prisms.raised[prism] === 0 && buildings[prisms.building[prism]]?.structure === 'building';
}

/** The eaves as the roof is drawn, or the top of a flat roof. */
function facadeTop({ prisms, buildings }: FacadeScene, prism: number): number {
  const top = prisms.topZ[prism];
  const { roofShape, roofHeightMeters } = buildings[prisms.building[prism]];
  const pitched = roofShape !== null && roofShape !== 'flat' && roofShape !== 'other' && roofHeightMeters > 0;
  return pitched ? Math.max(prisms.baseZ[prism], top - roofHeightMeters) : top;
}

function addColumn(panels: PanelList, scene: FacadeScene, neighbours: SolidsAt, wall: Wall, column: number): void {
  if (wall.rows === 0) return;
  const share = (column + 0.5) / wall.columns;
  const middleX = wall.ax + share * wall.dx;
  const middleY = wall.ay + share * wall.dy;
  const x = quantize(middleX + wall.offset * wall.nx);
  const y = quantize(middleY + wall.offset * wall.ny);
  const { prisms } = scene;
  const beside = neighbours.at(x, y);
  let covered = groundHeight(scene.terrain, x, y);
  for (const prism of beside) if (prisms.raised[prism] === 0) covered = Math.max(covered, prisms.topZ[prism]);
  // A prism that holds the wall's inner side but not its outer one ends in the same wall.
  const behind = neighbours.at(quantize(middleX - wall.offset * wall.nx), quantize(middleY - wall.offset * wall.ny));
  for (const prism of behind) {
    if (prism >= wall.prism || beside.includes(prism) || !hasFacades(scene, prism)) continue;
    if (prisms.baseZ[prism] <= covered) covered = Math.max(covered, facadeTop(scene, prism));
  }
  const rowHeight = (wall.top - wall.base) / wall.rows;
  for (let row = 0; row < wall.rows; row += 1) {
    const upper = row + 1 === wall.rows ? wall.top : wall.base + (row + 1) * rowHeight;
    const lower = Math.max(wall.base + row * rowHeight, covered);
    if (upper - lower < lowestPanel) continue;
    const z = (lower + upper) / 2;
    if (beside.some((prism) => prisms.raised[prism] === 1 && z > prisms.baseZ[prism] && z < prisms.topZ[prism]))
      continue;
    panels.add(wall, x, y, z, upper - lower, prisms.building[wall.prism]);
  }
}

/** Panels in arrays that grow. */
class PanelList {
  count = 0;
  private xyz = new Float64Array(3 * 1024);
  private normals = new Float32Array(3 * 1024);
  private width = new Float32Array(1024);
  private height = new Float32Array(1024);
  private building = new Uint32Array(1024);
  private prism = new Uint32Array(1024);
  private vertex = new Uint32Array(1024);

  add(wall: Wall, x: number, y: number, z: number, height: number, building: number): void {
    if (this.count === this.width.length) this.grow();
    const k = this.count;
    this.count += 1;
    this.xyz[3 * k] = x;
    this.xyz[3 * k + 1] = y;
    this.xyz[3 * k + 2] = z;
    this.normals[3 * k] = wall.nx;
    this.normals[3 * k + 1] = wall.ny;
    this.width[k] = wall.columnWidth;
    this.height[k] = height;
    this.building[k] = building;
    this.prism[k] = wall.prism;
    this.vertex[k] = wall.vertex;
  }

  finish(size: FacadeOptions): FacadeTargets {
    const { count } = this;
    return {
      count,
      xyz: this.xyz.slice(0, 3 * count),
      normals: this.normals.slice(0, 3 * count),
      width: this.width.slice(0, count),
      height: this.height.slice(0, count),
      building: this.building.slice(0, count),
      prism: this.prism.slice(0, count),
      vertex: this.vertex.slice(0, count),
      panelWidthMeters: size.panelWidthMeters,
      panelHeightMeters: size.panelHeightMeters,
    };
  }

  private grow(): void {
    this.xyz = doubled(this.xyz, Float64Array);
    this.normals = doubled(this.normals, Float32Array);
    this.width = doubled(this.width, Float32Array);
    this.height = doubled(this.height, Float32Array);
    this.building = doubled(this.building, Uint32Array);
    this.prism = doubled(this.prism, Uint32Array);
    this.vertex = doubled(this.vertex, Uint32Array);
  }
}

/** The same numbers in an array of twice the length. */
function doubled<T extends Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  from: T,
  kind: new (length: number) => T,
): T {
  const to = new kind(2 * from.length);
  to.set(from);
  return to;
}
