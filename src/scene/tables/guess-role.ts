import type { FeatureRole } from '#model/source-mapping.ts';
import { findColumn, heightNames, levelNames, plainName, weightNames } from './column-names.ts';
import type { TableSummary } from './table-summary.ts';
import { mountKindOf, plainWords, siteKindOf } from './words-of-kinds.ts';

export interface RoleGuess {
  readonly role: FeatureRole;
  readonly reason: string;
}

const buildingWords = /build|bldg|gebaude|gebaeude|footprint|rakennu|pand|edific|batiment|house|haus/;

/** What the features of a table are, by their geometry, their properties and the name of the file. */
export function guessRole(summary: TableSummary, hasPlace: boolean, joins: boolean, stem: string): RoleGuess {
  const file = plainWords(stem);
  const names = summary.columns.map(({ name }) => plainName(name));
  // Examples tell what a column of words is about: “ITS Traffic Camera”, “tree”.
  const values = summary.columns
    .filter(({ type }) => type === 'text')
    .flatMap(({ examples }) => examples.map(plainWords));
  if (!hasPlace) {
    return joins
      ? {
          role: 'demand',
          reason: 'Rows have no coordinates, but name buildings by id: they give weights to buildings.',
        }
      : { role: 'ignore', reason: 'No column holds coordinates or ids of buildings, so nothing can be placed.' };
  }
  if (summary.geometry === 'lines') return roleOfLines(file, names);
  if (summary.geometry === 'polygons') return roleOfPolygons(summary, file, names);
  return roleOfPoints(file, names, values);
}

function roleOfLines(file: string, names: readonly string[]): RoleGuess {
  const barrier = /wall|fence|barrier|zaun|mauer|hedge|railing/.test(file) || names.includes('barrier');
  return barrier
    ? { role: 'barriers', reason: 'Lines, and their name speaks of walls or fences.' }
    : { role: 'streets', reason: 'Lines are taken as streets.' };
}

function roleOfPolygons({ columns }: TableSummary, file: string, names: readonly string[]): RoleGuess {
  const hasHeight = findColumn(columns, heightNames) !== null || findColumn(columns, levelNames) !== null;
  if (buildingWords.test(file) || names.includes('building') || hasHeight)
    return { role: 'buildings', reason: 'Polygons with a height, storeys or a name of buildings.' };
  if (findColumn(columns, weightNames) !== null)
    return { role: 'demand', reason: 'Polygons with a number of people or a weight.' };
  if (/zone|privacy|restrict|district|precinct|ward|bezirk/.test(file))
    return { role: 'zones', reason: 'Polygons, and the name of the file speaks of zones.' };
  const area = names.some((name) => /^(landuse|natural|leisure|waterway|landcover)$/.test(name));
  if (area || /land ?use|water|park|green|area|flache/.test(file))
    return { role: 'areas', reason: 'Polygons, and their name speaks of ground: water, green or land use.' };
  return { role: 'buildings', reason: 'Polygons of which nothing else is said are taken as buildings.' };
}

type PointTest = readonly [
  role: FeatureRole,
  about: string,
  fits: (file: string, names: readonly string[], values: readonly string[]) => boolean,
];

const treeWords = /\b(trees?|baum|baume|puu|puut|arbres?|arbol|bomen)\b/;
const cameraWords = /\b(cctv|camera|cameras|surveillance|alpr|anpr|kamera|kameras|uberwachung)\b/;
const eventWords = /\b(crimes?|incidents?|offen[cs]es?|collisions?|accidents?|burglar\w*|anti social behaviour)\b/;

const pointTests: readonly PointTest[] = [
  ['sites', 'public-transport stops', (_, names) => names.includes('stopid') && names.includes('stopname')],
  [
    'trees',
    'trees',
    (file, names, values) =>
      treeWords.test(file) ||
      names.some((name) => /^(species|genus|crowndiameter|dbh|baumart)$/.test(name)) ||
      values.some((value) => /^(tree|baum)$/.test(value)),
  ],
  [
    'surveillance',
    'cameras',
    (file, names, values) =>
      cameraWords.test(file) ||
      names.some((name) => /^(cam(era)?(no|nr|id|num|number|type|direction)|surveillance(type)?)$/.test(name)) ||
      values.some((value) => cameraWords.test(value)),
  ],
  [
    'demand',
    'crimes or incidents',
    (file, names, values) =>
      eventWords.test(file) ||
      names.some((name) => /^(crime|offen[cs]e|incident)(type|id|category|date|number)?$/.test(name)) ||
      values.some((value) => eventWords.test(value)),
  ],
  [
    'mounts',
    'lamps, signals or poles',
    (file, names) =>
      mountKindOf(file) !== null ||
      names.some((name) => /^(lamp|pole|luminaire|lightpoint)(id|type|no|nr|height)?$/.test(name)),
  ],
  [
    'sites',
    'critical locations',
    (file, _, values) => siteKindOf(file) !== null || values.some((value) => siteKindOf(value) !== null),
  ],
  [
    'sites',
    'businesses or facilities',
    (file, names) =>
      /\b(sites?|pois?|facilit\w*|business\w*|shops?)\b/.test(file) ||
      names.some((name) => /^(business|facility|shop|amenity|site)(name|type|id)?$/.test(name)),
  ],
  [
    'demand',
    'numbers of people',
    (_, names) => names.some((name) => weightNames.some((pattern) => pattern.test(name))),
  ],
];

function roleOfPoints(file: string, names: readonly string[], values: readonly string[]): RoleGuess {
  for (const [role, about, fits] of pointTests) {
    if (fits(file, names, values)) return { role, reason: `Points whose name, columns or values speak of ${about}.` };
  }
  return { role: 'ignore', reason: 'Nothing says what these points are; choose what they are to be read as.' };
}
