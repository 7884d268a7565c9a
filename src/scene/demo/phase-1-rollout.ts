/** How phase 1 is built: who builds it, when nobody works, what is built together and in which turn, and what becomes of old units. */

/** The planner’s order: within a phase by rank. */
export const phaseOneGroups = [
  {
    id: 'station-lamps',
    name: 'Station square, lamps',
    siteId: 'station',
    district: 'Station quarter',
    deviceIds: ['S-04', 'S-10', 'S-11', 'T-1', 'L-01', 'L-02', 'L-03'],
    rank: 1,
    // A lamp carries one bracket and one cable: the old camera comes off on the day on which the new one goes up.
    policy: 'swap',
  },
  {
    id: 'market',
    name: 'Market and town hall',
    siteId: 'town-hall',
    district: 'Old town',
    deviceIds: ['M-01', 'M-02', 'M-03', 'M-04', 'M-05', 'M-06', 'E-2', 'D-02', 'T-2', 'L-04'],
    rank: 2,
  },
  {
    id: 'station-walls',
    name: 'Station, walls and side streets',
    siteId: 'station',
    district: 'Station quarter',
    deviceIds: ['S-01', 'S-02', 'S-03', 'S-05', 'S-06', 'S-07', 'S-08', 'S-09', 'E-1', 'D-01'],
    rank: 3,
  },
  {
    id: 'police',
    name: 'Police station',
    siteId: 'police',
    district: 'Station quarter',
    deviceIds: ['E-4', 'D-08', 'L-06'],
    rank: 1,
  },
  {
    id: 'school',
    name: 'Stationsgades Skole',
    siteId: 'school',
    district: 'Station quarter',
    deviceIds: ['K-01', 'K-02', 'K-03', 'K-04', 'K-05', 'E-3', 'D-03'],
    rank: 2,
  },
  {
    id: 'hospital',
    name: 'Havnby Hospital',
    siteId: 'hospital',
    district: 'Hospital quarter',
    deviceIds: ['H-01', 'D-04', 'D-05', 'D-06', 'D-07', 'L-05'],
    rank: 3,
  },
] as const;

/** Crews that the city knows better than the shipped figures. */
export const crews = [
  {
    id: 'mounting',
    name: 'Mounting crew, framework contractor',
    units: 1,
    source:
      'assumption: one crew of two under the framework contract; paid with what the catalogue asks for fixing a device',
  },
  {
    id: 'truck',
    name: 'Bucket truck, Roads and Traffic',
    kind: 'vehicle',
    units: 1,
    source: 'assumption: the one truck that the department can spare; lent without charge',
  },
  {
    id: 'network',
    name: 'Network crew, City IT',
    units: 1,
    dayRate: 900,
    source: 'assumption: two technicians with splicing gear',
  },
] as const;

/**
 * Days off from 2027 to 2028 that are no Saturday or Sunday: Danish public holidays by the dates of Easter (28 March 2027, 16 April
 * 2028), 24 and 31 December, and the builders’ three weeks of summer (calendar weeks 28 to 30).
 */
export const holidays = [
  ...['2027-01-01', '2027-03-25', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
  ...['2027-07-12', '2027-07-13', '2027-07-14', '2027-07-15', '2027-07-16'],
  ...['2027-07-19', '2027-07-20', '2027-07-21', '2027-07-22', '2027-07-23'],
  ...['2027-07-26', '2027-07-27', '2027-07-28', '2027-07-29', '2027-07-30'],
  ...['2027-12-24', '2027-12-31', '2028-04-13', '2028-04-14', '2028-04-17', '2028-05-25', '2028-06-05'],
  ...['2028-07-10', '2028-07-11', '2028-07-12', '2028-07-13', '2028-07-14'],
  ...['2028-07-17', '2028-07-18', '2028-07-19', '2028-07-20', '2028-07-21'],
  ...['2028-07-24', '2028-07-25', '2028-07-26', '2028-07-27', '2028-07-28'],
  ...['2028-12-25', '2028-12-26'],
];

/** Calendar, weather, money and cutover of phase 1. */
export const phaseOneRollout = {
  start: '2027-03-01',
  holidays,
  weatherSource: 'assumption: usual values of a Northern European coast; Havnby is invented and has no weather station',
  policy: 'keep',
  temporaryDayRate: 25,
  funding: [
    { from: '2027-01-01', amount: 92_000 },
    { from: '2027-07-01', amount: 140_000 },
  ],
} as const;
