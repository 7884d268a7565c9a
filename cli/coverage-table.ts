import type { City } from '#model/city.ts';
import type { Condition } from '#model/goal.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { CoverageResult, DeviceResult, LayerResult } from '#model/results/coverage.ts';
import type { CoverageLayer } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import { goalTable } from './goal-table.ts';
import { terminalText } from './terminal-text.ts';
import { aligned, brief, grouped } from './text-table.ts';

/** The result for reading in a terminal: areas per camera and together, other kinds, goals. Ends with a line feed. */
export function coverageTable(result: CoverageResult, scenario: Scenario, city: City, condition: Condition): string {
  const { devices } = result;
  const { standard } = categorySets[scenario.categorySet];
  const { targetHeightMeters: low, targetTopMeters: high } = result;
  const targets = low === high ? `targets ${low} m above the ground` : `targets from ${low} to ${high} m`;
  const lines = [
    `${scenario.name} on ${city.manifest.name}${city.manifest.invented ? ' (an invented city)' : ''}`,
    `${standard}; ${targets}; cells of ${result.cellMeters} m; by ${condition}`,
    '',
    ...densityTable(result, condition),
    ...otherLayers(result, condition),
    ...accessLines(result),
    ...laneLines(result),
    ...goalTable(result, scenario),
    '',
  ];
  for (const { name, problem } of devices) if (problem !== null) lines.push(`${name} covers nothing: ${problem}`);
  for (const { name, remark } of devices) if (remark !== null) lines.push(`${name}: ${remark}`);
  for (const assumption of result.assumptions) lines.push(`Assumed: ${assumption}`);
  for (const attribution of city.manifest.attribution) lines.push(attribution);
  lines.push(`Hash of the picture: ${result.together.bitsetHash}`);
  return `${lines.map(terminalText).join('\n')}\n`;
}

function densityTable(result: CoverageResult, condition: Condition): string[] {
  const cameras = result.devices.filter(({ layer }) => layer === 'density');
  const together = layerOf(result, 'density', condition) ?? result.together;
  return aligned([
    ['m² at or above', ...result.categories.map(({ name }) => name)],
    ['px/m', ...result.categories.map(({ pixelsPerMeter }) => String(pixelsPerMeter))],
    ...cameras.map((camera) => [terminalText(camera.name), ...areasOf(camera, condition)]),
    ['Together', ...together.areasSquareMeters.map(grouped)],
    ['By two or more', ...together.redundantCells.map((cells) => grouped(cells * result.cellMeters ** 2))],
    ['Cameras per seen cell', ...together.meanDevices.map((mean) => mean.toFixed(2))],
  ]);
}

function areasOf({ status, ground }: DeviceResult, condition: Condition): string[] {
  const areas = ground.find((one) => one.condition === condition)?.areasSquareMeters ?? [];
  return areas.map((value) => (status === 'ok' ? grouped(value) : '–'));
}

function layerOf(result: CoverageResult, layer: CoverageLayer, condition: Condition): LayerResult | undefined {
  return result.layers.find((one) => one.layer === layer && one.condition === condition);
}

const layerWords: Readonly<Record<Exclude<CoverageLayer, 'density'>, string>> = {
  thermal: 'Persons detected by thermal cameras',
  plates: 'Ground in the picture of ALPR units',
  acoustic: 'Ground heard',
  radar: 'Carriageway counted by radar',
  air: 'Ground that air stations stand for',
  radio: 'Ground in reach of a gateway',
  phones: 'Streets near an emergency phone',
};

function otherLayers(result: CoverageResult, condition: Condition): string[] {
  const rows = result.layers.flatMap((layer) => {
    if (layer.layer === 'density' || layer.condition !== condition) return [];
    const { layer: name, areasSquareMeters, redundantCells } = layer;
    return [[layerWords[name], grouped(areasSquareMeters[0]), grouped(redundantCells[0] * result.cellMeters ** 2)]];
  });
  return rows.length === 0 ? [] : ['', ...aligned([['m² covered', 'by one', 'by two or more'], ...rows])];
}

function accessLines({ access }: CoverageResult): string[] {
  if (access.length === 0) return [];
  const monitored = access.filter((portal) => portal.monitored).length;
  return ['', `Portals of sites locked and monitored: ${monitored} of ${access.length}`];
}

/** Lanes that are read less often by day and by night are only counted. */
const leastTold = 0.5;

function laneLines({ lanes, devices }: CoverageResult): string[] {
  if (!devices.some(({ kind }) => kind === 'alpr')) return [];
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  const read = lanes.filter((lane) => Math.max(lane.read, lane.readAtNight) >= leastTold);
  const rows = read.map((lane) => [
    `${lane.streetName ?? lane.streetId}, lane ${lane.lane + 1}`,
    names.get(lane.deviceId) ?? lane.deviceId,
    lane.read.toFixed(2),
    lane.readAtNight.toFixed(2),
    brief(lane.distanceMeters),
    brief(lane.pixelsPerMeter),
  ]);
  const others = lanes.length - read.length;
  return [
    '',
    ...aligned([['Plates read', 'unit', 'by day', 'by night', 'm', 'px/m'], ...rows]),
    ...(others === 0 ? [] : [`and ${others} stretches of lanes where less than half of the plates are read`]),
  ];
}
