/** A camera of the worked plan, placed by what it is fixed to and by what it looks at; resolved by `buildDemoPlan`. */
export interface DemoCamera {
  readonly on: 'lamp' | 'signal' | 'pole' | 'wall';
  /** Near which point the mount or wall is looked for, local metres. */
  readonly near: readonly [x: number, y: number];
  /** Where the optical axis meets the target height, local metres. */
  readonly aim: readonly [x: number, y: number];
  /** Metres above the ground; on a mount at most its own height. */
  readonly height: number;
  readonly focalLength: 4 | 8 | 12;
  /** Catalogue model; absent: fixed 4K with the focal length. */
  readonly model?: string;
  readonly notes: string;
}

export const stationCameras: readonly DemoCamera[] = [
  {
    on: 'wall',
    near: [176, 433],
    aim: [226, 402],
    height: 5.5,
    focalLength: 4,
    notes: 'West wing of the station: the square from the entrance to the bus stops.',
  },
  {
    on: 'wall',
    near: [288, 427],
    aim: [236, 396],
    height: 5.5,
    focalLength: 4,
    notes: 'East wing of the station: the square towards the bus stops, against the sun of C-01 in the evening.',
  },
  {
    on: 'signal',
    near: [228, 345],
    aim: [226, 398],
    height: 5.5,
    focalLength: 4,
    notes: 'Signal at the mouth of Stationsgade: everyone who crosses Banegade towards the entrance.',
  },
  {
    on: 'lamp',
    near: [258, 374],
    aim: [224, 424],
    height: 6,
    focalLength: 8,
    notes: 'Lamp on the square: faces towards the entrance under the canopy.',
  },
  {
    on: 'signal',
    near: [128, 371],
    aim: [188, 386],
    height: 5.5,
    focalLength: 4,
    notes: 'Signal at Perronvej: the south-west corner of the square and the bus stops.',
  },
  {
    on: 'signal',
    near: [325, 360],
    aim: [262, 385],
    height: 5.5,
    focalLength: 4,
    notes: 'Signal at Postgade: the south-east corner, taxis and short-stay parking.',
  },
  {
    on: 'lamp',
    near: [122, 414],
    aim: [160, 428],
    height: 6,
    focalLength: 4,
    notes: 'Lamp on Perronvej: bicycle stands at the west gable.',
  },
  {
    on: 'lamp',
    near: [328, 405],
    aim: [290, 412],
    height: 6,
    focalLength: 4,
    notes: 'Lamp on Postgade: parking and the east gable below the clock tower.',
  },
  {
    on: 'wall',
    near: [258, 339],
    aim: [232, 400],
    height: 6,
    focalLength: 8,
    notes: 'North front of the school, opposite the station: the whole depth of the square.',
  },
];

export const marketCameras: readonly DemoCamera[] = [
  {
    on: 'wall',
    near: [-31, -6],
    aim: [-32, -46],
    height: 5.5,
    focalLength: 4,
    notes: 'South front of the town hall: the eastern half of the market.',
  },
  {
    on: 'wall',
    near: [-60, -5],
    aim: [-66, -44],
    height: 5.5,
    focalLength: 4,
    notes: 'South front of the town hall: the western half of the market and the kiosk.',
  },
  {
    on: 'wall',
    near: [-45, -78],
    aim: [-44, -30],
    height: 5,
    focalLength: 4,
    notes: 'House on Strandstræde: the market from the south.',
  },
  {
    on: 'wall',
    near: [9, -46],
    aim: [-40, -40],
    height: 5,
    focalLength: 4,
    notes: 'House on Torvegade: the market from the east.',
  },
  {
    on: 'wall',
    near: [-102, -12],
    aim: [-60, -36],
    height: 5,
    focalLength: 4,
    notes: 'House on Algade: the market from the west.',
  },
  {
    on: 'lamp',
    near: [-93, 33],
    aim: [-30, 22],
    height: 4.5,
    focalLength: 8,
    notes: 'Lamp on Hovedgaden: along the shopping street behind the town hall.',
  },
];

export const schoolCameras: readonly DemoCamera[] = [
  {
    on: 'lamp',
    near: [214, 227],
    aim: [240, 237],
    height: 6,
    focalLength: 4,
    notes: 'Lamp across the avenue: the main door of the school and the crossing before it.',
  },
  {
    on: 'wall',
    near: [189, 245],
    aim: [250, 236],
    height: 5,
    focalLength: 8,
    notes: 'South front of the school: along the pavement where parents stop.',
  },
  {
    on: 'lamp',
    near: [292, 271],
    aim: [288, 298],
    height: 6,
    focalLength: 4,
    notes: 'Lamp in the side street: the gate for deliveries and the quiet east side.',
  },
  {
    on: 'wall',
    near: [262, 325],
    aim: [226, 282],
    height: 4.5,
    focalLength: 4,
    notes: 'Inner wall of the school yard: the yard itself; needs the consent of the school and hours of use.',
  },
  {
    on: 'pole',
    near: [170, 268],
    aim: [206, 314],
    height: 6,
    focalLength: 8,
    notes: 'Tram mast on Stationsgade: the way from the school to the station square.',
  },
];

export const demoCameras: readonly DemoCamera[] = [...stationCameras, ...marketCameras, ...schoolCameras];
