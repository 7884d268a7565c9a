import { expect, it } from 'vitest';
import { freeId } from '../fields/new-id.ts';
import { commonValue } from './common-value.ts';
import { layerClasses } from './layer-text.ts';
import { ringArea } from './ring-area.ts';
import { unseenSentence, unseenText } from './unseen-text.ts';

it('measures an outline either way round', () => {
  expect(ringArea([0, 0, 10, 0, 10, 5, 0, 5])).toBe(50);
  expect(ringArea([0, 5, 10, 5, 10, 0, 0, 0])).toBe(50);
  expect(ringArea([])).toBe(0);
});

it('finds what records have in common', () => {
  expect(commonValue([{ a: 1 }, { a: 1 }], ({ a }) => a)).toBe(1);
  expect(commonValue([{ a: 1 }, { a: 2 }], ({ a }) => a)).toBe('mixed');
  expect(commonValue([], () => 1)).toBe('mixed');
});

it('gives ids that are free', () => {
  expect(freeId('goal', [])).toBe('goal-1');
  expect(freeId('goal', ['goal-1', 'goal-3', 'x'])).toBe('goal-4');
  expect(freeId('goal', ['goal-2'])).toBe('goal-3');
});

it('says why a place is not seen', () => {
  expect(unseenText('hidden', 'Town Hall')).toBe('hidden by Town Hall');
  expect(unseenSentence('out-of-range', null, 'C-04')).toBe('out of its range, nearest is C-04');
});

it('names the classes of each layer', () => {
  expect(layerClasses('density', 'iec-62676-4-2014')[3]).toBe('Recognise');
  expect(layerClasses('acoustic', 'iec-62676-4-2025')).toEqual(['Heard']);
});
