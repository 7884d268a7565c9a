import { createCellGrid } from '#geo/cell-grid.ts';
import { createHasher, hashWords } from '#geo/hash.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { CameraCoverageSummary, CoverageResult } from '#model/results/coverage.ts';
import type { CameraBits, CoverageScene } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import { CoverageLedger } from './coverage-ledger.ts';

/** Grows when the same input would give other cells. */
export const coverageEngine = 'sightline-coverage 1';

export interface CoverageResultInput {
  /** Id of the scene's manifest. */
  readonly sceneId: string;
  readonly scene: CoverageScene;
  readonly scenario: Scenario;
  readonly groundCells: number;
  /** One per camera of the scenario, in any order. */
  readonly cameras: readonly CameraBits[];
}

/**
 * The result of a coverage run as data. Depends on the input alone: not on the order in which cameras were computed or
 * by how many workers. Throws where a camera of the scenario has no bits.
 */
export function coverageResult(input: CoverageResultInput): CoverageResult {
  const { scene, scenario } = input;
  const grid = createCellGrid(scene.bounds, scene.cell);
  const { categories } = categorySets[scenario.categorySet];
  const bits = new Map(input.cameras.map((camera) => [camera.id, camera]));
  const ledger = new CoverageLedger(grid, categories.length);
  for (const device of scenario.devices) ledger.put(found(bits, device.id));
  const alone = new Map(ledger.cameraTotals().map((totals) => [totals.id, totals.aloneCells]));
  const totals = ledger.totals();
  const cellArea = scene.cell * scene.cell;
  const area = (cells: number) => cells * cellArea;
  return {
    kind: 'sightline-coverage',
    version: 1,
    engine: coverageEngine,
    inputHash: inputHash(scene, scenario),
    scene: input.sceneId,
    scenario: scenario.id,
    categorySet: scenario.categorySet,
    categories: categories.map(({ name, pixelsPerMeter }) => ({ name, pixelsPerMeter })),
    targetHeightMeters: scenario.targetHeightMeters,
    cellMeters: scene.cell,
    grid: {
      minX: grid.firstColumn * grid.cell,
      minY: grid.firstRow * grid.cell,
      columns: grid.columns,
      rows: grid.rows,
    },
    groundCells: input.groundCells,
    cameras: scenario.devices.map((device) =>
      summarize(found(bits, device.id), device.name, alone.get(device.id) ?? [], area),
    ),
    together: {
      cells: [...totals.cells],
      areasSquareMeters: totals.cells.map(area),
      redundantCells: [...totals.redundantCells],
      meanCameras: totals.cells.map((cells, k) => (cells === 0 ? 0 : totals.cameraCells[k] / cells)),
      bitsetHash: ledger.hash(),
    },
    assumptions: coverageAssumptions(scene, scenario),
  };
}

function found(bits: ReadonlyMap<string, CameraBits>, id: string): CameraBits {
  const camera = bits.get(id);
  if (camera === undefined) throw new Error(`coverageResult: no bits for camera ${id}`);
  return camera;
}

function summarize(
  bits: CameraBits,
  name: string,
  aloneCells: readonly number[],
  area: (cells: number) => number,
): CameraCoverageSummary {
  return {
    id: bits.id,
    name,
    status: bits.problem === null ? 'ok' : 'refused',
    problem: bits.problem,
    position: [bits.position[0], bits.position[1], bits.position[2]],
    cells: [...bits.cells],
    areasSquareMeters: bits.cells.map(area),
    aloneCells: [...aloneCells],
    window: [bits.firstRow, bits.rows, bits.firstWord, bits.words],
    bitsetHash: hashWords(bits.bits),
  };
}

/** What the result hangs on, as sentences for the report. */
export function coverageAssumptions(scene: CoverageScene, scenario: Scenario): string[] {
  const { standard } = categorySets[scenario.categorySet];
  const corrections = scenario.sceneEdits.length;
  return [
    `A spot counts as seen when the point ${scenario.targetHeightMeters} m above its ground is in the image and no solid or ground stands in between.`,
    `Categories are those of ${standard}: pixels per metre on a plane parallel to the sensor, for a person watching visible-light video by day in clear weather.`,
    'Buildings are upright prisms up to their highest point; a pitched roof hides as much as a block of its ridge height.',
    scene.terrain === null
      ? 'The ground is level.'
      : `The ground is the terrain model, triangulated at a spacing of ${scene.terrain.spacing} m.`,
    scenario.assumptions.treeCrowns === 'opaque'
      ? 'Tree crowns hide everything behind them, from a third of the tree’s height up to its top (in leaf).'
      : 'Tree crowns hide nothing (leafless).',
    ...(corrections === 0
      ? []
      : [
          `The city is as imported, with the ${corrections === 1 ? 'one correction' : `${corrections} corrections`} of this plan.`,
        ]),
    'Vehicles, people, signs and street furniture hide nothing; lenses are free of distortion.',
    `Ground is counted in cells of ${scene.cell} m by their centres; ground under standing buildings is left out.`,
  ];
}

/** SHA-256 over everything that a coverage run reads: the scene's geometry and the scenario. */
export function inputHash(scene: CoverageScene, scenario: Scenario): string {
  const { bounds, prisms, terrain, trees } = scene;
  const hasher = createHasher()
    .text('sightline-coverage-input 1')
    .doubles([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY, scene.cell, prisms.count])
    .doubles(prisms.building)
    .doubles(prisms.ringStart)
    .doubles(prisms.vertexStart)
    .doubles(prisms.xy)
    .doubles(prisms.baseZ)
    .doubles(prisms.topZ)
    .doubles(prisms.raised);
  for (const id of scene.buildingIds) hasher.text(id);
  if (terrain !== null) {
    const { originX, originY, spacing, columns, rows, heights } = terrain;
    hasher.doubles([originX, originY, spacing, columns, rows]).doubles(heights);
  }
  for (const tree of trees) {
    hasher.text(tree.id).doubles([tree.x, tree.y, tree.heightMeters, tree.crownRadiusMeters]);
  }
  return hasher.text(canonicalJson(scenario)).digest();
}

/** JSON with sorted keys, so that equal plans give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : item,
  );
}
