import { categorySets, defaultCategorySetId } from '#model/pixel-density.ts';
import type { ApproachPath, ApproachResult, ConditionsResult } from '#model/results/gaps/approach.ts';
import type { GapSite } from '#model/results/gaps/common.ts';
import type { Drive, VehicleApproachResult } from '#model/results/gaps/vehicle-approach.ts';
import { lengthText } from '../overlay/reading-text.ts';
import type { GapDrawing, GapLegend, GapMarker, GapScope } from './gap-drawing.ts';
import { mark, quietWay, secondsText, shareText, shownItem, strongWay } from './gap-marks.ts';
import type { GapPiece, GapRibbon } from './gap-ribbon.ts';
import type { GapWalk, WatchedStretch } from './gap-walk.ts';

/** What ways of people and of cars have in common. */
type Way = Pick<Drive, 'entry' | 'xy' | 'stretches' | 'unobserved'>;

/** A person's ways in, the shown one strong. */
export function drawApproach(result: ApproachResult, scope: GapScope): GapDrawing {
  const paths = [result.best, ...result.others];
  const item = shownItem(paths.length, scope.item) ?? 0;
  const shown = paths[item];
  return {
    ...drawPaths(paths, item, result.category),
    markers: [
      ...otherEntries(paths, item, (path) => path.unobserved),
      ...gapMarkers(shown.gaps, scope),
      ...forcedMarkers(shown),
      entryMarker(shown.entry),
      targetMarker(shown.end, result.site),
    ],
    walk: footWalk(shown, result.category),
    legend: wayLegend('Least-observed way', result.condition, result.category, scope),
  };
}

/** The least-observed ways by day, by night and in fog, the shown one strong. */
export function drawConditions(result: ConditionsResult, scope: GapScope): GapDrawing {
  const item = shownItem(result.paths.length, scope.item) ?? 0;
  const entry = result.paths[item];
  const paths = result.paths.map(({ best }) => best);
  const drawn = drawPaths(paths, item, result.category);
  const legend = wayLegend('Least-observed way', entry?.condition ?? 'day', result.category, scope);
  if (entry === undefined) return { ...drawn, markers: [], walk: null, legend };
  const others = result.paths.flatMap(({ condition, best }, i) =>
    i === item
      ? []
      : [
          mark({
            id: `entry-${i}`,
            kind: 'entry',
            x: best.entry.x,
            y: best.entry.y,
            label: condition,
            name: `The way by ${condition}, from ${best.entry.name}: ${shareText(best.unobserved)} unobserved. Show it.`,
            item: i,
            strong: false,
          }),
        ],
  );
  return {
    ...drawn,
    markers: [
      ...others,
      ...gapMarkers(entry.best.gaps, scope),
      ...forcedMarkers(entry.best),
      entryMarker(entry.best.entry),
      targetMarker(entry.best.end, result.site),
    ],
    walk: footWalk(entry.best, result.category),
    legend,
  };
}

/** A car's ways in, the shown one strong. */
export function drawVehicleApproach(result: VehicleApproachResult, scope: GapScope): GapDrawing {
  const drives = [result.best, ...result.others];
  const item = shownItem(drives.length, scope.item) ?? 0;
  const shown = drives[item];
  const { weakest } = shown;
  return {
    ...drawPaths(drives, item, result.category),
    markers: [
      ...otherEntries(drives, item, (drive) => drive.unobserved),
      ...(weakest === null
        ? []
        : gapMarkers([{ place: weakest.place, lengthMeters: weakest.toMeters - weakest.fromMeters }], scope)),
      entryMarker(shown.entry),
      targetMarker(result.end, result.site),
    ],
    walk: {
      travel: 'car',
      xy: shown.xy,
      lengthMeters: shown.lengthMeters,
      seconds: shown.seconds,
      halts: [],
      stretches: watched(shown.stretches, result.category),
    },
    legend: wayLegend('Least-observed drive', result.condition, result.category, scope),
  };
}

/** Bands of all ways, the shown one last and strong. */
function drawPaths(ways: readonly Way[], shown: number, category: number): Pick<GapDrawing, 'ribbons' | 'region'> {
  const ribbons: GapRibbon[] = [];
  ways.forEach(({ xy, stretches }, i) => {
    if (i !== shown) ribbons.push(quietWay(xy, pieces(stretches, category)));
  });
  const way = ways[shown];
  if (way !== undefined) ribbons.push(strongWay(way.xy, pieces(way.stretches, category)));
  return { ribbons, region: null };
}

/** Colours along a way by what watches it; stretches of one colour are one piece. */
function pieces(stretches: Way['stretches'], category: number): GapPiece[] {
  const found: GapPiece[] = [];
  for (const { toMeters, class: best } of stretches) {
    const tone = best > category ? 'observed' : 'unobserved';
    if (found.at(-1)?.tone === tone) found.pop();
    found.push({ toMeters, tone });
  }
  return found.length === 0 ? [{ toMeters: 0, tone: 'unobserved' }] : found;
}

/** Class 1 is category 0: a stretch counts as observed from the class after the category's index on. */
function watched(stretches: Way['stretches'], category: number): WatchedStretch[] {
  return stretches.map((stretch) => ({ ...stretch, observed: stretch.class > category }));
}

function footWalk(path: ApproachPath, category: number): GapWalk {
  return {
    travel: 'foot',
    xy: path.xy,
    lengthMeters: path.lengthMeters,
    seconds: path.seconds,
    halts: path.forced.map(({ atMeters, delaySeconds }) => ({ atMeters, seconds: delaySeconds })),
    stretches: watched(path.stretches, category),
  };
}

function otherEntries(ways: readonly Way[], shown: number, unobserved: (way: Way) => number): GapMarker[] {
  return ways.flatMap((way, i) =>
    i === shown
      ? []
      : [
          mark({
            id: `entry-${i}`,
            kind: 'entry',
            x: way.entry.x,
            y: way.entry.y,
            name: `Way in from ${way.entry.name}: ${shareText(unobserved(way))} unobserved. Show it.`,
            item: i,
            strong: false,
          }),
        ],
  );
}

/** Unobserved stretches, numbered as the result lists them: the longest is 1. */
export function gapMarkers(
  gaps: readonly Pick<ApproachPath['gaps'][number], 'place' | 'lengthMeters'>[],
  { units }: Pick<GapScope, 'units'>,
): GapMarker[] {
  // The first ones lie above the others.
  return gaps
    .map(({ place, lengthMeters }, i) =>
      mark({
        id: `gap-${i}`,
        kind: 'gap',
        x: place.x,
        y: place.y,
        text: String(i + 1),
        name: `Gap ${i + 1}: ${place.name}, ${lengthText(lengthMeters, units)}`,
      }),
    )
    .reverse();
}

function forcedMarkers({ forced }: ApproachPath): GapMarker[] {
  return forced.map(({ id, kind, atMeters, place, delaySeconds }) =>
    mark({
      id: `forced-${id}-${atMeters}`,
      kind: 'forced',
      x: place.x,
      y: place.y,
      label: secondsText(delaySeconds),
      name: `A ${kind} is overcome in ${secondsText(delaySeconds)}: ${place.name}`,
    }),
  );
}

export function entryMarker({ x, y, name }: GapSite | ApproachPath['entry']): GapMarker {
  return mark({ id: 'entry', kind: 'entry', x, y, name: `The way begins: ${name}` });
}

/** Where a way ends: the portal, else the site. */
export function targetMarker({ x, y, name }: ApproachPath['end'], site: GapSite): GapMarker {
  const label = name === '' ? site.name : name;
  return mark({ id: 'target', kind: 'target', x, y, label, name: `Target: ${label}` });
}

/** What counts as observed: “≥ Outline, 40 px/m”. */
export function categoryText(category: number, { scenario, units }: Pick<GapScope, 'scenario' | 'units'>): string {
  const { categories } = categorySets[scenario?.categorySet ?? defaultCategorySetId];
  const { name, pixelsPerMeter } = categories[Math.max(0, Math.min(categories.length - 1, category))];
  const density = units === 'us' ? `${(pixelsPerMeter * 0.3048).toFixed(1)} px/ft` : `${pixelsPerMeter} px/m`;
  return `≥ ${name}, ${density}`;
}

export function wayLegend(title: string, condition: string, category: number, scope: GapScope): GapLegend {
  return {
    title,
    note: condition,
    entries: [
      { tone: 'unobserved', form: 'band', text: 'Unobserved' },
      { tone: 'observed', form: 'band', text: `Observed, ${categoryText(category, scope)}` },
    ],
  };
}
