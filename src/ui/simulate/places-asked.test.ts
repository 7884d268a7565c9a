import { describe, expect, it } from 'vitest';
import type { City, Portal, Site } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import { planSiteSchema } from '#model/plan-records.ts';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import { askedSites, cordonChoices, partsOf, portalName, portalsOf, siteOf } from './places-asked.ts';

const site = (fields: Partial<Site>): Site => ({
  id: 's',
  kind: 'school',
  name: 'School',
  x: 0,
  y: 0,
  rings: [],
  ...fields,
});
const portal = (fields: Partial<Portal>): Portal => ({
  id: 'p',
  kind: 'entrance',
  x: 0,
  y: 0,
  name: null,
  address: null,
  buildingId: null,
  barrierId: null,
  ...fields,
});
const cityWith = (fields: Partial<City>): City => ({ ...emptyLayers, ...fields }) as City;
const planned = planSiteSchema.parse({
  id: 'site-1',
  name: 'Station',
  kind: 'station',
  x: 10,
  y: 0,
  featureId: 's',
});

describe('sites that can be asked about', () => {
  it('are those of the plan, then named ones of the city that are not among them', () => {
    const city = cityWith({ sites: [site({}), site({ id: 'b', name: null }), site({ id: 'c', name: 'Clinic' })] });
    const sites = askedSites(scenarioWith([], { sites: [planned] }), city);
    expect(sites.map(({ id }) => id)).toEqual(['site-1', 'c']);
  });

  it('begin with the first where the question names none, or one that has gone', () => {
    const sites = askedSites(
      scenarioWith([], { sites: [planned] }),
      cityWith({ sites: [site({ id: 'c', name: 'Clinic' })] }),
    );
    expect(siteOf({ siteId: null }, sites)?.id).toBe('site-1');
    expect(siteOf({ siteId: 'c' }, sites)?.id).toBe('c');
    expect(siteOf({ siteId: 'gone' }, sites)?.id).toBe('site-1');
    expect(siteOf({ siteId: null }, [])).toBeNull();
  });
});

describe('portals of a site', () => {
  const ring = new Float64Array([-50, -50, 50, -50, 50, 50, -50, 50]);

  it('lie at its perimeter, the nearest first, and are no addresses', () => {
    const city = cityWith({
      sites: [site({ rings: [ring] })],
      portals: [
        portal({ id: 'edge', x: 52 }),
        portal({ id: 'near', x: 5 }),
        portal({ id: 'far', x: 90 }),
        portal({ id: 'number', kind: 'address' }),
      ],
    });
    const [first] = askedSites(scenarioWith([]), city);
    expect(first && portalsOf(first, city).map(({ id }) => id)).toEqual(['near', 'edge']);
  });

  it('are those that the plan names, wherever they lie', () => {
    const city = cityWith({ portals: [portal({ id: 'far', x: 900 }), portal({ id: 'near' })] });
    const [first] = askedSites(scenarioWith([], { sites: [{ ...planned, portalIds: ['far'] }] }), city);
    expect(first && portalsOf(first, city).map(({ id }) => id)).toEqual(['far']);
  });

  it('are named by name, address or kind', () => {
    expect(portalName(portal({ name: 'Main entrance', address: 'Street 1' }))).toBe('Main entrance');
    expect(portalName(portal({ address: 'Street 1' }))).toBe('Street 1');
    expect(portalName(portal({ kind: 'emergency-exit' }))).toBe('emergency exit, p');
  });
});

it('offers the site itself, zones and sites for a cordon', () => {
  const city = cityWith({ sites: [site({})], zones: [{ id: 'z', kind: 'interest', name: 'Old town', rings: [] }] });
  expect(cordonChoices(scenarioWith([]), city).map(({ value }) => value)).toEqual(['', 'z', 's']);
});

it('leaves retired devices out of the parts that can fail', () => {
  const scenario = scenarioWith([cameraWith({ id: 'C-01' }), cameraWith({ id: 'C-02', state: 'retired' })]);
  expect(partsOf(scenario).map(({ id }) => id)).toEqual(['C-01']);
});
