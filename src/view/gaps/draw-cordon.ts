import type { City } from '#model/city.ts';
import type { CordonResult } from '#model/results/gaps/cordon.ts';
import type { Scenario } from '#model/scenario.ts';
import { lineMeters, placeAlong } from './drape-way.ts';
import type { GapDrawing, GapMarker, GapScope } from './gap-drawing.ts';
import { mark, quietWay, secondsText, shareText, shownItem, strongWay, whole } from './gap-marks.ts';
import type { GapRibbon } from './gap-ribbon.ts';

/** Bars across the roads of the minimum cut: so long, metres. */
const barMeters = 18;
const circleCorners = 64;

type Road = CordonResult['crossings'][number] | CordonResult['cut']['roads'][number];

/** The area, the roads across its edge by whether they are read, unread ways to it, and where units would close it. */
export function drawCordon(result: CordonResult, scope: GapScope): GapDrawing {
  const { crossings, cut } = result;
  const item = shownItem(crossings.length, scope.item);
  const ribbons: GapRibbon[] = areaRings(result, scope).map(outline);
  for (const { line } of cut.routes) ribbons.push(quietWay(line, whole('unobserved')));
  for (const { leaks, leakLine } of crossings) {
    if (leaks) ribbons.push({ ...quietWay(leakLine, whole('unobserved')), opacity: 0.8 });
  }
  crossings.forEach((crossing, i) => {
    if (i !== item) ribbons.push(road(crossing, result, 1));
  });
  for (const closing of cut.roads) ribbons.push(...bar(closing));
  const shown = item === null ? null : crossings[item];
  if (shown !== null) {
    if (shown.leaks) ribbons.push(strongWay(shown.leakLine, whole('unobserved')));
    ribbons.push(road(shown, result, 1.6));
  }
  return {
    ribbons,
    region: null,
    markers: [
      ...cut.roads.map((closing, i) => cutMarker(closing, i)),
      ...crossings.map((crossing, i) => crossingMarker(crossing, i, i === item)).reverse(),
    ],
    walk: leakWalk(shown),
    legend: {
      title: `Cordon, ${{ in: 'into the area', out: 'out of the area', both: 'both ways' }[result.way]}`,
      note: `read from ${shareText(result.readFrom)} · ${result.condition}`,
      entries: [
        { tone: 'observed', form: 'band', text: 'Road that is read' },
        { tone: 'unobserved', form: 'band', text: 'Road that leaks, with its unread way' },
        ...(cut.roads.length > 0
          ? ([{ tone: 'plain', form: 'mark', text: `A unit here closes it (${cut.units})` }] as const)
          : []),
      ],
    },
  };
}

function isRead(crossing: CordonResult['crossings'][number], { readFrom }: CordonResult): boolean {
  return crossing.readers.length > 0 && crossing.read >= readFrom;
}

function road(crossing: CordonResult['crossings'][number], result: CordonResult, factor: number): GapRibbon {
  const tone = crossing.leaks ? 'unobserved' : isRead(crossing, result) ? 'observed' : 'quiet';
  return {
    xy: crossing.line,
    pieces: whole(tone),
    width: 3.2 * factor,
    casing: 0.75,
    leastPixels: 3 * factor,
    opacity: 1,
    shift: 1.8,
    dotted: false,
  };
}

function outline(ring: readonly number[]): GapRibbon {
  const closed = [...ring, ...ring.slice(0, 2)];
  return {
    xy: closed,
    pieces: whole('plain'),
    width: 1.4,
    casing: 0.5,
    leastPixels: 1.5,
    opacity: 0.9,
    shift: 0,
    dotted: true,
  };
}

/** A bar across a road, at right angles to it. */
function bar({ x, y, line }: Road): GapRibbon[] {
  const heading = headingOf(line);
  if (heading === null) return [];
  const [dx, dy] = [(Math.cos(heading) * barMeters) / 2, (-Math.sin(heading) * barMeters) / 2];
  return [
    {
      xy: [x - dx, y - dy, x + dx, y + dy],
      pieces: whole('plain'),
      width: 2.6,
      casing: 1,
      leastPixels: 4,
      opacity: 1,
      shift: 0,
      dotted: true,
    },
  ];
}

/** Direction in the middle of a stretch, radians clockwise from north; null where it has none. */
function headingOf(line: readonly number[]): number | null {
  return placeAlong(line, lineMeters(line) / 2)?.heading ?? null;
}

function crossingMarker(crossing: CordonResult['crossings'][number], i: number, strong: boolean): GapMarker {
  const { id, name, x, y, way, leaks, leakSeconds, read, line } = crossing;
  const into = way === 'in' ? 'into the area' : 'out of the area';
  const says = leaks
    ? `leaks${leakSeconds === null ? '' : `, unread for ${secondsText(leakSeconds)}`}`
    : `${shareText(read)} read`;
  const degrees = ((headingOf(line) ?? 0) * 180) / Math.PI;
  return mark({
    id: `crossing-${id}-${way}`,
    kind: leaks ? 'leak' : 'read',
    x,
    y,
    headingDegrees: leaks ? degrees : null,
    label: strong ? name : null,
    name: `${name}, ${into}: ${says}`,
    item: i,
    strong,
  });
}

function cutMarker({ id, name, x, y, way }: CordonResult['cut']['roads'][number], i: number): GapMarker {
  const into = way === 'in' ? 'into the area' : 'out of the area';
  return mark({
    id: `cut-${id}-${way}`,
    kind: 'cut',
    x,
    y,
    text: `+${i + 1}`,
    name: `A unit here helps to close it: ${name}, ${into}`,
    strong: false,
  });
}

function leakWalk(shown: CordonResult['crossings'][number] | null): GapDrawing['walk'] {
  if (shown === null || !shown.leaks || shown.leakMeters === null || shown.leakSeconds === null) return null;
  const lengthMeters = lineMeters(shown.leakLine);
  if (lengthMeters === 0 || shown.leakMeters === 0) return null;
  // Only its last 400 m are drawn: as long as they take of the whole.
  const seconds = (shown.leakSeconds * lengthMeters) / shown.leakMeters;
  return { travel: 'car', xy: shown.leakLine, lengthMeters, seconds, halts: [], stretches: [] };
}

/** Rings of the zone or site of plan or city that is closed off; a circle where it has none. */
function areaRings({ area }: CordonResult, { scenario, city }: Pick<GapScope, 'scenario' | 'city'>): number[][] {
  const known = knownRings(area.id, scenario, city);
  if (known.length > 0) return known;
  const radius = scenario?.sites.find(({ id }) => id === area.id)?.radiusMeters ?? 0;
  if (radius <= 0) return [];
  const circle: number[] = [];
  for (let i = 0; i < circleCorners; i += 1) {
    const angle = (2 * Math.PI * i) / circleCorners;
    circle.push(area.x + radius * Math.cos(angle), area.y + radius * Math.sin(angle));
  }
  return [circle];
}

function knownRings(id: string, scenario: Scenario | null, city: City | null): number[][] {
  const site = scenario?.sites.find((entry) => entry.id === id);
  const zone = scenario?.zones.find((entry) => entry.id === id);
  const own = site?.rings ?? zone?.rings ?? [];
  if (own.length > 0) return own.map((ring) => [...ring]);
  const featureId = site?.featureId ?? id;
  const feature =
    city?.sites.find((entry) => entry.id === featureId) ?? city?.zones.find((entry) => entry.id === featureId);
  return (feature?.rings ?? []).map((ring) => [...ring]);
}
