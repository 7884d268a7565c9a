/** Colours of what is drawn of security gaps, the same on the ground, in legends and in pictures. CSS colours. */

/** Share of the traffic on a road that is read: fifths, the least first. */
export const readTones = ['read-0', 'read-1', 'read-2', 'read-3', 'read-4'] as const;
export type ReadTone = (typeof readTones)[number];

/**
 * `unobserved`, `observed`: a stretch of a way below the question's category, or from it on; for roads unread and read.
 * `plain`: a way of which nothing is told by colour. `response`: the way of those who come to help, or the usual way. `quiet`: beside the point.
 */
export type GapTone = 'unobserved' | 'observed' | 'plain' | 'response' | 'quiet' | ReadTone;

export interface GapColors {
  readonly tones: Readonly<Record<GapTone, string>>;
  /** Around a ribbon. */
  readonly casing: string;
  /** Over ground that is reached unobserved. */
  readonly region: string;
}

/**
 * The fifths go from the red of what is unobserved over sand to the teal of what is observed: yellow against blue for those who do not
 * tell red from green, and never two of the same lightness beside each other.
 */
export const gapColors: Readonly<Record<'light' | 'dark', GapColors>> = {
  light: {
    tones: {
      unobserved: '#e2492b',
      observed: '#0f7f8c',
      plain: '#3d4a52',
      response: '#2c6fb5',
      quiet: '#8d887f',
      'read-0': '#d33a1c',
      'read-1': '#eb8a4c',
      'read-2': '#e3c27a',
      'read-3': '#6db3ac',
      'read-4': '#0b6f7d',
    },
    casing: '#ffffff',
    region: '#e2492b',
  },
  dark: {
    tones: {
      unobserved: '#ff6a4d',
      observed: '#2bb3bf',
      plain: '#c9d6e4',
      response: '#6fb0f2',
      quiet: '#8d95a1',
      'read-0': '#ff7355',
      'read-1': '#b5622f',
      'read-2': '#6b5a3a',
      'read-3': '#3c8a88',
      'read-4': '#5fe3ea',
    },
    casing: '#101214',
    region: '#ff6a4d',
  },
};

/** @param share read of all, 0 to 1 */
export function readTone(share: number): ReadTone {
  return readTones[Math.max(0, Math.min(readTones.length - 1, Math.floor(share * readTones.length)))];
}
