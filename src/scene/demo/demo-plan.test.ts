import { describe, expect, it } from 'vitest';
import { groundHeight } from '#geo/terrain.ts';
import { isOptical } from '#model/device.ts';
import { dayNumber, weekday } from '#model/rollout/calendar-days.ts';
import { insidePolygon } from '../assemble/ring.ts';
import { generateDemoCity } from './demo-city.ts';
import { buildDemoPlan } from './demo-plan.ts';
import { workedPlans } from './worked-plans.ts';

const city = generateDemoCity();
const plan = buildDemoPlan(city);

/** Whether a solid holds the point at height z. */
function solidAt(x: number, y: number, z: number): string | null {
  const { prisms } = city;
  for (let row = 0; row < prisms.count; row++) {
    if (z < prisms.baseZ[row] || z > prisms.topZ[row]) continue;
    const rings: Float64Array[] = [];
    for (let ring = prisms.ringStart[row]; ring < prisms.ringStart[row + 1]; ring++) {
      rings.push(prisms.xy.subarray(2 * prisms.vertexStart[ring], 2 * prisms.vertexStart[ring + 1]));
    }
    if (insidePolygon(rings, x, y)) return city.buildings[prisms.building[row]].id;
  }
  return null;
}

describe('the worked plan', () => {
  it('has 20 cameras on walls, lamps, signals and poles, each with its reason', () => {
    expect(plan.devices.length).toBe(20);
    expect(new Set(plan.devices.map((device) => device.name)).size).toBe(20);
    for (const device of plan.devices) expect(device.notes.length, device.name).toBeGreaterThan(30);
    expect(plan.devices.filter((device) => device.mounting.kind === 'wall').length).toBeGreaterThan(5);
    const kinds = new Set(plan.devices.map((device) => device.mounting.kind));
    expect(kinds).toEqual(new Set(['wall', 'lamp', 'signal', 'pole']));
  });

  it('fixes every camera to something that exists, at a height that a ladder truck reaches', () => {
    const features = new Set([...city.mounts, ...city.buildings].map((feature) => feature.id));
    for (const device of plan.devices) {
      expect(features.has(device.mounting.featureId ?? ''), device.name).toBe(true);
      expect(device.heightMeters, device.name).toBeGreaterThanOrEqual(4);
      expect(device.heightMeters, device.name).toBeLessThanOrEqual(8);
    }
  });

  it('keeps every camera at least 0.1 m out of every solid', () => {
    for (const device of plan.devices) {
      for (const [dx, dy] of [
        [0, 0],
        [0.1, 0],
        [-0.1, 0],
        [0, 0.1],
        [0, -0.1],
      ]) {
        expect(solidAt(device.x + dx, device.y + dy, device.heightMeters), device.name).toBe(null);
      }
    }
  });
});

describe.each(workedPlans(city).filter(({ goals }) => goals.length > 0))('$name', (phase) => {
  it('says of every device with a picture why it is there, on which ground, whose it is and how long it keeps', () => {
    for (const device of phase.devices.filter(isOptical)) {
      expect(device.purpose.length, device.id).toBeGreaterThan(10);
      expect(device.legalBasis.length, device.id).toBeGreaterThan(10);
      expect(device.retentionDays, device.id).not.toBe(null);
      expect([device.agency, device.phase ?? device.retiredInPhase], device.id).not.toContain(null);
    }
  });

  it('keeps every device with a picture at least 0.1 m out of every solid', () => {
    for (const { id, x, y, heightMeters } of phase.devices.filter(isOptical)) {
      for (const [dx, dy] of [
        [0.1, 0],
        [-0.1, 0],
        [0, 0.1],
        [0, -0.1],
      ]) {
        expect(solidAt(x + dx, y + dy, groundHeight(city.terrain, x, y) + heightMeters), id).toBe(null);
      }
    }
  });

  it('builds every device in one group of its phase, and takes down old units for what the plan has', () => {
    const ids = new Set(phase.devices.map(({ id }) => id));
    const members = phase.siteGroups.flatMap(({ deviceIds }) => deviceIds);
    expect(new Set(members).size).toBe(members.length);
    for (const id of members) expect(ids.has(id), id).toBe(true);
    for (const { id, state, retiredInPhase, replacedBy } of phase.devices) {
      if (state !== 'live') expect(members, id).toContain(id);
      expect(retiredInPhase !== null, id).toBe(state === 'existing');
      expect(replacedBy.length > 0, id).toBe(state === 'existing');
      for (const other of replacedBy) expect(ids.has(other), `${id} by ${other}`).toBe(true);
    }
    expect(phase.devices.some(({ state }) => state === 'existing')).toBe(true);
  });

  it('tells working days that are none, and money that comes by half-years', () => {
    const { holidays, funding, start } = phase.rollout;
    expect(new Set(holidays).size).toBe(holidays.length);
    for (const date of holidays) expect(weekday(dayNumber(date)), date).toBeLessThan(6);
    expect(funding.map(({ from }) => from.slice(4))).toEqual(['-01-01', '-07-01']);
    expect(phase.phases.map((one) => one.start)).toContain(start);
  });

  it('lets each stakeholder ask for something, and each phase have its time and budget', () => {
    expect(new Set(phase.goals.map(({ owner }) => owner)).size).toBeGreaterThanOrEqual(5);
    const budgets = phase.phases.map(({ budget }) => budget ?? 0);
    expect(budgets.every((budget) => budget > 0)).toBe(true);
    for (const { start, end } of phase.phases) expect((start ?? '') < (end ?? '')).toBe(true);
    expect(phase.variants.length).toBeGreaterThan(0);
  });
});
