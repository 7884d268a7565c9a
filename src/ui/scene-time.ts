/** Date and hour at a scene, by the time zone of its meridian: whole hours, as the sun would have it. */

export interface SceneTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 0 to 1439. */
  readonly minutes: number;
}

const minuteMilliseconds = 60_000;

/** Hours ahead of UTC that the meridian has: 15° each. */
export function meridianOffsetHours(longitude: number): number {
  return Math.round(longitude / 15) + 0;
}

/** An instant (ISO 8601) as date and minutes at the meridian; null where it cannot be read. */
export function toSceneTime(dateTime: string, longitude: number): SceneTime | null {
  const instant = Date.parse(dateTime);
  if (Number.isNaN(instant)) return null;
  const there = new Date(instant + meridianOffsetHours(longitude) * 60 * minuteMilliseconds);
  return { date: there.toISOString().slice(0, 10), minutes: there.getUTCHours() * 60 + there.getUTCMinutes() };
}

/** The instant (ISO 8601, UTC) of a date and minutes at the meridian; null where the date is none. */
export function fromSceneTime({ date, minutes }: SceneTime, longitude: number): string | null {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight)) return null;
  const instant = midnight + (minutes - meridianOffsetHours(longitude) * 60) * minuteMilliseconds;
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** 645 → “10:45”. */
export function clockText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, '0')}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;
}

/** 2 → “UTC+2”, −5 → “UTC−5”. */
export function offsetText(hours: number): string {
  return hours === 0 ? 'UTC' : `UTC${hours > 0 ? '+' : '−'}${Math.abs(hours)}`;
}
