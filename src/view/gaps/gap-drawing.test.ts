import { describe, expect, it } from 'vitest';
import { cameraWith, scenarioWith } from '../../../test/fixtures/cameras.ts';
import {
  approachResult,
  breachResult,
  cordonResult,
  failuresResult,
  incidentResult,
  interceptionResult,
  straightPath,
  timelyResult,
  westPath,
} from '../../../test/fixtures/gap-reports.ts';
import { lostDevices } from './draw-failures.ts';
import { drawGaps, type GapDrawing, type GapScope } from './gap-drawing.ts';

const scenario = scenarioWith([cameraWith({ id: 'C-01', name: 'Mast 1' }), cameraWith({ id: 'C-02', name: 'Mast 2' })]);
const scope: GapScope = { item: 0, scenario, city: null, units: 'metric', lostPart: null };

const names = ({ markers }: GapDrawing) => markers.map(({ name }) => name);
const tones = ({ ribbons }: GapDrawing) => ribbons.map(({ pieces }) => pieces.map(({ tone }) => tone).join(' '));
const marker = (drawing: GapDrawing, id: string) => drawing.markers.find((entry) => entry.id === id);

describe('a drawn way in', () => {
  it('is coloured by whether the question’s category is reached', () => {
    const drawing = drawGaps(approachResult, scope);
    const shown = drawing.ribbons.at(-1);
    expect(shown).toMatchObject({ width: 2.6, casing: 0.75, opacity: 1, dotted: true });
    expect(shown?.pieces).toEqual([
      { toMeters: 80, tone: 'unobserved' },
      { toMeters: 120, tone: 'observed' },
      { toMeters: 200, tone: 'unobserved' },
    ]);
    const loose = drawGaps({ ...approachResult, category: 0 }, scope);
    expect(loose.ribbons.at(-1)?.pieces.map(({ toMeters }) => toMeters)).toEqual([80, 200]);
  });

  it('stands before the others, which are thin and quiet', () => {
    const drawing = drawGaps(approachResult, { ...scope, item: 1 });
    expect(drawing.ribbons.map(({ xy }) => xy)).toEqual([straightPath.xy, westPath.xy]);
    expect(drawing.ribbons[0].width).toBeLessThan(drawing.ribbons[1].width);
    expect(drawing.ribbons[0].opacity).toBeLessThan(1);
    expect(drawing.walk?.xy).toEqual(westPath.xy);
    expect(drawGaps(approachResult, { ...scope, item: 99 }).walk?.xy).toEqual(straightPath.xy);
  });

  it('has marks that tell in words what they stand for', () => {
    const drawing = drawGaps(approachResult, scope);
    expect(names(drawing)).toEqual([
      'Way in from West Road: 38 % unobserved. Show it.',
      'Gap 2: North lawn, 80 m',
      'Gap 1: East edge of the square, 80 m',
      'The way begins: South Road',
      'Target: Main entrance',
    ]);
    expect(marker(drawing, 'entry-1')).toMatchObject({ item: 1, strong: false });
    expect(marker(drawing, 'target')).toMatchObject({ kind: 'target', label: 'Main entrance', x: 0, y: 100 });
    expect(names(drawGaps(approachResult, { ...scope, units: 'us' }))).toContain('Gap 2: North lawn, 262 ft');
  });

  it('has a legend that names the category', () => {
    expect(drawGaps(approachResult, scope).legend.entries.map(({ text }) => text)).toEqual([
      'Unobserved',
      'Observed, ≥ Outline, 40 px/m',
    ]);
  });

  it('is held up where a barrier is overcome', () => {
    const forced = {
      id: 'way/9',
      kind: 'fence',
      atMeters: 50,
      place: { x: 0, y: -50, name: 'Park' },
      delaySeconds: 30,
    } as const;
    const best = { ...straightPath, forced: [forced] };
    const drawing = drawGaps({ ...approachResult, best }, scope);
    expect(drawing.walk?.halts).toEqual([{ atMeters: 50, seconds: 30 }]);
    expect(names(drawing)).toContain('A fence is overcome in 30 s: Park');
  });
});

describe('ways by day, by night and in fog', () => {
  it('are told apart by their condition', () => {
    const path = (condition: 'day' | 'night') => ({
      condition,
      best: condition === 'day' ? straightPath : westPath,
      whollyUnobserved: false,
      unobservedOnDayPath: 0.5,
    });
    const {
      kind: _kind,
      condition: _condition,
      best: _best,
      others: _others,
      shortest: _shortest,
      ...rest
    } = approachResult;
    const drawing = drawGaps(
      { ...rest, kind: 'conditions', paths: [path('day'), path('night')] },
      { ...scope, item: 1 },
    );
    expect(drawing.legend.note).toBe('night');
    expect(marker(drawing, 'entry-0')).toMatchObject({ label: 'day', item: 0 });
    expect(drawing.walk?.xy).toEqual(westPath.xy);
  });
});

describe('ways through', () => {
  it('show the unobserved ground, the worst place and the regions', () => {
    const drawing = drawGaps(breachResult, scope);
    expect(drawing.region).toBe(breachResult.region.cells);
    expect(names(drawing)).toContain('Watched most: Square, by Mast 1');
    expect(names(drawGaps(breachResult, { ...scope, item: 1 }))).toEqual(
      expect.arrayContaining(['Region 1: Mast 1', 'Region 2: Mast 2']),
    );
  });

  it('show the first way where there is none that is wholly unobserved', () => {
    expect(drawGaps(breachResult, { ...scope, item: 2 }).walk?.xy).toEqual(breachResult.breach.line);
  });
});

describe('a cordon', () => {
  const drawing = drawGaps(cordonResult, { ...scope, item: 1 });

  it('has read roads in teal, leaks in red with an arrow along the road, and bars where it is to be closed', () => {
    expect(tones(drawing)).toContain('observed');
    const leak = marker(drawing, 'crossing-way/2#0-in');
    expect(leak).toMatchObject({ kind: 'leak', headingDegrees: 90, item: 1, strong: true });
    expect(leak?.name).toBe('East Street, into the area: leaks, unread for 1 min 20 s');
    expect(marker(drawing, 'crossing-way/1#0-in')?.name).toBe('North Street, into the area: 90 % read');
    const bar = drawing.ribbons.find(({ pieces, xy }) => pieces[0].tone === 'plain' && xy.length === 4);
    expect(Array.from(bar?.xy ?? [])).toEqual([50, expect.closeTo(9, 6), 50, expect.closeTo(-9, 6)]);
  });

  it('outlines the plan’s own site, zone or circle', () => {
    const site = { id: 'S-1', x: 0, y: 100, radiusMeters: 40, rings: [], featureId: null };
    const drawn = drawGaps(cordonResult, { ...scope, scenario: { ...scenario, sites: [site as never] } });
    expect(drawn.ribbons[0].xy).toHaveLength(130);
    expect([drawn.ribbons[0].xy[0], drawn.ribbons[0].xy[1]]).toEqual([40, 100]);
    const ring = [0, 0, 10, 0, 10, 10];
    const zone = { id: 'S-1', rings: [ring] };
    const ringed = drawGaps(cordonResult, { ...scope, scenario: { ...scenario, zones: [zone as never] } });
    expect(ringed.ribbons[0].xy).toEqual([...ring, 0, 0]);
  });

  it('lets a car drive the unread way, as long as that takes of the whole', () => {
    expect(drawing.walk).toMatchObject({ travel: 'car', lengthMeters: 400, seconds: 40 });
    expect(drawGaps(cordonResult, scope).walk).toBeNull();
  });
});

describe('traffic', () => {
  it('is as wide as it is much, and coloured by the share that is read', () => {
    const { ribbons, legend } = drawGaps({ ...interceptionResult, worst: [] }, scope);
    expect(tones({ ...drawGaps(interceptionResult, scope), ribbons })).toEqual(['read-0', 'read-4']);
    expect(ribbons[0].width).toBeLessThan(ribbons[1].width);
    expect(legend.entries.map(({ text }) => text)).toEqual([
      '0 – 20 %',
      '20 – 40 %',
      '40 – 60 %',
      '60 – 80 %',
      '80 – 100 %',
    ]);
  });

  it('shows the evasive way of the looked-at trips over the usual one', () => {
    const drawing = drawGaps(interceptionResult, scope);
    expect(drawing.ribbons.at(-1)?.xy).toEqual(interceptionResult.worst[0].evasiveLine);
    expect(names(drawing)).toContain('Trips go to Hill: 80 % read, 10 % of those who evade');
  });

  it('is red from an incident until the first read, whose seconds are told', () => {
    const drawing = drawGaps(incidentResult, scope);
    expect(drawing.ribbons.at(-1)?.pieces).toEqual([
      { toMeters: 300, tone: 'unobserved' },
      { toMeters: Number.POSITIVE_INFINITY, tone: 'observed' },
    ]);
    expect(names(drawing)).toEqual(
      expect.arrayContaining([
        'First read after 30 s: North Street, 90 %',
        'Way out at East Street, 1 min 10 s: nothing reads this way',
        'Incident: Market Square',
      ]),
    );
    expect(marker(drawing, 'exit-x2')).toMatchObject({ kind: 'leak', headingDegrees: 90 });
    expect(drawing.walk).toMatchObject({ travel: 'car', seconds: 50 });
  });
});

describe('a response in time', () => {
  it('comes along its own way, from the station that is reckoned with', () => {
    const drawing = drawGaps(timelyResult, scope);
    expect(drawing.ribbons.find(({ pieces }) => pieces[0].tone === 'response')).toMatchObject({ width: 2.6 });
    expect(marker(drawing, 'station-R-1')).toMatchObject({ label: 'Station 1, 3 min 0 s', strong: true });
    expect(marker(drawing, 'station-R-2')?.name).toBe('Station 2: no way leads to the site');
  });
});

describe('failures', () => {
  it('mark the parts whose loss costs something, and the lost one apart', () => {
    expect(drawGaps(failuresResult, scope).markers.map(({ id }) => id)).toEqual(['part-C-02', 'part-K4']);
    const drawing = drawGaps(failuresResult, { ...scope, lostPart: 'K4' });
    expect(marker(drawing, 'lost-K4')).toMatchObject({
      kind: 'lost',
      name: 'Lost: Switch K4, 2 devices are lost with it',
    });
    expect(lostDevices(failuresResult, 'K4')).toEqual(['C-01', 'C-02']);
    expect(lostDevices(failuresResult, null)).toEqual([]);
  });
});

describe('a result without places', () => {
  it('draws nothing', () => {
    expect(drawGaps({ kind: 'empty', reason: 'There is no way in.' }, scope)).toMatchObject({
      ribbons: [],
      markers: [],
      walk: null,
    });
  });
});
