import { type DeviceModel, deviceModelSchema } from '#model/device-model.ts';
import type { PlannedUnit } from './phase-2-data.ts';

/** Plate readers that hang in the city before phase 2. */

/** A reader of the old installation. */
export interface OldReader extends Omit<PlannedUnit, 'model' | 'gate'> {
  readonly replacedBy: readonly string[];
  readonly notes: string;
}

/** Id of the old readers' model in the plan's own catalogue. */
export const oldReaderModel = 'reader-2016-1-lane';

export const oldReaderModels: readonly DeviceModel[] = [
  deviceModelSchema.parse({
    kind: 'alpr',
    id: oldReaderModel,
    name: 'Plate reader of 2016, 1 lane',
    source:
      'assumption: usual values of the class; on loan from the national police until its lane is read anew, so that it costs this plan nothing',
    price: 0,
    installation: 0,
    yearly: 0,
    powerWatts: 25,
    powerOver: 'none',
    bitrateMbps: 0,
    mtbfHours: 40_000,
    mttrHours: 120,
    mountHeightMeters: 6,
    sensor: { widthPixels: 1920, heightPixels: 1080, widthMillimeters: 5.568, heightMillimeters: 3.132 },
    sensorFormat: '1/2.8″',
    focalLengthMinimum: 26,
    focalLengthMaximum: 26,
    focalLength: 26,
    tiltDegrees: 12,
    infraredReachMeters: 30,
    framesPerSecond: 25,
    lanes: 1,
  }),
];

export const oldReaders: readonly OldReader[] = [
  {
    id: 'Q-01',
    name: 'West, inbound, old',
    on: 'lamp',
    near: [-924.1, 131.6],
    aim: [-945.4, 128.5],
    replacedBy: ['P-02'],
    notes: 'On the arm that P-02 needs; reads one lane into the city and hands hits to the national police.',
  },
  {
    id: 'Q-02',
    name: 'Parkgade bridge, old',
    on: 'lamp',
    near: [326.3, -439.8],
    aim: [328.4, -420.2],
    replacedBy: ['P-14'],
    notes: 'On the arm that P-14 needs; reads one lane of the bridge.',
  },
];
