import type { ViewPose } from '#state/session.ts';

/**
 * The pose a key asks for, or null when the key means nothing to the map: arrows pan, + and − zoom, Q and E turn, R and F
 * tilt, N north up, T straight down. `fine` (Shift) makes smaller steps.
 */
export function poseForKey(key: string, pose: ViewPose, fine: boolean): Partial<ViewPose> | null {
  const share = fine ? 0.25 : 1;
  const step = 0.12 * pose.distanceMeters * share;
  const heading = (pose.headingDegrees * Math.PI) / 180;
  const pan = (right: number, ahead: number): Partial<ViewPose> => ({
    targetX: pose.targetX + step * (right * Math.cos(heading) + ahead * Math.sin(heading)),
    targetY: pose.targetY + step * (ahead * Math.cos(heading) - right * Math.sin(heading)),
  });
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowLeft':
      return pan(-1, 0);
    case 'ArrowRight':
      return pan(1, 0);
    case 'ArrowUp':
      return pan(0, 1);
    case 'ArrowDown':
      return pan(0, -1);
    case '+':
    case '=':
      return { distanceMeters: pose.distanceMeters / 1.35 ** share };
    case '-':
    case '−':
    case '_':
      return { distanceMeters: pose.distanceMeters * 1.35 ** share };
    case 'q':
      return { headingDegrees: pose.headingDegrees - 15 * share };
    case 'e':
      return { headingDegrees: pose.headingDegrees + 15 * share };
    case 'r':
      return { pitchDegrees: pose.pitchDegrees - 8 * share };
    case 'f':
      return { pitchDegrees: pose.pitchDegrees + 8 * share };
    case 'n':
      return { headingDegrees: 0 };
    case 't':
      return { pitchDegrees: pose.pitchDegrees > 89 ? 47 : 90 };
    default:
      return null;
  }
}
