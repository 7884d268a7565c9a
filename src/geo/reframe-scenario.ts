import type { Scenario } from '#model/scenario.ts';
import type { Origin } from '#model/scene.ts';
import { createFrame } from './frame.ts';

type Move = (x: number, y: number) => readonly [x: number, y: number];

/**
 * The same plan in the frame of another origin: positions and outlines, also those of its variants, go through WGS 84; headings
 * keep their value (grid north of two frames within a city differs by less than 0.1°). Returns the plan itself when the frames
 * are the same.
 */
export function reframeScenario(scenario: Scenario, origin: Origin): Scenario {
  const from = scenario.scene.origin;
  if (from.longitude === origin.longitude && from.latitude === origin.latitude) {
    return from.heightMeters === origin.heightMeters ? scenario : { ...scenario, scene: { ...scenario.scene, origin } };
  }
  const source = createFrame(from);
  const target = createFrame(origin);
  const move: Move = (x, y) => target.toLocal(...source.toGeographic(x, y));
  const variants = scenario.variants.map((variant) => ({
    ...variant,
    changes: Object.fromEntries(
      Object.entries(variant.changes).map(([list, change]) => [
        list,
        { ...change, put: (change?.put ?? []).map((record) => movedRecord(record, move)) },
      ]),
    ) as typeof variant.changes,
  }));
  const moved = <T extends object>(records: readonly T[]): T[] => records.map((record) => movedRecord(record, move));
  return {
    ...scenario,
    scene: { ...scenario.scene, origin },
    devices: moved(scenario.devices),
    sites: moved(scenario.sites),
    zones: moved(scenario.zones),
    networkNodes: moved(scenario.networkNodes),
    powerFeeds: moved(scenario.powerFeeds),
    stations: moved(scenario.stations),
    variants,
  };
}

/** A record with its place and its outlines moved, where it has any. */
function movedRecord<T extends object>(record: T, move: Move): T {
  const fields: Record<string, unknown> = {};
  if ('x' in record && 'y' in record && typeof record.x === 'number' && typeof record.y === 'number') {
    [fields['x'], fields['y']] = move(record.x, record.y);
  }
  if ('rings' in record && Array.isArray(record.rings)) {
    fields['rings'] = record.rings.map((ring: readonly number[]) => {
      const points: number[] = [];
      for (let at = 0; at + 1 < ring.length; at += 2) points.push(...move(ring[at], ring[at + 1]));
      return points;
    });
  }
  return { ...record, ...fields };
}
