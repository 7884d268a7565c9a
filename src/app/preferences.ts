import { z } from 'zod';
import { cellChoices, type LayerToggle, layerToggles, type SessionState } from '#state/session.ts';

/** What a person sets once for this browser; not part of any plan. */
const preferencesSchema = z.object({
  theme: z.enum(['light', 'dark']).optional(),
  units: z.enum(['metric', 'us']).optional(),
  shadows: z.boolean().optional(),
  cellMeters: z.literal(cellChoices).optional(),
  hiddenLayers: z.array(z.enum(layerToggles)).optional(),
});

export type Preferences = Pick<SessionState, 'theme' | 'units' | 'shadows' | 'cellMeters' | 'layers'>;

const storageKey = 'sightline.preferences';

/** Shown until someone asks for it: it would lie over most of a real city. */
const hiddenAtFirst: readonly LayerToggle[] = ['mounts', 'surveillance'];

/** Falls back to the system's theme and metric units wherever nothing readable is kept. */
export function readPreferences(): Preferences {
  const kept = preferencesSchema.safeParse(readKept());
  const { theme, units, shadows, cellMeters, hiddenLayers } = kept.success ? kept.data : {};
  const hidden = new Set<LayerToggle>(hiddenLayers ?? hiddenAtFirst);
  return {
    theme: theme ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
    units: units ?? 'metric',
    shadows: shadows ?? true,
    cellMeters: cellMeters ?? 1,
    layers: Object.fromEntries(layerToggles.map((layer) => [layer, !hidden.has(layer)])) as Record<
      LayerToggle,
      boolean
    >,
  };
}

export function writePreferences(state: Preferences): void {
  const hiddenLayers = layerToggles.filter((layer) => !state.layers[layer]);
  try {
    const { theme, units, shadows, cellMeters } = state;
    localStorage.setItem(storageKey, JSON.stringify({ theme, units, shadows, cellMeters, hiddenLayers }));
  } catch {
    // A browser that keeps nothing starts with the defaults next time; the work itself is not concerned.
  }
}

function readKept(): unknown {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}');
  } catch {
    return {};
  }
}
