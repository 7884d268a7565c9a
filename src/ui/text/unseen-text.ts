import type { UnseenReason } from '#model/results/coverage-tile.ts';

/** Why a device does not see a place, after its name: `hidden by Town Hall`. `hiddenBy` in words, null where nothing is known. */
export function unseenText(reason: UnseenReason | 'no-device', hiddenBy: string | null): string {
  switch (reason) {
    case 'refused':
      return 'sees nothing where it stands';
    case 'out-of-range':
      return 'out of its range';
    case 'out-of-view':
      return 'outside its picture';
    case 'hidden':
      return hiddenBy === null ? 'hidden' : `hidden by ${hiddenBy}`;
    case 'too-dark':
      return 'too dark';
    case 'too-foggy':
      return 'beyond sight in fog';
    case 'too-coarse':
      return 'too few pixels';
    case 'no-device':
      return 'no device near';
  }
}

/** The same with the device that is nearest to seeing it. */
export function unseenSentence(
  reason: UnseenReason | 'no-device',
  hiddenBy: string | null,
  device: string | null,
): string {
  const why = unseenText(reason, hiddenBy);
  return device === null ? why : `${why}, nearest is ${device}`;
}
