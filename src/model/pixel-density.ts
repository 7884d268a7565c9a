import { z } from 'zod';

/**
 * Pixel-density classes for a human viewer on visible-light video, px per metre on a plane parallel to the sensor.
 * Sources: IEC 62676-4:2014 as DIN EN 62676-4:2016-07; 2025 edition as E DIN EN IEC 62676-4:2026-02.
 * Not valid for analytics or thermal cameras. Ordered from the lowest requirement to the highest.
 */
export interface DensityCategory {
  readonly name: string;
  readonly pixelsPerMeter: number;
}

export interface CategorySet {
  readonly id: CategorySetId;
  readonly standard: string;
  readonly categories: readonly DensityCategory[];
}

export const categorySetIdSchema = z.enum(['iec-62676-4-2025', 'iec-62676-4-2014']);
export type CategorySetId = z.infer<typeof categorySetIdSchema>;

const set2025: CategorySet = {
  id: 'iec-62676-4-2025',
  standard: 'IEC 62676-4:2025',
  categories: [
    { name: 'Overview', pixelsPerMeter: 20 },
    { name: 'Outline', pixelsPerMeter: 40 },
    { name: 'Discern', pixelsPerMeter: 80 },
    { name: 'Perceive', pixelsPerMeter: 125 },
    { name: 'Characterise', pixelsPerMeter: 250 },
    { name: 'Validate', pixelsPerMeter: 500 },
    { name: 'Scrutinise', pixelsPerMeter: 1500 },
  ],
};

const set2014: CategorySet = {
  id: 'iec-62676-4-2014',
  standard: 'IEC 62676-4:2014',
  categories: [
    { name: 'Monitor', pixelsPerMeter: 12.5 },
    { name: 'Detect', pixelsPerMeter: 25 },
    { name: 'Observe', pixelsPerMeter: 62.5 },
    { name: 'Recognise', pixelsPerMeter: 125 },
    { name: 'Identify', pixelsPerMeter: 250 },
    { name: 'Inspect', pixelsPerMeter: 1000 },
  ],
};

export const categorySets: Readonly<Record<CategorySetId, CategorySet>> = {
  'iec-62676-4-2025': set2025,
  'iec-62676-4-2014': set2014,
};

export const defaultCategorySetId: CategorySetId = 'iec-62676-4-2025';

/**
 * Index of a category in a set, 0 = lowest. A name of the other edition means the category of the same density
 * (“Recognise” of 2014 is 125 px/m, as “Perceive” of 2025); null where there is none.
 */
export function categoryIndex(set: CategorySetId, name: string): number | null {
  const { categories } = categorySets[set];
  const own = categories.findIndex((category) => category.name === name);
  if (own >= 0) return own;
  for (const other of Object.values(categorySets)) {
    const named = other.categories.find((category) => category.name === name);
    const same = categories.findIndex(({ pixelsPerMeter }) => pixelsPerMeter === named?.pixelsPerMeter);
    if (same >= 0) return same;
  }
  return null;
}
