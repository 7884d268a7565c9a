import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bzip2Decoder, isBzip2 } from './inflate-bzip2.ts';
import { DamagedBzip2Error } from './inflate-bzip2-bits.ts';

// Written by bzip2 1.0.8 from the texts beside them.
const sentence = 'QlpoOTFBWSZTWeGaKb4AAALbgAAQQAEQAAgANuVcECAAIoGhoHlPUKZMTIMjJl2DUtgEd2Umg/kvi7kinChIcM0U3wA=';
const nothing = 'QlpoORdyRThQkAAAAAA=';
/** 20,000 lines in blocks of 100,000 bytes. */
const blocks =
  'QlpoMTFBWSZTWUP1lQAAVa5ZgAAQUAD/BwcBEAAwALgKZMTIMjCmTEyDIwTVSgBtT1D1PaUCaigTtmgGKAeKAeaAeqAcUAzQDSUC' +
  'ZkoE4QD7ipAWEoE0lAn6KBNxQJuKBNxQJuKBP5igrJMprK5ydcKAMdEswAAIKAB/g4OAiAAYAFwFMmJkGRhTJiZBkYJqqQDTanqH' +
  'p8igTKUCYoB5oB6QDegHugHFAMUA65igTFFAnCUCfqAbbKQFmKBP6UCaSgTSUCaSgTSUCcmKCskymsk/TRKYAj4+zAAAgoAH+Dg4' +
  'CIABgAXGFMmJkGRgmqomhhNNHoFKoEGaI0cySKdSSKYhReQovQUWXsKLeFFxCixCi6kkUwkkU4kkU+ySKfUkov6SUWEkosJJRYSS' +
  'iwklF2LuSKcKEhI+xCsA';
const runs = 'QlpoOTFBWSZTWR86i2gAAAJBAeAAP4AAgAAIIAAxANNNA2ppT2pPRczlyjW6SpV8TndFo2zS8YzOiJMs8LuSKcKEgPnUW0A=';

const blocksText = Array.from({ length: 20_000 }, (_, i) => `<nd ref="${i % 7}"/>\n`).join('');
const runsText = [
  ['a', 3],
  ['b', 4],
  ['c', 5],
  ['d', 258],
  ['e', 259],
  ['f', 260],
  ['g', 1000],
  ['abababab', 1],
]
  .map(([text, count]) => String(text).repeat(Number(count)))
  .join('');

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function unpack(packed: Uint8Array, step = packed.length): string {
  const decoder = new Bzip2Decoder();
  const text = new TextDecoder();
  let result = '';
  for (let from = 0; from < packed.length; from += step) {
    for (const piece of decoder.push(packed.subarray(from, from + step)))
      result += text.decode(piece, { stream: true });
  }
  for (const piece of decoder.finish()) result += text.decode(piece, { stream: true });
  return result + text.decode();
}

describe('Bzip2Decoder', () => {
  it('unpacks what bzip2 packed', () => {
    expect(unpack(bytesOf(sentence))).toBe('Sightline reads bzip2.\n');
    expect(unpack(bytesOf(nothing))).toBe('');
    expect(unpack(bytesOf(runs))).toBe(runsText);
    expect(unpack(bytesOf(blocks)) === blocksText).toBe(true);
  });

  it('takes its input in pieces of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (step) => {
        expect(unpack(bytesOf(blocks), step) === blocksText).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('unpacks streams one after the other', () => {
    const two = Uint8Array.from([...bytesOf(sentence), ...bytesOf(nothing), ...bytesOf(runs)]);
    expect(unpack(two)).toBe(`Sightline reads bzip2.\n${runsText}`);
    expect(unpack(two, 7)).toBe(`Sightline reads bzip2.\n${runsText}`);
  });

  it('notices every end that comes early, and what follows the end', () => {
    const packed = bytesOf(runs);
    for (let length = 1; length < packed.length; length += 1) {
      expect(() => unpack(packed.slice(0, length))).toThrow(DamagedBzip2Error);
    }
    expect(() => unpack(Uint8Array.from([...packed, 0]))).toThrow(DamagedBzip2Error);
  });

  it('gives the right text or none for every flipped bit', () => {
    const packed = bytesOf(runs);
    for (let bit = 0; bit < packed.length * 8; bit += 1) {
      const damaged = packed.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      let text: string | null = null;
      try {
        text = unpack(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedBzip2Error);
      }
      // A smaller or larger block size, a bit of padding and an unused code change nothing.
      if (text !== null) expect(text === runsText).toBe(true);
    }
  });

  it('gives the start of a file that goes on', () => {
    const start = bytesOf(blocks).slice(0, 200);
    let text = '';
    expect(() => {
      for (const piece of new Bzip2Decoder().decodeStart(start)) text += new TextDecoder().decode(piece);
    }).toThrow(DamagedBzip2Error);
    expect(text.length).toBeGreaterThan(90_000);
    expect(blocksText.startsWith(text)).toBe(true);
  });

  it('recognises bzip2 and nothing else', () => {
    expect([sentence, nothing, runs, blocks].every((text) => isBzip2(bytesOf(text)))).toBe(true);
    expect(isBzip2(new TextEncoder().encode('BZh9 is how bzip2 starts'))).toBe(false);
    expect(isBzip2(bytesOf(sentence).slice(0, 9))).toBe(false);
  });
});
