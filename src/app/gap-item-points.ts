import type { GapResult } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * What has to be in the picture when an item of a result is looked at, or with null the whole result; empty where it has no place
 * of its own.
 */
export function gapItemPoints(result: GapResult, item: number | null, scenario: Scenario | null): readonly Place[] {
  return item === null ? wholeResult(result) : itemPoints(result, item, scenario);
}

/** Of a way in the best one: others lie around it. Of streets what crosses the cordon, and where an escape begins and ends. */
function wholeResult(result: GapResult): readonly Place[] {
  switch (result.kind) {
    case 'cordon':
      return result.crossings.length === 0 ? [result.area] : result.crossings;
    case 'incident':
      return [result.from, ...result.exits.map(({ place }) => place)];
    case 'interception':
      return result.units;
    case 'failures':
      return result.parts.filter(({ single }) => single);
    default:
      return itemPoints(result, 0, null);
  }
}

function itemPoints(result: GapResult, item: number, scenario: Scenario | null): readonly Place[] {
  switch (result.kind) {
    case 'approach':
      return pointsOfLine([result.best, ...result.others][item]?.xy);
    case 'vehicle-approach':
      return pointsOfLine([result.best, ...result.others][item]?.xy);
    case 'conditions':
      return pointsOfLine(result.paths[item]?.best.xy);
    case 'breach':
      return pointsOfLine([result.breach.line, result.thickness.line, result.region.line ?? []][item]);
    case 'timely':
      return pointsOfLine(result.ways[item]?.xy);
    case 'cordon':
      return result.crossings.slice(item, item + 1);
    case 'incident':
      return pointsOfLine(result.exits[item]?.fastest.line);
    case 'failures': {
      const part = result.parts[item];
      const lost = new Set(part?.lost);
      const devices = scenario?.devices.filter(({ id }) => lost.has(id)) ?? [];
      return part === undefined ? [] : [part, ...devices];
    }
    case 'interception':
      return pointsOfLine(result.worst[item]?.line);
    case 'availability':
    case 'empty':
      return [];
  }
}

function pointsOfLine(xy: readonly number[] | undefined): readonly Place[] {
  const points: Place[] = [];
  for (let at = 0; xy !== undefined && at + 1 < xy.length; at += 2) points.push({ x: xy[at], y: xy[at + 1] });
  return points;
}
