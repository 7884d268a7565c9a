import type { City } from '#model/city.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type { Scenario } from '#model/scenario.ts';
import { terminalText } from './terminal-text.ts';

/** The result for reading in a terminal: areas per camera and together, at or above each category. Ends with a line feed. */
export function coverageTable(result: CoverageResult, scenario: Scenario, city: City): string {
  const { together, cameras, categories } = result;
  const rows: string[][] = [
    ['m² at or above', ...categories.map(({ name }) => name)],
    ['px/m', ...categories.map(({ pixelsPerMeter }) => String(pixelsPerMeter))],
    ...cameras.map((camera) => [terminalText(camera.name), ...cameraCells(camera)]),
    ['Together', ...together.areasSquareMeters.map(area)],
    ['By two or more', ...together.redundantCells.map((cells) => area(cells * result.cellMeters ** 2))],
    ['Cameras per seen cell', ...together.meanCameras.map((mean) => mean.toFixed(2))],
  ];
  const { standard } = categorySets[scenario.categorySet];
  const lines = [
    `${scenario.name} on ${city.manifest.name}${city.manifest.invented ? ' (an invented city)' : ''}`,
    `${standard}; targets ${result.targetHeightMeters} m above the ground; cells of ${result.cellMeters} m`,
    '',
    ...aligned(rows),
    '',
  ];
  for (const { name, problem } of cameras) if (problem !== null) lines.push(`${name} sees nothing: ${problem}`);
  for (const assumption of result.assumptions) lines.push(`Assumed: ${assumption}`);
  for (const attribution of city.manifest.attribution) lines.push(attribution);
  lines.push(`Hash of the picture: ${together.bitsetHash}`);
  return `${lines.map(terminalText).join('\n')}\n`;
}

function cameraCells({ status, areasSquareMeters }: CoverageResult['cameras'][number]): string[] {
  return areasSquareMeters.map((value) => (status === 'ok' ? area(value) : '–'));
}

/** Whole square metres, thousands apart by commas; the same on every machine. */
function area(squareMeters: number): string {
  return String(Math.round(squareMeters)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const nameWidthLimit = 32;

function aligned(rows: readonly (readonly string[])[]): string[] {
  const short = rows.map(([name, ...cells]) => [shortened(name), ...cells]);
  const widths = short[0].map((_, column) => Math.max(...short.map((row) => (row[column] ?? '').length)));
  return short.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
}

function shortened(name: string): string {
  return name.length > nameWidthLimit ? `${name.slice(0, nameWidthLimit - 1)}…` : name;
}
