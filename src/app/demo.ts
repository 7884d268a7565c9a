import type { SourceFile } from '#protocol/scene-import.ts';
import type { WorkedPlan } from '#state/session.ts';

/** Cities and plans that are served with the app; see scenes/ and scenarios/. */
const sceneAddresses = import.meta.glob<string>('../../scenes/*.zip', {
  query: '?url',
  import: 'default',
  eager: true,
});
const planAddresses = import.meta.glob<string>('../../scenarios/*.sightline.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The shipped plans, as menus name them; the first is opened with the city. A test holds the names against the files. */
export const workedPlans: readonly WorkedPlan[] = [
  { file: 'havnby-phase-1.sightline.json', name: 'Phase 1: cameras and access control at critical sites' },
  { file: 'havnby-phase-2.sightline.json', name: 'Phase 2: ALPR' },
  { file: 'havnby-station.sightline.json', name: 'Station and market, plan A' },
];

export interface DemoFiles {
  readonly scene: SourceFile;
  /** Text of the worked plan; null when the app is served without one. */
  readonly plan: { readonly name: string; readonly text: string } | null;
}

/** False where the app is served without a demo city. */
export function hasDemo(): boolean {
  return first(sceneAddresses) !== null;
}

/** Fetches the demo city and one of its {@link workedPlans} (null: none) from the app's own server. Rejects when it cannot be reached. */
export async function fetchDemo(planFile: string | null, signal: AbortSignal): Promise<DemoFiles | null> {
  const scene = first(sceneAddresses);
  if (scene === null) return null;
  const plan = planFile === null ? null : first(planAddresses, planFile);
  const [blob, text] = await Promise.all([
    fetchPart(scene.address, signal).then((response) => response.blob()),
    plan === null ? null : fetchPart(plan.address, signal).then((response) => response.text()),
  ]);
  return {
    scene: { name: scene.name, blob },
    plan: plan === null || text === null ? null : { name: plan.name, text },
  };
}

/** The file of this name, else the first by name; null where there is none. */
function first(
  addresses: Readonly<Record<string, string>>,
  wanted = '',
): { readonly name: string; readonly address: string } | null {
  const paths = Object.keys(addresses).sort();
  const path = paths.find((candidate) => candidate.endsWith(`/${wanted}`)) ?? paths[0];
  return path === undefined ? null : { name: path.slice(path.lastIndexOf('/') + 1), address: addresses[path] };
}

async function fetchPart(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${address}.`);
  return response;
}
