import type { CityLayers, Mount, Site, SurveillanceNode, Tree } from '#model/city.ts';
import type { ImportProgress } from '#model/import-job.ts';
import type { ImportNotes } from '../assemble/import-notes.ts';
import type { LayersSource } from './layers-source.ts';
import { mergeBuildings } from './merge-buildings.ts';
import { mergePoints } from './merge-points.ts';
import { withUniqueIds } from './unique-ids.ts';

export type { LayersSource } from './layers-source.ts';

export interface MergedLayers {
  readonly layers: Omit<CityLayers, 'terrain'>;
  /** Id of a building that a source has → id of the building that stands for it, where that is another one. */
  readonly replacedBuildings: ReadonlyMap<string, string>;
  /** For the report: `buildingsMerged`, `heightsMerged`, `pointsMerged`, …; nothing for one source. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * All sources as one city: buildings that several have are one (see {@link mergeBuildings}), so are points of a kind within
 * 1 m; everything else stands as each source has it. What was merged is noted with ids. Yields often.
 */
export function* mergeLayers(
  given: readonly LayersSource[],
  notes: ImportNotes,
): Generator<ImportProgress, MergedLayers> {
  if (given.length === 1) return { layers: givenLayers(given[0]), replacedBuildings: new Map(), counts: {} };
  const sources = withUniqueIds(given);
  const { buildings, prisms, meshes, replaced, counts } = yield* mergeBuildings(sources, notes);
  const lists = <K extends keyof CityLayers>(layer: K) =>
    sources.map(({ layers }) => layers[layer as keyof typeof layers]);
  const all = <T>(
    layer: 'restrictions' | 'crossings' | 'barriers' | 'areas' | 'zones' | 'demand' | 'trips' | 'streets',
  ) => lists(layer).flat() as T[];
  yield { step: 'Merging trees and posts', fraction: 0.9 };
  const points = yield* during(pointsOf(sources, notes), 'Merging trees and posts', 0.9);
  noteStreets(sources, notes);
  const layers: Omit<CityLayers, 'terrain'> = {
    buildings,
    prisms,
    meshes,
    streets: all('streets'),
    restrictions: all('restrictions'),
    crossings: all('crossings'),
    barriers: all('barriers'),
    areas: all('areas'),
    zones: all('zones'),
    demand: all('demand'),
    trips: all('trips'),
    portals: sources.flatMap((source, index) => portalsOf(source, replaced[index])),
    ...points.layers,
  };
  const replacedBuildings = new Map(replaced.flatMap((map) => [...map]));
  return { layers, replacedBuildings, counts: { ...counts, pointsMerged: points.count } };
}

/** Without a terrain that may be there beside them. */
function givenLayers({ layers }: LayersSource): Omit<CityLayers, 'terrain'> {
  const { buildings, prisms, meshes, streets, restrictions, crossings, barriers, areas } = layers;
  const { mounts, trees, sites, portals, zones, surveillance, demand, trips } = layers;
  const ground = { buildings, prisms, meshes, streets, restrictions, crossings, barriers, areas };
  return { ...ground, mounts, trees, sites, portals, zones, surveillance, demand, trips };
}

/** Doors of a building that does not stand belong to the one that stands for it. */
function portalsOf({ layers }: LayersSource, replaced: ReadonlyMap<string, string>): CityLayers['portals'] {
  return layers.portals.map((portal) => {
    const standing = portal.buildingId === null ? undefined : replaced.get(portal.buildingId);
    return standing === undefined ? portal : { ...portal, buildingId: standing };
  });
}

function* pointsOf(sources: readonly LayersSource[], notes: ImportNotes) {
  const sameKind = (a: { readonly kind: string }, b: { readonly kind: string }) => a.kind === b.kind;
  const any = () => true;
  const trees = yield* mergePoints<Tree>(
    sources,
    (layers) => layers.trees,
    'tree',
    any,
    (tree) => tree,
    notes,
  );
  const mounts = yield* mergePoints<Mount>(
    sources,
    (layers) => layers.mounts,
    'mount',
    sameKind,
    (mount, other) => ({ ...mount, heightMeters: mount.heightMeters ?? other.heightMeters }),
    notes,
  );
  const sites = yield* mergePoints<Site>(sources, (layers) => layers.sites, 'site', sameKind, fillSite, notes);
  const surveillance = yield* mergePoints<SurveillanceNode>(
    sources,
    (layers) => layers.surveillance,
    'surveillance',
    any,
    (node, other) => ({ ...node, tags: { ...other.tags, ...node.tags } }),
    notes,
  );
  return {
    layers: { trees: trees.things, mounts: mounts.things, sites: sites.things, surveillance: surveillance.things },
    count: trees.count + mounts.count + sites.count + surveillance.count,
  };
}

function* during<T>(work: Generator<null, T>, step: string, fraction: number): Generator<ImportProgress, T> {
  let next = work.next();
  while (next.done !== true) {
    yield { step, fraction };
    next = work.next();
  }
  return next.value;
}

function fillSite(site: Site, other: Site): Site {
  return { ...site, name: site.name ?? other.name, rings: site.rings.length > 0 ? site.rings : other.rings };
}

function noteStreets(sources: readonly LayersSource[], notes: ImportNotes): void {
  const having = sources.filter(({ layers }) => layers.streets.length > 0);
  if (having.length < 2) return;
  const count = having.reduce((sum, { layers }) => sum + layers.streets.length, 0);
  const names = having.map(({ name }) => name).join(' and ');
  notes.tell(
    'read',
    'street',
    `Streets are not merged: those of ${names} all stand, also where they are the same.`,
    count,
  );
}

/**
 * Of the buildings that own a solid, the share whose height is a default; `null` where there is none. Walls and bridges don't
 * count.
 */
export function guessedShareOf({ buildings, prisms }: Pick<CityLayers, 'buildings' | 'prisms'>): number | null {
  let solid = 0;
  let guessed = 0;
  for (const index of new Set(prisms.building)) {
    if (buildings[index].structure !== 'building') continue;
    solid += 1;
    if (buildings[index].heightSource === 'default') guessed += 1;
  }
  return solid === 0 ? null : guessed / solid;
}
