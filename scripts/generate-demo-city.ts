/** Writes the demo city and its worked plan. Same seed, same bytes: `node scripts/generate-demo-city.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { buildDemoPlan } from '#scene/demo/demo-plan.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';

const root = new URL('../', import.meta.url);
const city = generateDemoCity();
const bytes = writeScenePackage(city);
const plan = `${JSON.stringify(buildDemoPlan(city), null, 2)}\n`;
writeFileSync(fileURLToPath(new URL('scenes/havnby.sightline-scene.zip', root)), bytes);
writeFileSync(fileURLToPath(new URL('scenarios/havnby-station.sightline.json', root)), plan);
console.log(`scenes/havnby.sightline-scene.zip: ${bytes.length} bytes`);
for (const [name, value] of Object.entries(city.manifest.statistics)) console.log(`  ${name} ${value}`);
