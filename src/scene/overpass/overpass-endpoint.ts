import { failure, type Outcome, success } from '#model/result.ts';

/** The public service of the OpenStreetMap community in Germany; asked for one small area at a time. */
export const publicOverpass = 'https://overpass-api.de/api/interpreter';

const longestAddress = 2000;

/**
 * Address of an Overpass interpreter, as it is asked: https, or http on this machine alone, without name and password (they
 * would stand in reports and links).
 */
export function overpassEndpoint(text: string): Outcome<string> {
  const refused = (sentence: string) => failure<string>('overpass-address', sentence, 'Overpass address');
  if (text.length > longestAddress || !URL.canParse(text)) {
    return refused('Give the Overpass server as a whole address, for example https://overpass-api.de/api/interpreter.');
  }
  const url = new URL(text);
  const onThisMachine = url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && onThisMachine)) {
    return refused('The address of the Overpass server must begin with https:// (http:// only on this machine).');
  }
  if (url.username !== '' || url.password !== '') {
    return refused('The address of the Overpass server must not hold a name or a password.');
  }
  if (url.search !== '' || url.hash !== '') {
    return refused(
      'The address of the Overpass server must not hold a question mark or a hash; the question is asked separately.',
    );
  }
  return success(url.href);
}
