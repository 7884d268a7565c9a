import type { CellGrid } from '#geo/cell-grid.ts';
import type { Area, SiteKind, Street, StreetClass } from '#model/city.ts';
import type { GoalScope } from '#model/goal.ts';
import type { PlanFrame, Surroundings } from '#model/results/coverage-bits.ts';
import { type SitePlace, siteBox, sitePlaces, type ZonePlace, zonePlaces } from '../access/places.ts';
import {
  boxOfLines,
  fillDisc,
  fillRings,
  fillStrip,
  keepWithin,
  patchCells,
  patchOfBox,
} from '../devices/cell-raster.ts';
import type { BitWindow } from '../visibility/bits.ts';

/** Ground cells of a scope. */
export interface Region extends BitWindow {
  readonly cells: number;
}

/** The ground that regions are cut from: a bitset of the whole grid. */
export interface RegionGround {
  readonly grid: CellGrid;
  readonly ground: Uint32Array<ArrayBuffer>;
}

/** Places of a plan on its city. */
export interface Places {
  readonly sites: readonly SitePlace[];
  readonly zones: readonly ZonePlace[];
}

export function placesOf(frame: Pick<PlanFrame, 'sites' | 'zones'>, surroundings: Surroundings | undefined): Places {
  return {
    sites: sitePlaces(frame.sites, surroundings?.sites ?? []),
    zones: zonePlaces(frame.zones, surroundings?.zones ?? []),
  };
}

export function siteOfScope(places: Places, id: string): SitePlace | null {
  return places.sites.find((site) => site.id === id) ?? places.sites.find((site) => site.featureId === id) ?? null;
}

export function zoneOfScope(places: Places, id: string): ZonePlace | null {
  return places.zones.find((zone) => zone.id === id) ?? null;
}

/** Metres beyond a scope's border that still belong to it: what stands at a street or at a square's edge. */
export interface ScopeMargin {
  readonly street: number;
  readonly other: number;
}

export const noMargin: ScopeMargin = { street: 0, other: 0 };

/** Doors and facades at most so far beyond half the width of a street, or off a perimeter, are counted with it. */
export const besideMargin: ScopeMargin = { street: 10, other: 3 };

/** Ground within a site's perimeter. */
export function siteRegion(on: RegionGround, place: SitePlace): Region {
  return groundOf(on, sitesPatch(on.grid, [place], 0));
}

/** Ground in any of the polygons. */
export function polygonRegion(on: RegionGround, polygons: readonly (readonly ArrayLike<number>[])[]): Region {
  return groundOf(on, polygonsPatch(on.grid, polygons, 0));
}

/** Ground within half its width (and `margin`) of a street's line; streets in tunnels are not on the ground. */
export function streetRegion(on: RegionGround, streets: readonly Street[], margin = 0): Region {
  return groundOf(on, streetsPatch(on.grid, streets, margin));
}

/** All ground. */
export function cityRegion({ grid, ground }: RegionGround): Region {
  const window = { firstRow: 0, rows: grid.rows, firstWord: 0, words: grid.words };
  return { window, bits: ground, cells: patchCells({ window, bits: ground }) };
}

function polygonsPatch(grid: CellGrid, polygons: readonly (readonly ArrayLike<number>[])[], margin: number): BitWindow {
  const box = boxOfLines(polygons.flat(), margin);
  if (box === null) return emptyRegion;
  const patch = patchOfBox(grid, ...box);
  for (const rings of polygons) fillPolygon(grid, patch, rings, margin);
  return patch;
}

function fillPolygon(grid: CellGrid, patch: BitWindow, rings: readonly ArrayLike<number>[], margin: number): void {
  fillRings(grid, patch, rings);
  if (margin === 0) return;
  for (const ring of rings) {
    fillStrip(grid, patch, ring, margin);
    const last = ring.length - 2;
    if (last > 0) fillStrip(grid, patch, [ring[last], ring[last + 1], ring[0], ring[1]], margin);
  }
}

function streetsPatch(grid: CellGrid, streets: readonly Street[], margin: number): BitWindow {
  const open = streets.filter(({ tunnel }) => !tunnel);
  const widest = open.reduce((most, { widthMeters }) => Math.max(most, widthMeters), 0) / 2 + margin;
  const lines = open.map(({ xy }) => xy);
  const box = boxOfLines(lines, widest);
  if (box === null) return emptyRegion;
  const patch = patchOfBox(grid, ...box);
  for (const { xy, widthMeters } of open) fillStrip(grid, patch, xy, widthMeters / 2 + margin);
  return patch;
}

function sitesPatch(grid: CellGrid, sites: readonly SitePlace[], margin: number): BitWindow {
  if (sites.length === 0) return emptyRegion;
  const boxes = sites.map(siteBox);
  const patch = patchOfBox(
    grid,
    boxes.reduce((least, box) => Math.min(least, box[0]), Infinity) - margin,
    boxes.reduce((least, box) => Math.min(least, box[1]), Infinity) - margin,
    boxes.reduce((most, box) => Math.max(most, box[2]), -Infinity) + margin,
    boxes.reduce((most, box) => Math.max(most, box[3]), -Infinity) + margin,
  );
  for (const { rings, x, y, radiusMeters } of sites) {
    if (rings.length > 0) fillPolygon(grid, patch, rings, margin);
    else fillDisc(grid, patch, x, y, radiusMeters + margin);
  }
  return patch;
}

/** A region without cells. */
export const emptyRegion: Region = {
  window: { firstRow: 0, rows: 0, firstWord: 0, words: 0 },
  bits: new Uint32Array(0),
  cells: 0,
};

/** The ground among the cells of a patch, which is changed. */
export function groundOf(on: RegionGround, patch: BitWindow): Region {
  keepWithin(on.grid, patch, on.ground);
  return { ...patch, cells: patchCells(patch) };
}

/** Cells that both regions hold, in the window of the first. */
export function commonRegion(on: RegionGround, one: Region, other: Region): Region {
  const bits = new Uint32Array(one.bits.length);
  const { window } = one;
  for (let row = 0; row < window.rows; row += 1) {
    for (let word = 0; word < window.words; word += 1) {
      const at = row * window.words + word;
      bits[at] = one.bits[at] & regionWord(other, window.firstRow + row, window.firstWord + word);
    }
  }
  return groundOf(on, { window, bits });
}

/** Cells of `one` that `other` does not hold. */
export function regionWithout(on: RegionGround, one: Region, other: Region): Region {
  const { window } = one;
  const bits = one.bits.slice();
  for (let row = 0; row < window.rows; row += 1) {
    for (let word = 0; word < window.words; word += 1) {
      bits[row * window.words + word] &= ~regionWord(other, window.firstRow + row, window.firstWord + word);
    }
  }
  return groundOf(on, { window, bits });
}

/** Cells of a region in a word of the grid. */
export function regionWord({ window, bits }: BitWindow, row: number, word: number): number {
  const r = row - window.firstRow;
  const w = word - window.firstWord;
  return r < 0 || r >= window.rows || w < 0 || w >= window.words ? 0 : bits[r * window.words + w];
}

/**
 * Cells of a goal's scope, whether ground or not: a site's perimeter, a zone, all sites of a kind, streets of some classes
 * (strips of their width), squares; null where there is no such place, where the scope is none on the map, and for the city,
 * which has no border.
 */
export function scopePatch(
  grid: CellGrid,
  scope: GoalScope,
  places: Places,
  surroundings: Surroundings | undefined,
  margin: ScopeMargin,
): BitWindow | null {
  switch (scope.kind) {
    case 'site': {
      const place = siteOfScope(places, scope.id);
      return place === null ? null : sitesPatch(grid, [place], margin.other);
    }
    case 'zone': {
      const zone = zoneOfScope(places, scope.id);
      return zone === null ? null : polygonsPatch(grid, [zone.rings], margin.other);
    }
    case 'site-kind':
      return sitesPatch(grid, sitesOfKind(places, scope.siteKind), margin.other);
    case 'streets':
      return streetsPatch(grid, streetsOfClasses(surroundings, scope.classes), margin.street);
    case 'squares':
      return polygonsPatch(grid, areasOf(surroundings, 'square'), margin.other);
    case 'city':
    case 'uplink':
      return null;
  }
}

/** Ground of a goal's scope; null as for {@link scopePatch}, but for the city, which is all ground. */
export function scopeRegion(
  on: RegionGround,
  scope: GoalScope,
  places: Places,
  surroundings: Surroundings | undefined,
): Region | null {
  if (scope.kind === 'city') return cityRegion(on);
  const patch = scopePatch(on.grid, scope, places, surroundings, noMargin);
  return patch === null ? null : groundOf(on, patch);
}

export function sitesOfKind({ sites }: Places, kind: SiteKind): SitePlace[] {
  return sites.filter((site) => site.kind === kind);
}

export function streetsOfClasses(surroundings: Surroundings | undefined, classes: readonly StreetClass[]): Street[] {
  const wanted = new Set(classes);
  return (surroundings?.streets ?? []).filter((street) => wanted.has(street.class));
}

export function areasOf(surroundings: Surroundings | undefined, kind: Area['kind']): (readonly Float64Array[])[] {
  return (surroundings?.areas ?? []).filter((area) => area.kind === kind).map(({ rings }) => rings);
}
