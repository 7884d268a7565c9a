import { getPosition } from 'suncalc';
import type { Origin } from '#model/scene.ts';

/** What lights the drawn city. */
export interface SunSetting {
  /** `studio`: always the same pleasant light; `date`: the sun as it stands at `dateTime`. */
  readonly mode: 'studio' | 'date';
  /** ISO 8601 with an offset, for example `2026-06-21T10:00:00Z`; kept, but without effect, in the studio. */
  readonly dateTime: string;
}

/** Where the sun stands; degrees. */
export interface SunPosition {
  /** Clockwise from north. */
  readonly azimuthDegrees: number;
  /** Above the horizon with refraction; negative at night. */
  readonly elevationDegrees: number;
}

/** The first setting of every session: studio light, and a summer noon for whoever asks for a date. */
export const studioSun: SunSetting = { mode: 'studio', dateTime: '2026-06-21T12:00:00Z' };

/** Light from the south-west at a height that gives buildings a lit side, a shaded side and a short shadow. */
export const studioSunPosition: SunPosition = { azimuthDegrees: 248, elevationDegrees: 44 };

/** The sun over a scene (suncalc, after Meeus); the studio's where the date cannot be read. */
export function sunPosition(sun: SunSetting, origin: Pick<Origin, 'longitude' | 'latitude'>): SunPosition {
  const date = new Date(sun.dateTime);
  if (sun.mode === 'studio' || Number.isNaN(date.getTime())) return studioSunPosition;
  const { azimuth, altitude } = getPosition(date, origin.latitude, origin.longitude);
  return { azimuthDegrees: azimuth, elevationDegrees: altitude };
}
