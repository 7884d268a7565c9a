import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LAYER_RULES } from './layer-rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documentFolder = `${root}docs/`;
const text = readFileSync(`${documentFolder}architecture.md`, 'utf8');

/** Folders that are made by tools or belong to git, and are described nowhere. */
const UNDESCRIBED = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);

const rows = [...text.matchAll(/^\| `([^`]+)\/` \| ([^|]+) \| ([^|]*)\|$/gm)].map(([, folder, purpose, imports]) => ({
  folder: folder ?? '',
  purpose: (purpose ?? '').trim(),
  imports: (imports ?? '').trim(),
}));

function foldersOnDisk(): string[] {
  const children = (folder: string): string[] =>
    readdirSync(`${root}${folder}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !UNDESCRIBED.has(entry.name))
      .filter((entry) => readdirSync(`${root}${folder}${entry.name}`).length > 0)
      .map((entry) => `${folder}${entry.name}`);
  return [...children('').filter((folder) => folder !== 'src'), ...children('src/')];
}

test('the folder table names every folder that is there, and no other', () => {
  expect(rows.map(({ folder }) => folder).sort()).toEqual(foldersOnDisk().sort());
});

test('every folder has a purpose', () => {
  expect(rows.filter(({ purpose }) => purpose.length < 10)).toEqual([]);
});

test('the table and the layer rules allow the same imports', () => {
  const ruleOf = new Map(Object.values(LAYER_RULES).map((rule) => [rule.folder, rule.layers]));
  const everything = Object.keys(LAYER_RULES).filter((name) => name !== 'server' && name !== 'cli' && name !== 'app');
  const inTable = rows
    .filter(({ folder }) => ruleOf.has(folder))
    .map(({ folder, imports }) => {
      if (imports === 'all of src, workers') return [folder, everything.sort()];
      return [folder, imports === '—' ? [] : imports.split(', ').sort()];
    });
  const inRules = [...ruleOf].map(([folder, layers]) => [folder, [...layers].sort()]);
  expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(inRules));
});

test('every document it points to is there', () => {
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '');
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !existsSync(`${documentFolder}${link}`))).toEqual([]);
});

test('every file that a document names is there', () => {
  const documents = readdirSync(documentFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  const named = documents.flatMap((name) =>
    [
      ...readFileSync(`${documentFolder}${name}`, 'utf8').matchAll(
        /`((?:src|workers|server|cli|scripts|test|bench)\/[\w./-]+)`/g,
      ),
    ].map(([, path]) => ({ document: name, path: path ?? '' })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ path }) => !existsSync(`${root}${path}`))).toEqual([]);
});
