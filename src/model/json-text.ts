import { failure, type Outcome, success } from './result.ts';

/** Where a text stops being JSON. Line and column count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** Ends a sentence: “… `NaN` is no number that JSON knows”. */
  readonly reason: string;
}

/** Parses JSON; a fault gives a sentence whose place is `<fileName>:<line>`. The same words in every engine. */
export function parseJson(text: string, fileName: string): Outcome<unknown> {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return success(JSON.parse(content) as unknown);
  } catch {
    const fault = findJsonFault(content);
    const sentence = `This is not valid JSON: ${fault.reason} (line ${fault.line}, column ${fault.column}). Mend that line or save the file again.`;
    return failure('json-syntax', sentence, `${fileName}:${fault.line}`);
  }
}

const token =
  /[ \t\r\n]+|[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b/y;

type Expectation = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

/** First place where `text`, which is not JSON, departs from the grammar of RFC 8259. */
export function findJsonFault(text: string): JsonFault {
  const open: string[] = [];
  let expected: Expectation = 'value';
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) return faultAt(text, at, strangeReason(text.slice(at, at + 200)));
    if (!' \t\r\n'.includes(found[0])) {
      const next = advance(expected, found, open);
      if (next === null) return faultAt(text, at, unexpectedReason(expected, found));
      expected = next;
    }
    at += found.length;
  }
  return faultAt(text, text.length, 'the text ends too early, as if it had been cut off');
}

/** What may follow `found`, or `null` where it may not stand. */
function advance(expected: Expectation, found: string, open: string[]): Expectation | null {
  const afterValue = (): Expectation => (open.length === 0 ? 'nothing' : 'commaOrEnd');
  const inObject = open.at(-1) === '{';
  if (found === '}' || found === ']') {
    const fits = inObject === (found === '}') && open.length > 0;
    const mayEnd = expected === 'commaOrEnd' || expected === (inObject ? 'keyOrEnd' : 'valueOrEnd');
    if (!fits || !mayEnd) return null;
    open.pop();
    return afterValue();
  }
  if (found === ',') {
    if (expected !== 'commaOrEnd') return null;
    return inObject ? 'key' : 'value';
  }
  if (found === ':') return expected === 'colon' ? 'value' : null;
  if (expected === 'key' || expected === 'keyOrEnd') return found.startsWith('"') ? 'colon' : null;
  if (expected !== 'value' && expected !== 'valueOrEnd') return null;
  if (found !== '{' && found !== '[') return afterValue();
  open.push(found);
  return found === '{' ? 'keyOrEnd' : 'valueOrEnd';
}

function strangeReason(rest: string): string {
  const word = /^[-+]?\w+/.exec(rest)?.[0];
  if (word !== undefined && /^[-+]?(nan|infinity|inf)$/i.test(word)) return `“${word}” is no number that JSON knows`;
  if (rest.startsWith('"')) return 'a text in quotes is not closed or holds a forbidden character';
  if (rest.startsWith("'")) return 'texts stand in double quotes, not in single ones';
  if (rest.startsWith('//') || rest.startsWith('/*')) return 'comments are not allowed';
  return `“${word ?? String.fromCodePoint(rest.codePointAt(0) ?? 32)}” does not belong here`;
}

const expectedWords: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  valueOrEnd: 'a value or “]”',
  key: 'a name in double quotes',
  keyOrEnd: 'a name in double quotes or “}”',
  colon: '“:”',
  commaOrEnd: '“,” or the end of the list',
  nothing: 'nothing more',
};

function unexpectedReason(expected: Expectation, found: string): string {
  const shown = found.length > 30 ? `${found.slice(0, 30)}…` : found;
  return `“${shown}” stands where ${expectedWords[expected]} should`;
}

function faultAt(text: string, at: number, reason: string): JsonFault {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n'), reason };
}
