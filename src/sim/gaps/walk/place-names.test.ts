import { expect, test } from 'vitest';
import { line, street, walkScene, water } from '../../../../test/fixtures/walk-scenes.ts';
import { PlaceNames } from './place-names.ts';

const names = new PlaceNames(
  walkScene({
    streets: [
      street(line(0, 0, 100, 0), { id: 'way/1', name: 'Kaivokatu' }),
      street(line(0, 10, 100, 10), { id: 'way/2' }),
      street(line(0, 900, 100, 900), { id: 'way/3', class: 'steps' }),
      street(line(0, -5, 100, -5), { id: 'way/4', name: 'Rantarata', class: 'rail' }),
    ],
    areas: [{ ...water(200, 0, 300, 0, 300, 50, 200, 50), kind: 'square', name: 'Rautatientori' }],
  }),
);

test('a place is called after the square that it lies on, else after the nearest street with a name', () => {
  expect(names.at(250, 20)).toBe('Rautatientori');
  expect(names.at(50, 10)).toBe('Kaivokatu');
  expect(names.at(50, -200)).toBe('near Kaivokatu');
  expect(names.at(120, 0)).toBe('Kaivokatu');
  expect(names.at(150, 0)).toBe('near Kaivokatu');
});

test('where nothing has a name it is called after a path, and where there is none it is open ground', () => {
  expect(names.at(50, 890)).toBe('steps way/3');
  expect(names.at(2000, 2000)).toBe('open ground');
});
