import { InvalidArgumentError } from 'commander';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import { ProblemError } from '#model/result.ts';
import { type AreaFetch, fetchArea } from '#scene/overpass/fetch-area.ts';
import { overpassEndpoint } from '#scene/overpass/overpass-endpoint.ts';
import { checkAreaBox } from '#scene/overpass/overpass-query.ts';
import { badInput } from './run-command.ts';

/** Help of `--overpass`; `who`: the one that asks. */
export function overpassHelp(who: string): string {
  return `Overpass server that ${who} may ask for areas of OpenStreetMap; none: no server`;
}

/** What `--overpass` says where no server may be asked. */
export const noOverpass = 'none';

/** Parser of `--overpass`: an address, or {@link noOverpass}. */
export function overpassAddress(text: string): string {
  if (text === noOverpass) return noOverpass;
  const outcome = overpassEndpoint(text);
  if (!outcome.ok) throw new InvalidArgumentError(outcome.problem.sentence);
  return outcome.value;
}

/** Parser of `--bbox`: west, south, east, north in degrees. */
export function areaBox(text: string): GeographicBox {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.length !== 4) {
    throw new InvalidArgumentError(
      '--bbox must be west,south,east,north in degrees, for example 24.93,60.16,24.96,60.18.',
    );
  }
  const [west, south, east, north] = numbers;
  const outcome = checkAreaBox({ west, south, east, north });
  if (!outcome.ok) throw new InvalidArgumentError(outcome.problem.sentence);
  return outcome.value;
}

/** Says who asks: the operators of public servers want to know. */
const politeFetch: AreaFetch = (url, init) =>
  fetch(url, { ...init, headers: { ...init.headers, 'User-Agent': 'Sightline/0.1 (city planning tool)' } });

/** The answer of the Overpass server as a file. Throws a ProblemError; rejects with an AbortError when the signal fires. */
export async function fetchAreaFile(
  box: GeographicBox,
  overpass: string,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<SourceFile> {
  if (overpass === noOverpass)
    throw badInput('overpass-none', 'There is no Overpass server to ask for an area.', '--overpass');
  const step = `Asking ${new URL(overpass).host}`;
  onProgress({ step, fraction: 0 });
  const outcome = await fetchArea(box, {
    endpoint: overpass,
    fetch: politeFetch,
    signal,
    // How much will come is not known.
    onProgress: (bytes) => onProgress({ step: `${step}: ${(bytes / 1024 ** 2).toFixed(1)} MB`, fraction: 0 }),
  });
  if (!outcome.ok) throw new ProblemError(outcome.problem);
  return outcome.value;
}
