import { z } from 'zod';
import { finite } from './fields.ts';

/** One number that results hang on and that a planner can change. */
export interface AssumptionInfo {
  readonly label: string;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly value: number;
  /** Where the value comes from; begins with “assumption” where it is one. */
  readonly source: string;
}

const info = (
  label: string,
  unit: string,
  minimum: number,
  maximum: number,
  value: number,
  source: string,
): AssumptionInfo => ({ label, unit, minimum, maximum, value, source });

const milestone = 'Milestone XProtect LPR, plate width recommendations; derived for 12 in and 520 mm plates';

/** All editable numbers, in the order in which they are shown. */
export const assumptionTable = {
  personLowMeters: info('A person is seen from', 'm', 0, 2, 0.4, 'assumption: knee height'),
  personHighMeters: info('A person is seen up to', 'm', 0.5, 3, 1.8, 'assumption: head height'),
  fogVisibilityMeters: info(
    'Visibility in fog',
    'm',
    10,
    2000,
    200,
    'assumption: dense fog, meteorological visibility',
  ),
  lampReachMeters: info('A street lamp lights', 'm', 1, 100, 15, 'assumption: about half the spacing of lamps'),
  plateHeightMeters: info('Plates are so high', 'm', 0.2, 2, 0.6, 'assumption: middle of usual plates'),
  platePixelsFullUs: info('US plates read at', 'px/m', 50, 2000, 427, milestone),
  platePixelsNoneUs: info('US plates not read below', 'px/m', 10, 2000, 315, milestone),
  platePixelsFullEu: info('EU plates read at', 'px/m', 50, 2000, 327, milestone),
  platePixelsNoneEu: info('EU plates not read below', 'px/m', 10, 2000, 200, milestone),
  plateAngleFullDegrees: info('Plates read up to', '°', 1, 89, 20, 'AxxonSoft: quality declared to 20°'),
  plateAngleNoneDegrees: info('Plates not read beyond', '°', 2, 90, 30, 'ABUS manual: at most 30° in each axis'),
  plateBlurFullPixels: info('Motion blur harmless up to', 'px', 0.1, 20, 2, 'assumption: 2 px of motion blur'),
  plateBlurNonePixels: info('Motion blur spoils from', 'px', 0.2, 40, 4, 'assumption: 4 px of motion blur'),
  plateSpeedKmh: info('Speed where a street states none', 'km/h', 1, 200, 50, 'assumption: urban limit'),
  plateRecognition: info('Captured plates read right', '', 0, 1, 0.95, 'assumption: the user’s own figure for p_ocr'),
  deviceAvailability: info('ALPR units at work', '', 0, 1, 0.98, 'assumption'),
  phoneWalkMeters: info('Walk to an emergency phone', 'm', 10, 5000, 150, 'assumption'),
  airMicroMeters: info(
    'Air quality, micro scale',
    'm',
    1,
    1000,
    50,
    'assumption after 40 CFR 58 App. D: up to about 100 m across',
  ),
  airMiddleMeters: info(
    'Air quality, middle scale',
    'm',
    10,
    5000,
    250,
    'assumption after 40 CFR 58 App. D: 100 to 500 m',
  ),
  airNeighbourhoodMeters: info(
    'Air quality, neighbourhood',
    'm',
    100,
    20_000,
    2000,
    'assumption after 40 CFR 58 App. D: 0.5 to 4 km',
  ),
  airUrbanMeters: info(
    'Air quality, urban scale',
    'm',
    1000,
    100_000,
    10_000,
    'assumption after 40 CFR 58 App. D: 4 to 50 km',
  ),
  radioReachMeters: info(
    'IoT radio in a city',
    'm',
    10,
    20_000,
    1000,
    'assumption: LoRaWAN-like radio among buildings',
  ),
  recordingDuty: info('Part of the time recorded', '', 0, 1, 1, 'assumption: recorded around the clock'),
  storageOverhead: info('Storage overhead', '', 0, 2, 0.2, 'assumption: file system and redundancy'),
  activityFactor: info('Activity in the picture', '', 0.1, 3, 1, 'assumption: 0.6 low, 1 medium, 1.4 high'),
  thermalPixelsPerMeter: info(
    'Thermal detects a person at',
    'px/m',
    0.5,
    100,
    4,
    'assumption: about 2 px across 0.5 m',
  ),
  fresnelShare: info('Fresnel zone kept clear', '', 0, 1, 0.6, 'usual planning rule: 60 % of the first zone'),
  walkingSpeed: info('People walk at', 'm/s', 0.2, 8, 1.4, 'assumption: usual walking speed'),
  watchRateLow: info(
    'Noticed at the lowest category',
    '/s',
    0,
    10,
    0.02,
    'assumption: one in fifty notices each second at the lowest category',
  ),
  watchRateHigh: info('Noticed at the two highest', '/s', 0, 10, 0.5, 'assumption: every other second'),
  fenceDelaySeconds: info('Over a fence or rail', 's', 0, 3600, 20, 'assumption'),
  wallDelaySeconds: info('Over a wall', 's', 0, 3600, 40, 'assumption'),
  hedgeDelaySeconds: info('Through a hedge', 's', 0, 3600, 15, 'assumption'),
  gateDelaySeconds: info('Through a closed gate', 's', 0, 3600, 30, 'assumption'),
  doorDelaySeconds: info('Through a door that is not locked and monitored', 's', 0, 3600, 10, 'assumption'),
  lockedDoorDelaySeconds: info('Through a locked and monitored door', 's', 0, 7200, 90, 'assumption'),
  insideDelaySeconds: info('Inside, until the aim is reached', 's', 0, 7200, 120, 'assumption'),
  alarmDetection: info('A monitored door tells of a break-in', '', 0, 1, 0.9, 'assumption'),
  insideDetection: info('Noticed inside', '', 0, 1, 0.3, 'assumption'),
  communication: info('The alarm reaches the responders', '', 0, 1, 0.95, 'EASI: usual value of P(C) in examples'),
  timeSpread: info('Spread of delay and response times', '', 0, 1, 0.3, 'EASI: 30 % of the mean, usual without data'),
  responseSpeed: info('Responders drive at', '× limit', 0.2, 3, 0.8, 'assumption: city traffic, junctions'),
  responseAssessSeconds: info('An alarm is understood after', 's', 0, 3600, 45, 'assumption'),
  driveSpeed: info('Cars drive at', '× limit', 0.2, 2, 0.8, 'assumption: city traffic, junctions'),
  detourTolerance: info('Detour that a driver accepts', '', 0, 5, 0.2, 'assumption: 20 % longer in time'),
  knownUnitChance: info(
    'Units are avoided that read with',
    '',
    0,
    1,
    0.05,
    'assumption: what reads less is not noticed',
  ),
  routeSpreadSeconds: info(
    'Spread of route choice',
    's',
    1,
    3600,
    60,
    'assumption: a way one minute longer is taken by 1/e as many',
  ),
  carTripsPerPerson: info('Car trips per resident in the busy hour', '/h', 0, 5, 0.1, 'assumption'),
  gravityDecaySeconds: info('Travel time that trips fall off with', 's', 10, 7200, 480, 'assumption'),
  deviceMtbfHours: info('Devices without a model fail every', 'h', 1, 1e8, 60_000, 'assumption'),
  deviceMttrHours: info('A failed device is mended after', 'h', 0, 1e6, 72, 'assumption'),
  linkMtbfHours: info('A backhaul link fails every', 'h', 1, 1e8, 50_000, 'assumption'),
  linkMttrHours: info('A backhaul link is mended after', 'h', 0, 1e6, 12, 'assumption'),
  powerMtbfHours: info('The grid at a feed fails every', 'h', 1, 1e8, 8760, 'assumption: once a year'),
  powerMttrHours: info('The grid is back after', 'h', 0, 1e6, 3, 'assumption'),
} as const satisfies Readonly<Record<string, AssumptionInfo>>;
export type AssumptionKey = keyof typeof assumptionTable;

type NumberShape = { [K in AssumptionKey]: z.ZodDefault<z.ZodNumber> };
const numberShape = Object.fromEntries(
  Object.entries(assumptionTable).map(([key, { minimum, maximum, value }]) => [
    key,
    finite.min(minimum).max(maximum).default(value),
  ]),
) as unknown as NumberShape;

export const assumptionsSchema = z.strictObject({
  /** `absent`: crowns hide nothing (leaf-off); `opaque`: crowns hide all (leaf-on). */
  treeCrowns: z.enum(['absent', 'opaque']).default('absent'),
  ...numberShape,
});
export type Assumptions = z.infer<typeof assumptionsSchema>;

export const defaultAssumptions: Assumptions = assumptionsSchema.parse({});
