// `npm start`: installs what is missing, builds what has changed, serves the app.
import { runScript } from './run-script.mjs';

runScript('start-app.ts', process.argv.slice(2));
