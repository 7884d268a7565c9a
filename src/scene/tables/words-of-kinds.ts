import type { AreaKind, MountKind, SiteKind, ZoneKind } from '#model/city.ts';
import { areaKinds, siteKinds } from '#model/city.ts';
import { areaKind } from '../osm/read-areas.ts';

/** Lower case, accents off, everything but letters and digits as one blank: `Fire_Station (Nord)` → `fire station nord`. */
export function plainWords(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const siteWords: readonly (readonly [pattern: RegExp, kind: SiteKind])[] = [
  [
    /fire ?(station|house|brigade)|feuerwa|feuerwehr|brandweer|paloasema|pompier|bombero|vigili del fuoco/,
    'fire_station',
  ],
  [/police|polizei|politie|poliisi|policia|polizia|sheriff/, 'police'],
  [/hospital|krankenhaus|klinik|clinic\b|ziekenhuis|sairaala|hopital|ospedale/, 'hospital'],
  [/universit|hochschule|yliopisto|college/, 'university'],
  [/school|schule\b|schulen\b|koulu|ecole|escuela|scuola/, 'school'],
  [/town ?hall|city ?hall|rathaus|stadhuis|mairie|kaupungintalo|municipio/, 'townhall'],
  [/\b(train|rail|railway|metro|subway|bus|transit|tram) ?station|bahnhof|rautatieasema|\bgare\b/, 'station'],
  [/\bstops?\b|haltestelle|bushalte|pysak|arret\b/, 'stop'],
];

/** Kind of a critical location that a text speaks of, in several languages; `null` where it speaks of none. */
export function siteKindOf(text: string | null): SiteKind | null {
  if (text === null) return null;
  const words = plainWords(text);
  const exact = siteKinds.find((kind) => kind !== 'other' && plainWords(kind) === words);
  return exact ?? siteWords.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** Lamp, signal or other pole; `null` where the text speaks of none. */
export function mountKindOf(text: string | null): MountKind | null {
  if (text === null) return null;
  const words = plainWords(text);
  if (/signal|traffic light|ampel|liikennevalo/.test(words)) return 'signal';
  if (/\blamp|street ?light|light(ing)? ?(pole|column|point)|lumin|lantern|laterne|leuchte|valaisin|farola/.test(words))
    return 'lamp';
  // The word alone: a programme may be called “Green Light”.
  if (/^(lights?|lighting)$/.test(words)) return 'lamp';
  return /\b(poles?|masts?|columns?|pylons?|pfosten|postes)\b/.test(words) ? 'pole' : null;
}

export function zoneKindOf(text: string | null): ZoneKind {
  const words = text === null ? '' : plainWords(text);
  if (/privacy|private|privat/.test(words)) return 'privacy';
  if (/restrict|prohibit|forbidden|no ?go|verbot/.test(words)) return 'restricted';
  return /interest|focus|priority|hot ?spot/.test(words) ? 'interest' : 'other';
}

const areaKeys = ['natural', 'landuse', 'leisure', 'waterway', 'amenity', 'place', 'public_transport'];
const areaWords: readonly (readonly [pattern: RegExp, kind: AreaKind])[] = [
  [/parking|car park|parkplatz/, 'parking'],
  [/water|river|lake|pond|wasser|gewasser|fluss|\bvesi/, 'water'],
  [/park|forest|wood|grass|green|garden|meadow|grun|wald|puisto|cemetery/, 'green'],
  [/square|plaza|platz|pedestrian/, 'square'],
  [/platform|bahnsteig/, 'platform'],
  [/residential|wohn|housing/, 'residential'],
  [/commercial|retail|shop|gewerbe|handel/, 'commercial'],
  [/industr/, 'industrial'],
  [/rail|bahn/, 'railway'],
  [/construction|baustelle/, 'construction'],
  [/civic|public|institution|school/, 'civic'],
];

/** Ground that a text speaks of: a value as OpenStreetMap has it, or a word; `null` where it speaks of none. */
export function areaKindOf(text: string | null): AreaKind | null {
  if (text === null) return null;
  const value = text.trim().toLowerCase();
  const exact = areaKinds.find((kind) => kind === value);
  if (exact !== undefined) return exact;
  for (const key of areaKeys) {
    const kind = areaKind([key, value]);
    if (kind !== null) return kind;
  }
  const words = plainWords(text);
  return areaWords.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
