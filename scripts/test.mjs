// `npm test`: installs what is missing, then runs every lane.
import { runScript } from './run-script.mjs';

runScript('run-lanes.ts', process.argv.slice(2));
