import type { ColumnSummary } from './table-summary.ts';

/** A name as letters and digits only, lower case, accents off: `Höhe_m` → `hohem`, `bldg_ht` → `bldght`. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Patterns of plain names, the best first. */
export const heightNames: readonly RegExp[] = [
  /^(measuredheight|gemessenehohe)m?$/,
  /^((building|bldg|bldng|structure|total)?(height|hgt|ht))(m|ft|meters?|metres?|feet)?$/,
  /^(gebaude|gebaeude|bau)?(hohe|hoehe)(inm|m)?$/,
  /^(gebouw|pand)?hoogte(m|max)?$/,
  /^(hauteur|hauteurm|altura|alturam|altezza|altezzam|korkeus|hojd|hojde|hoyde|wysokosc|vyska)$/,
  /^(relhmax|hmax|heightmax|maxheight|hoogtemax|hmean|hmedian|hmed|heightmean|heightavg|avgheight|meanheight)(m|ft)?$/,
  /^(roof|ridge|top|eave|eaves)?height(m|ft)?$/,
  /^(heightroof|heightrf|roofht|roofhgt)$/,
];
export const minHeightNames: readonly RegExp[] = [/^(building)?minheight(m|ft)?$/, /^(under|underside|bottom)height$/];
export const levelNames: readonly RegExp[] = [
  /^(building)?(levels?|floors?|storeys?|stories|storie?s?count)$/,
  /^(num|no|nr|number|numberof|noof|n|count)(of)?(levels|floors|storeys|stories)$/,
  /^(levels|floors|storeys|stories)(abovegr(ound)?|above|count|num|number)?$/,
  /^(anzahl)?(geschosse|stockwerke|vollgeschosse)$|^aog$/,
  /^(aantal)?bouwlagen$|^kerrosluku$|^kerrosten?lukumaara$|^(nb|nombre)?etages$|^(numero)?(plantas|pisos|piani)$/,
];
export const idNames: readonly RegExp[] = [
  /^(osm)?id$/,
  /^(osm|building|bldg|feature|object|global|unique|asset|tree|stop|site|station|camera|cam|lamp|pole)(id|no|nr|number|num)$/,
  /^(gid|uuid|guid|fid|toid|uprn|gmlid|identificatie|objectid1?|ogcfid|egid|key|kennung)$/,
];
export const nameNames: readonly RegExp[] = [
  /^(name|nimi|navn|namn|naam|nom|nombre|nome|bezeichnung|title|label)$/,
  /^(site|stop|station|business|building|facility|place|location|school|full|official|zone|street|road|park)name$/,
  /^(firehouse|facility|location|site|landmark|standort)$/,
  /^(address|adresse|street)$/,
];
export const directionNames: readonly RegExp[] = [
  /^(camera)?direction(deg|degrees)?$/,
  /^(heading|bearing|azimuth|azimut|orientation|richtung|blickrichtung)(deg|degrees)?$/,
];
export const weightNames: readonly RegExp[] = [
  /^(total|tot)?(population|pop|inhabitants|einwohner|residents|persons|people|asukkaita|vaesto|bevolking|popul|poptotal|poptot)(total|sum|20\d\d)?$/,
  /^(weight|gewicht|share|demand|footfall|pedestrians|visitors|aadt|volume|flow)$/,
];
export const joinNames: readonly RegExp[] = [/^(poly|polyid|osmid|osmwayid|wayid|buildingid|bldgid|osmbuildingid)$/];

/** Names of coordinates, east and north, in pairs. */
export const coordinateNames: readonly (readonly [east: RegExp, north: RegExp, degrees: boolean])[] = [
  [/^x$/, /^y$/, false],
  [/^(stop)?(lon|lng|long|longitude|laenge|lange)(deg|wgs84)?$/, /^(stop)?(lat|latitude|breite)(deg|wgs84)?$/, true],
  [
    /^(x|pointx|coordx|xcoord|xcoordinate|geox|xlon|xutm|utmx)$/,
    /^(y|pointy|coordy|ycoord|ycoordinate|geoy|ylat|yutm|utmy)$/,
    false,
  ],
  [
    /^(east|easting|eastings|rechtswert|ostwert|ost|este)$/,
    /^(north|northing|northings|hochwert|nordwert|nord|norte)$/,
    false,
  ],
];

/** The first column whose plain name one of the patterns fits, in the order of the patterns. */
export function findColumn(
  columns: readonly ColumnSummary[],
  patterns: readonly RegExp[],
  fits: (column: ColumnSummary) => boolean = () => true,
): ColumnSummary | null {
  for (const pattern of patterns) {
    const found = columns.find((column) => pattern.test(plainName(column.name)) && fits(column));
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether nearly all values that are there are numbers. */
export function isNumeric(column: ColumnSummary): boolean {
  return column.filled > 0 && column.numbers >= column.filled * 0.9;
}
