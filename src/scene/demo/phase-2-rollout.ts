import { holidays } from './phase-1-rollout.ts';

/** How phase 2 is built. The planner’s order: gates of the city first, clockwise from the north-west, then the bridges. */
export const phaseTwoGroups = [
  { id: 'gate-north-west', name: 'Gate north-west', district: 'North', deviceIds: ['P-05', 'P-06'], rank: 1 },
  { id: 'gate-north', name: 'Gate north', district: 'North', deviceIds: ['P-07', 'P-08'], rank: 2 },
  { id: 'gate-east', name: 'Gate east', district: 'East', deviceIds: ['P-03', 'P-04'], rank: 3 },
  { id: 'gate-south-east', name: 'Gate south-east', district: 'South', deviceIds: ['P-11', 'P-12'], rank: 4 },
  { id: 'gate-south', name: 'Gate south', district: 'South', deviceIds: ['P-09', 'P-10'], rank: 5 },
  { id: 'gate-west', name: 'Gate west', district: 'West', deviceIds: ['P-01', 'P-02', 'Q-01'], rank: 6 },
  { id: 'ring-counting', name: 'Counting on Ringvejen', district: 'North', deviceIds: ['R-01', 'R-02'], rank: 7 },
  { id: 'bridges', name: 'Bridges in the north-west', district: 'North', deviceIds: ['P-13'], rank: 8 },
  { id: 'ring-east', name: 'Bridge on Ringvejen, east', district: 'East', deviceIds: ['P-15'], rank: 9 },
  { id: 'parkgade', name: 'Bridge on Parkgade', district: 'South', deviceIds: ['P-14', 'Q-02'], rank: 10 },
  { id: 'ring-west', name: 'Bridge on Ringvejen, west', district: 'West', deviceIds: ['P-16'], rank: 11 },
] as const;

/** Calendar, weather, money and cutover of phase 2: an arm carries one reader, so the old one goes when the new one comes. */
export const phaseTwoRollout = {
  start: '2028-02-01',
  holidays,
  weatherSource: 'assumption: usual values of a Northern European coast; Havnby is invented and has no weather station',
  policy: 'swap',
  temporaryDayRate: 60,
  funding: [
    { from: '2028-01-01', amount: 160_000 },
    { from: '2028-07-01', amount: 110_000 },
  ],
} as const;
