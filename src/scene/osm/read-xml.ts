import type { SourceBytes } from '#model/import-job.ts';
import type { Outcome } from '#model/result.ts';
import type { OsmCollector } from './osm-collector.ts';
import { OsmElements } from './xml-elements.ts';
import { streamXml } from './xml-stream.ts';

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

/** Reads OSM XML, plain or packed, into the collector; see {@link streamXml}. */
export function readXml(
  blob: SourceBytes,
  fileName: string,
  collector: OsmCollector,
): AsyncGenerator<number, Outcome<null>> {
  return streamXml(blob, fileName, new OsmElements(collector), () => collector.withinLimit(fileName));
}
