import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

it('is due after some long ways as after many short ones', () => {
  const pausesOf = (ways: number, corners: number) => {
    const pace = new Pace();
    return Array.from({ length: ways }, () => pace.due(corners)).filter(Boolean).length;
  };
  expect(pausesOf(100, 50_000)).toBe(100);
  expect(pausesOf(100, 2_000)).toBe(50);
  expect(pausesOf(10_000, 4)).toBe(29);
});
