import { type BoxIndex, boxOfPoints, createBoxIndex } from '#geo/box-index.ts';
import { nearestStreet } from '#geo/nearest-street.ts';
import type { Area, Street } from '#model/city.ts';
import { insideRings } from '../../access/places.ts';
import type { WalkScene } from './walk-scene.ts';

/** A street gives a place its name up to so far, and “near” up to the second, metres. */
const namedReach = 40;
const nearReach = 250;
/** Where nothing has a name, a path so near is named by its id, metres. */
const unnamedReach = 60;

const streetWords: Readonly<Partial<Record<Street['class'], string>>> = {
  footway: 'footpath',
  pedestrian: 'pedestrian street',
  living_street: 'living street',
  path: 'path',
  steps: 'steps',
  cycleway: 'cycleway',
  service: 'service road',
  track: 'track',
  residential: 'street',
};

const areaKinds: ReadonlySet<Area['kind']> = new Set(['square', 'green', 'platform', 'parking']);

/** Places in words, after what lies there: squares and parks by name, else the nearest street. */
export class PlaceNames {
  readonly #areas: readonly Area[];
  readonly #named: NearStreets;
  readonly #others: NearStreets;

  constructor({ surroundings }: Pick<WalkScene, 'surroundings'>) {
    this.#areas = (surroundings?.areas ?? []).filter(({ kind, name }) => name !== null && areaKinds.has(kind));
    const streets = (surroundings?.streets ?? []).filter(({ tunnel, passage }) => !tunnel || passage);
    const isStreet = (street: Street): boolean => street.class !== 'rail' && street.class !== 'tram';
    this.#named = new NearStreets(streets.filter((street) => street.name !== null && isStreet(street)));
    this.#others = new NearStreets(streets.filter(({ name, foot }) => name === null && foot));
  }

  at(x: number, y: number): string {
    const area = this.#areas.find(({ rings }) => insideRings(rings, x, y));
    if (area?.name !== undefined && area.name !== null) return area.name;
    const at = this.#named.nearest(x, y, namedReach);
    if (at?.name !== undefined && at.name !== null) return at.name;
    const near = this.#named.nearest(x, y, nearReach);
    if (near?.name !== undefined && near.name !== null) return `near ${near.name}`;
    const other = this.#others.nearest(x, y, unnamedReach);
    if (other !== null) return `${streetWords[other.class] ?? 'street'} ${other.id}`;
    return 'open ground';
  }
}

/** Streets by where they are. */
class NearStreets {
  readonly #streets: readonly Street[];
  readonly #index: BoxIndex;

  constructor(streets: readonly Street[]) {
    this.#streets = streets;
    const boxes = new Float64Array(4 * streets.length);
    streets.forEach(({ xy }, item) => boxOfPoints(xy, 0, xy.length / 2, boxes, item));
    this.#index = createBoxIndex(boxes);
  }

  nearest(x: number, y: number, reach: number): Street | null {
    const near = this.#index.search(x - reach, y - reach, x + reach, y + reach).map((item) => this.#streets[item]);
    return nearestStreet(near, x, y, reach)?.street ?? null;
  }
}
