import type { FileKind } from './file-kind.ts';

/** What JSON is, by the keys of its outermost object that its beginning shows. */
export function jsonKind(text: string): FileKind {
  const { keys, values } = topLevel(text);
  const type = values.get('type') ?? '';
  if (values.get('format') === 'sightline-scenario') return 'json-scenario';
  if (values.get('format') === 'sightline-scene') return 'json-scene';
  if (type.startsWith('CityJSON') || keys.has('CityObjects')) return 'cityjson';
  if (geojsonTypes.has(type) || (keys.has('features') && /"type"\s*:\s*"Feature"/.test(text))) return 'geojson';
  if (keys.has('geometricError') && keys.has('asset')) return '3d-tiles';
  if (keys.has('meshes') && keys.has('asset')) return 'gltf';
  return 'json';
}

const geojsonTypes: ReadonlySet<string> = new Set([
  'FeatureCollection',
  'Feature',
  'GeometryCollection',
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
]);

interface TopLevel {
  readonly keys: ReadonlySet<string>;
  /** Values that are texts. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Keys of the outermost object, as far as the text reaches: strings are skipped as wholes, so that braces in them don't
 * count. One pass.
 */
function topLevel(text: string): TopLevel {
  const keys = new Set<string>();
  const values = new Map<string, string>();
  const tokens = /"((?:[^"\\]|\\.)*)"|[{}[\]:,]/g;
  let depth = 0;
  let key: string | null = null;
  let last: string | null = null;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token, string] = match;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && token === ':') {
      key = last;
      if (key !== null) keys.add(key);
    } else if (depth === 1 && token === ',') key = null;
    else if (depth === 1 && string !== undefined && key !== null) values.set(key, string);
    last = string ?? null;
  }
  return { keys, values };
}

const sumoInputs: ReadonlySet<string> = new Set(['additional', 'add', 'tlLogics', 'edges', 'nodes', 'vTypes']);

/** What XML is, by its outermost element; that of OpenStreetMap has been asked before. */
export function xmlKind(text: string): FileKind {
  const root = rootElement(text);
  if (root === null) return 'xml';
  const local = root.slice(root.indexOf(':') + 1);
  if (local === 'CityModel') return 'citygml';
  if (local === 'net') return 'sumo';
  if (local === 'routes') return 'sumo-routes';
  return sumoInputs.has(local) || local.endsWith('onfiguration') ? 'sumo-other' : 'xml';
}

/** Name of the first element after declaration, comments and document type, or `null` where the text ends before. */
function rootElement(text: string): string | null {
  let at = 0;
  for (;;) {
    at = text.indexOf('<', at);
    if (at < 0) return null;
    const end = text.startsWith('<!--', at)
      ? '-->'
      : text.startsWith('<?', at)
        ? '?>'
        : text[at + 1] === '!'
          ? '>'
          : null;
    if (end === null) return /^<([A-Za-z_][\w.:-]*)/.exec(text.slice(at, at + 200))?.[1] ?? null;
    const close = text.indexOf(end, at);
    if (close < 0) return null;
    at = close + end.length;
  }
}

/** A table of text: a first line of several short, non-empty names, and lines apart by the same mark. */
export function textKind(text: string): FileKind {
  // Bytes that no text has: what is neither tab, line feed nor carriage return below the space.
  if (/[\0-\x08\x0e-\x1f]/.test(text)) return 'unknown';
  const [first, second] = text.split(/\r\n|\n|\r/, 2);
  if (first === undefined) return 'unknown';
  const names = bestSplit(first);
  if (names === null) return 'unknown';
  const known = new Set(names.map((name) => name.trim().replace(/^"|"$/g, '')));
  if (known.has('stop_id') && known.has('stop_lat') && known.has('stop_lon')) return 'gtfs';
  return second !== undefined && second.trim() !== '' ? 'csv' : 'unknown';
}

const longestName = 200;

function bestSplit(line: string): readonly string[] | null {
  let best: readonly string[] | null = null;
  for (const mark of [',', ';', '\t', '|']) {
    const parts = line.split(mark);
    if (parts.length >= 2 && parts.length > (best?.length ?? 0)) best = parts;
  }
  const plausible = best?.every((name) => name.length <= longestName) ?? false;
  return plausible ? best : null;
}
