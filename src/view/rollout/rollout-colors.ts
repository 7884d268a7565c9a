import type { RolloutStatus } from '#model/results/rollout/rollout-moment.ts';
import type { Theme } from '../theme.ts';

/** Colours of the states of a rollout, the same on markers, legend and pictures. CSS colours. */
export interface RolloutColors extends Readonly<Record<RolloutStatus, string>> {
  /** Cutover gaps. */
  readonly gap: string;
  readonly onGap: string;
}

export const rolloutColors: Readonly<Record<Theme, RolloutColors>> = {
  light: {
    live: '#0f7b6c',
    'under-way': '#e3a021',
    planned: '#77736b',
    retired: '#dedad2',
    gap: '#e2492b',
    onGap: '#ffffff',
  },
  dark: {
    live: '#3ecfae',
    'under-way': '#f0b429',
    planned: '#8d95a1',
    retired: '#3a3f46',
    gap: '#ff6a4d',
    onGap: '#1b1c1e',
  },
};

/** In the order of a device's life. */
export const statusNames: readonly (readonly [RolloutStatus, string])[] = [
  ['live', 'Live'],
  ['under-way', 'Under way'],
  ['planned', 'Planned'],
  ['retired', 'Retired'],
];
