import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a tool of node_modules is run. */
export interface ToolRun {
  readonly root: string;
  /** Name in node_modules/.bin. */
  readonly tool: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** After this long the tool and all it started are ended, and it counts as failed. */
  readonly limitMinutes: number;
}

/** Exit code of a tool that was ended for taking too long. */
const ENDED_BY_LIMIT = 124;

/**
 * Runs a tool with no input, its output going where ours goes, and resolves with its exit code. What it leaves running
 * is ended with it.
 */
export function runTool({ root, tool, args, environment, limitMinutes }: ToolRun): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    let isOverLimit = false;
    const endGroup = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group has already ended.
      }
    };
    const limit = setTimeout(() => {
      isOverLimit = true;
      console.error(`${tool} was ended after ${limitMinutes} minutes.`);
      endGroup();
    }, limitMinutes * 60_000);
    const onInterrupt = (): void => {
      endGroup();
      process.exit(130);
    };
    process.once('SIGINT', onInterrupt);
    process.once('SIGTERM', onInterrupt);
    const finish = (code: number): void => {
      clearTimeout(limit);
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onInterrupt);
      endGroup();
      resolve(isOverLimit ? ENDED_BY_LIMIT : code);
    };
    child.on('error', (error) => {
      console.error(`${tool} could not be started: ${error.message}`);
      finish(127);
    });
    child.on('exit', (code) => finish(code ?? 1));
  });
}
