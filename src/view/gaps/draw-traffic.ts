import type { EscapeExit, EscapeRoute, IncidentResult } from '#model/results/gaps/incident.ts';
import type { InterceptionResult } from '#model/results/gaps/interception.ts';
import { lineMeters, placeAlong } from './drape-way.ts';
import { entryMarker } from './draw-ways.ts';
import { readTone, readTones } from './gap-colors.ts';
import type { GapDrawing, GapLegend, GapMarker, GapScope } from './gap-drawing.ts';
import { mark, quietWay, secondsText, shareText, shownItem, strongWay, whole } from './gap-marks.ts';
import type { GapPiece, GapRibbon } from './gap-ribbon.ts';

/** Bands of roads by their traffic, metres: the least and the most. */
const roadMeters = { least: 1, most: 5 } as const;

/** All roads with traffic by the share of it that is read; of the shown pair the usual and the evasive way. */
export function drawInterception(result: InterceptionResult, scope: GapScope): GapDrawing {
  const busiest = result.stretches.reduce((most, { perHour }) => Math.max(most, perHour), 0);
  const roads = [...result.stretches].sort((a, b) => a.perHour - b.perHour);
  const ribbons: GapRibbon[] = roads.map(({ line, perHour, read }) => {
    const share = busiest === 0 ? 0 : Math.sqrt(perHour / busiest);
    const width = roadMeters.least + (roadMeters.most - roadMeters.least) * share;
    return {
      xy: line,
      pieces: whole(readTone(read)),
      width,
      casing: 0.45,
      leastPixels: 0.8 + 1.7 * share,
      opacity: 1,
      shift: width / 2 + 0.3,
      dotted: false,
    };
  });
  const item = shownItem(result.worst.length, scope.item);
  const pair = item === null ? null : result.worst[item];
  const legend = interceptionLegend(result);
  if (pair === null) return { ribbons, markers: [], region: null, walk: null, legend };
  ribbons.push({ ...strongWay(pair.line, whole('response')), width: 1.8, leastPixels: 2.5 });
  ribbons.push(strongWay(pair.evasiveLine, whole('plain')));
  return {
    ribbons,
    region: null,
    markers: [
      entryMarker({ x: pair.from.x, y: pair.from.y, name: pair.from.name }),
      mark({
        id: 'target',
        kind: 'target',
        x: pair.to.x,
        y: pair.to.y,
        label: pair.to.name,
        name: `Trips go to ${pair.to.name}: ${shareText(pair.read)} read, ${shareText(pair.evasiveRead)} of those who evade`,
      }),
    ],
    walk: {
      travel: 'car',
      xy: pair.evasiveLine,
      lengthMeters: lineMeters(pair.evasiveLine),
      seconds: pair.evasiveSeconds,
      halts: [],
      stretches: [],
    },
    legend: {
      ...legend,
      entries: [
        ...legend.entries,
        { tone: 'response', form: 'band', text: 'Usual way of the shown trips' },
        { tone: 'plain', form: 'band', text: 'Evasive way' },
      ],
    },
  };
}

function interceptionLegend({ condition, demand }: InterceptionResult): GapLegend {
  return {
    title: 'Trips on a road that are read',
    note: `${demand === 'gravity' ? 'generated demand' : 'demand of the scene'} · ${condition} · width by traffic`,
    entries: readTones.map((tone, i, all) => ({
      tone,
      form: 'band',
      text: `${(100 * i) / all.length} – ${(100 * (i + 1)) / all.length} %`,
    })),
  };
}

/** Ways out of the scene from an incident, unread until their first read; the shown one strong, with its evasive way. */
export function drawIncident(result: IncidentResult, scope: GapScope): GapDrawing {
  const { exits, from } = result;
  const item = shownItem(exits.length, scope.item);
  const shown = item === null ? null : exits[item];
  const ribbons: GapRibbon[] = [];
  exits.forEach(({ fastest }, i) => {
    if (i !== item) ribbons.push(quietWay(fastest.line, untilRead(fastest)));
  });
  if (shown !== null) {
    if (shown.evasive !== null)
      ribbons.push({ ...quietWay(shown.evasive.line, untilRead(shown.evasive)), opacity: 0.9 });
    ribbons.push(strongWay(shown.fastest.line, untilRead(shown.fastest)));
  }
  return {
    ribbons,
    region: null,
    markers: [
      ...exits.map((exit, i) => exitMarker(exit, i, i === item)).reverse(),
      ...firstReads(exits, item),
      mark({
        id: 'incident',
        kind: 'incident',
        x: from.x,
        y: from.y,
        label: from.name,
        name: `Incident: ${from.name}`,
      }),
    ],
    walk: shown === null ? null : escapeWalk(shown.fastest),
    legend: {
      title: 'Ways out from the incident',
      note: result.condition,
      entries: [
        { tone: 'unobserved', form: 'band', text: 'Before the first read' },
        { tone: 'observed', form: 'band', text: 'After it' },
      ],
    },
  };
}

function untilRead({ reads }: EscapeRoute): readonly GapPiece[] {
  const first = reads[0];
  if (first === undefined) return whole('unobserved');
  return [
    { toMeters: first.meters, tone: 'unobserved' },
    { toMeters: Number.POSITIVE_INFINITY, tone: 'observed' },
  ];
}

function exitMarker({ id, place, fastest, leaks }: EscapeExit, i: number, strong: boolean): GapMarker {
  const heading = placeAlong(fastest.line, lineMeters(fastest.line))?.heading ?? null;
  const says = leaks ? 'nothing reads this way' : `${shareText(fastest.read)} read`;
  return mark({
    id: `exit-${id}`,
    kind: leaks ? 'leak' : 'exit',
    x: place.x,
    y: place.y,
    headingDegrees: leaks && heading !== null ? (heading * 180) / Math.PI : null,
    label: strong ? place.name : null,
    name: `Way out at ${place.name}, ${secondsText(fastest.seconds)}: ${says}`,
    item: i,
    strong,
  });
}

/** Where each way is read first; one marker for all ways that are read first at the same place. */
function firstReads(exits: readonly EscapeExit[], item: number | null): GapMarker[] {
  const found = new Map<string, GapMarker>();
  exits.forEach(({ fastest }, i) => {
    const first = fastest.reads[0];
    if (first === undefined) return;
    const { deviceId, place, seconds, read } = first;
    const key = `${deviceId} ${Math.round(place.x)} ${Math.round(place.y)}`;
    const known = found.get(key);
    if (known !== undefined && i !== item) return;
    found.set(
      key,
      mark({
        id: `read-${key}`,
        kind: 'read',
        x: place.x,
        y: place.y,
        label: secondsText(seconds),
        name: `First read after ${secondsText(seconds)}: ${place.name}, ${shareText(read)}`,
        item: i,
        strong: i === item,
      }),
    );
  });
  return [...found.values()];
}

function escapeWalk({ line, meters, seconds, reads }: EscapeRoute): GapDrawing['walk'] {
  const first = reads[0]?.meters ?? Number.POSITIVE_INFINITY;
  const lengthMeters = meters > 0 ? meters : lineMeters(line);
  // Devices light up on the hundred metres around their read.
  const stretches = reads.map((read) => ({
    fromMeters: Math.max(0, read.meters - 50),
    toMeters: read.meters + 50,
    class: null,
    observed: read.meters >= first,
    deviceIds: [read.deviceId],
  }));
  return { travel: 'car', xy: line, lengthMeters, seconds, halts: [], stretches };
}
