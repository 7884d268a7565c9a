import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type StaticServer, startStaticServer } from '../server/static-server.ts';
import { publicOverpass } from '../src/scene/overpass/overpass-endpoint.ts';
import { ensureBuild } from './ensure-build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const DEFAULT_PORT = 4400;
/** How many ports are tried beyond the first. */
const PORT_ATTEMPTS = 50;

const USAGE = `Usage: npm start [-- options]
  --port <number>  first port to try (default ${DEFAULT_PORT}); the next free one is taken
  --no-open        do not open a browser
  --help           print this`;

interface StartOptions {
  readonly port: number;
  readonly open: boolean;
}

function readOptions(args: string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    process.exit(0);
  }
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port ${values.port}: give a whole number from 0 to 65535.`);
  }
  return { port, open: values['no-open'] !== true };
}

async function serveOnFreePort(folder: string, firstPort: number): Promise<StaticServer> {
  for (let port = firstPort; ; port += 1) {
    try {
      return await startStaticServer({ folder, port, overpass: publicOverpass });
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port >= Math.min(firstPort + PORT_ATTEMPTS, 65_535)) throw error;
    }
  }
}

/** Opens the address where there is a desktop to open it on; elsewhere the printed address has to do. */
function openBrowser(url: string): void {
  const opener = desktopOpener();
  if (opener === undefined) return;
  const child = spawn(opener, opener === 'cmd' ? ['/c', 'start', '', url] : [url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function desktopOpener(): string | undefined {
  if (process.platform === 'darwin') return 'open';
  if (process.platform === 'win32') return 'cmd';
  const { DISPLAY, WAYLAND_DISPLAY, CI } = process.env;
  if (CI !== undefined || (DISPLAY === undefined && WAYLAND_DISPLAY === undefined)) return undefined;
  return spawnSync('which', ['xdg-open'], { stdio: 'ignore' }).status === 0 ? 'xdg-open' : undefined;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const server = await serveOnFreePort(await ensureBuild(root), options.port);
  console.log(`Sightline is at ${server.url}  (Ctrl+C ends it)`);
  if (options.open) openBrowser(server.url);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
}

try {
  await main();
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
