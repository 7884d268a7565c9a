/**
 * What the text of a coordinate system says, without knowing any projection: a code of the EPSG dataset, degrees on a
 * datum like WGS 84, or a definition that proj4 reads and whose datum is known.
 */
export type CoordinateDefinition =
  | { readonly kind: 'code'; readonly code: number; readonly otherwise: CoordinateDefinition | null }
  | { readonly kind: 'degrees'; readonly name: string }
  | {
      readonly kind: 'definition';
      readonly name: string;
      readonly definition: string;
      readonly geographic: boolean;
    };

const lengthLimit = 10_000;
/** More open brackets than any system has; proj4's reader calls itself once for each. */
const depthLimit = 30;

/** Datums within 2 m of WGS 84, their names without anything but letters and digits. */
const likeWgs84 =
  /^(wgs(19)?84.*|worldgeodeticsystem1984.*|etrs(19)?89|europeanterrestrialreferencesystem1989.*|nad(19)?83.*|northamericandatum1983|northamerican(datum)?1983.*|gda(19)?94|gda2020|geocentricdatumofaustralia(1994|2020)|nzgd2000|newzealandgeodeticdatum2000|rgf(19)?93.*|reseaugeodesiquefrancais1993.*|sweref99|irenet95|jgd20(00|11)|japanesegeodeticdatum20(00|11)|sirgas(2000)?|sistemadereferenciageocentricoparalasamericas2000|cgcs2000|china2000|chinageodeticcoordinatesystem2000|korea(n)?(datum|geodeticdatum)?2000|geocentricdatumofkorea|etrf2000(pl|poland)|slovenia1996|sloveniageodeticdatum1996|lithuania1994ETRS89|lithuania1994.*|latvia1992|estonia1997|svy21|croatianterrestrialreferencesystem|itrf.*)$/i;

/** Other datums: published transformations to WGS 84 (three or seven parameters, position vector). */
const shifts: Readonly<Record<string, string>> = {
  amersfoort: '565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725',
  osgb1936: '446.448,-125.157,542.06,0.15,0.247,0.842,-20.489',
  osgb36: '446.448,-125.157,542.06,0.15,0.247,0.842,-20.489',
  ordnancesurveyofgreatbritain1936: '446.448,-125.157,542.06,0.15,0.247,0.842,-20.489',
  ch1903: '674.374,15.056,405.346,0,0,0,0',
  deutscheshauptdreiecksnetz: '598.1,73.7,418.2,0.202,0.045,-2.455,6.7',
  potsdam: '598.1,73.7,418.2,0.202,0.045,-2.455,6.7',
  mgi: '577.326,90.129,463.919,5.137,1.474,5.297,2.4232',
  militargeographischeinstitut: '577.326,90.129,463.919,5.137,1.474,5.297,2.4232',
  militargeographischesinstitut: '577.326,90.129,463.919,5.137,1.474,5.297,2.4232',
  hermannskogel: '577.326,90.129,463.919,5.137,1.474,5.297,2.4232',
  belge1972: '-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747',
  reseaunationalbelge1972: '-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747',
  sjtsk: '589,76,480,0,0,0,0',
  systemjednotnetrigonometrickesitekatastralni: '589,76,480,0,0,0,0',
};

/** Reads the text; `null` for what is no coordinate system or one whose datum is not known. */
export function readDefinition(text: string): CoordinateDefinition | null {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > lengthLimit) return null;
  const code = readCode(trimmed);
  if (code !== null) return { kind: 'code', code, otherwise: null };
  if (/^(urn:ogc:def:crs:)?ogc:[\d.]*:?crs(84|83)h?$/i.test(trimmed)) return { kind: 'degrees', name: 'CRS84' };
  if (/^https?:\/\/www\.opengis\.net\/def\/crs\/ogc\/[\d.]*\/crs(84|83)h?$/i.test(trimmed))
    return { kind: 'degrees', name: 'CRS84' };
  if (/^(wgs\s?-?84|crs84|lon\/?lat)$/i.test(trimmed)) return { kind: 'degrees', name: 'WGS 84' };
  if (trimmed.startsWith('+')) return readProjString(trimmed);
  return readWellKnownText(trimmed);
}

/** `EPSG:n`, `EPSG:n+m`, URNs and addresses of the OGC, simple and compound; of a compound the first, which is the place. */
function readCode(text: string): number | null {
  const patterns = [
    /^epsg:{1,2}(\d{4,6})(?:\+\d{4,6})?$/i,
    /^urn:(?:x-)?ogc:def:crs(?:,crs)?:epsg:[\d.]*:(\d{4,6})(?:,crs:epsg:[\d.]*:\d{4,6})?$/i,
    /^https?:\/\/www\.opengis\.net\/def\/crs\/epsg\/[\d.]+\/(\d{4,6})\/?$/i,
    /^https?:\/\/www\.opengis\.net\/gml\/srs\/epsg\.xml#(\d{4,6})$/i,
    /^https?:\/\/www\.opengis\.net\/def\/crs-compound\?1=https?:\/\/www\.opengis\.net\/def\/crs\/epsg\/[\d.]+\/(\d{4,6})&.*$/i,
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return Number(match[1]);
  }
  return null;
}

const projKeys = new Set(
  'proj datum ellps towgs84 lat_0 lat_1 lat_2 lat_ts lon_0 lon_1 lon_2 lonc alpha gamma x_0 y_0 k k_0 a b rf r zone south units to_meter nadgrids no_defs type wktext over pm approx'.split(
    ' ',
  ),
);
const projUnits = new Set(['m', 'ft', 'us-ft', 'km']);
const projDatums = new Set([
  'wgs84',
  'nad83',
  'potsdam',
  'osgb36',
  'ch1903',
  'hermannskogel',
  'mgi',
  'ggrs87',
  'nzgd49',
]);
const projEllipsoids = new Set('grs80 wgs84 bessel airy mod_airy intl clrk66 clrk80 clrk80ign krass grs67'.split(' '));

function readProjString(text: string): CoordinateDefinition | null {
  const values = new Map<string, string>();
  for (const token of text.split(/\s+/)) {
    const match = /^\+([a-z_]+\d*)(?:=(\S+))?$/i.exec(token);
    if (match === null) return null;
    const key = match[1].toLowerCase();
    if (!projKeys.has(key)) return null;
    values.set(key, match[2] ?? '');
  }
  const projection = values.get('proj');
  if (projection === undefined || projection === 'geocent') return null;
  const zone = Number(values.get('zone') ?? 1);
  if (!(zone >= 1 && zone <= 60)) return null;
  if (!projUnits.has(values.get('units') ?? 'm')) return null;
  if (!knownProjDatum(values)) return null;
  return {
    kind: 'definition',
    name: text.length > 80 ? `PROJ definition (${projection})` : text,
    definition: text,
    geographic: /^(longlat|lonlat|latlong|latlon)$/i.test(projection),
  };
}

function knownProjDatum(values: ReadonlyMap<string, string>): boolean {
  const datum = values.get('datum');
  const ellipsoid = values.get('ellps')?.toLowerCase();
  const grids = values.get('nadgrids');
  if (ellipsoid !== undefined && !projEllipsoids.has(ellipsoid)) return false;
  if (datum !== undefined) return projDatums.has(datum.toLowerCase());
  const shift = values.get('towgs84');
  if (shift !== undefined) return isShift(shift);
  if (grids !== undefined) return grids === '@null';
  return ellipsoid === 'grs80' || ellipsoid === 'wgs84';
}

function isShift(text: string): boolean {
  const numbers = text.split(',').map(Number);
  return (numbers.length === 3 || numbers.length === 7) && numbers.every(Number.isFinite);
}

function readWellKnownText(text: string): CoordinateDefinition | null {
  const horizontal = horizontalNode(text);
  if (horizontal === null) return null;
  const identity = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?\s*\]\s*\]\s*$/i.exec(horizontal);
  const otherwise = definitionOfNode(horizontal);
  return identity === null ? otherwise : { kind: 'code', code: Number(identity[1]), otherwise };
}

/** The projected or geographic system in a text, which may be part of a compound or bound one; `null` where brackets don't close. */
function horizontalNode(text: string): string | null {
  const start = /\b(PROJCS|PROJCRS|PROJECTEDCRS|GEOGCS|GEOGCRS|GEOGRAPHICCRS|GEODCRS|GEODETICCRS)\s*\[/i.exec(text);
  if (start === null) return null;
  let depth = 0;
  let quoted = false;
  for (let at = start.index; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    if (quoted) continue;
    if (letter === '[') depth += 1;
    if (letter === ']') depth -= 1;
    if (depth > depthLimit) return null;
    if (letter === ']' && depth === 0) return text.slice(start.index, at + 1);
  }
  return null;
}

function definitionOfNode(node: string): CoordinateDefinition | null {
  const projected = /^PROJ/i.test(node);
  const name = /\[\s*"([^"]{1,200})"/.exec(node)?.[1] ?? 'unnamed';
  const datum = /\b(?:DATUM|GEODETICDATUM|TRF|ENSEMBLE)\s*\[\s*"([^"]*)"/i.exec(node);
  if (datum === null) return null;
  const plain = datum[1]
    .replace(/^D_/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const stated = /\bTOWGS84\s*\[([^\]]*)\]/i.exec(node);
  if (!projected && !/"degree[^"]*"\s*,\s*0?\.01745/i.test(node)) return null;
  if (/pseudo.?mercator|mercator_auxiliary_sphere|popular_visualisation/i.test(node) && likeWgs84.test(plain))
    return { kind: 'code', code: 3857, otherwise: null };
  if (stated !== null) return isShift(stated[1]) ? defined(name, node, projected) : null;
  if (likeWgs84.test(plain)) return projected ? defined(name, node, true) : { kind: 'degrees', name };
  const shift = Object.hasOwn(shifts, plain) ? shifts[plain] : undefined;
  if (shift === undefined) return null;
  const shifted = node.replace(
    /(\bSPHEROID\s*\[\s*"[^"]*"\s*,[^\][]*(?:\[[^\][]*\][^\][]*)*\])/i,
    `$1,TOWGS84[${shift}]`,
  );
  // Only the first version of the format has a place for the shift.
  return shifted === node ? null : defined(name, shifted, projected);
}

function defined(name: string, definition: string, projected: boolean): CoordinateDefinition {
  return { kind: 'definition', name, definition, geographic: !projected };
}
