import type { ViewPose } from '#state/session.ts';
import type { SunSetting } from '#state/sun-position.ts';

/**
 * What an address can say: `?demo`, `?workers=2`, and in the hash the pose, `#x=12.0&y=-40.5&heading=28&pitch=47&distance=640`,
 * and the sun of a date and hour, `&sun=2026-06-21T10:00:00Z`.
 */
export interface Link {
  readonly demo: boolean;
  readonly workers: number | null;
  readonly pose: Partial<ViewPose>;
  /** Instant whose sun lights the city; null for the studio's light. */
  readonly sun: string | null;
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
    sun: instantOf(parts.get('sun')),
  };
}

/** An instant as it was written, where it is one. */
function instantOf(text: string | null): string | null {
  return text !== null && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

/** The hash of a pose and of the light, with the `#`. */
export function viewHash(pose: ViewPose, sun: SunSetting): string {
  const parts = poseParts.map(([field, name, , , decimals]) => `${name}=${Number(pose[field].toFixed(decimals))}`);
  if (sun.mode === 'date') parts.push(`sun=${sun.dateTime}`);
  return `#${parts.join('&')}`;
}
