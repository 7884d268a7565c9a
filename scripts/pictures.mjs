// `npm run pictures`: the README's pictures, taken anew from the running app.
import { runScript } from './run-script.mjs';

runScript('take-pictures.ts', process.argv.slice(2));
