import type { BreachResult } from '#model/results/gaps/breach.ts';
import type { TimelyResult } from '#model/results/gaps/timely.ts';
import type { Scenario } from '#model/scenario.ts';
import { lengthText } from '../overlay/reading-text.ts';
import { lineMeters } from './drape-way.ts';
import { categoryText, entryMarker, targetMarker } from './draw-ways.ts';
import type { GapDrawing, GapMarker, GapScope } from './gap-drawing.ts';
import { endsOf, mark, quietWay, secondsText, shareText, shownItem, strongWay, whole } from './gap-marks.ts';
import type { GapPiece, GapRibbon } from './gap-ribbon.ts';

/** Walking speed where there is no plan that assumes one, m/s. */
const usualWalkingSpeed = 1.4;

/**
 * The way of least watching (item 0), the way through the fewest regions (1) and the wholly unobserved way (2, where there is one);
 * under all of them the ground that is reached unobserved.
 */
export function drawBreach(result: BreachResult, scope: GapScope): GapDrawing {
  const { breach, region, thickness, site } = result;
  const ways: readonly { readonly xy: readonly number[] | null; readonly pieces: readonly GapPiece[] }[] = [
    { xy: breach.line, pieces: whole(breach.highestRate === 0 ? 'unobserved' : 'plain') },
    { xy: thickness.line, pieces: whole(thickness.regions === 0 ? 'unobserved' : 'plain') },
    { xy: region.line, pieces: whole('unobserved') },
  ];
  const wanted = shownItem(ways.length, scope.item) ?? 0;
  const item = ways[wanted].xy === null ? 0 : wanted;
  const ribbons: GapRibbon[] = [];
  ways.forEach(({ xy, pieces }, i) => {
    if (i !== item && xy !== null) ribbons.push(quietWay(xy, pieces));
  });
  const shown = ways[item].xy ?? [];
  ribbons.push(strongWay(shown, ways[item].pieces));
  const drawn = new Set(ribbons.flatMap(({ pieces }) => pieces.map(({ tone }) => tone)));
  const names = deviceNames(scope.scenario);
  const ends = endsOf(shown);
  const lengthMeters = lineMeters(shown);
  return {
    ribbons,
    region: region.cells,
    markers: [
      ...(item === 0 ? breachMarkers(result, names, scope) : []),
      ...(item === 1 ? thicknessMarkers(result, names) : []),
      ...(ends === null ? [] : [entryMarker({ x: ends[0][0], y: ends[0][1], name: result.entry.name })]),
      ...(ends === null ? [] : [targetMarker({ x: ends[1][0], y: ends[1][1], name: site.name }, site)]),
    ],
    walk: {
      travel: 'foot',
      xy: shown,
      lengthMeters,
      seconds: lengthMeters / (scope.scenario?.assumptions.walkingSpeed ?? usualWalkingSpeed),
      halts: [],
      stretches: [],
    },
    legend: {
      title: ['Way of least watching', 'Way through the fewest regions', 'Unobserved way'][item] ?? '',
      note: result.condition,
      entries: [
        { tone: 'unobserved', form: 'hatch', text: `Reached below ${categoryText(result.category, scope)}` },
        ...(drawn.has('unobserved') ? ([{ tone: 'unobserved', form: 'band', text: 'Unobserved way' }] as const) : []),
        ...(drawn.has('plain')
          ? ([{ tone: 'plain', form: 'band', text: 'Way that is observed in places' }] as const)
          : []),
      ],
    },
  };
}

function breachMarkers({ breach }: BreachResult, names: ReadonlyMap<string, string>, { units }: GapScope): GapMarker[] {
  const { worst, nearest, devices } = breach;
  const found: GapMarker[] = [];
  if (nearest !== null) {
    const name = names.get(nearest.id) ?? nearest.id;
    const text = `Nearest device: ${name}, ${lengthText(nearest.meters, units)} away`;
    found.push(mark({ id: 'nearest', kind: 'read', x: nearest.x, y: nearest.y, name: text, strong: false }));
  }
  if (worst !== null) {
    const by = devices.map((id) => names.get(id) ?? id).join(', ');
    found.push(mark({ id: 'worst', kind: 'read', ...worst, label: by, name: `Watched most: ${worst.name}, by ${by}` }));
  }
  return found;
}

function thicknessMarkers({ thickness }: BreachResult, names: ReadonlyMap<string, string>): GapMarker[] {
  return thickness.crossings.map(({ deviceId, x, y }, i) => {
    const name = names.get(deviceId) ?? deviceId;
    return mark({
      id: `crossing-${i}`,
      kind: 'read',
      x,
      y,
      text: String(i + 1),
      label: name,
      name: `Region ${i + 1}: ${name}`,
    });
  });
}

function deviceNames(scenario: Scenario | null): ReadonlyMap<string, string> {
  return new Map(scenario?.devices.map(({ id, name }) => [id, name]));
}

/** Ways in, the shown one strong, and how help comes: the route of the station that is reckoned with. */
export function drawTimely(result: TimelyResult, scope: GapScope): GapDrawing {
  const item = shownItem(result.ways.length, scope.item) ?? 0;
  const shown = result.ways[item];
  const ribbons: GapRibbon[] = [];
  result.ways.forEach(({ xy }, i) => {
    if (i !== item) ribbons.push(quietWay(xy, whole('plain')));
  });
  for (const { id, route } of result.stations) {
    ribbons.push(id === shown?.stationId ? strongWay(route, whole('response')) : quietWay(route, whole('response')));
  }
  if (shown !== undefined) ribbons.push(strongWay(shown.xy, whole('plain')));
  const seconds = shown?.tasks.reduce((sum, task) => sum + task.seconds, 0) ?? 0;
  return {
    ribbons,
    region: null,
    markers: [
      ...result.ways.flatMap(({ entry, interruption }, i) =>
        i === item
          ? []
          : [
              mark({
                id: `entry-${i}`,
                kind: 'entry',
                x: entry.x,
                y: entry.y,
                name: `Way in from ${entry.name}: ${shareText(interruption)} interrupted. Show it.`,
                item: i,
                strong: false,
              }),
            ],
      ),
      ...result.stations.map((station) => stationMarker(station, station.id === shown?.stationId)),
      ...(shown === undefined ? [] : [entryMarker(shown.entry), targetMarker(shown.end, result.site)]),
    ],
    walk: shown === undefined ? null : outsideWalk(shown, seconds),
    legend: {
      title: 'Interruption in time',
      note: result.condition,
      entries: [
        { tone: 'plain', form: 'band', text: 'Way of the intruder' },
        { tone: 'response', form: 'band', text: 'Way of the response' },
      ],
    },
  };
}

/** The figure covers the way outside in the time of the tasks there. */
function outsideWalk(way: TimelyResult['ways'][number], allSeconds: number): GapDrawing['walk'] {
  const outside = way.tasks.filter(({ layer }) => layer === 'perimeter' || layer === 'yard');
  const seconds = outside.reduce((sum, task) => sum + task.seconds, 0) || allSeconds;
  return { travel: 'foot', xy: way.xy, lengthMeters: way.lengthMeters, seconds, halts: [], stretches: [] };
}

function stationMarker({ id, name, x, y, seconds }: TimelyResult['stations'][number], strong: boolean): GapMarker {
  const label = seconds === null ? name : `${name}, ${secondsText(seconds)}`;
  const text = seconds === null ? `${name}: no way leads to the site` : `${name}: there after ${secondsText(seconds)}`;
  return mark({ id: `station-${id}`, kind: 'station', x, y, label, name: text, strong });
}
