import type { RoofShape } from '#model/city.ts';

/**
 * Shape by the roof's type: codes of the SIG 3D list that CityGML and CityJSON data carry (`_AbstractBuilding_roofType`), or the
 * word itself. `null` where nothing is said, `other` for types that are no shape of one roof.
 */
export function roofShapeOfType(value: unknown): RoofShape | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim().toLowerCase();
  if (text === '') return null;
  return (
    (Object.hasOwn(codes, text) ? codes[text] : undefined) ??
    words.find(([word]) => text.includes(word))?.[1] ??
    'other'
  );
}

const codes: Readonly<Record<string, RoofShape>> = {
  '1000': 'flat',
  '1010': 'skillion',
  '1030': 'gabled',
  '1040': 'hipped',
  '1050': 'half-hipped',
  '1060': 'mansard',
  '1070': 'pyramidal',
  '1080': 'pyramidal',
  '1090': 'dome',
  '1110': 'round',
};

const words: readonly (readonly [word: string, shape: RoofShape])[] = [
  ['half-hip', 'half-hipped'],
  ['flat', 'flat'],
  ['gambrel', 'gambrel'],
  ['gable', 'gabled'],
  ['hip', 'hipped'],
  ['mansard', 'mansard'],
  ['pyramid', 'pyramidal'],
  ['monopitch', 'skillion'],
  ['skillion', 'skillion'],
  ['dome', 'dome'],
  ['horizontal', 'flat'],
];
