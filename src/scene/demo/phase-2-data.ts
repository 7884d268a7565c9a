import type { Point } from './plan-places.ts';

/** ALPR units of phase 2: a lamp or signal near a rough point, and where on the carriageway it looks. Local metres. */
export interface PlannedUnit {
  readonly id: string;
  readonly name: string;
  readonly gate: string;
  readonly on: 'lamp' | 'signal';
  readonly near: Point;
  readonly aim: Point;
  readonly model: 'alpr-2-lane' | 'alpr-4-lane';
}

/** Where traffic comes into the city, and where the main roads cross the river and the ring. */
export const gates = [
  { id: 'gate-west', name: 'Gate west, Landevejen', x: -940, y: 126 },
  { id: 'gate-east', name: 'Gate east, Landevejen', x: 944, y: 185 },
  { id: 'gate-north-west', name: 'Gate north-west, Møllevejen', x: -608, y: 870 },
  { id: 'gate-north', name: 'Gate north, Parkgade', x: 537, y: 942 },
  { id: 'gate-south', name: 'Gate south, Møllevejen', x: -128, y: -880 },
  { id: 'gate-south-east', name: 'Gate south-east, Parkgade', x: 646, y: -873 },
  { id: 'gate-bridges', name: 'Bridges in the north-west', x: -428, y: 550 },
  { id: 'gate-parkgade', name: 'Bridge on Parkgade', x: 326, y: -440 },
  { id: 'gate-ring-east', name: 'Bridge on Ringvejen, east', x: 768, y: -143 },
  { id: 'gate-ring-west', name: 'Bridge on Ringvejen, west', x: -758, y: -348 },
] as const;

const two = 'alpr-2-lane';
const four = 'alpr-4-lane';

export const plannedUnits: readonly PlannedUnit[] = [
  {
    id: 'P-01',
    name: 'West, outbound',
    gate: 'gate-west',
    on: 'lamp',
    near: [-956.3, 120.4],
    aim: [-930, 122.8],
    model: two,
  },
  {
    id: 'P-02',
    name: 'West, inbound',
    gate: 'gate-west',
    on: 'lamp',
    near: [-924.1, 131.6],
    aim: [-945.4, 128.5],
    model: two,
  },
  {
    id: 'P-03',
    name: 'East, inbound',
    gate: 'gate-east',
    on: 'lamp',
    near: [955.3, 197.3],
    aim: [935.9, 184.9],
    model: two,
  },
  {
    id: 'P-04',
    name: 'East, outbound',
    gate: 'gate-east',
    on: 'lamp',
    near: [931.7, 173.5],
    aim: [906.6, 171.9],
    model: two,
  },
  {
    id: 'P-05',
    name: 'North-west, inbound',
    gate: 'gate-north-west',
    on: 'lamp',
    near: [-620.4, 898.6],
    aim: [-605.9, 879.5],
    model: two,
  },
  {
    id: 'P-06',
    name: 'North-west, outbound',
    gate: 'gate-north-west',
    on: 'lamp',
    near: [-596.6, 842.8],
    aim: [-601.2, 868.5],
    model: two,
  },
  {
    id: 'P-07',
    name: 'North, inbound',
    gate: 'gate-north',
    on: 'lamp',
    near: [531.8, 957.9],
    aim: [533.6, 934.6],
    model: two,
  },
  {
    id: 'P-08',
    name: 'North, outbound',
    gate: 'gate-north',
    on: 'lamp',
    near: [541.7, 926.2],
    aim: [540.1, 949.6],
    model: two,
  },
  {
    id: 'P-09',
    name: 'South, inbound',
    gate: 'gate-south',
    on: 'lamp',
    near: [-136.7, -865.9],
    aim: [-129.1, -889.4],
    model: two,
  },
  {
    id: 'P-10',
    name: 'South, outbound',
    gate: 'gate-south',
    on: 'lamp',
    near: [-119, -894.7],
    aim: [-122.7, -921.1],
    model: two,
  },
  {
    id: 'P-11',
    name: 'South-east, inbound',
    gate: 'gate-south-east',
    on: 'lamp',
    near: [629.6, -847.2],
    aim: [637.4, -868.3],
    model: two,
  },
  {
    id: 'P-12',
    name: 'South-east, outbound',
    gate: 'gate-south-east',
    on: 'lamp',
    near: [663, -898.5],
    aim: [666.9, -920.9],
    model: two,
  },
  {
    id: 'P-13',
    name: 'Bridges in the north-west, all lanes',
    gate: 'gate-bridges',
    on: 'lamp',
    near: [-428, 549.9],
    aim: [-441.1, 564.6],
    model: four,
  },
  {
    id: 'P-14',
    name: 'Parkgade bridge, all lanes',
    gate: 'gate-parkgade',
    on: 'lamp',
    near: [326.3, -439.8],
    aim: [328.4, -420.2],
    model: four,
  },
  {
    id: 'P-15',
    name: 'Ringvejen east, all lanes',
    gate: 'gate-ring-east',
    on: 'signal',
    near: [767.6, -143.2],
    aim: [764.1, -163.2],
    model: four,
  },
  {
    id: 'P-16',
    name: 'Ringvejen west, all lanes',
    gate: 'gate-ring-west',
    on: 'signal',
    near: [-758.1, -348],
    aim: [-763.7, -331],
    model: four,
  },
];

/** Radars that count traffic on the ring, beside the road and square to it. */
export const countingRadars = [
  { id: 'R-01', name: 'Ringvejen north, counting', near: [-60.5, 805.2], aim: [-60, 825], feed: 'p-ring-north' },
  { id: 'R-02', name: 'Ringvejen south, counting', near: [75.9, -793.6], aim: [75, -815], feed: 'p-ring-south' },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly near: Point;
  readonly aim: Point;
  readonly feed: string;
}[];

/** The stretch of Landevejen on which both units at the western gate look. */
export const gateWest = {
  id: 'at-gate-west',
  name: 'Gate west, Landevejen',
  kind: 'interest',
  rings: [[-960, 105, -915, 105, -915, 150, -960, 150]],
} as const;

/** Takes the radars’ counts by IoT radio. */
export const gateway = {
  id: 'iot-station',
  name: 'IoT gateway, station mast',
  kind: 'gateway',
  x: 308,
  y: 433,
  heightMeters: 16,
  radioReachMeters: 1500,
  price: 900,
  yearly: 60,
} as const;

export const gatewayLink = {
  id: 'f-iot',
  name: 'Cable, gateway to the cabinet at the mast',
  from: 'iot-station',
  to: 'sw-station-east',
  medium: 'copper',
  capacityMbps: 100,
  price: 150,
} as const;

/** Radars hang on the circuits of the lamps that they are fixed to. */
export const radarFeeds = [
  { id: 'p-ring-north', name: 'Lamp circuit, Ringvejen north', x: -60, y: 805, capacityWatts: 60, price: 300 },
  { id: 'p-ring-south', name: 'Lamp circuit, Ringvejen south', x: 76, y: -794, capacityWatts: 60, price: 300 },
] as const;
