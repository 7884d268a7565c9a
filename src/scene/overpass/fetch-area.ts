import { type GeographicBox, largestAreaKm2 } from '#model/geographic-box.ts';
import type { SourceFile } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { answerProblem, statusProblem } from './overpass-answer.ts';
import { overpassEndpoint } from './overpass-endpoint.ts';
import { checkAreaBox, overpassQuery, queryTimeoutSeconds } from './overpass-query.ts';

/** An answer is given up beyond this, bytes; it is counted while it comes. */
const largestAnswer = 200 * 1024 ** 2;
/** Nothing at all for longer than the server may think: the connection is dead. */
const longestSilenceSeconds = queryTimeoutSeconds + 30;

/** The part of the platform's `fetch` that is used. */
export type AreaFetch = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly body: URLSearchParams;
    readonly headers: Readonly<Record<string, string>>;
    readonly credentials: 'omit';
    readonly redirect: 'manual';
    readonly referrerPolicy: 'no-referrer';
    readonly signal: AbortSignal;
  },
) => Promise<AreaResponse>;

/** The part of the platform's `Response` that is used. */
export interface AreaResponse {
  readonly status: number;
  readonly type: string;
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

export interface FetchAreaOptions {
  /** Address of an Overpass interpreter; see {@link overpassEndpoint}. */
  readonly endpoint: string;
  readonly fetch: AreaFetch;
  readonly signal?: AbortSignal;
  /** km². */
  readonly largestArea?: number;
  /** Bytes. */
  readonly largestAnswer?: number;
  readonly silenceSeconds?: number;
  /** Bytes come so far. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Asks an Overpass server for everything in a rectangle that a city is made of. The answer is a file like one that was
 * saved: OSM JSON whose `bounds` are the rectangle. Rejects with the signal's reason when it fires; whatever else
 * goes wrong is a problem with a sentence.
 */
export async function fetchArea(box: GeographicBox, options: FetchAreaOptions): Promise<Outcome<SourceFile>> {
  const endpoint = overpassEndpoint(options.endpoint);
  if (!endpoint.ok) return endpoint;
  const checked = checkAreaBox(box, options.largestArea ?? largestAreaKm2);
  if (!checked.ok) return checked;
  options.signal?.throwIfAborted();
  const watch = new SilenceWatch(options.silenceSeconds ?? longestSilenceSeconds, options.signal);
  const host = new URL(endpoint.value).host;
  try {
    return await ask(endpoint.value, host, box, options, watch);
  } catch {
    options.signal?.throwIfAborted();
    if (watch.fired) {
      return failure(
        'overpass-silent',
        `${host} did not answer in time; try again later or choose a smaller area.`,
        host,
      );
    }
    return failure(
      'overpass-unreachable',
      watch.begun
        ? `The connection to ${host} broke off before the answer was whole; try again.`
        : `${host} could not be reached: there is no connection to it, or it does not let this page ask.`,
      host,
    );
  } finally {
    watch.end();
  }
}

async function ask(
  endpoint: string,
  host: string,
  box: GeographicBox,
  { fetch, largestAnswer: most = largestAnswer, onProgress }: FetchAreaOptions,
  watch: SilenceWatch,
): Promise<Outcome<SourceFile>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({ data: overpassQuery(box) }),
    headers: { Accept: 'application/json' },
    credentials: 'omit',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    signal: watch.signal,
  });
  watch.heard();
  const refused = statusProblem(response, host);
  if (refused !== null) {
    await response.body?.cancel();
    return { ok: false, problem: refused };
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  if (response.body !== null) {
    for await (const part of streamParts(response.body)) {
      watch.heard();
      bytes += part.length;
      if (bytes > most) {
        return failure(
          'overpass-too-large',
          `The answer of ${host} is larger than ${Math.round(most / 1024 ** 2)} MB; choose a smaller area, or open an extract.`,
          host,
        );
      }
      parts.push(part);
      onProgress?.(bytes);
    }
  }
  const problem = answerProblem(parts, response.headers.get('content-type'), host);
  if (problem !== null) return { ok: false, problem };
  return success({ name: areaName(box), blob: new Blob(withBounds(parts, box), { type: 'application/json' }) });
}

/** The parts of a stream; a reader that leaves early cancels the rest. */
async function* streamParts(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      finished = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined);
  }
}

/** States the rectangle that was asked for inside the answer, as the OSM API does: the first `{` is that of the answer. */
function withBounds(
  parts: readonly Uint8Array<ArrayBuffer>[],
  box: GeographicBox,
): (string | Uint8Array<ArrayBuffer>)[] {
  const { west, south, east, north } = box;
  const bounds = JSON.stringify({ minlat: south, minlon: west, maxlat: north, maxlon: east });
  const rest = parts.slice(parts.findIndex((part) => part.includes(0x7b)));
  return [`{"bounds": ${bounds},`, rest[0].subarray(rest[0].indexOf(0x7b) + 1), ...rest.slice(1)];
}

/** `area_60.1717N_24.9443E.osm.json`: where its middle is. */
function areaName({ west, south, east, north }: GeographicBox): string {
  const latitude = (south + north) / 2;
  const longitude = (west + east) / 2;
  const place = (degrees: number, letters: string) =>
    `${Math.abs(degrees).toFixed(4)}${degrees < 0 ? letters[1] : letters[0]}`;
  return `area_${place(latitude, 'NS')}_${place(longitude, 'EW')}.osm.json`;
}

/** Fires when nothing is heard for a while, or with another signal. */
class SilenceWatch {
  #controller = new AbortController();
  #milliseconds: number;
  #timer: ReturnType<typeof setTimeout>;
  #outer: AbortSignal | undefined;
  #onOuter = () => this.#controller.abort();
  fired = false;
  /** Whether anything has been heard. */
  begun = false;

  constructor(seconds: number, outer: AbortSignal | undefined) {
    this.#milliseconds = seconds * 1000;
    this.#outer = outer;
    outer?.addEventListener('abort', this.#onOuter);
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    this.begun = true;
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#onOuter);
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.fired = true;
      this.#controller.abort();
    }, this.#milliseconds);
  }
}
