import { parseJson } from './json-text.ts';
import { migrateFile } from './migrations/migration.ts';
import { scenarioMigrations } from './migrations/scenario-migrations.ts';
import { missingReference } from './plan-references.ts';
import { failure, type Outcome, success } from './result.ts';
import { type Scenario, scenarioSchema, scenarioVersion } from './scenario.ts';
import { firstFault } from './schema-issue.ts';

/** A plan of 5,000 devices takes about 5 million characters. */
const characterLimit = 50_000_000;

/**
 * Reads a scenario file. Older versions are carried forward, newer ones refused. Bad input gives a sentence whose place
 * is `<fileName>:<line>` for broken JSON and `<fileName>:<field>` for a wrong value.
 */
export function readScenario(text: string, fileName: string): Outcome<Scenario> {
  if (text.length > characterLimit) {
    return failure(
      'scenario-too-large',
      'This file is too large for a scenario (more than 50 million characters).',
      fileName,
    );
  }
  const parsed = parseJson(text, fileName);
  return parsed.ok ? readScenarioValue(parsed.value, fileName) : parsed;
}

function readScenarioValue(value: unknown, fileName: string): Outcome<Scenario> {
  if (!isRecord(value) || value['format'] !== 'sightline-scenario') {
    return failure(
      'scenario-format',
      'This is not a Sightline scenario: a scenario begins with {"format": "sightline-scenario", …}.',
      fileName,
    );
  }
  const version = value['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return failure('scenario-version', 'version must be a whole number from 1 on.', `${fileName}:version`);
  }
  if (version > scenarioVersion) {
    const sentence = `This scenario was written by a newer Sightline (format version ${version}; this one reads up to ${scenarioVersion}). Open it with that version.`;
    return failure('scenario-newer', sentence, fileName);
  }
  let current: Record<string, unknown>;
  try {
    current = migrateFile(value, version, scenarioVersion, scenarioMigrations);
  } catch {
    return failure(
      'scenario-migration',
      `This scenario of format version ${version} is broken and cannot be carried forward.`,
      fileName,
    );
  }
  const result = scenarioSchema.safeParse(current);
  if (result.success) {
    const problem = missingReference(result.data, fileName);
    return problem === null ? success(result.data) : { ok: false, problem };
  }
  const { path, words } = firstFault(result.error, current);
  return failure('scenario-field', `${words}.`, path === '' ? fileName : `${fileName}:${path}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
