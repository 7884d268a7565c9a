import type { City } from '#model/city.ts';

const names = new WeakMap<City, ReadonlyMap<string, string>>();

/** What hides something, in words: a building’s name where it has one, else its kind and id; null for nothing. */
export function nameInCity(city: City | null, id: string | null): string | null {
  if (id === null || id === '') return null;
  if (id === 'terrain') return 'the ground';
  if (city === null) return id;
  let known = names.get(city);
  if (known === undefined) {
    known = new Map(city.buildings.flatMap((one) => (one.name === null ? [] : [[one.id, one.name] as const])));
    names.set(city, known);
  }
  return known.get(id) ?? (id.startsWith('tree') ? `tree ${id}` : `building ${id}`);
}
