import type { Street, StreetClass } from '#model/city.ts';
import { usersOf } from '#model/plain-features.ts';
import { type Tags, tagValue } from './osm-data.ts';

type Users = Pick<Street, 'car' | 'bicycle' | 'foot'>;

/** Values that let the public through, and values that don't; any other value says nothing that we can use. */
const open = new Set([
  'yes',
  'designated',
  'permissive',
  'destination',
  'customers',
  'official',
  'public',
  'discouraged',
]);
const shut = new Set([
  'no',
  'private',
  'permit',
  'delivery',
  'forestry',
  'agricultural',
  'agricultural;forestry',
  'military',
  'emergency',
  'dismount',
  'use_sidepath',
  'residents',
  'employees',
]);

/** Keys that speak of a user, the most special first; each overrules those after it. */
const keys: Readonly<Record<keyof Users, readonly string[]>> = {
  car: ['motorcar', 'motor_vehicle', 'vehicle', 'access'],
  bicycle: ['bicycle', 'vehicle', 'access'],
  foot: ['foot', 'access'],
};

/** Ways for buses alone, and ways within buildings. */
const withoutCars = new Set(['busway', 'bus_guideway']);

/**
 * Who may use a way: what its access tags say (the most special key counts), else what its class implies. Rails stay shut
 * whatever they say: their access tags speak of trains.
 */
export function streetUsers(kind: StreetClass, tags: Tags): Users {
  const implied = impliedUsers(kind, tags);
  if (kind === 'rail' || kind === 'tram') return implied;
  return {
    car: said(tags, keys.car) ?? implied.car,
    bicycle: said(tags, keys.bicycle) ?? implied.bicycle,
    foot: said(tags, keys.foot) ?? implied.foot,
  };
}

function impliedUsers(kind: StreetClass, tags: Tags): Users {
  const users = usersOf(kind);
  if (tagValue(tags, 'motorroad') === 'yes') return { ...users, bicycle: false, foot: false };
  const highway = tagValue(tags, 'highway') ?? '';
  if (withoutCars.has(highway)) return { car: false, bicycle: false, foot: false };
  return highway === 'corridor' ? { car: false, bicycle: false, foot: true } : users;
}

function said(tags: Tags, inOrder: readonly string[]): boolean | null {
  for (const key of inOrder) {
    const value = tagValue(tags, key);
    if (value === undefined) continue;
    if (open.has(value)) return true;
    if (shut.has(value)) return false;
  }
  return null;
}

/** Sides with a pavement that belongs to the way; `null` where nothing is said or the pavement is a way of its own. */
export function sidewalkOf(tags: Tags, reversed: boolean): Street['sidewalk'] {
  const both = tagValue(tags, 'sidewalk:both');
  const left = has(tagValue(tags, 'sidewalk:left') ?? both);
  const right = has(tagValue(tags, 'sidewalk:right') ?? both);
  const whole = sideOf(tagValue(tags, 'sidewalk'));
  const side = whole ?? (left === null && right === null ? null : sideBy(left === true, right === true));
  if (!reversed || side === null || side === 'both' || side === 'none') return side;
  return side === 'left' ? 'right' : 'left';
}

function has(value: string | undefined): boolean | null {
  if (value === undefined || value === 'separate') return null;
  return value === 'yes' ? true : value === 'no' ? false : null;
}

function sideOf(value: string | undefined): Street['sidewalk'] {
  if (value === 'both' || value === 'yes') return 'both';
  if (value === 'left' || value === 'right') return value;
  return value === 'no' || value === 'none' ? 'none' : null;
}

function sideBy(left: boolean, right: boolean): Street['sidewalk'] {
  if (left) return right ? 'both' : 'left';
  return right ? 'right' : 'none';
}
