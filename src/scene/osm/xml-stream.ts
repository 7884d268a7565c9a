import { SaxesParser } from 'saxes';
import type { SourceBytes } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { UnreadableFileError } from './byte-window.ts';
import { contentPieces, type Packing, packingOf, unpackedLimit, unpacksTooFar } from './inflate-content.ts';

/** Characters without any element: a text, comment or attribute this long is no map, and would be gathered in memory. */
const silenceLimit = 16 * 1024 ** 2;

/** Something in an XML file that is well-formed but wrong; the message is the sentence's end. */
export class XmlFault extends Error {}

/** Why the text could not be parsed, from saxes' own words “line:column: reason”. */
class MalformedXmlError extends Error {}

export type Attributes = Readonly<Record<string, string>>;

/** Takes the elements of a file in their order; may throw {@link XmlFault}. */
export interface ElementTaker {
  start(name: string, attributes: Attributes): void;
  end(): void;
  /** Name of the element that is not finished yet, for messages. */
  readonly openElement: string | null;
}

/**
 * Reads XML, plain or packed (gzip, bzip2), piece by piece; yields the share read (0 to 1). `check` is asked after every
 * piece whether to go on. Any damage, and a file that ends early, is a failure that names the line.
 */
export async function* streamXml(
  blob: SourceBytes,
  fileName: string,
  elements: ElementTaker,
  check: () => Outcome<null>,
): AsyncGenerator<number, Outcome<null>> {
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
      const limit = check();
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
