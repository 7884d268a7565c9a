/** Progress on stderr, which leaves stdout to the result. */
export interface Progress {
  /** `fraction` 0 to 1. */
  show(step: string, fraction: number): void;
  /** Clears the line before anything else is written. */
  done(): void;
}

/** In a terminal one line that changes, elsewhere one line for each new step. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let last = '';
  return {
    show(step, fraction) {
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${step} ${Math.round(fraction * 100)} %`);
      } else if (step !== last) {
        stream.write(`${step}\n`);
      }
      last = step;
    },
    done() {
      if (stream.isTTY && last !== '') stream.write('\r\u001b[K');
      last = '';
    },
  };
}
