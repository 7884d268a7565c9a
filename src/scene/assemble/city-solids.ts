import { quantize } from '#geo/quantum.ts';
import type { Building, PrismTable, TerrainGrid } from '#model/city.ts';
import { rowsFilledBeneath } from './filled-beneath.ts';
import type { ImportNotes } from './import-notes.ts';
import { lowestGround } from './lowest-ground.ts';
import { createPrismBuilder } from './prism-builder.ts';
import type { Ring } from './ring.ts';

/** Buildings, walls and bridges of one city on their way into its tables. */
export class CitySolids {
  readonly terrain: TerrainGrid | null;
  readonly notes: ImportNotes;
  readonly buildings: Building[] = [];
  /** A corner (x, y in turn) of every solid of a building: places known to be dry. */
  readonly dryCorners: number[] = [];
  #builder = createPrismBuilder();

  constructor(terrain: TerrainGrid | null, notes: ImportNotes) {
    this.terrain = terrain;
    this.notes = notes;
  }

  /** Adds what the solids that follow belong to; gives its index. */
  addBuilding(building: Building): number {
    this.buildings.push(building);
    return this.buildings.length - 1;
  }

  /** As {@link PrismBuilder.add}. */
  addPrism(rings: readonly Ring[], baseZ: number, topZ: number, raised: boolean, building: number): boolean {
    const added = this.#builder.add(rings, baseZ, topZ, raised, building);
    if (added && this.buildings[building].structure === 'building') this.dryCorners.push(rings[0][0], rings[0][1]);
    return added;
  }

  /** Lowest ground under a polygon, on the 1/1024 m grid. */
  ground(rings: readonly Ring[]): number {
    return quantize(lowestGround(this.terrain, rings));
  }

  /**
   * The finished table; prisms under which others fill everything are not raised, and the others are noted. Yields now and
   * then. Nothing must be added afterwards.
   */
  *finish(): Generator<null, PrismTable> {
    const prisms = this.#builder.finish();
    const raised = prisms.raised.slice();
    const { filled, unlooked } = yield* rowsFilledBeneath(prisms);
    for (const row of filled) raised[row] = 0;
    noteUnlooked(prisms, unlooked, this.buildings, this.notes);
    raised.forEach((flag, row) => {
      const { id, structure } = this.buildings[prisms.building[row]];
      if (flag === 1) this.notes.add('read', structure, 'Space is open beneath it: rays pass under its underside.', id);
      else if (prisms.raised[row] === 1)
        this.notes.add('read', structure, 'Stands wholly on others, so nothing passes beneath it.', id);
    });
    return { ...prisms, raised };
  }
}

/** Says which prisms were not looked beneath. */
export function noteUnlooked(
  prisms: PrismTable,
  rows: readonly number[],
  buildings: readonly Building[],
  notes: ImportNotes,
): void {
  for (const row of rows) {
    const { id, structure } = buildings[prisms.building[row]];
    const sentence = 'Too much lies beneath it to see whether that fills the space; it was left open.';
    notes.add('guessed', structure, sentence, id);
  }
}

/** Of the buildings (not walls or bridges) that own a solid, the share whose height is a default. */
export function guessedShare(buildings: readonly Building[], prisms: PrismTable): number {
  const solid = [...new Set(prisms.building)].filter((index) => buildings[index].structure === 'building');
  if (solid.length === 0) return 0;
  return solid.filter((index) => buildings[index].heightSource === 'default').length / solid.length;
}
