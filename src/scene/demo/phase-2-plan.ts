import type { City } from '#model/city.ts';
import type { Device } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import { parsedPlan } from './parsed-plan.ts';
import { buildPhaseOnePlan } from './phase-1-plan.ts';
import {
  countingRadars,
  gates,
  gateWest,
  gateway,
  gatewayLink,
  type PlannedUnit,
  plannedUnits,
  radarFeeds,
} from './phase-2-data.ts';
import { phaseTwoGoals } from './phase-2-goals.ts';
import { type OldReader, oldReaderModel, oldReaderModels, oldReaders } from './phase-2-legacy.ts';
import { phaseTwoGroups, phaseTwoRollout } from './phase-2-rollout.ts';
import { PlanPlaces, planDevice } from './plan-places.ts';

/** Middle of a plate above the road, metres: assumption. */
const plateHeight = 0.6;

/** Phase 2: ALPR where the main roads enter the city and cross its river; phase 1 is taken as built. */
export function buildPhaseTwoPlan(city: City): Scenario {
  const first = buildPhaseOnePlan(city);
  const places = new PlanPlaces(city);
  const built = first.devices
    .filter(({ state }) => state !== 'existing')
    .map((device): Device => ({ ...device, state: 'live', locked: true }));
  const old = oldReaders.map((reader) => oldReader(places, reader));
  const units = plannedUnits.map((unit) => alprUnit(places, unit));
  return parsedPlan({
    ...first,
    id: 'havnby-phase-2',
    name: 'Phase 2: ALPR',
    description:
      'A worked example on an invented city. With phase 1 in operation, the main roads get ALPR where they enter the city and cross its river, and radars that count traffic on the ring. Police, traffic control, IT and the data-protection officer set the goals. Two old readers give way to new ones. All prices and figures of devices are usual values of their class (assumptions).',
    budget: { currency: 'EUR', capital: 345_000, yearly: 24_500 },
    devices: [...built, ...units, ...countingRadars.map((radar) => countingRadar(places, radar)), ...old],
    catalogue: oldReaderModels,
    siteGroups: phaseTwoGroups,
    rollout: phaseTwoRollout,
    goals: phaseTwoGoals,
    phases: [
      ...first.phases,
      {
        id: 'P2',
        name: 'Phase 2: ALPR',
        description:
          'Gates of the city first, clockwise from the north-west, then the bridges. Each arm carries one reader, so old readers are swapped. The budget also pays for permits, works and training.',
        start: '2028-02-01',
        end: '2028-10-31',
        budget: 265_000,
      },
    ],
    agreements: [
      ...first.agreements,
      {
        id: 'A-4',
        name: 'Plate reads for the police on a hit',
        from: 'roads',
        to: 'police',
        access: 'on-alarm',
        purposes: ['Stolen vehicles', 'Vehicles wanted by a court'],
        retentionDays: 1,
      },
      {
        id: 'A-5',
        name: 'Journey times without plates',
        from: 'roads',
        to: 'transit',
        access: 'always',
        purposes: ['Journey times from reads whose plates were discarded'],
        retentionDays: 0,
      },
    ],
    zones: [...first.zones, gateWest],
    networkNodes: [...first.networkNodes, ...gates.map(cabinet), gateway],
    networkLinks: [...first.networkLinks, ...gates.map(mobileLink), gatewayLink],
    powerFeeds: [...first.powerFeeds, ...radarFeeds],
    variants: [gatesOnly(units)],
  });
}

function alprUnit(places: PlanPlaces, { id, name, gate, on, near, aim, model }: PlannedUnit): Device {
  const foot = places.foot(on, near, 6);
  return planDevice(model, {
    id,
    name: `${id} ${name}`,
    x: foot.x,
    y: foot.y,
    heightMeters: foot.heightMeters,
    ...places.aim(foot, aim, plateHeight),
    mounting: { kind: on, featureId: foot.featureId },
    agency: 'roads',
    phase: 'P2',
    purpose: 'Stolen and wanted vehicles; journey times without plates',
    legalBasis: 'Task in the public interest, GDPR Art. 6(1)(e)',
    retentionDays: 1,
    uplink: gate,
  });
}

/** A reader that goes once its lane is read anew. */
function oldReader(places: PlanPlaces, { id, name, on, near, aim, replacedBy, notes }: OldReader): Device {
  const foot = places.foot(on, near, 6);
  const fields = {
    id,
    name: `${id} ${name}`,
    x: foot.x,
    y: foot.y,
    heightMeters: foot.heightMeters,
    ...places.aim(foot, aim, plateHeight),
    mounting: { kind: on, featureId: foot.featureId },
    agency: 'police',
    purpose: 'Stolen vehicles and vehicles wanted by a court',
    legalBasis: 'Task in the public interest, GDPR Art. 6(1)(e)',
    retentionDays: 1,
    state: 'existing',
    retiredInPhase: 'P2',
    replacedBy,
    notes,
  };
  return planDevice(oldReaderModel, fields, oldReaderModels);
}

function countingRadar(places: PlanPlaces, { id, name, near, aim, feed }: (typeof countingRadars)[number]): Device {
  const foot = places.foot('lamp', near, 6);
  return planDevice('radar-side-fire', {
    id,
    name: `${id} ${name}`,
    x: foot.x,
    y: foot.y,
    heightMeters: foot.heightMeters,
    headingDegrees: places.aim(foot, aim, 1).headingDegrees,
    mounting: { kind: 'lamp', featureId: foot.featureId },
    agency: 'roads',
    phase: 'P2',
    purpose: 'Traffic counts for signal plans',
    uplink: gateway.id,
    powerFeed: feed,
  });
}

function cabinet({ id, name, x, y }: (typeof gates)[number]): Readonly<Record<string, unknown>> {
  return { id, name, kind: 'switch', x, y, heightMeters: 1, ports: 8, poeBudgetWatts: 180, price: 2200, yearly: 120 };
}

/** Far from the fibre: over the mobile network. */
function mobileLink({ id, name }: (typeof gates)[number]): Readonly<Record<string, unknown>> {
  return {
    id: `m-${id}`,
    name: `Mobile, ${name}`,
    from: id,
    to: 'centre',
    medium: 'mobile',
    capacityMbps: 80,
    price: 400,
    yearly: 360,
  };
}

/** The variant of the data-protection officer: only where traffic enters the city. */
function gatesOnly(units: readonly Device[]): Readonly<Record<string, unknown>> {
  const bridges = new Set<string | null>(['gate-bridges', 'gate-parkgade', 'gate-ring-east', 'gate-ring-west']);
  const removed = units.filter(({ uplink }) => bridges.has(uplink)).map(({ id }) => id);
  const ids = [...bridges].filter((id) => id !== null);
  return {
    id: 'gates-only',
    name: 'Gates only',
    description: 'No units inside the city: reads at its borders alone.',
    changes: {
      devices: { put: [], removed },
      networkNodes: { put: [], removed: ids },
      networkLinks: { put: [], removed: ids.map((id) => `m-${id}`) },
    },
  };
}
