import type { AreaKind, BarrierKind, MountKind, RoofShape, SiteKind } from '#model/city.ts';
import { type Point, type Ring, ringContains, ringsCross } from './plane.ts';
import type { Footprint } from './shapes.ts';

/** A piece of a building with its own height above the ground; several pieces are written as building parts. */
export interface DraftPiece {
  readonly footprints: readonly Footprint[];
  readonly heightMeters: number;
  /** 0: stands on the ground. Above: see {@link open}. */
  readonly minHeightMeters: number;
  /** True where one can pass beneath the piece (passage, canopy); else a piece above the ground stands on the one below it. */
  readonly open?: boolean;
}

export interface DraftBuilding {
  readonly use: string;
  readonly name: string | null;
  readonly roofShape: RoofShape | null;
  readonly pieces: readonly DraftPiece[];
}

export interface DraftArea {
  readonly kind: AreaKind;
  readonly name: string | null;
  readonly rings: readonly Ring[];
}

export interface DraftSite {
  readonly kind: SiteKind;
  readonly name: string;
  readonly ring: Ring;
}

export interface DraftTree extends Point {
  readonly heightMeters: number;
  readonly crownRadiusMeters: number;
}

export interface DraftMount extends Point {
  readonly kind: MountKind;
  readonly heightMeters: number;
}

export interface DraftPath {
  readonly name: string | null;
  readonly points: readonly Point[];
  readonly style: 'footway' | 'tram' | 'rail' | 'service';
  readonly bridge: boolean;
}

/** A barrier with gates in it: lines between them, and where they are. */
export interface DraftBarrier {
  readonly kind: BarrierKind;
  readonly heightMeters: number;
  readonly opaque: boolean;
  readonly lines: readonly (readonly Point[])[];
  readonly gates: readonly Point[];
  readonly name: string | null;
}

interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

function boxOf(ring: Ring): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const p of ring) {
    minX = Math.min(minX, p.x);
    minY = Math.min(minY, p.y);
    maxX = Math.max(maxX, p.x);
    maxY = Math.max(maxY, p.y);
  }
  return { minX, minY, maxX, maxY };
}

const cellMeters = 32;

/** What has been placed so far, with a grid over the footprints so that nothing is built on top of something else. */
export class Draft {
  readonly buildings: DraftBuilding[] = [];
  readonly areas: DraftArea[] = [];
  readonly sites: DraftSite[] = [];
  readonly trees: DraftTree[] = [];
  readonly mounts: DraftMount[] = [];
  readonly paths: DraftPath[] = [];
  readonly barriers: DraftBarrier[] = [];
  private readonly cells = new Map<string, Footprint[]>();

  addBuilding(building: DraftBuilding): void {
    this.buildings.push(building);
    for (const piece of building.pieces) for (const footprint of piece.footprints) this.occupy(footprint);
  }

  /** One piece that stands on the ground. */
  addHouse(
    use: string,
    footprints: readonly Footprint[],
    heightMeters: number,
    roofShape: RoofShape | null = null,
  ): void {
    if (footprints.length === 0) return;
    this.addBuilding({ use, name: null, roofShape, pieces: [{ footprints, heightMeters, minHeightMeters: 0 }] });
  }

  /** Keeps later buildings off a place. */
  occupy(footprint: Footprint): void {
    for (const key of keysOf(boxOf(footprint.outer))) {
      const list = this.cells.get(key);
      if (list === undefined) this.cells.set(key, [footprint]);
      else list.push(footprint);
    }
  }

  /** True where the ring touches nothing that has been placed. */
  isFree(ring: Ring): boolean {
    for (const key of keysOf(boxOf(ring))) {
      for (const other of this.cells.get(key) ?? []) {
        if ([other.outer, ...other.holes].some((outline) => ringsCross(outline, ring))) return false;
        if (ringContains(other.outer, ring[0]) && !other.holes.some((hole) => ringContains(hole, ring[0])))
          return false;
        if (ringContains(ring, other.outer[0])) return false;
      }
    }
    return true;
  }

  /** True where the point is at least `clearance` metres (in x and y) from every footprint's inside. */
  isOpen(p: Point, clearance: number): boolean {
    return this.isFree([
      { x: p.x - clearance, y: p.y - clearance },
      { x: p.x + clearance, y: p.y - clearance },
      { x: p.x + clearance, y: p.y + clearance },
      { x: p.x - clearance, y: p.y + clearance },
    ]);
  }
}

function keysOf(box: Box): string[] {
  const keys: string[] = [];
  for (let i = Math.floor(box.minX / cellMeters); i <= Math.floor(box.maxX / cellMeters); i++) {
    for (let j = Math.floor(box.minY / cellMeters); j <= Math.floor(box.maxY / cellMeters); j++) keys.push(`${i},${j}`);
  }
  return keys;
}
