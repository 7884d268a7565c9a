import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHasher, hashWords } from './hash.ts';

test('no words give the SHA-256 of nothing', () => {
  expect(hashWords(new Uint32Array(0))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('words go in little-endian, also from the middle of a buffer', () => {
  const words = Uint32Array.of(9, 0x64636261, 9).subarray(1, 2);
  expect(hashWords(words)).toBe(createHash('sha256').update('abcd').digest('hex'));
});

test('doubles go in little-endian, and -0 counts as 0', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 20 }), (numbers) => {
      const bytes = Buffer.alloc(8 * numbers.length);
      numbers.forEach((number, i) => bytes.writeDoubleLE(number + 0, 8 * i));
      expect(createHasher().doubles(numbers).digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
  expect(createHasher().doubles([-0]).digest()).toBe(createHasher().doubles([0]).digest());
});

test('more doubles than one portion', () => {
  const numbers = Float64Array.from({ length: 20_000 }, (_, i) => i / 7);
  const expected = createHash('sha256').update(Buffer.from(numbers.buffer)).digest('hex');
  expect(createHasher().doubles(numbers).digest()).toBe(expected);
});

test('texts are UTF-8 behind their length and cannot run into each other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const encoded = Buffer.from(text.toWellFormed(), 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32LE(encoded.length);
      const expected = createHash('sha256').update(length).update(encoded).digest('hex');
      expect(createHasher().text(text).digest()).toBe(expected);
    }),
  );
  expect(createHasher().text('ab').text('c').digest()).not.toBe(createHasher().text('a').text('bc').digest());
});
