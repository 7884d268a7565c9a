/** Writes docs/scenario.schema.json, to be formatted as all files are: `node scripts/generate-schema.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scenarioJsonSchema } from '#model/scenario-json-schema.ts';

const path = fileURLToPath(new URL('../docs/scenario.schema.json', import.meta.url));
writeFileSync(path, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
