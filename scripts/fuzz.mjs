// `npm run fuzz [-- name …]`: every bench/fuzz-*.ts, or those whose name holds one of the words.
import { runScript } from './run-script.mjs';

runScript('run-programs.ts', ['fuzz-', ...process.argv.slice(2)]);
