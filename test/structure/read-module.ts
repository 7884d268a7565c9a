import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** What one source file says about itself, read from its syntax tree. */
export interface SourceModule {
  /** Path from the project's root, with forward slashes. */
  readonly path: string;
  /** Every module it names: imports, type imports, re-exports, dynamic imports, `new URL(…, import.meta.url)`. */
  readonly requests: readonly string[];
  readonly hasDefaultExport: boolean;
  /** True where the file does nothing but pass on other modules' exports. */
  readonly onlyReExports: boolean;
  /** Clocks, chance, and functions that engines round differently, as written: `Math.random`, `new Date`, `**`. */
  readonly impurities: readonly string[];
}

const SOURCE_FILE = /\.(ts|tsx|mts|mjs|js|jsx)$/;
/** The language leaves their last bit to the engine (ECMA-262, "implementation-approximated"). */
const APPROXIMATE = [
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1', 'hypot'],
  ...['log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh'],
].map((name) => `Math.${name}`);
const IMPURE_MEMBERS = new Set([
  ...APPROXIMATE,
  'Math.random',
  'Date.now',
  'performance.now',
  'crypto.getRandomValues',
  'crypto.randomUUID',
]);

/** Reads every source file under the named folders of a project; declaration files are left out. */
export function readModules(root: string, folders: readonly string[]): SourceModule[] {
  const modules: SourceModule[] = [];
  for (const folder of folders) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names) {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      if (!SOURCE_FILE.test(path) || path.endsWith('.d.ts')) continue;
      modules.push(readModule(path, readFileSync(join(root, path), 'utf8')));
    }
  }
  return modules;
}

/** Reads one file's text. Throws where it cannot be parsed. */
export function readModule(path: string, text: string): SourceModule {
  const parsed = parseSync(path, text);
  const error = parsed.errors.find(({ severity }) => severity === 'Error');
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const requests: string[] = parsed.module.staticImports.map((record) => record.moduleRequest.value);
  const exported = parsed.module.staticExports.flatMap((record) => record.entries);
  for (const entry of exported) if (entry.moduleRequest !== null) requests.push(entry.moduleRequest.value);
  const impurities: string[] = [];
  new Visitor({
    ImportExpression: (node) => void requests.push(literalText(node.source) ?? '(computed)'),
    TSImportType: (node) => void requests.push(node.source.value),
    TSExternalModuleReference: (node) => void requests.push(node.expression.value),
    NewExpression(node) {
      if (node.callee.type !== 'Identifier') return;
      if (node.callee.name === 'Date' && node.arguments.length === 0) impurities.push('new Date');
      if (node.callee.name !== 'URL' || node.arguments[1]?.type !== 'MemberExpression') return;
      if (node.arguments[1].object.type !== 'MetaProperty') return;
      const target = literalText(node.arguments[0]);
      // A folder or a data file addressed this way is read, not imported.
      if (target !== undefined && SOURCE_FILE.test(target)) requests.push(target);
    },
    BinaryExpression(node) {
      if (node.operator === '**') impurities.push('**');
    },
    AssignmentExpression(node) {
      if (node.operator === '**=') impurities.push('**');
    },
    MemberExpression(node) {
      const property = node.computed ? literalText(node.property) : nameOf(node.property);
      const object = node.object.type === 'MemberExpression' ? nameOf(node.object.property) : nameOf(node.object);
      const written = `${object}.${property}`;
      if (IMPURE_MEMBERS.has(written)) impurities.push(written);
    },
  }).visit(parsed.program);
  return {
    path,
    requests,
    hasDefaultExport: exported.some(
      (entry) => entry.exportName.kind === 'Default' || entry.exportName.name === 'default',
    ),
    onlyReExports: parsed.program.body.length > 0 && parsed.program.body.every(isReExport),
    impurities,
  };
}

function isReExport(statement: { type: string; source?: unknown }): boolean {
  if (statement.type === 'ExportAllDeclaration') return true;
  return statement.type === 'ExportNamedDeclaration' && statement.source !== null && statement.source !== undefined;
}

function literalText(node: { type: string; value?: unknown } | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function nameOf(node: { type: string; name?: unknown }): string | undefined {
  return node.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;
}
