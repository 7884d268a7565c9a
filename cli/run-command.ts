import { isAbortError } from '#jobs/abort.ts';
import { type Outcome, type Problem, ProblemError } from '#model/result.ts';
import { terminalText } from './terminal-text.ts';

/** Exit codes of every command. */
export const exitCodes = { goalMissed: 1, badInput: 2, internal: 70, cancelled: 130 } as const;

/** After this a cancelled command ends even where something still runs. */
const graceMilliseconds = 2000;
/** Ctrl+C in a terminal may arrive twice, straight and passed on by the starter. */
const sameSignalMilliseconds = 500;

/**
 * Runs a command: bad input becomes one line on stderr and exit code 2, an error of Sightline itself 70, Ctrl+C 130.
 * The signal fires at the first Ctrl+C; a later one ends the process at once.
 */
export async function runCommand(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let cancelledAt = 0;
  process.on('SIGINT', () => {
    if (!controller.signal.aborted) {
      cancelledAt = Date.now();
      controller.abort();
      setTimeout(() => process.exit(exitCodes.cancelled), graceMilliseconds).unref();
    } else if (Date.now() - cancelledAt > sameSignalMilliseconds) {
      process.exit(exitCodes.cancelled);
    }
  });
  try {
    await work(controller.signal);
  } catch (error) {
    process.exitCode = reportError(error, controller.signal.aborted);
  }
}

/** Tells an error on stderr in one line; returns the exit code that belongs to it. */
export function reportError(error: unknown, cancelled: boolean): number {
  if (cancelled || isAbortError(error)) {
    process.stderr.write('cancelled\n');
    return exitCodes.cancelled;
  }
  if (error instanceof ProblemError) {
    process.stderr.write(`${problemLine(error.problem)}\n`);
    return exitCodes.badInput;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: internal: ${oneLine(message)} (this is a fault in Sightline; please report it)\n`);
  if (process.env['SIGHTLINE_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exitCodes.internal;
}

/** `error: <file>:<where>: <what to do>`, always one line. */
export function problemLine({ place, sentence }: Problem): string {
  return oneLine(place === null ? `error: ${sentence}` : `error: ${place}: ${sentence}`);
}

function oneLine(text: string): string {
  return terminalText(text.replace(/\s*[\r\n]+\s*/g, ' '));
}

/** The value, or the problem thrown for {@link runCommand} to tell. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ProblemError(outcome.problem);
  return outcome.value;
}

export function badInput(code: string, sentence: string, place: string | null): ProblemError {
  return new ProblemError({ code, sentence, place });
}
