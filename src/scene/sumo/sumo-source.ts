import type { Crossing, Mount, Street } from '#model/city.ts';
import { emptyLayers } from '#model/empty-layers.ts';
import type { ImportProgress, SourceFile } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { emptyMapping, type SourceMapping, type SourceQuestion } from '#model/source-mapping.ts';
import { boundsContain, clipLine } from '../assemble/clip-line.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import { UnreadableFileError } from '../osm/byte-window.ts';
import { streamXml } from '../osm/xml-stream.ts';
import type { Placement, SourceInput, SourceLayers, SourceProbe, SourceReader } from '../sources/source-reader.ts';
import { SumoDemand } from './sumo-demand.ts';
import { SumoElements } from './sumo-elements.ts';
import { type NetToScene, sumoExtent, sumoPlacement } from './sumo-place.ts';
import { isStreetEdge, type NetStreet, netStreets } from './sumo-streets.ts';
import { sumoTrips } from './sumo-trips.ts';
import { netRestrictions } from './sumo-turns.ts';

/** Bytes within which a network's place is looked for; it stands before the first edge. */
const placeWithin = 4 * 1024 ** 2;

/**
 * SUMO networks (.net.xml): streets with lanes, widths and users, signals where junctions have lights, crossings, and turns
 * that are not possible. Further files of the input are those of its scenario: what they hold of vehicles and routes
 * becomes trips.
 */
export const sumoReader: SourceReader = { format: 'SUMO network', probe: probeSumo, read: readSumo };

/** As the contract's `probe`; with `localOrigin` a network without a place of its own gets one. */
async function probeSumo(
  input: SourceInput,
  _mapping: SourceMapping | null,
  localOrigin: Placement['localOrigin'] = null,
): Promise<Outcome<SourceProbe>> {
  const [file] = input.files;
  const net = new SumoElements();
  const reading = streamXml(file.blob, file.name, net, () => success(null));
  try {
    while (net.location === null && net.edges.length === 0) {
      const next = await reading.next();
      if (next.done === true) {
        if (!next.value.ok) return { ok: false, problem: next.value.problem };
        break;
      }
      if (next.value * file.blob.size > placeWithin) break;
    }
    const extent = sumoExtent(net.location, localOrigin, file.name);
    if (!extent.ok) return extent;
    const question = extent.value === null && localOrigin === null ? placeQuestion(input.name) : null;
    return success({ extent: extent.value, question });
  } catch (error) {
    return unreadable(error, file);
  } finally {
    await reading.return(success(null));
  }
}

/** A network in local coordinates: the only thing to ask is where it lies. */
function placeQuestion(file: string): SourceQuestion {
  return {
    file,
    format: 'SUMO network',
    features: 1,
    geometry: 'lines',
    coordinateSystem: null,
    properties: [],
    placeMissing: true,
    guess: { ...emptyMapping, role: 'streets' },
    reasons: ['The network is in coordinates of its own: say where its zero lies.'],
  };
}

function unreadable<T>(error: unknown, { name }: SourceFile): Outcome<T> {
  if (!(error instanceof UnreadableFileError)) throw error;
  return failure('file-unreadable', `${name} could not be read to its end; was it moved, changed or unplugged?`, name);
}

async function* readSumo(
  input: SourceInput,
  _mapping: SourceMapping | null,
  placement: Placement,
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<SourceLayers>> {
  const [file] = input.files;
  const net = new SumoElements();
  const step = `Reading ${file.name}`;
  const tooLarge = () =>
    net.tooLarge
      ? failure<null>(
          'sumo-too-large',
          `${file.name} holds more than fits into memory; cut out the city first.`,
          file.name,
        )
      : success(null);
  const reading = streamXml(file.blob, file.name, net, tooLarge);
  try {
    let next = await reading.next();
    while (next.done !== true) {
      yield { step, fraction: next.value * 0.7 };
      next = await reading.next();
    }
    if (!next.value.ok) return { ok: false, problem: next.value.problem };
  } catch (error) {
    return unreadable(error, file);
  }
  const place = sumoPlacement(net.location, placement.frame, placement.localOrigin, file.name);
  if (!place.ok) return place;
  const demand = yield* readDemand(input.files.slice(1), notes);
  if (!demand.ok) return demand;
  const work = assemble(net, demand.value, place.value, placement, notes);
  let next = work.next();
  while (next.done !== true) {
    yield { step, fraction: 0.85 };
    next = work.next();
  }
  return success(next.value);
}

/** What the files beside a network tell of vehicles; `null` where they tell nothing, or there are none. */
async function* readDemand(
  files: readonly SourceFile[],
  notes: ImportNotes,
): AsyncGenerator<ImportProgress, Outcome<SumoDemand | null>> {
  const demand = new SumoDemand();
  let understood = 0;
  for (const [index, file] of files.entries()) {
    demand.startFile();
    const limit = () => demandLimit(demand, file.name);
    const reading = streamXml(file.blob, file.name, demand, limit);
    try {
      let next = await reading.next();
      while (next.done !== true) {
        const fraction = 0.7 + (0.1 * (index + next.value)) / files.length;
        yield { step: `Reading ${file.name}`, fraction };
        next = await reading.next();
      }
      if (!next.value.ok && !demand.isOther) return { ok: false, problem: next.value.problem };
    } catch (error) {
      return unreadable(error, file);
    }
    understood += demand.understood;
    if (demand.understood > 0) continue;
    notes.add('ignored', 'file', 'It holds neither vehicles nor routes nor types of vehicles.', file.name);
  }
  return success(understood === 0 ? null : demand);
}

function demandLimit(demand: SumoDemand, fileName: string): Outcome<null> {
  // A file of another kind is not read on; the reader knows by `isOther` that this is no fault.
  if (demand.isOther) return failure('sumo-other', `${fileName} holds no vehicles.`, fileName);
  if (!demand.tooLarge) return success(null);
  const sentence = `${fileName} holds more vehicles and routes than fit into memory; open a part of it.`;
  return failure('sumo-too-large', sentence, fileName);
}

function* assemble(
  net: SumoElements,
  demand: SumoDemand | null,
  place: NetToScene,
  { reach }: Placement,
  notes: ImportNotes,
): Generator<null, SourceLayers> {
  const { streets: drawn, streetOf, twoWay, incomplete } = yield* netStreets(net);
  for (const id of incomplete) {
    notes.add('dropped', 'street', 'Its junctions are not in the network, or it has no lanes.', `sumo/${id}`);
  }
  const ids = new Set(drawn.map(({ street }) => street.id));
  const piecesOf = new Map(drawn.map((street) => [street.street.id, placeStreet(street, place, reach, ids, notes)]));
  const streets = [...piecesOf.values()].flat();
  yield null;
  const kept = new Set(streets.map(({ id }) => id));
  const restrictions = (yield* netRestrictions(net, streetOf, place)).filter(
    ({ fromStreetId, toStreetId }) => kept.has(fromStreetId) && kept.has(toStreetId),
  );
  const mounts = signals(net, place, reach, notes);
  const crossings = crossingsOf(net, place, reach);
  const junctionAt = (id: string) => placeOfJunction(net, id, place, reach);
  const traffic = demand === null ? null : yield* sumoTrips(demand, { streetOf, piecesOf, junctionAt }, notes);
  const normal = net.edges.filter(isStreetEdge);
  const counts = {
    sumoEdges: normal.length,
    sumoLanes: normal.reduce((sum, { lanes }) => sum + lanes.length, 0),
    sumoJunctions: net.junctions.size,
    sumoTwoWayStreets: twoWay,
    sumoTrafficLights: mounts.length,
    sumoCrossings: crossings.length,
    sumoForbiddenTurns: restrictions.length,
    ...traffic?.counts,
  };
  return {
    layers: { ...emptyLayers, streets, restrictions, mounts, crossings, trips: traffic?.trips ?? [] },
    counts,
    joins: [],
    licence: 'as its source states',
    attribution: '',
  };
}

function placeStreet(
  { street, line, guessedClass }: NetStreet,
  place: NetToScene,
  reach: Placement['reach'],
  ids: Set<string>,
  notes: ImportNotes,
): Street[] {
  const xy: number[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const point = place(line[i], line[i + 1]);
    if (point === null) {
      notes.add('dropped', 'street', 'Lies far outside the scene.', street.id);
      return [];
    }
    if (point[0] !== xy[xy.length - 2] || point[1] !== xy[xy.length - 1]) xy.push(...point);
  }
  const pieces = clipLine(Float64Array.from(xy), reach);
  if (pieces.length === 0) notes.add('dropped', 'street', 'Lies outside the scene, or has no length.', street.id);
  else if (guessedClass) {
    notes.add('guessed', 'street', 'Its kind is guessed from its users, speed and lanes.', street.id);
  }
  return pieces.map((piece, index) => ({
    ...street,
    id: index === 0 ? street.id : freePieceId(street.id, index + 1, ids),
    xy: piece,
  }));
}

/** SUMO itself numbers edges with `#`, so that `a#2` may be an edge of its own. */
function freePieceId(id: string, first: number, ids: Set<string>): string {
  let number = first;
  while (ids.has(`${id}#${number}`)) number += 1;
  ids.add(`${id}#${number}`);
  return `${id}#${number}`;
}

function placeOfJunction(
  net: SumoElements,
  id: string,
  place: NetToScene,
  reach: Placement['reach'],
): readonly [x: number, y: number] | null {
  const junction = net.junctions.get(id);
  const at = junction === undefined ? null : place(junction.x, junction.y);
  return at !== null && boundsContain(reach, ...at) ? at : null;
}

function signals(net: SumoElements, place: NetToScene, reach: Placement['reach'], notes: ImportNotes): Mount[] {
  const mounts: Mount[] = [];
  for (const { id, type, x, y } of net.junctions.values()) {
    if (!type.startsWith('traffic_light')) continue;
    const at = place(x, y);
    if (at === null || !boundsContain(reach, ...at)) {
      notes.add('dropped', 'point', 'Lies outside the scene.', `sumo/junction/${id}`);
      continue;
    }
    mounts.push({ id: `sumo/junction/${id}`, kind: 'signal', x: at[0], y: at[1], heightMeters: null });
  }
  if (mounts.length > 0) {
    notes.tell(
      'guessed',
      'signal',
      'The network tells which junctions have lights, not where their masts stand: one stands in the middle of each.',
      mounts.length,
    );
  }
  return mounts;
}

/** Where people cross inside a junction: the middle of each crossing's line. */
function crossingsOf(net: SumoElements, place: NetToScene, reach: Placement['reach']): Crossing[] {
  return net.edges.flatMap(({ id, purpose, lanes }): Crossing[] => {
    if (purpose !== 'crossing' || lanes.length === 0 || lanes[0].shape.length < 4) return [];
    const { shape } = lanes[0];
    const end = shape.length - 2;
    const at = place((shape[0] + shape[end]) / 2, (shape[1] + shape[end + 1]) / 2);
    if (at === null || !boundsContain(reach, ...at)) return [];
    const junction = net.junctions.get(id.replace(/^:/, '').replace(/_c\d+$/, ''));
    const kind = junction?.type.startsWith('traffic_light') === true ? 'signals' : 'marked';
    return [{ id: `sumo/${id}`, kind, kerb: null, x: at[0], y: at[1] }];
  });
}
