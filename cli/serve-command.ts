import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { publicOverpass } from '#scene/overpass/overpass-endpoint.ts';
import { type StaticServer, startStaticServer } from '../server/static-server.ts';
import { wholeNumber } from './option-values.ts';
import { noOverpass, overpassAddress, overpassHelp } from './overpass-option.ts';
import { badInput, runCommand } from './run-command.ts';

const defaultPort = 4400;

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the built app on this machine')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', wholeNumber('--port', 0, 65_535), defaultPort)
    .option('--overpass <address>', overpassHelp('the page'), overpassAddress, publicOverpass)
    .action((options: ServeOptions) => runCommand((signal) => serve(options, signal)));
}

interface ServeOptions {
  readonly port: number;
  readonly overpass: string;
}

async function serve({ port, overpass }: ServeOptions, signal: AbortSignal): Promise<void> {
  const folder = fileURLToPath(new URL('../dist', import.meta.url));
  const server = await start(folder, port, overpass === noOverpass ? null : overpass);
  process.stdout.write(`${server.url}\n`);
  process.stderr.write('Ctrl+C ends the server.\n');
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await server.close();
}

async function start(folder: string, port: number, overpass: string | null): Promise<StaticServer> {
  try {
    return await startStaticServer({ folder, port, overpass });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
      throw badInput('port-taken', `Port ${port} cannot be used; name another one.`, '--port');
    }
    if (error instanceof Error && error.message.includes('no built app')) {
      throw badInput('not-built', 'The app is not built yet; run npm start once.', folder);
    }
    throw error;
  }
}
