/** Who may use a lane. */
export interface LaneUsers {
  /** Private cars; lanes for buses and taxis alone have none. */
  readonly car: boolean;
  readonly bicycle: boolean;
  readonly foot: boolean;
  readonly bus: boolean;
  readonly tram: boolean;
  /** Trains of any kind. */
  readonly rail: boolean;
}

const railClasses = ['rail', 'rail_urban', 'rail_electric', 'rail_fast', 'subway', 'cable_car'];

/**
 * Reads the `allow` and `disallow` attributes of a lane: lists of SUMO's vehicle classes. A lane with neither is open to
 * all.
 */
export function laneUsers(allow: string | undefined, disallow: string | undefined): LaneUsers {
  const allowed = classes(allow);
  const forbidden = classes(disallow);
  const open = (name: string) => {
    if (allowed.size > 0) return allowed.has('all') || allowed.has(name);
    return !forbidden.has('all') && !forbidden.has(name);
  };
  return {
    car: open('passenger'),
    bicycle: open('bicycle'),
    foot: open('pedestrian'),
    bus: open('bus'),
    tram: open('tram'),
    rail: railClasses.some(open),
  };
}

function classes(text: string | undefined): ReadonlySet<string> {
  return new Set((text ?? '').split(/\s+/).filter((name) => name !== ''));
}
