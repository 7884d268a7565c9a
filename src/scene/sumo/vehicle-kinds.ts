/** What a vehicle counts as: a motor vehicle on the road, a person on foot, or neither. */
export type VehicleKind = 'car' | 'pedestrian' | 'other';

const onFoot: ReadonlySet<string> = new Set(['pedestrian', 'wheelchair']);
/** Classes that drive on no road, or carry no plate. */
const others: ReadonlySet<string> = new Set([
  'bicycle',
  'scooter',
  'tram',
  'rail',
  'rail_urban',
  'rail_electric',
  'rail_fast',
  'subway',
  'cable_car',
  'ship',
  'container',
  'aircraft',
  'drone',
]);

/** By SUMO's vehicle class; a type that states none is a passenger car. */
export function kindOfClass(vehicleClass: string | undefined): VehicleKind {
  if (vehicleClass === undefined) return 'car';
  return onFoot.has(vehicleClass) ? 'pedestrian' : others.has(vehicleClass) ? 'other' : 'car';
}

/** The types that SUMO knows without a definition and that are no motor vehicles. */
export const builtInKinds: ReadonlyMap<string, VehicleKind> = new Map([
  ['DEFAULT_VEHTYPE', 'car'],
  ['DEFAULT_TAXITYPE', 'car'],
  ['DEFAULT_PEDTYPE', 'pedestrian'],
  ['DEFAULT_BIKETYPE', 'other'],
  ['DEFAULT_CONTAINERTYPE', 'other'],
  ['DEFAULT_RAILTYPE', 'other'],
]);
