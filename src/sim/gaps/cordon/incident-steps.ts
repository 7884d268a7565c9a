import { arcEnd } from '#geo/street-network.ts';
import type { GapQuestion } from '#model/gap-question.ts';
import type { Connectivity, GapEmpty } from '#model/results/gaps/common.ts';
import type { EscapeExit, EscapeRoute, IncidentResult } from '#model/results/gaps/incident.ts';
import type { Bounds } from '#model/scene.ts';
import type { SitePlace } from '../../access/places.ts';
import type { SimulationStep } from '../../simulation-step.ts';
import { type DriveGraph, edgeName } from '../traffic/drive-graph.ts';
import { type DrivePlace, placeAtEnd } from '../traffic/drive-places.ts';
import { DriveSearch } from '../traffic/drive-search.ts';
import { endsNote, outerNodes } from './border-nodes.ts';
import { escapeRoute, firstChances } from './escape-route.ts';
import { nearestMain, startReachMeters } from './nearest-main.ts';
import type { ArcReaders } from './road-readers.ts';
import { exitArcs, type SceneExit, sceneExits } from './scene-exits.ts';

/** Streets to drive on, and what reads vehicles there under the question's condition. */
export interface DriveScene {
  readonly graph: DriveGraph;
  readonly readers: ArcReaders;
  readonly connectivity: Connectivity;
  readonly bounds: Bounds;
  readonly sites: readonly SitePlace[];
  readonly question: GapQuestion;
}

export interface IncidentInput extends DriveScene {
  /** Arcs of the way between two places that is read least within the detour tolerance; null where there is none. */
  readonly evade: (from: DrivePlace, to: DrivePlace) => Generator<unknown, readonly number[] | null, void>;
}

/**
 * From an incident somebody drives off by the fastest way to each street that leaves the scene, and by the way there that is read
 * least within the detour tolerance.
 */
export function* incidentSteps(input: IncidentInput): Generator<SimulationStep, IncidentResult | GapEmpty, void> {
  const { graph, bounds, question, readers, connectivity } = input;
  const from = incidentPlace(input);
  if (from === null) return { kind: 'empty', reason: 'There is no incident and no site to drive off from.' };
  const place = nearestMain(graph, from.x, from.y);
  if (place === null) {
    return { kind: 'empty', reason: `No street for cars lies within ${startReachMeters} m of ${from.name}.` };
  }
  const search = new DriveSearch(graph).fromSteps(place);
  let next = search.next();
  for (; next.done !== true; next = search.next()) yield { step: 'Finding the ways out', fraction: 0.1 };
  const { nodes: border, ends } = outerNodes(graph.network, bounds, place.x, place.y);
  const found = sceneExits(graph, next.value, border);
  if (found.length === 0) {
    return {
      kind: 'empty',
      reason: `No way leads from ${place.name}, where somebody would drive off, out of the scene.`,
    };
  }
  const exits: EscapeExit[] = [];
  for (const exit of found) {
    exits.push(yield* escapeExit(input, place, exit));
    yield { step: 'Following the ways out', fraction: 0.1 + (0.9 * exits.length) / found.length };
  }
  const curve = readCurve(exits.map(({ fastest }) => fastest));
  return {
    kind: 'incident',
    from: { x: place.x, y: place.y, name: from.name },
    condition: question.condition,
    connectivity,
    exits,
    unreached: unreachedExits(graph, border, next.value.milliseconds),
    leaking: exits.filter(({ leaks }) => leaks).length,
    read: meanRead(exits.map(({ fastest }) => fastest)),
    evasiveRead: meanRead(exits.map(({ fastest, evasive }) => evasive ?? fastest)),
    halfSeconds: timeOf(curve, 0.5),
    mostSeconds: timeOf(curve, 0.9),
    curve,
    notes: [...(ends ? [endsNote] : []), ...notesOf(input, place, exits, readers)],
  };
}

function incidentPlace({ question, sites }: DriveScene) {
  if (question.incident !== null) return { ...question.incident, name: 'the incident' };
  const { siteId } = question;
  const site = sites.find(({ id, featureId }) => siteId === null || id === siteId || featureId === siteId);
  return site === undefined ? null : { x: site.x, y: site.y, name: site.name };
}

function* escapeExit(
  { graph, readers, evade }: IncidentInput,
  place: DrivePlace,
  { arc, arcs }: SceneExit,
): Generator<SimulationStep, EscapeExit, void> {
  const fastest = escapeRoute(graph, place, arcs, null, readers);
  const { network } = graph;
  const node = arcEnd(network, arc);
  const end = placeAtEnd(graph, arc >>> 1, (arc & 1) === 0 ? 1 : 0);
  let evading: readonly number[] | null = null;
  if (fastest.read > 0) {
    const search = evade(place, end);
    let next = search.next();
    for (; next.done !== true; next = search.next()) yield { step: 'Searching ways that are read less', fraction: 0.5 };
    evading = next.value;
  }
  const evasive = evading === null ? null : escapeRoute(graph, place, evading, end, readers);
  return {
    id: `exit-${arc}`,
    place: { x: network.nodeXy[2 * node], y: network.nodeXy[2 * node + 1], name: edgeName(graph, arc >>> 1) },
    fastest,
    evasive: evasive !== null && evasive.read < fastest.read ? evasive : null,
    leaks: fastest.reads.length === 0,
  };
}

function unreachedExits(graph: DriveGraph, border: Uint8Array, milliseconds: Float64Array): number {
  return exitArcs(graph, border).filter((arc) => milliseconds[graph.arcState[arc]] === Infinity).length;
}

function meanRead(routes: readonly EscapeRoute[]): number {
  return routes.reduce((sum, { read }) => sum + read, 0) / routes.length;
}

/** Expected share of the routes' vehicles that were read by a time: steps of [seconds, share]. */
function readCurve(routes: readonly EscapeRoute[]): [number, number][] {
  const events = routes.flatMap(({ reads }) => {
    const chances = firstChances(reads);
    return reads.map(({ seconds }, at) => ({ seconds, gain: chances[at] / routes.length }));
  });
  events.sort((a, b) => a.seconds - b.seconds);
  const curve: [number, number][] = [[0, 0]];
  let share = 0;
  for (const { seconds, gain } of events) {
    share = Math.min(1, share + gain);
    if (curve[curve.length - 1][0] === seconds) curve[curve.length - 1][1] = share;
    else curve.push([seconds, share]);
  }
  return curve;
}

function timeOf(curve: readonly (readonly [number, number])[], share: number): number | null {
  return curve.find(([, reached]) => reached >= share)?.[0] ?? null;
}

function notesOf({ question }: IncidentInput, place: DrivePlace, exits: readonly EscapeExit[], readers: ArcReaders) {
  const notes: string[] = [];
  if (place.awayMeters > 50) {
    notes.push(
      `The nearest street for cars, ${place.name}, lies ${Math.round(place.awayMeters)} m away; the drive begins there.`,
    );
  }
  if (readers.size === 0) notes.push('No ALPR unit of the plan reads any street.');
  if (exits.length === 1) notes.push('Only one street leaves the scene from here.');
  if (question.condition === 'fog') notes.push('Plates are read in fog as by day.');
  notes.push(
    'A unit is taken to read a vehicle in the middle of the stretch that it reads, once, where it reads best.',
  );
  return notes;
}
