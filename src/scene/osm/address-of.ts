import { type Tags, tagValue } from './osm-data.ts';

const longest = 200;

/** Street (or place) and number as written; `null` without a number. */
export function addressOf(tags: Tags): string | null {
  const number = tagValue(tags, 'addr:housenumber');
  if (number === undefined || number.trim() === '') return null;
  const street = tagValue(tags, 'addr:street') ?? tagValue(tags, 'addr:place') ?? '';
  return `${street} ${number}`.trim().slice(0, longest);
}
