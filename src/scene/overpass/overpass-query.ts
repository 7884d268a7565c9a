import { boxAreaKm2, type GeographicBox, largestAreaKm2, largestLatitude } from '#model/geographic-box.ts';
import { failure, type Outcome, success } from '#model/result.ts';

/** How long the server may work on the question, seconds, and how much memory it may take for it, bytes. */
export const queryTimeoutSeconds = 90;
const queryMemory = 512 * 1024 ** 2;

/**
 * What a city is made of, as Overpass filters. Relations are asked for only where their members are shapes: those of a bus
 * line or a border would bring half a country.
 */
const wanted: readonly string[] = [
  'nwr["building"]',
  'nwr["building:part"]',
  'nw["highway"]',
  'rel["highway"]["type"="multipolygon"]',
  'nw["barrier"]',
  'nw["entrance"]',
  'node["door"]',
  'nw["addr:housenumber"]',
  'nw["natural"]',
  'rel["natural"]["type"="multipolygon"]',
  'nw["waterway"]',
  'rel["waterway"]["type"="multipolygon"]',
  'nw["landuse"]',
  'rel["landuse"]["type"="multipolygon"]',
  'nw["leisure"]',
  'rel["leisure"]["type"="multipolygon"]',
  'nw["amenity"]',
  'rel["amenity"]["type"="multipolygon"]',
  'nwr["man_made"="surveillance"]',
  'nw["man_made"~"^(bridge|mast|pole|utility_pole|tower)$"]',
  'nw["power"~"^(pole|tower)$"]',
  'nw["telecom"="pole"]',
  'nw["railway"]',
  'nw["public_transport"]',
  'rel["public_transport"="station"]["type"="multipolygon"]',
  'nw["emergency"]',
  'rel["type"="restriction"]',
  'rel["type"="building"]',
];

/** The rectangle, or why it is not asked for. */
export function checkAreaBox(box: GeographicBox, mostKm2 = largestAreaKm2): Outcome<GeographicBox> {
  const refused = (sentence: string) => failure<GeographicBox>('area-box', sentence, 'area');
  const { west, south, east, north } = box;
  if (![west, south, east, north].every(Number.isFinite)) return refused('The area needs four numbers.');
  if (west < -180 || east > 180 || south < -largestLatitude || north > largestLatitude) {
    return refused(
      `The area reaches beyond ±180° of longitude or ±${largestLatitude}° of latitude; give west, south, east, north in degrees.`,
    );
  }
  if (!(west < east && south < north)) {
    return refused('The area is empty: west must be less than east, and south less than north.');
  }
  const size = boxAreaKm2(box);
  if (size > mostKm2) {
    return refused(
      `The area measures ${size.toFixed(size < 100 ? 1 : 0)} km²; at most ${mostKm2} km² are fetched at once. Choose a smaller one, or open an extract.`,
    );
  }
  return success(box);
}

/** The question in Overpass QL; the answer is JSON with all nodes and member ways of what is found. */
export function overpassQuery({ west, south, east, north }: GeographicBox): string {
  const box = [south, west, north, east].map(plainNumber).join(',');
  return [
    `[out:json][timeout:${queryTimeoutSeconds}][maxsize:${queryMemory}][bbox:${box}];`,
    '(',
    ...wanted.map((filter) => `  ${filter};`),
    ');',
    '(._;>;);',
    'out body qt;',
  ].join('\n');
}

/** Seven places, no exponent: Overpass reads no 1e-7. */
function plainNumber(degrees: number): string {
  return degrees.toFixed(7).replace(/\.?0+$/, '');
}
