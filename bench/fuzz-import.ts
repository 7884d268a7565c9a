/**
 * Cuts every sample file at many seeded places, damages bytes of it at as many, and, where it is text, numbers: always a report or a sentence, within
 * bounded time and memory. Each file is read in a thread of its own with a limit on memory; a thread that says nothing for a
 * minute hangs. Stops with exit code 1 after the first fault of each file, and says how to see it again.
 *
 *   npm run fuzz -- import [--places 200] [--seed 1] [--only helsinki]
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { faultOf, importAll } from '../test/fixtures/import-outcome.ts';
import { seededNumbers } from '../test/fixtures/random-city.ts';
import { companionsOf, cutLengths, madeSamples, openSample, sampleFiles } from '../test/fixtures/sample-files.ts';
import { realDataPresent } from '../test/real-data.ts';

const silenceMilliseconds = 60_000;
const memoryMegabytes = 1536;

interface Task {
  readonly path: string;
  readonly places: number;
  readonly seed: number;
}

interface Tally {
  reports: number;
  sentences: number;
  slowestMilliseconds: number;
}

type Message = { readonly tally: Tally } | { readonly fault: string };

async function runTask({ path, places, seed }: Task): Promise<void> {
  const tally: Tally = { reports: 0, sentences: 0, slowestMilliseconds: 0 };
  const post = (message: Message) => parentPort?.postMessage(message);
  const blob = await openSample(path);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const random = seededNumbers(seed);
  const attempt = async (content: Blob, what: string): Promise<boolean> => {
    const start = performance.now();
    const result = await importAll([{ name: basename(path), blob: content }, ...companionsOf(path)]);
    tally.slowestMilliseconds = Math.max(tally.slowestMilliseconds, performance.now() - start);
    tally[result.ok ? 'reports' : 'sentences'] += 1;
    const fault = faultOf(result);
    post(fault === null ? { tally } : { fault: `${what}: ${fault}` });
    return fault === null;
  };
  for (const length of cutLengths(bytes.length, places, seed)) {
    if (!(await attempt(new Blob([bytes.subarray(0, length)]), `cut at byte ${length}`))) return;
  }
  for (let round = 0; round < places; round += 1) {
    const damaged = bytes.slice();
    const changes = 1 + Math.floor(random() * 12);
    for (let k = 0; k < changes; k += 1) {
      // Half of the changes hit the beginning, where headers are.
      const at = Math.floor(random() * (random() < 0.5 ? Math.min(2048, damaged.length) : damaged.length));
      damaged[at] = Math.floor(random() * 256);
    }
    if (!(await attempt(new Blob([damaged]), `damage ${round}`))) return;
  }
  const text = textOf(bytes);
  for (let round = 0; text !== null && round < places; round += 1) {
    if (!(await attempt(new Blob([withOddNumbers(text, random)]), `numbers ${round}`))) return;
  }
}

/** Most bytes whose numbers are changed: a pattern goes over all of them every time. */
const mostTextBytes = 4_000_000;
const oddNumbers = ['0', '-1', '1e308', '-1e999', '0.5', '99999999999', '4294967296', '1e-320', '""', 'null', '"NaN"'];

function textOf(bytes: Uint8Array): string | null {
  if (bytes.length > mostTextBytes || bytes.subarray(0, 1000).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Up to a dozen numbers, one in eight runs half of all, are others: the text still parses, but says what cannot be. */
function withOddNumbers(text: string, random: () => number): string {
  const numbers = text.match(/-?\d+(\.\d+)?/g)?.length ?? 0;
  const share = random() < 1 / 8 ? 0.5 : (1 + 12 * random()) / Math.max(1, numbers);
  return text.replace(/-?\d+(\.\d+)?/g, (number) =>
    random() < share ? (oddNumbers[Math.floor(random() * oddNumbers.length)] ?? number) : number,
  );
}

function watch(task: Task): Promise<Tally | string> {
  return new Promise((resolve) => {
    let tally: Tally = { reports: 0, sentences: 0, slowestMilliseconds: 0 };
    const worker = new Worker(new URL(import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    const end = (result: Tally | string) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    const after = () => `after ${tally.reports + tally.sentences} attempts`;
    const wait = () => setTimeout(() => end(`silent for a minute ${after()}`), silenceMilliseconds);
    let timer = wait();
    worker.on('message', (message: Message) => {
      clearTimeout(timer);
      timer = wait();
      if ('fault' in message) end(message.fault);
      else tally = message.tally;
    });
    worker.on('error', (error) =>
      end(`${error instanceof Error ? (error.stack ?? error.message) : String(error)} ${after()}`),
    );
    worker.on('exit', () => end(tally));
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    // `npm run fuzz` hands the options of all its programs to each.
    strict: false,
    options: {
      places: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
    },
  });
  const seed = Number(values.seed);
  const paths = [...madeSamples, ...(realDataPresent ? sampleFiles() : [])];
  for (const path of paths.filter((candidate) => candidate.includes(String(values.only)))) {
    const result = await watch({ path, places: Number(values.places), seed });
    if (typeof result === 'string') {
      console.error(`${path}, seed ${seed}: ${result}`);
      process.exitCode = 1;
    } else {
      const { reports, sentences, slowestMilliseconds } = result;
      console.log(`${path}: ${reports} reports, ${sentences} sentences, slowest ${Math.round(slowestMilliseconds)} ms`);
    }
  }
}

if (isMainThread) await main();
else await runTask(workerData as Task);
