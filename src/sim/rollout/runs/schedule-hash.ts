import type { Schedule } from '../project.ts';

/**
 * 128 bits over starts and finishes, as hexadecimal digits: tells schedules apart, keeps nothing secret. Four lanes, each
 * multiplied and rotated as in MurmurHash3 (A. Appleby, public domain) with constants of its own.
 */
export function scheduleHash({ start, finish }: Pick<Schedule, 'start' | 'finish'>): string {
  const lanes = Uint32Array.of(0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f);
  const factors = Uint32Array.of(0xcc9e2d51, 0x1b873593, 0xab0e9789, 0x38b34ae5);
  const mix = (value: number): void => {
    for (let lane = 0; lane < 4; lane += 1) {
      const scrambled = Math.imul(value + lane, factors[lane]);
      const rotated = (scrambled << 15) | (scrambled >>> 17);
      const joined = lanes[lane] ^ Math.imul(rotated, factors[(lane + 1) & 3]);
      lanes[lane] = Math.imul((joined << 13) | (joined >>> 19), 5) + 0xe6546b64;
    }
  };
  for (let task = 0; task < start.length; task += 1) {
    mix(start[task]);
    mix(finish[task]);
  }
  return [...lanes].map((lane) => finalMix(lane).toString(16).padStart(8, '0')).join('');
}

function finalMix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
