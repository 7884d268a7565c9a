import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LANES, type Lane, type LaneCounts } from './lanes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

interface LaneResult extends LaneCounts {
  readonly name: string;
  readonly seconds: number;
}

function chooseLanes(args: string[]): readonly Lane[] {
  const { values } = parseArgs({ args, options: { lane: { type: 'string', multiple: true } } });
  const names = values.lane?.flatMap((list) => list.split(',')) ?? LANES.map(({ name }) => name);
  const unknown = names.find((name) => !LANES.some((lane) => lane.name === name));
  if (unknown !== undefined) {
    throw new Error(`--lane ${unknown}: choose from ${LANES.map(({ name }) => `"${name}"`).join(', ')}.`);
  }
  return LANES.filter(({ name }) => names.includes(name));
}

/** Runs a lane; one that breaks or has nothing to run counts as a failure, so that it cannot go missing quietly. */
async function runLane(lane: Lane): Promise<LaneResult> {
  console.log(`\n── ${lane.name} ${'─'.repeat(Math.max(0, 76 - lane.name.length))}`);
  const started = performance.now();
  let counts: LaneCounts;
  try {
    counts = await lane.run(root);
    if (counts.passed + counts.failed === 0) {
      console.error(`The lane ${lane.name} ran no test.`);
      counts = { ...counts, failed: 1 };
    }
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  return { name: lane.name, ...counts, seconds: (performance.now() - started) / 1000 };
}

function printTable(results: readonly LaneResult[]): void {
  console.log(
    `\n${'lane'.padEnd(12)}${['passed', 'failed', 'skipped', 'seconds'].map((head) => head.padStart(9)).join('')}`,
  );
  for (const { name, passed, failed, skipped, seconds } of results) {
    const cells = [passed, failed, skipped, seconds.toFixed(1)].map((cell) => String(cell).padStart(9));
    console.log(`${name.padEnd(12)}${cells.join('')}`);
  }
}

async function main(): Promise<void> {
  const results: LaneResult[] = [];
  for (const lane of chooseLanes(process.argv.slice(2))) results.push(await runLane(lane));
  const total = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((sum, result) => sum + result[key], 0);
  printTable(results);
  const skipped = total('skipped');
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  process.exitCode = total('failed') === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
