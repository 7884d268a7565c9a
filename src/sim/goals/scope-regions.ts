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
  patchOfGrid,
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

/** Ground within a site's perimeter. */
export function siteRegion(on: RegionGround, place: SitePlace): Region {
  const patch = patchOfBox(on.grid, ...siteBox(place));
  if (place.rings.length > 0) fillRings(on.grid, patch, place.rings);
  else fillDisc(on.grid, patch, place.x, place.y, place.radiusMeters);
  return finished(on, patch);
}

/** Ground in any of the polygons. */
export function polygonRegion(on: RegionGround, polygons: readonly (readonly ArrayLike<number>[])[]): Region {
  const box = boxOfLines(polygons.flat());
  if (box === null) return emptyRegion;
  const patch = patchOfBox(on.grid, ...box);
  for (const rings of polygons) fillRings(on.grid, patch, rings);
  return finished(on, patch);
}

/** Ground within half its width (and `margin`) of a street's line; streets in tunnels are not on the ground. */
export function streetRegion(on: RegionGround, streets: readonly Street[], margin = 0): Region {
  const open = streets.filter(({ tunnel }) => !tunnel);
  const widest = open.reduce((most, { widthMeters }) => Math.max(most, widthMeters), 0) / 2 + margin;
  const lines = open.map(({ xy }) => xy);
  const box = boxOfLines(lines, widest);
  if (box === null) return emptyRegion;
  const patch = patchOfBox(on.grid, ...box);
  for (const { xy, widthMeters } of open) fillStrip(on.grid, patch, xy, widthMeters / 2 + margin);
  return finished(on, patch);
}

/** All ground. */
export function cityRegion(on: RegionGround): Region {
  const { window } = patchOfWindow(on.grid);
  return { window, bits: on.ground, cells: patchCells({ window, bits: on.ground }) };
}

function patchOfWindow(grid: CellGrid): Pick<BitWindow, 'window'> {
  return { window: { firstRow: 0, rows: grid.rows, firstWord: 0, words: grid.words } };
}

/** Ground in several sites, each cell once. */
function sitesRegion(on: RegionGround, sites: readonly SitePlace[]): Region {
  const patch = patchOfGrid(on.grid);
  for (const place of sites) {
    if (place.rings.length > 0) fillRings(on.grid, patch, place.rings);
    else fillDisc(on.grid, patch, place.x, place.y, place.radiusMeters);
  }
  return finished(on, patch);
}

/** A region without cells. */
export const emptyRegion: Region = {
  window: { firstRow: 0, rows: 0, firstWord: 0, words: 0 },
  bits: new Uint32Array(0),
  cells: 0,
};

function finished(on: RegionGround, patch: BitWindow): Region {
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
  return finished(on, { window, bits });
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
  return finished(on, { window, bits });
}

/** Cells of a region in a word of the grid. */
export function regionWord({ window, bits }: BitWindow, row: number, word: number): number {
  const r = row - window.firstRow;
  const w = word - window.firstWord;
  return r < 0 || r >= window.rows || w < 0 || w >= window.words ? 0 : bits[r * window.words + w];
}

/**
 * Ground of a goal's scope: all of it, a site's perimeter, a zone, all sites of a kind, streets of some classes (strips of
 * their width), squares; null where there is no such place or the scope is none on the ground.
 */
export function scopeRegion(
  on: RegionGround,
  scope: GoalScope,
  places: Places,
  surroundings: Surroundings | undefined,
): Region | null {
  switch (scope.kind) {
    case 'city':
      return cityRegion(on);
    case 'site': {
      const place = siteOfScope(places, scope.id);
      return place === null ? null : siteRegion(on, place);
    }
    case 'zone': {
      const zone = zoneOfScope(places, scope.id);
      return zone === null ? null : polygonRegion(on, [zone.rings]);
    }
    case 'site-kind':
      return sitesRegion(on, sitesOfKind(places, scope.siteKind));
    case 'streets':
      return streetRegion(on, streetsOfClasses(surroundings, scope.classes));
    case 'squares':
      return polygonRegion(on, areasOf(surroundings, 'square'));
    case 'uplink':
      return null;
  }
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
