import type { Problem } from '#model/result.ts';

/** Where a remark of the server stands: Overpass writes it behind the elements. */
const tailBytes = 4096;

/** Why an answer's status says that there is no answer; `null` where it is well. */
export function statusProblem(
  response: { readonly status: number; readonly type: string; readonly headers: { get(name: string): string | null } },
  host: string,
): Problem | null {
  const { status } = response;
  if (status === 200) return null;
  const problem = (code: string, sentence: string): Problem => ({ code, sentence, place: host });
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return problem(
      'overpass-redirect',
      `${host} sends on to another address, which is not followed; name the Overpass server’s final address.`,
    );
  }
  switch (status) {
    case 400:
      return problem(
        'overpass-question',
        `${host} does not understand the question (400); it may be too old a version of Overpass.`,
      );
    case 401:
    case 403:
      return problem('overpass-forbidden', `${host} does not let you ask (${status}); name another Overpass server.`);
    case 404:
    case 405:
      return problem('overpass-missing', `There is no Overpass server at this address of ${host} (${status}).`);
    case 429:
      return problem(
        'overpass-busy',
        `${host} has too many questions from here at the moment (429); ${waitWords(response.headers.get('retry-after'))} and try again.`,
      );
    case 502:
    case 503:
    case 504:
      return problem(
        'overpass-overloaded',
        `${host} is overloaded, or the area is too much for it (${status}); try again later or choose a smaller area.`,
      );
    default:
      return problem('overpass-status', `${host} answers with an error (${status}); try again later.`);
  }
}

function waitWords(retryAfter: string | null): string {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return seconds > 0 && seconds <= 3600 ? `wait ${Math.ceil(seconds)} seconds` : 'wait a minute';
}

/** Why the bytes of an answer are no map: another format, a question that did not come to an end, or nothing there. */
export function answerProblem(parts: readonly Uint8Array[], contentType: string | null, host: string): Problem | null {
  const start = edgeText(parts, 1);
  if (!start.trimStart().startsWith('{')) {
    const type = /^[\w.+-]{1,40}\/[\w.+-]{1,60}/.exec(contentType ?? '')?.[0];
    return {
      code: 'overpass-not-json',
      sentence: `${host} answers with something else than map data${type === undefined ? '' : ` (${type})`}; is it an Overpass server?`,
      place: host,
    };
  }
  const end = edgeText(parts, -1);
  const remark = /"remark"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(end)?.[1];
  if (remark !== undefined && /error|timed out|timeout|memory/i.test(remark)) {
    const reason = /memory/i.test(remark)
      ? 'it needs too much memory'
      : /time/i.test(remark)
        ? 'it takes too long'
        : 'it failed';
    return {
      code: 'overpass-incomplete',
      sentence: `${host} did not finish the question, because ${reason}; choose a smaller area or try again later.`,
      place: host,
    };
  }
  if (!end.trimEnd().endsWith('}')) {
    return {
      code: 'overpass-cut-off',
      sentence: `The answer of ${host} ends early; try again.`,
      place: host,
    };
  }
  if (/"elements"\s*:\s*\[\s*\]/.test(end)) {
    return { code: 'overpass-empty', sentence: 'OpenStreetMap knows nothing in this area.', place: host };
  }
  return null;
}

/** Some of the text at the start (`side` 1) or the end (−1). */
function edgeText(parts: readonly Uint8Array[], side: 1 | -1): string {
  const edge: Uint8Array[] = [];
  let length = 0;
  for (let i = side === 1 ? 0 : parts.length - 1; i >= 0 && i < parts.length && length < tailBytes; i += side) {
    const left = tailBytes - length;
    const part = side === 1 ? parts[i].subarray(0, left) : parts[i].subarray(Math.max(0, parts[i].length - left));
    length += part.length;
    if (side === 1) edge.push(part);
    else edge.unshift(part);
  }
  const decoder = new TextDecoder();
  return edge.map((part) => decoder.decode(part, { stream: true })).join('');
}
