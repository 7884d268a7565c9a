import type { z } from 'zod';

/** A fault that a schema found, in words: “devices[3].headingDegrees must be a finite number”. */
export interface SchemaFault {
  /** For example `devices[3].headingDegrees`; empty for the whole value. */
  readonly path: string;
  /** Without a full stop; begins with the path. */
  readonly words: string;
}

type Issue = z.core.$ZodIssue;

/** The first fault of a failed parse of `value`. */
export function firstFault(error: z.ZodError, value: unknown): SchemaFault {
  const issue = error.issues[0];
  const path = pathText(issue.path);
  const subject = path === '' ? 'The content' : path;
  return { path, words: `${subject} ${requirement(issue, valueAt(value, issue.path))}` };
}

/** `['devices', 3, 'x']` → `devices[3].x`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += text === '' ? String(key) : `.${String(key)}`;
  }
  return text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

function requirement(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return found === undefined
        ? `is missing; it must be ${typeWords(issue.expected)}`
        : `must be ${typeWords(issue.expected)}`;
    case 'too_big':
      return `must ${boundWords(issue.origin, 'at most', Number(issue.maximum), issue.inclusive ?? true)}`;
    case 'too_small':
      return `must ${boundWords(issue.origin, 'at least', Number(issue.minimum), issue.inclusive ?? true)}`;
    case 'invalid_value':
      return `must be ${choiceWords(issue.values)}${shown(found)}`;
    case 'unrecognized_keys':
      return `has ${issue.keys.length === 1 ? 'a field' : 'fields'} that Sightline does not know: ${issue.keys.map(quoted).join(', ')}`;
    case 'invalid_union':
      return `is of no known kind${shown(found)}`;
    case 'custom':
      return issue.message.startsWith('must') ? issue.message : `is not accepted: ${issue.message}`;
    default:
      return `is not as it should be: ${issue.message}`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list in square brackets',
  tuple: 'a list in square brackets',
  object: 'an object in curly brackets',
  record: 'an object in curly brackets',
  null: 'null',
};

function typeWords(expected: string): string {
  return typeNames[expected] ?? `of the type ${expected}`;
}

function boundWords(origin: string, relation: 'at least' | 'at most', limit: number, inclusive: boolean): string {
  if (origin === 'string') {
    return relation === 'at least' && limit === 1 ? 'not be empty' : `have ${relation} ${limit} characters`;
  }
  if (origin === 'array' || origin === 'set') return `have ${relation} ${limit} entries`;
  if (inclusive) return `be ${relation} ${limit}`;
  return `be ${relation === 'at least' ? 'more' : 'less'} than ${limit}`;
}

function choiceWords(values: readonly unknown[]): string {
  const choices = values.map((value) => (typeof value === 'string' ? quoted(value) : String(value)));
  if (choices.length === 1) return choices[0];
  return `one of ${choices.slice(0, 20).join(', ')}`;
}

/** What was found instead, where it is short enough to help. */
function shown(found: unknown): string {
  if (found === undefined) return '; it is missing';
  if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') return '';
  const text = String(found);
  return text.length > 60 ? '' : `, not ${typeof found === 'string' ? quoted(text) : text}`;
}

function quoted(text: string): string {
  return `“${text}”`;
}
