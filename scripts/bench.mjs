// `npm run bench [-- name …]`: every bench/*.bench.ts, or those whose name holds one of the words.
import { runScript } from './run-script.mjs';

runScript('run-programs.ts', ['.bench.ts', ...process.argv.slice(2)]);
