import type { CoverageResult } from '#model/results/coverage.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import type { CoverageEngine } from './coverage-engine.ts';
import { coverageResult } from './coverage-result.ts';

/** The result of what an engine has merged; throws where a camera of the scenario is not merged yet. */
export function mergedResult(
  engine: CoverageEngine,
  scene: CoverageScene,
  scenario: Scenario,
  sceneId: string,
): CoverageResult {
  const { cameras, groundCells } = engine.snapshot(scenario.devices.map((device) => device.id));
  return coverageResult({ sceneId, scene, scenario, groundCells, cameras });
}
