import type { City } from '#model/city.ts';

/** Whom a city's data is owed to and on what terms, as every exported file says inside. */
export interface Credits {
  /** Attributions, one after the other; empty where no source asks for any. */
  readonly attribution: string;
  /** SPDX ids or names of all licences that apply, joined by ` AND `. */
  readonly licence: string;
  /** Both and the scene's name in one sentence or two. */
  readonly description: string;
}

export function creditsOf({ manifest }: City): Credits {
  const attribution = manifest.attribution.join('; ');
  const licence = [...new Set(manifest.sources.map((source) => source.licence))].filter(Boolean).join(' AND ');
  const parts = [manifest.invented ? `${manifest.name}, an invented city` : manifest.name];
  if (attribution !== '') parts.push(attribution);
  if (licence !== '') parts.push(`Licence: ${licence}`);
  return { attribution, licence, description: `${parts.join('. ')}.` };
}
