import { SaxesParser } from 'saxes';
import type { SourceBytes } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { UnreadableFileError } from './byte-window.ts';
import { contentPieces, type Packing, packingOf, unpackedLimit, unpacksTooFar } from './inflate-content.ts';
import type { OsmCollector } from './osm-collector.ts';
import { OsmElements, XmlFault } from './xml-elements.ts';

/** Characters without any element: a text, comment or attribute this long is no map, and would be gathered in memory. */
const silenceLimit = 16 * 1024 ** 2;

/** Why the text could not be parsed, from saxes' own words “line:column: reason”. */
class MalformedXmlError extends Error {}

/** Whether the (unpacked) beginning of a file is OSM XML: an `osm` element after declaration, comments and doctype. */
export function looksLikeOsmXml(start: Uint8Array): boolean {
  let text = new TextDecoder().decode(start).trimStart();
  for (;;) {
    const end = prologEnd(text);
    if (end < 0) return false;
    if (end === 0) return /^<osm[\s>]/.test(text);
    text = text.slice(end).trimStart();
  }
}

/** Length of the declaration, comment or doctype at the start of the text: 0 where there is none, −1 where it does not end. */
function prologEnd(text: string): number {
  for (const [open, close] of [
    ['<?', '?>'],
    ['<!--', '-->'],
    ['<!DOCTYPE', '>'],
  ]) {
    if (!text.startsWith(open)) continue;
    const at = text.indexOf(close, open.length);
    return at < 0 ? -1 : at + close.length;
  }
  return 0;
}

/**
 * Reads OSM XML, plain or packed (gzip, bzip2), piece by piece into the collector; yields the share read (0 to 1). Any
 * damage, and a file that ends early, is a failure that names the line.
 */
export async function* readXml(
  blob: SourceBytes,
  fileName: string,
  collector: OsmCollector,
): AsyncGenerator<number, Outcome<null>> {
  const elements = new OsmElements(collector);
  const parser = new SaxesParser();
  let length = 0;
  let lastElement = 0;
  parser.on('opentag', (tag) => {
    lastElement = parser.position;
    elements.start(tag.name, tag.attributes);
  });
  parser.on('closetag', () => {
    lastElement = parser.position;
    elements.end();
  });
  parser.on('error', (error) => {
    throw new MalformedXmlError(error.message);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const packing = await packingOf(blob);
  let stage: 'unpack' | 'decode' | 'parse' = 'unpack';
  try {
    for await (const { chunk, share } of contentPieces(blob)) {
      length += chunk.length;
      stage = 'decode';
      const text = decoder.decode(chunk, { stream: true });
      stage = 'parse';
      parser.write(text);
      if (parser.position - lastElement > silenceLimit) throw new XmlFault('no element follows for 16 MB');
      const limit = collector.withinLimit(fileName);
      if (!limit.ok) return limit;
      if (length > unpackedLimit) return unpacksTooFar(fileName);
      yield share;
      stage = 'unpack';
    }
    stage = 'parse';
    parser.close();
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const place = { line: parser.line, openElement: elements.openElement };
    return explain(error, stage, fileName, place, packing, packing === 'none' ? parser.position : length);
  }
  return success(null);
}

function explain(
  error: unknown,
  stage: 'unpack' | 'decode' | 'parse',
  fileName: string,
  { line, openElement }: { readonly line: number; readonly openElement: string | null },
  packing: Packing,
  position: number,
): Outcome<null> {
  const place = `${fileName}: line ${line}`;
  if (stage === 'unpack') {
    return failure(
      packing === 'bzip2' ? 'bzip2-damaged' : 'gzip-damaged',
      `${fileName} could not be unpacked beyond line ${line} (byte ${position} of the unpacked text); it was not copied or downloaded completely, or is damaged.`,
      place,
    );
  }
  if (stage === 'decode') return failure('xml-encoding', `${fileName} is not UTF-8 text after line ${line}.`, place);
  if (error instanceof XmlFault) return failure('xml-content', `${fileName}, line ${line}: ${error.message}.`, place);
  if (error instanceof MalformedXmlError) {
    if (/unclosed|unexpected end|root element/.test(error.message)) {
      const inside = openElement === null ? '' : ` inside ${openElement}`;
      return failure(
        'xml-cut-off',
        `${fileName} ends at line ${line}${inside}, before its last element is closed; it was not copied or downloaded completely.`,
        place,
      );
    }
    const reason = error.message
      .replace(/^\d+:\d+:\s*/, '')
      .replace(/\.$/, '')
      .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?')
      .slice(0, 120);
    return failure('xml-malformed', `${fileName}, line ${line}, is not well-formed XML: ${reason}.`, place);
  }
  return failure('xml-damaged', `${fileName} could not be read beyond line ${line}.`, place);
}
