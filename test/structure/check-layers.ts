import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { DATA_FOLDERS, LAYER_RULES, PURE_LAYERS, TEST_PACKAGES } from './layer-rules.ts';
import { readModules, type SourceModule } from './read-module.ts';

/** What the check looked at, and what it found wrong: one sentence each, with the file. */
export interface StructureReport {
  readonly files: number;
  /** Imports between modules of the project, whether within a layer or across. */
  readonly edges: number;
  readonly violations: readonly string[];
}

const builtins = new Set(builtinModules);

/** Holds a project's folders against the layer rules. */
export function checkLayers(root: string): StructureReport {
  const folders = ['src', 'workers', 'server', 'cli'].filter((folder) => existsSync(join(root, folder)));
  const modules = readModules(root, folders);
  const violations: string[] = [];
  let edges = 0;
  for (const module of modules) {
    const layer = layerOf(module.path);
    if (layer === undefined) {
      violations.push(`${module.path}: belongs to no layer`);
      continue;
    }
    violations.push(...checkForm(module, layer));
    for (const request of module.requests) {
      const target = resolveRequest(module.path, request);
      if (target.kind === 'project') edges += 1;
      const complaint = checkRequest(root, module.path, layer, request, target);
      if (complaint !== undefined) violations.push(`${module.path}: ${complaint}`);
    }
  }
  return { files: modules.length, edges, violations };
}

function checkForm(module: SourceModule, layer: string): string[] {
  const complaints: string[] = [];
  if (module.hasDefaultExport) complaints.push('has a default export');
  if (/(^|\/)index\.[a-z]+$/.test(module.path)) complaints.push('is an index file');
  else if (module.onlyReExports) complaints.push('only passes on exports of other modules');
  if (PURE_LAYERS.includes(layer) && !isTest(module.path)) {
    for (const impurity of module.impurities) complaints.push(`${layer} must not use ${impurity}`);
  }
  return complaints.map((complaint) => `${module.path}: ${complaint}`);
}

type Target = { kind: 'project'; path: string } | { kind: 'package'; name: string } | { kind: 'unknown' };

function resolveRequest(from: string, request: string): Target {
  const bare = request.replace(/\?.*$/, '');
  if (bare.startsWith('#')) return { kind: 'project', path: `src/${bare.slice(1)}` };
  if (bare.startsWith('.')) return { kind: 'project', path: posix.join(posix.dirname(from), bare) };
  if (bare.startsWith('node:')) return { kind: 'package', name: bare };
  if (builtins.has(bare)) return { kind: 'package', name: `node:${bare}` };
  if (!/^(@[\w.-]+\/)?[\w.-]+(\/|$)/.test(bare)) return { kind: 'unknown' };
  const parts = bare.split('/');
  return { kind: 'package', name: bare.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? bare) };
}

function checkRequest(root: string, from: string, layer: string, request: string, target: Target): string | undefined {
  const rule = LAYER_RULES[layer];
  if (rule === undefined || target.kind === 'unknown') return `names a module that cannot be followed: ${request}`;
  if (target.kind === 'package') {
    const allowed = isTest(from) ? [...rule.packages, ...TEST_PACKAGES] : rule.packages;
    return allowed.some((pattern) => matches(pattern, target.name)) ? undefined : `${layer} must not import ${request}`;
  }
  if (!existsSync(join(root, target.path))) return `imports a file that is not there: ${request}`;
  const targetLayer = layerOf(target.path);
  if (targetLayer === layer) return undefined;
  if (targetLayer === undefined) {
    const folder = target.path.split('/')[0] ?? '';
    if (isTest(from) && folder === 'test') return undefined;
    if (DATA_FOLDERS.includes(folder) && (layer === 'app' || layer === 'cli' || isTest(from))) return undefined;
    return `${layer} must not import ${request}, which belongs to no layer`;
  }
  if (!rule.layers.includes(targetLayer)) return `${layer} must not import ${targetLayer} (${request})`;
  if (isTest(target.path)) return `imports a test: ${request}`;
  if (target.path.startsWith('src/') && !request.startsWith('#')) return `reaches another layer without #: ${request}`;
  return undefined;
}

function layerOf(path: string): string | undefined {
  return Object.keys(LAYER_RULES).find((layer) => path.startsWith(`${LAYER_RULES[layer]?.folder}/`));
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
