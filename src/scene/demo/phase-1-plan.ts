import type { City } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { NetworkNode } from '#model/plan-records.ts';
import { emptyScenario, type Scenario } from '#model/scenario.ts';
import { type DemoCamera, marketCameras, schoolCameras, stationCameras } from './demo-cameras.ts';
import { placedCamera, planTargetHeight } from './demo-plan.ts';
import { parsedPlan } from './parsed-plan.ts';
import {
  agencies,
  agreements,
  doorCameras,
  hospitalSouthDoor,
  interestZone,
  networkLinks,
  networkNodes,
  planSites,
  powerFeeds,
  privacyZone,
  securedDoors,
  stations,
} from './phase-1-data.ts';
import { phaseOneGoals } from './phase-1-goals.ts';
import { type OldCamera, oldCameraModel, oldCameras, oldModels } from './phase-1-legacy.ts';
import { crews, phaseOneGroups, phaseOneRollout } from './phase-1-rollout.ts';
import { PlanPlaces, planDevice } from './plan-places.ts';

type Fields = Readonly<Record<string, unknown>>;

const publicTask = 'Task in the public interest, GDPR Art. 6(1)(e)';

const stationFields: Fields = {
  agency: 'transit',
  phase: 'P1a',
  purpose: 'Safety of passengers on the station square',
  legalBasis: publicTask,
  retentionDays: 14,
};
const marketFields: Fields = {
  agency: 'police',
  phase: 'P1a',
  purpose: 'Public order on the market square',
  legalBasis: publicTask,
  retentionDays: 14,
};
const schoolFields: Fields = {
  agency: 'schools',
  phase: 'P1b',
  purpose: 'Safety of pupils at the school gates',
  legalBasis: publicTask,
  retentionDays: 3,
};
const hospitalFields: Fields = {
  agency: 'hospital',
  phase: 'P1b',
  purpose: 'Safety of patients and staff at the entrances',
  legalBasis: 'Legitimate interest, GDPR Art. 6(1)(f)',
  retentionDays: 7,
};

/** Phase 1: cameras and access control at the critical sites of the demo city, with what its stakeholders asked for. */
export function buildPhaseOnePlan(city: City): Scenario {
  const { id, name, origin } = city.manifest;
  const devices = phaseOneDevices(city);
  const plan = emptyScenario({ id: 'havnby-phase-1', name: 'Phase 1', scene: { id, name, origin } });
  return parsedPlan({
    ...plan,
    name: 'Phase 1: cameras and access control at critical sites',
    description:
      'A worked example on an invented city. Station, market, a school, the hospital and the police station get cameras and secured doors in two steps; police, transit, schools, hospital, IT and the data-protection officer each set goals. Six old cameras hang there today and give way to new ones. All prices and figures of devices are usual values of their class (assumptions).',
    budget: { currency: 'EUR', capital: 170_000, yearly: 9500 },
    devices: [...devices, ...oldDevices(city)],
    catalogue: oldModels,
    crews,
    siteGroups: phaseOneGroups,
    rollout: phaseOneRollout,
    sites: planSites.map((site) => ({ ...site, ...placeOfSite(city, site.featureId) })),
    zones: [privacyZone, interestZone],
    goals: phaseOneGoals,
    phases: [
      {
        id: 'P1a',
        name: 'Phase 1a: station and market',
        description:
          'Everything around the station square and the market. The lamps of the square come first because the city owns them, then the market, then the walls and side streets at the station. The money of the first half-year is not enough for all three: what comes last waits for July. The budget also pays for permits, works and training.',
        start: '2027-03-01',
        end: '2027-08-31',
        budget: 174_000,
      },
      {
        id: 'P1b',
        name: 'Phase 1b: school, hospital, police',
        description:
          'The other critical sites, once the network stands. The budget also pays for permits, works and training.',
        start: '2027-07-01',
        end: '2027-11-30',
        budget: 48_000,
      },
    ],
    agencies,
    agreements,
    networkNodes: networkNodes.map(equipped),
    networkLinks,
    powerFeeds,
    stations,
    variants: [southDoorVariant(city, devices)],
  });
}

function placeOfSite(city: City, featureId: string): Fields {
  const site = city.sites.find(({ id }) => id === featureId);
  if (site === undefined) throw new Error(`demo plan: no site ${featureId}`);
  return { x: site.x, y: site.y };
}

/** Switches with the power that their cameras need. */
function equipped(node: (typeof networkNodes)[number]): Fields {
  const isCentre = node.kind === 'centre';
  return { poeBudgetWatts: 370, price: isCentre ? 12_000 : 2400, yearly: isCentre ? 1500 : 150, ports: 24, ...node };
}

/** All devices of phase 1, connected to the nearest switch. */
export function phaseOneDevices(city: City): Device[] {
  const places = new PlanPlaces(city);
  return [
    ...cameras(places, 'S', stationCameras, stationFields),
    ...cameras(places, 'M', marketCameras, marketFields),
    ...cameras(places, 'K', schoolCameras, schoolFields),
    ...doorCameras.map((camera, index) =>
      placedCamera(places, camera, `E-${index + 1}`, { ...fieldsOfDoor(camera.portal), name: `Entrance ${index + 1}` }),
    ),
    stationDome(places),
    busStops(places),
    hospitalFront(places),
    ...securedDoors.map((door, index) => doorSet(places, door, `D-${String(index + 1).padStart(2, '0')}`)),
    emergencyPhone(places, 'T-1', [258, 374]),
    emergencyPhone(places, 'T-2', [-93, 33]),
  ].map(connected);
}

function cameras(places: PlanPlaces, prefix: string, list: readonly DemoCamera[], fields: Fields): Device[] {
  return list.map((camera, index) => {
    const id = `${prefix}-${String(index + 1).padStart(2, '0')}`;
    return placedCamera(places, camera, id, fields);
  });
}

function fieldsOfDoor(portal: string): Fields {
  const site = planSites.find(({ portalIds }) => (portalIds as readonly string[]).includes(portal));
  if (site?.id === 'station') return stationFields;
  if (site?.id === 'school') return schoolFields;
  if (site?.id === 'hospital') return hospitalFields;
  const agency = site?.agency ?? 'city';
  return { ...marketFields, agency, phase: site?.id === 'police' ? 'P1b' : 'P1a', purpose: 'Who enters the building' };
}

/** A PTZ on patrol: the square, the bus stops, the taxi rank. */
function stationDome(places: PlanPlaces): Device {
  const foot = places.foot('lamp', [224, 372], 8);
  const views = [
    { id: 'square', name: 'Square before the entrance', aim: [226, 415], focalLengthMillimeters: 9, share: 3 },
    { id: 'stops', name: 'Bus stops', aim: [180, 388], focalLengthMillimeters: 12, share: 2 },
    { id: 'taxis', name: 'Taxi rank', aim: [285, 383], focalLengthMillimeters: 12, share: 1 },
  ] as const;
  const presets = views.map(({ aim, ...view }) => ({ ...view, ...places.aim(foot, aim, planTargetHeight) }));
  const { headingDegrees, tiltDegrees, focalLengthMillimeters } = presets[0];
  return planDevice('ptz-1080p-30x', {
    ...stationFields,
    id: 'S-10',
    name: 'S-10 patrol',
    ...placeOf(foot, 'lamp'),
    headingDegrees,
    tiltDegrees,
    focalLengthMillimeters,
    presets,
    notes: 'Lamp in the middle of the square: patrols three views, and follows an operator on alarm.',
  });
}

/** A fisheye over the bus stops: few pixels, no blind side. */
function busStops(places: PlanPlaces): Device {
  const foot = places.foot('lamp', [190, 372], 6);
  return planDevice('fisheye-12mp', {
    ...stationFields,
    id: 'S-11',
    name: 'S-11 all around',
    ...placeOf(foot, 'lamp'),
    notes: 'Lamp at the bus stops: all around below it, so that nobody stands behind a camera.',
  });
}

/** A multi-sensor camera on the hospital’s main building. */
function hospitalFront(places: PlanPlaces): Device {
  const foot = places.foot('wall', [661, 622], 6);
  return planDevice('multi-4x4mp-180', {
    ...hospitalFields,
    id: 'H-01',
    name: 'H-01 forecourt',
    ...placeOf(foot, 'wall'),
    ...places.aim(foot, [690, 620], planTargetHeight),
    notes: 'Above the main door: the whole forecourt and the drop-off, wall to wall.',
  });
}

function placeOf(foot: ReturnType<PlanPlaces['foot']>, kind: string): Fields {
  return { x: foot.x, y: foot.y, heightMeters: foot.heightMeters, mounting: { kind, featureId: foot.featureId } };
}

function doorSet(places: PlanPlaces, door: (typeof securedDoors)[number], id: string): Device {
  const { x, y } = places.portal(door.portal);
  const site = planSites.find((candidate) => candidate.id === door.site);
  return planDevice('access-door', {
    id,
    name: door.name,
    x,
    y,
    mounting: { kind: 'portal', featureId: door.portal },
    portalId: door.portal,
    agency: site?.agency ?? null,
    phase: door.site === 'station' || door.site === 'town-hall' ? 'P1a' : 'P1b',
    purpose: 'Only staff outside opening hours; an alarm where the door is forced or held',
    retentionDays: 30,
  });
}

function emergencyPhone(places: PlanPlaces, id: string, near: readonly [number, number]): Device {
  const foot = places.foot('lamp', near, 1.2);
  return planDevice('emergency-phone', {
    id,
    name: `${id} emergency phone`,
    ...placeOf(foot, 'lamp'),
    agency: 'transit',
    phase: 'P1a',
    purpose: 'Calls to the control room',
  });
}

/** Devices that take their power from a feed: PoE is not enough for the patrol, and no cable of the cabinet reaches the phone. */
const feedOf: Readonly<Record<string, string>> = { 'S-10': 'p-station', 'T-2': 'p-market' };

/** On the nearest switch. */
function connected(device: Device): Device {
  const away = (node: Pick<NetworkNode, 'x' | 'y'>) => Math.hypot(node.x - device.x, node.y - device.y);
  const [nearest] = networkNodes.toSorted((a, b) => away(a) - away(b));
  return { ...device, uplink: nearest.id, powerFeed: feedOf[device.id] ?? null };
}

/** The old installation: it counts until it is taken down, and costs the plan only that. */
function oldDevices(city: City): Device[] {
  const places = new PlanPlaces(city);
  return oldCameras.map((camera) => oldCamera(places, camera));
}

function oldCamera(places: PlanPlaces, camera: OldCamera): Device {
  const { id, name, agency, purpose, retiredInPhase, replacedBy } = camera;
  const legal = { legalBasis: publicTask, retentionDays: 7 };
  const fields = { name, agency, purpose, retiredInPhase, replacedBy, state: 'existing', ...legal };
  return placedCamera(places, { ...camera, model: oldCameraModel }, id, fields, oldModels);
}

/** The variant asked for by the hospital: its last door too, paid for by leaving out two cameras of the market. */
function southDoorVariant(city: City, devices: readonly Device[]): Fields {
  const places = new PlanPlaces(city);
  const door = connected(doorSet(places, hospitalSouthDoor, 'D-09'));
  const removed = devices.filter(({ id }) => id === 'M-05' || id === 'M-06').map(({ id }) => id);
  return {
    id: 'B',
    name: 'Plan B: all doors of the hospital',
    description: 'Secures the south door of the hospital too and leaves two cameras of the market for later.',
    changes: { devices: { put: [door], removed } },
  };
}
