import { nearestStreet } from '#geo/nearest-street.ts';
import type { Area, Street } from '#model/city.ts';
import { insideRings } from '../../access/places.ts';
import type { WalkScene } from './walk-scene.ts';

/** A street further off than this gives a place no name, metres; without a name of its own it does so only nearby. */
const namedReach = 60;
const unnamedReach = 30;

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

/** Places in words, after what lies there: squares and parks by name, else the nearest street. */
export class PlaceNames {
  readonly #areas: readonly Area[];
  readonly #named: readonly Street[];
  readonly #others: readonly Street[];

  constructor({ surroundings }: Pick<WalkScene, 'surroundings'>) {
    const kinds = new Set(['square', 'green', 'platform', 'parking']);
    this.#areas = (surroundings?.areas ?? []).filter(({ kind, name }) => name !== null && kinds.has(kind));
    const streets = (surroundings?.streets ?? []).filter(({ tunnel, passage }) => !tunnel || passage);
    this.#named = streets.filter(
      (street) => street.name !== null && street.class !== 'rail' && street.class !== 'tram',
    );
    this.#others = streets.filter(({ name, foot }) => name === null && foot);
  }

  at(x: number, y: number): string {
    const area = this.#areas.find(({ rings }) => insideRings(rings, x, y));
    if (area?.name !== undefined && area.name !== null) return area.name;
    const named = nearestStreet(this.#named, x, y, namedReach);
    if (named?.street.name !== undefined && named.street.name !== null) return named.street.name;
    const other = nearestStreet(this.#others, x, y, unnamedReach);
    if (other !== null) return `${streetWords[other.street.class] ?? 'street'} ${other.street.id}`;
    return 'open ground';
  }
}
