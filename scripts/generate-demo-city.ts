/** Writes the demo city and its worked plans. Same seed, same bytes: `node scripts/generate-demo-city.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateDemoCity } from '#scene/demo/demo-city.ts';
import { workedPlans } from '#scene/demo/worked-plans.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';

const root = new URL('../', import.meta.url);
const city = generateDemoCity();
const bytes = writeScenePackage(city);
writeFileSync(fileURLToPath(new URL('scenes/havnby.sightline-scene.zip', root)), bytes);
console.log(`scenes/havnby.sightline-scene.zip: ${bytes.length} bytes`);
for (const plan of workedPlans(city)) {
  const path = `scenarios/${plan.id}.sightline.json`;
  writeFileSync(fileURLToPath(new URL(path, root)), `${JSON.stringify(plan, null, 2)}\n`);
  console.log(`${path}: ${plan.devices.length} devices, ${plan.goals.length} goals`);
}
for (const [name, value] of Object.entries(city.manifest.statistics)) console.log(`  ${name} ${value}`);
