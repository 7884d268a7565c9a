/** Writes the demo city to scenes/. Same seed, same bytes: `node scripts/generate-demo-city.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';

const target = fileURLToPath(new URL('../scenes/havnby.sightline-scene.zip', import.meta.url));
const city = generateDemoCity();
const bytes = writeScenePackage(city);
writeFileSync(target, bytes);
console.log(`${target}: ${bytes.length} bytes`);
for (const [name, value] of Object.entries(city.manifest.statistics)) console.log(`  ${name} ${value}`);
