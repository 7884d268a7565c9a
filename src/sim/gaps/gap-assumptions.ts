import { assumptionTable } from '#model/assumptions.ts';
import { gapRunAssumptions } from '#model/gap-question.ts';
import { coverageAssumptions } from '../coverage/coverage-assumptions.ts';
import type { GapStage } from './gap-stage.ts';

/** What a gap run hangs on, as sentences: its own numbers with their sources, then those of the coverage beneath it. */
export function gapAssumptions({ job, scene, scenario }: GapStage): string[] {
  const own = gapRunAssumptions[job.run].map((key) => {
    const { label, unit, source } = assumptionTable[key];
    return `${label}: ${scenario.assumptions[key]}${unit === '' ? '' : ` ${unit}`} (${source}).`;
  });
  return [...own, ...coverageAssumptions(scene, scenario)];
}
