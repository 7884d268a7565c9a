import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ensureBuild } from './ensure-build.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ensureGdal } from './ensure-gdal.ts';
import { runTool } from './run-tool.ts';

/** What a lane came to; a check such as the linter counts as one. */
export interface LaneCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One kind of check that `npm test` makes. */
export interface Lane {
  readonly name: string;
  run(root: string): Promise<LaneCounts>;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** All lanes, in the order in which they tell the most for the least time. */
export const LANES: readonly Lane[] = [
  checkLane('format', [['biome', 'ci', '--colors=off']]),
  checkLane('lint', [['oxlint', '--deny-warnings']]),
  checkLane('types', [
    ['tsc', '-p', 'tsconfig.json'],
    ['tsc', '-p', 'tsconfig.kernel.json'],
  ]),
  checkLane('dead-code', [['knip', '--no-progress']]),
  vitestLane('structure', 3),
  vitestLane('unit', 8),
  vitestLane('contract', 10, async () => {
    await ensureGdal();
    return {};
  }),
  vitestLane('golden', 8),
  vitestLane('browser', 5, async (root) => ({ CHROMIUM_PATH: await ensureChromium(root) })),
  playwrightLane('e2e', 12),
];

/** A lane of tools that say yes or no; each run of one is one check. */
function checkLane(name: string, commands: readonly (readonly [string, ...string[]])[]): Lane {
  return {
    name,
    async run(root) {
      let passed = 0;
      for (const [tool, ...args] of commands) {
        if ((await runTool({ root, tool, args, limitMinutes: 5 })) === 0) passed += 1;
      }
      return { passed, failed: commands.length - passed, skipped: 0 };
    },
  };
}

/** `prepare` fetches what the tests need beside Node, and returns what they must know of it as environment variables. */
function vitestLane(
  name: string,
  limitMinutes: number,
  prepare?: (root: string) => Promise<Readonly<Record<string, string>>>,
): Lane {
  return {
    name,
    async run(root) {
      const environment = await prepare?.(root);
      const report = newReportPath(root, name);
      const code = await runTool({
        root,
        tool: 'vitest',
        args: ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        limitMinutes,
        ...(environment === undefined ? {} : { environment }),
      });
      return countVitest(report, code);
    },
  };
}

function playwrightLane(name: string, limitMinutes: number): Lane {
  return {
    name,
    async run(root) {
      const chromium = await ensureChromium(root);
      await ensureBuild(root);
      const report = newReportPath(root, name);
      const code = await runTool({
        root,
        tool: 'playwright',
        args: ['test', '--reporter=list,json'],
        limitMinutes,
        environment: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      });
      return countPlaywright(report, code);
    },
  };
}

/** Counts of a vitest run. A file that failed before any of its tests, and a bad end without a failed test, count one. */
export function countVitest(reportPath: string, exitCode: number): LaneCounts {
  const report = readReport(reportPath, vitestReport);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of a Playwright run; errors outside tests count one each. */
export function countPlaywright(reportPath: string, exitCode: number): LaneCounts {
  const report = readReport(reportPath, playwrightReport);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return { passed: expected, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}

function readReport<T>(path: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(path)) return undefined;
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) console.error(`${path} is not the report that was expected: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Where a lane's report goes; one of an earlier run must not be taken for this one's. */
function newReportPath(root: string, name: string): string {
  const path = join(root, '.cache', 'lanes', `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}
