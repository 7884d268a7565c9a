import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import { contentType } from './content-types.ts';

/** Where to serve from and on. */
export interface StaticServerOptions {
  /** Folder of the built app. Nothing outside it is served, not even through a link. */
  readonly folder: string;
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /**
   * Address of the Overpass server that the page may ask for areas, told to it by {@link CONFIG_PATH}; `null` (the default):
   * none. It is the only foreign address the page may connect to.
   */
  readonly overpass?: string | null;
}

/** A server that answers, and the way to end it. */
export interface StaticServer {
  /** Address for a browser, with a slash at the end. */
  readonly url: string;
  /** Stops answering and drops the connections that are still open. */
  close(): Promise<void>;
}

/** Where the page asks what this server lets it do: `{"overpass": address or null}`. */
const CONFIG_PATH = '/sightline-config.json';

/**
 * What the page may load. Mantine sets styles from script, hence 'unsafe-inline' for styles alone; WebAssembly kernels
 * need 'wasm-unsafe-eval', which lets no script text be evaluated.
 */
function contentSecurityPolicy(overpass: string | null): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' blob: data:${overpass === null ? '' : ` ${new URL(overpass).origin}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function securityHeaders(overpass: string | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(overpass),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** Vite puts a hash of the content into the name of everything in this folder, so that it never changes. */
const HASHED_FOLDER = '/assets/';

/**
 * Serves a folder on 127.0.0.1 with the headers that make a page cross-origin isolated. Answers GET and HEAD alone, and
 * only to requests that name this machine as their host, so that a foreign page cannot reach it by rebinding a name.
 * Rejects with the code `EADDRINUSE` where the port is taken, and with a sentence where the folder holds no index.html.
 */
export async function startStaticServer({ folder, port, overpass = null }: StaticServerOptions): Promise<StaticServer> {
  const root = await realpath(folder).catch(() => undefined);
  const index = root === undefined ? undefined : await findFile(root, '/');
  if (root === undefined || index === undefined) throw new Error(`There is no built app in ${folder}.`);
  const site: Site = { root, headers: securityHeaders(overpass), config: JSON.stringify({ overpass }) };
  const server = createServer((request, response) => {
    answer(site, request, response).catch(() => refuse(response, 500, 'The file could not be read.'));
  });
  await listen(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actualPort}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

interface Site {
  readonly root: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Body of {@link CONFIG_PATH}. */
  readonly config: string;
}

async function answer(
  { root, headers, config }: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!isOwnHost(request.headers.host)) {
    refuse(response, 421, 'This server answers to 127.0.0.1 and localhost only.');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    refuse(response, 405, 'Only GET and HEAD are answered.');
    return;
  }
  const path = decodePath(request.url ?? '/');
  if (path === undefined) {
    refuse(response, 400, 'The address cannot be read.');
    return;
  }
  if (path === CONFIG_PATH) {
    sendText(response, 200, 'application/json; charset=utf-8', config);
    return;
  }
  const file = await findFile(root, path);
  if (file === undefined) {
    refuse(response, 404, 'There is nothing at this address.');
    return;
  }
  sendFile(request, response, path, file);
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly entityTag: string;
}

/** The regular file at an address' path, if it lies inside the folder; a path that ends in a slash means its index. */
async function findFile(root: string, path: string): Promise<FoundFile | undefined> {
  const segments = path.split('/');
  if (segments.some((segment) => segment.startsWith('.') || segment.includes('\\'))) return undefined;
  const wanted = join(root, path.endsWith('/') ? `${path}index.html` : path);
  try {
    const actual = await realpath(wanted);
    if (!actual.startsWith(root + sep)) return undefined;
    const status = await stat(actual);
    if (!status.isFile()) return undefined;
    return {
      path: actual,
      size: status.size,
      entityTag: `"${status.size.toString(16)}-${Math.trunc(status.mtimeMs * 1000).toString(16)}"`,
    };
  } catch {
    return undefined;
  }
}

function sendFile(request: IncomingMessage, response: ServerResponse, path: string, file: FoundFile): void {
  response.setHeader('ETag', file.entityTag);
  response.setHeader(
    'Cache-Control',
    path.startsWith(HASHED_FOLDER) ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(file.entityTag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': contentType(file.path), 'Content-Length': file.size });
  if (request.method === 'HEAD' || file.size === 0) {
    response.end();
    return;
  }
  // Never more than the head promised: what a growing file has beyond would be taken for the next answer's head.
  const stream = createReadStream(file.path, { end: file.size - 1 });
  // The head has gone out: a file that vanishes or shrinks now can only be told by cutting the connection.
  stream.on('error', () => response.destroy());
  stream.on('end', () => {
    if (stream.bytesRead < file.size) response.destroy();
  });
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  sendText(response, status, 'text/plain; charset=utf-8', `${sentence}\n`);
}

/** An answer that is made, not kept. */
function sendText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host);
}

function decodePath(url: string): string | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  if (!path.startsWith('/')) return undefined;
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
