// What the end-to-end tests run against: the built app on a port of their choice.
import { fileURLToPath } from 'node:url';
import { startStaticServer } from '../server/static-server.ts';
import { ensureBuild } from './ensure-build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
await startStaticServer({ folder: await ensureBuild(root), port: Number(process.argv[2]) });
