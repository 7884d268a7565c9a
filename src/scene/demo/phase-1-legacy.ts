import { type DeviceModel, deviceModelSchema } from '#model/device-model.ts';
import type { DemoCamera } from './demo-cameras.ts';

/** What hangs in the city before phase 1, and goes when its place is taken. Rough points, local metres. */

/** A camera of the old installation. */
export interface OldCamera extends DemoCamera {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  readonly purpose: string;
  readonly retiredInPhase: string;
  readonly replacedBy: readonly string[];
}

/** Id of the old cameras' model in the plan's own catalogue. */
export const oldCameraModel = 'analogue-1080p-4mm';

/** Old cameras send into a recorder of their own: they load neither the new switches nor the budget. */
export const oldModels: readonly DeviceModel[] = [
  deviceModelSchema.parse({
    kind: 'camera',
    form: 'fixed',
    id: oldCameraModel,
    name: 'Analogue HD 1080p, 4 mm, of 2014',
    source:
      'assumption: usual values of the class; kept running until 2027 by a contract that ends with the recorder, so that it costs this plan nothing',
    price: 0,
    installation: 0,
    yearly: 0,
    powerWatts: 6,
    powerOver: 'none',
    bitrateMbps: 0,
    mtbfHours: 40_000,
    mttrHours: 120,
    mountHeightMeters: 5,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5.568, heightMillimeters: 3.132 },
    sensorFormat: '1/2.8″',
    focalLengthMinimum: 4,
    focalLengthMaximum: 4,
    focalLength: 4,
    infraredReachMeters: 20,
  }),
];

const square = { agency: 'transit', purpose: 'Safety of passengers on the station square', retiredInPhase: 'P1a' };
const market = { agency: 'police', purpose: 'Public order on the market square', retiredInPhase: 'P1a' };

export const oldCameras: readonly OldCamera[] = [
  {
    id: 'L-01',
    name: 'L-01 old, way to school',
    ...square,
    on: 'lamp',
    near: [258.8, 373.6],
    aim: [253.3, 368],
    height: 5.5,
    focalLength: 4,
    replacedBy: ['S-04', 'S-09'],
    notes: 'On the lamp that S-04 needs: steeply down on the pavement by which children come; S-09 will show it.',
  },
  {
    id: 'L-02',
    name: 'L-02 old, crossing of Banegade',
    ...square,
    on: 'lamp',
    near: [234.8, 373.6],
    aim: [233.3, 364.9],
    height: 5.5,
    focalLength: 4,
    replacedBy: ['S-10', 'S-03'],
    notes: 'On the lamp of the patrolling S-10: steeply down on the crossing of Banegade; S-03 will show it.',
  },
  {
    id: 'L-03',
    name: 'L-03 old, middle of the square',
    ...square,
    on: 'lamp',
    near: [258.8, 373.6],
    aim: [250.4, 373.9],
    height: 5.5,
    focalLength: 4,
    replacedBy: ['S-04', 'S-01'],
    notes: 'Back to back with L-01 on the same bracket: the middle of the square, which S-01 will show.',
  },
  {
    id: 'L-04',
    name: 'L-04 old, town hall',
    ...market,
    on: 'wall',
    near: [-52, -5],
    aim: [-53, -22],
    height: 5,
    focalLength: 4,
    replacedBy: ['M-01', 'M-02'],
    notes: 'Middle of the south front of the town hall; M-01 and M-02 come to its left and right.',
  },
  {
    id: 'L-05',
    name: 'L-05 old, hospital forecourt',
    agency: 'hospital',
    purpose: 'Safety of patients and staff at the entrances',
    retiredInPhase: 'P1b',
    on: 'wall',
    near: [661, 622],
    aim: [690, 620],
    height: 5,
    focalLength: 4,
    replacedBy: ['H-01'],
    notes: 'Above the main door of the hospital: the middle of the forecourt, not its sides.',
  },
  {
    id: 'L-06',
    name: 'L-06 old, police station',
    agency: 'police',
    purpose: 'Who enters the building',
    retiredInPhase: 'P1b',
    on: 'wall',
    near: [313.6, 176.1],
    aim: [328.7, 172.1],
    height: 3.5,
    focalLength: 4,
    replacedBy: ['E-4'],
    notes: 'Wall opposite the police station: shows that somebody enters, not who.',
  },
];
