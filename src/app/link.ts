import type { ViewPose } from '#state/session.ts';

/** What an address can say: `?demo`, `?workers=2`, and the pose in the hash, `#x=12.0&y=-40.5&heading=28&pitch=47&distance=640`. */
export interface Link {
  readonly demo: boolean;
  readonly workers: number | null;
  readonly pose: Partial<ViewPose>;
}

const poseParts: readonly (readonly [keyof ViewPose, string, number, number, number])[] = [
  // field, name in the address, least, most, decimals
  ['targetX', 'x', -100_000, 100_000, 1],
  ['targetY', 'y', -100_000, 100_000, 1],
  ['headingDegrees', 'heading', -360, 360, 1],
  ['pitchDegrees', 'pitch', 0, 90, 1],
  ['distanceMeters', 'distance', 1, 100_000, 1],
];

/** Reads an address; parts that are missing or out of range are left out. */
export function readLink(search: string, hash: string): Link {
  const query = new URLSearchParams(search);
  const workers = Number(query.get('workers') ?? Number.NaN);
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const pose: Record<string, number> = {};
  for (const [field, name, least, most] of poseParts) {
    const text = parts.get(name);
    const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
    if (value >= least && value <= most) pose[field] = value;
  }
  return {
    demo: query.has('demo'),
    workers: Number.isInteger(workers) && workers >= 1 && workers <= 32 ? workers : null,
    pose,
  };
}

/** The hash of a pose, with the `#`. */
export function poseHash(pose: ViewPose): string {
  const parts = poseParts.map(([field, name, , , decimals]) => `${name}=${Number(pose[field].toFixed(decimals))}`);
  return `#${parts.join('&')}`;
}
