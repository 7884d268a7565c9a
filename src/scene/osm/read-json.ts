import type { SourceBytes } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { UnreadableFileError } from './byte-window.ts';
import { contentPieces, unpackedLimit, unpacksTooFar } from './inflate-content.ts';
import { JsonEntities } from './json-entities.ts';
import { cutOff, JsonFault, JsonList } from './json-list.ts';
import type { OsmCollector } from './osm-collector.ts';

/**
 * Whether the beginning of a text is an answer of Overpass or of the OSM API, or a bare list of OSM nodes (objects with
 * `id`, `lat` and `lon`).
 */
export function looksLikeOsmJson(start: Uint8Array): boolean {
  const text = new TextDecoder().decode(start).trimStart();
  if (text.startsWith('{')) {
    if (/^\{\s*"(type|CityObjects|features|format)"/.test(text)) return false;
    return /"elements"\s*:\s*\[/.test(text) && /"(osm3s|generator|copyright|version|bounds)"\s*:/.test(text);
  }
  const first = /^\[\s*\{[^]*?("tags"|\}\s*[,\]])/.exec(text)?.[0] ?? '';
  return /"id"\s*:\s*-?\d/.test(first) && /"lat"\s*:\s*-?\d/.test(first) && /"lon"\s*:\s*-?\d/.test(first);
}

/**
 * Reads OSM JSON, plain or packed, object by object into the collector; yields the share read (0 to 1). Any damage, an
 * early end, and an answer whose server gave up, is a failure that names the object.
 */
export async function* readJson(
  blob: SourceBytes,
  fileName: string,
  collector: OsmCollector,
): AsyncGenerator<number, Outcome<null>> {
  const entities = new JsonEntities(collector);
  let elements = 0;
  const list = new JsonList((text) => {
    elements += 1;
    entities.take(parseObject(text), list.bare);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let length = 0;
  let stage: 'unpack' | 'decode' | 'parse' = 'unpack';
  try {
    for await (const { chunk, share } of contentPieces(blob)) {
      length += chunk.length;
      stage = 'decode';
      const text = decoder.decode(chunk, { stream: true });
      stage = 'parse';
      list.write(text);
      const limit = collector.withinLimit(fileName);
      if (!limit.ok) return limit;
      if (length > unpackedLimit) return unpacksTooFar(fileName);
      yield share;
      stage = 'unpack';
    }
    stage = 'decode';
    decoder.decode();
    stage = 'parse';
    return readFrame(list.end(), fileName, collector);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    return explain(error, stage, fileName, elements, length);
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    throw new JsonFault('it is not well-formed JSON');
  }
}

/** What stands around the elements: the rectangle that was asked for, and whether the server came to an end. */
function readFrame(frame: unknown, fileName: string, collector: OsmCollector): Outcome<null> {
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) return success(null);
  if (!('elements' in frame)) {
    return failure('json-content', `${fileName} holds no list of map elements.`, fileName);
  }
  if ('remark' in frame && typeof frame.remark === 'string' && /error|time[d ]? ?out|memory/i.test(frame.remark)) {
    const remark = frame.remark.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ').slice(0, 200);
    return failure(
      'overpass-incomplete',
      `${fileName} is an answer that the server did not finish (“${remark}”); ask for a smaller area.`,
      fileName,
    );
  }
  if ('bounds' in frame && typeof frame.bounds === 'object' && frame.bounds !== null) {
    const { minlat, minlon, maxlat, maxlon } = frame.bounds as Readonly<Record<string, unknown>>;
    const [south, west, north, east] = [minlat, minlon, maxlat, maxlon].map((value) =>
      typeof value === 'number' ? value : Number.NaN,
    );
    if ([west, south, east, north].every(Number.isFinite)) collector.addBox({ west, south, east, north });
  }
  return success(null);
}

function explain(
  error: unknown,
  stage: 'unpack' | 'decode' | 'parse',
  fileName: string,
  elements: number,
  length: number,
): Outcome<null> {
  const place = `${fileName}: element ${elements}`;
  if (stage === 'unpack') {
    return failure(
      'json-unpack',
      `${fileName} could not be unpacked beyond byte ${length} of its text; it was not copied or downloaded completely, or is damaged.`,
      place,
    );
  }
  if (stage === 'decode') {
    return failure('json-encoding', `${fileName} is not UTF-8 text after element ${elements}.`, place);
  }
  if (error instanceof JsonFault && error.message === cutOff) {
    return failure(
      'json-cut-off',
      `${fileName} ends after element ${elements}, before its last bracket is closed; it was not copied or downloaded completely.`,
      place,
    );
  }
  const reason = error instanceof JsonFault ? error.message : 'it could not be read';
  return failure('json-content', `${fileName}, element ${elements}: ${reason}.`, place);
}
