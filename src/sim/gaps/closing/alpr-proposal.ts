import type { ClosingProposal } from '#model/results/gaps/closing.ts';
import { edgeName } from '../traffic/drive-graph.ts';
import type { UnitReads } from '../traffic/unit-reads.ts';
import type { AlprCandidate } from './alpr-candidates.ts';
import type { AlprTools } from './alpr-tools.ts';

/** A candidate under the id of a proposal. */
export function namedReads({ reads }: AlprCandidate, id: string): UnitReads {
  return { ...reads, deviceId: id };
}

/** A unit for a road, as it is proposed. ALPR units expose nobody's home by the plan's rule, which counts cameras. */
export function alprProposal(
  { graph }: Pick<AlprTools, 'graph'>,
  id: string,
  aim: ClosingProposal['for'],
  arc: number,
  candidate: AlprCandidate,
  gain: ClosingProposal['gain'],
): ClosingProposal {
  const { unit, model, price, read, lanes, bothWays } = candidate;
  const place = edgeName(graph, arc >>> 1);
  const where =
    unit.mounting.featureId === null ? 'on a new pole, which is not in the price' : `on a ${unit.mounting.kind}`;
  const what = lanes === 1 ? 'the lane' : lanes === 2 ? 'both lanes' : `all ${lanes} lanes`;
  const directions = bothWays ? ', both directions,' : ' in one direction';
  return {
    id,
    for: aim,
    device: { ...unit, id },
    price,
    yearly: model.yearly,
    exposedSquareMeters: 0,
    gain,
    place,
    reason: `Reads ${what} of ${place}${directions} with ${Math.round(100 * read)} %, ${where}.`,
  };
}

export function proposalId(aim: ClosingProposal['for'], number: number): string {
  return `proposal-${aim}-${number + 1}`;
}
