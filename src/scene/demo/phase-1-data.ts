import type { DemoCamera } from './demo-cameras.ts';

/** What the plan of phase 1 places beside the cameras of station, market and school. Rough points, local metres. */

/** One camera at each door that matters: close enough for a face. */
export interface DoorCamera extends DemoCamera {
  readonly portal: string;
}

export const doorCameras: readonly DoorCamera[] = [
  {
    portal: 'demo/portal/15',
    on: 'lamp',
    near: [306.8, 445.6],
    aim: [306, 432.6],
    height: 5,
    focalLength: 8,
    notes: 'Lamp north of the east wing: everyone who goes in by the main entrance of the station.',
  },
  {
    portal: 'demo/portal/11',
    on: 'lamp',
    near: [-41.2, 14.7],
    aim: [-44.6, 11.6],
    height: 4.5,
    focalLength: 4,
    notes: 'Lamp before the north front: the main entrance of the town hall, outside office hours too.',
  },
  {
    portal: 'demo/portal/1911',
    on: 'wall',
    near: [297.7, 285.9],
    aim: [282.4, 287.8],
    height: 3.5,
    focalLength: 8,
    notes: 'Wall across the side street: the main door of the school, from seven in the morning to five.',
  },
  {
    portal: 'demo/portal/1904',
    on: 'wall',
    near: [313.6, 176.1],
    aim: [328.7, 172.1],
    height: 3.5,
    focalLength: 8,
    notes: 'Wall opposite the police station: its public entrance and the parking before it.',
  },
];

/** Doors that get lock, reader, contact, request-to-exit and alarm. */
export const securedDoors: readonly { readonly portal: string; readonly site: string; readonly name: string }[] = [
  { portal: 'demo/portal/15', site: 'station', name: 'Station, main entrance' },
  { portal: 'demo/portal/11', site: 'town-hall', name: 'Town hall, main entrance' },
  { portal: 'demo/portal/1911', site: 'school', name: 'School, main door' },
  { portal: 'demo/portal/5', site: 'hospital', name: 'Hospital, main building' },
  { portal: 'demo/portal/6', site: 'hospital', name: 'Hospital, west ward' },
  { portal: 'demo/portal/7', site: 'hospital', name: 'Hospital, north-west ward' },
  { portal: 'demo/portal/8', site: 'hospital', name: 'Hospital, emergency department' },
  { portal: 'demo/portal/1904', site: 'police', name: 'Police station, public entrance' },
];

/** The hospital's south door is left for the variant: it is the least used one. */
export const hospitalSouthDoor = { portal: 'demo/portal/9', site: 'hospital', name: 'Hospital, south door' } as const;

/** Critical sites of the plan, and the portals that matter there. */
export const planSites = [
  {
    id: 'station',
    name: 'Havnby Station',
    kind: 'station',
    featureId: 'demo/site/3',
    portalIds: ['demo/portal/15'],
    agency: 'transit',
  },
  {
    id: 'town-hall',
    name: 'Town hall and market',
    kind: 'townhall',
    featureId: 'demo/site/2',
    portalIds: ['demo/portal/11'],
    agency: 'city',
  },
  {
    id: 'school',
    name: 'Stationsgades Skole',
    kind: 'school',
    featureId: 'demo/site/12',
    portalIds: ['demo/portal/1911'],
    agency: 'schools',
  },
  {
    id: 'hospital',
    name: 'Havnby Hospital',
    kind: 'hospital',
    featureId: 'demo/site/1',
    portalIds: ['demo/portal/5', 'demo/portal/6', 'demo/portal/7', 'demo/portal/8', 'demo/portal/9'],
    agency: 'hospital',
  },
  {
    id: 'police',
    name: 'Police station',
    kind: 'police',
    featureId: 'demo/site/11',
    portalIds: ['demo/portal/1904'],
    agency: 'police',
  },
] as const;

export const agencies = [
  { id: 'police', name: 'City Police', kind: 'police', contact: 'Control room, Politigården' },
  { id: 'transit', name: 'Havnby Transit', kind: 'transit', contact: 'Station operations' },
  { id: 'city', name: 'City Administration', kind: 'city', contact: 'Facility management, town hall' },
  { id: 'schools', name: 'Schools Department', kind: 'school', contact: 'Head of buildings' },
  { id: 'hospital', name: 'Havnby Hospital', kind: 'other', contact: 'Security desk', tier: 'integrated' },
  { id: 'it', name: 'City IT', kind: 'it', contact: 'Network operations' },
  { id: 'roads', name: 'Roads and Traffic', kind: 'traffic', contact: 'Traffic control' },
  { id: 'privacy', name: 'Data Protection Officer', kind: 'city', contact: 'Town hall, room 12' },
  { id: 'fire', name: 'Fire and Rescue', kind: 'fire', contact: 'Brandstationen' },
] as const;

export const agreements = [
  {
    id: 'A-1',
    name: 'Station cameras for the police on alarm',
    from: 'transit',
    to: 'police',
    access: 'on-alarm',
    purposes: ['Response to an alarm', 'Evidence of a crime reported'],
    retentionDays: 14,
  },
  {
    id: 'A-2',
    name: 'Hospital doors in an emergency',
    from: 'hospital',
    to: 'police',
    access: 'emergency',
    purposes: ['Response to an emergency call'],
    retentionDays: 7,
  },
  {
    id: 'A-3',
    name: 'School cameras after hours',
    from: 'schools',
    to: 'police',
    access: 'recordings',
    purposes: ['Evidence of vandalism outside school hours'],
    retentionDays: 3,
  },
] as const;

export const networkNodes = [
  { id: 'centre', name: 'Control room, police station', kind: 'centre', x: 369, y: 187, heightMeters: 8, ports: 24 },
  { id: 'sw-station-west', name: 'Cabinet, station west', kind: 'switch', x: 176, y: 392, heightMeters: 1 },
  { id: 'sw-station-east', name: 'Station, mast at the east wing', kind: 'switch', x: 308, y: 433, heightMeters: 16 },
  { id: 'sw-market', name: 'Cabinet, market', kind: 'switch', x: -46, y: -20, heightMeters: 1 },
  { id: 'sw-school', name: 'Cabinet, school', kind: 'switch', x: 226, y: 282, heightMeters: 1 },
  { id: 'sw-hospital', name: 'Hospital, roof of the main building', kind: 'switch', x: 586, y: 610, heightMeters: 14 },
] as const;

export const networkLinks = [
  {
    id: 'f-1',
    name: 'Fibre, station west to east',
    from: 'sw-station-west',
    to: 'sw-station-east',
    medium: 'fibre',
    capacityMbps: 1000,
    price: 9000,
    yearly: 200,
  },
  {
    id: 'f-2',
    name: 'Fibre, station to control room',
    from: 'sw-station-east',
    to: 'centre',
    medium: 'fibre',
    capacityMbps: 1000,
    price: 15_000,
    yearly: 300,
  },
  {
    id: 'f-3',
    name: 'Fibre, school to control room',
    from: 'sw-school',
    to: 'centre',
    medium: 'fibre',
    capacityMbps: 1000,
    price: 12_000,
    yearly: 300,
  },
  {
    id: 'f-4',
    name: 'Fibre, market to control room',
    from: 'sw-market',
    to: 'centre',
    medium: 'fibre',
    capacityMbps: 1000,
    price: 24_000,
    yearly: 500,
  },
  {
    id: 'r-1',
    name: 'Radio, hospital to station',
    from: 'sw-hospital',
    to: 'sw-station-east',
    medium: 'radio',
    capacityMbps: 300,
    frequencyGHz: 5.8,
    price: 2800,
    yearly: 250,
  },
] as const;

export const powerFeeds = [
  { id: 'p-station', name: 'Feed, station square', x: 226, y: 395, capacityWatts: 2000, backupHours: 4, price: 3500 },
  { id: 'p-market', name: 'Feed, town hall', x: -46, y: -18, capacityWatts: 1500, backupHours: 2, price: 1200 },
] as const;

export const stations = [
  {
    id: 's-police',
    name: 'Politigården',
    agency: 'police',
    x: 369,
    y: 187,
    turnoutSeconds: 60,
    turnoutSpreadSeconds: 20,
  },
  {
    id: 's-fire',
    name: 'Brandstationen',
    agency: 'fire',
    x: 844,
    y: 389,
    turnoutSeconds: 90,
    turnoutSpreadSeconds: 30,
  },
] as const;

/** Back gardens between the station and the school: no camera shows them. */
export const privacyZone = {
  id: 'gardens',
  name: 'Back gardens on Stationsgade',
  kind: 'privacy',
  rings: [[133, 286, 183, 286, 183, 334, 133, 334]],
  notes: 'Asked for by the residents at the hearing; masked in every picture.',
} as const;

export const interestZone = {
  id: 'way-to-school',
  name: 'Way from the station to the school',
  kind: 'interest',
  rings: [[205, 336, 262, 336, 262, 372, 205, 372]],
  notes: 'Children cross Banegade here from half past seven on.',
} as const;
