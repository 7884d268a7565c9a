import type { FailedPart, FailuresResult } from '#model/results/gaps/failures.ts';
import type { GapDrawing, GapMarker, GapScope } from './gap-drawing.ts';
import { mark } from './gap-marks.ts';

/** Parts whose loss costs something are marked, at most so many: the worst. */
const mostParts = 12;

/** The worst parts as marks; the part whose loss is previewed as lost. What its loss takes away is painted on the ground. */
export function drawFailures({ parts, pairs }: FailuresResult, { item, lostPart }: GapScope): GapDrawing {
  const all = [...parts, ...pairs];
  const lost = all.find(({ id }) => id === lostPart) ?? null;
  const worst = parts.slice(0, mostParts).filter(({ loss, single }) => loss > 0 || single);
  const markers: GapMarker[] = worst
    .filter(({ id }) => id !== lostPart)
    .map((part) => partMarker(part, all.indexOf(part), all.indexOf(part) === item))
    .reverse();
  if (lost !== null) markers.push(lostMarker(lost));
  return { ribbons: [], region: null, markers, walk: null, legend: { title: '', note: '', entries: [] } };
}

function partMarker(part: FailedPart, item: number, strong: boolean): GapMarker {
  const { id, name, x, y, lost, single } = part;
  const devices = lost.length === 1 ? 'one device' : `${lost.length} devices`;
  return mark({
    id: `part-${id}`,
    kind: 'part',
    x,
    y,
    text: String(item + 1),
    name: `${name}: its failure takes ${devices}${single ? ', a single point of failure' : ''}. Show its loss.`,
    part: id,
    strong,
  });
}

function lostMarker({ id, name, x, y, lost }: FailedPart): GapMarker {
  const devices = lost.length === 1 ? 'one device is' : `${lost.length} devices are`;
  return mark({ id: `lost-${id}`, kind: 'lost', x, y, label: name, name: `Lost: ${name}, ${devices} lost with it` });
}

/** Devices that are lost with a part. */
export function lostDevices(result: FailuresResult, lostPart: string | null): readonly string[] {
  return [...result.parts, ...result.pairs].find(({ id }) => id === lostPart)?.lost ?? [];
}
