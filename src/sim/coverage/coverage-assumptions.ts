import { categorySets } from '#model/pixel-density.ts';
import type { CoverageScene } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import { thermalFogFactor } from './condition-ground.ts';
import { coverageSettings } from './coverage-scene.ts';
import { litKerbMeters } from './lit-cells.ts';

/** What a result hangs on, as sentences for the report. */
export function coverageAssumptions(scene: CoverageScene, scenario: Scenario): string[] {
  const { standard } = categorySets[scenario.categorySet];
  const corrections = scenario.sceneEdits.length;
  return [
    targetSentence(scenario),
    `Categories are those of ${standard}: pixels per metre on a plane parallel to the sensor, for a person watching visible-light video by day in clear weather.`,
    'Buildings are upright prisms up to their highest point; a pitched roof of which only the shape is known hides as much as a block of its ridge height.',
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
    ...kindSentences(scenario),
    ...conditionSentences(scenario),
  ];
}

function targetSentence(scenario: Scenario): string {
  const { targetHeightMeters, targetTopMeters } = coverageSettings(scenario);
  const what =
    scenario.target === 'person'
      ? `everything from ${targetHeightMeters} to ${targetTopMeters} m above its ground (a person)`
      : `the point ${targetHeightMeters} m above its ground`;
  return `A spot counts as seen when ${what} is in the image and no solid or ground stands in between.`;
}

function kindSentences({ devices, assumptions }: Scenario): string[] {
  const kinds = new Set(devices.map(({ kind }) => kind));
  const some = (kind: (typeof devices)[number]['kind'], sentence: string) => (kinds.has(kind) ? [sentence] : []);
  const thermal = devices.some((device) => device.kind === 'camera' && device.spectrum === 'thermal');
  const { thermalPixelsPerMeter, plateHeightMeters, phoneWalkMeters } = assumptions;
  return [
    ...(thermal
      ? [`Thermal cameras detect a person at ${thermalPixelsPerMeter} px/m; no category holds for them.`]
      : []),
    ...some(
      'alpr',
      `Plates hang ${plateHeightMeters} m above the road, on lanes laid from each street’s width and lane count; traffic keeps right.`,
    ),
    ...some('acoustic', 'Sound goes around buildings: an acoustic sensor hears everything within its range in plan.'),
    ...some('air', 'An air-quality station stands for a disc whose radius its siting scale gives.'),
    ...some('radar', 'Traffic radars look at the carriageways between near and far range, past everything.'),
    ...some('phone', `An emergency phone serves the streets within ${phoneWalkMeters} m on foot.`),
  ];
}

function conditionSentences({ assumptions }: Scenario): string[] {
  const { lampReachMeters, fogVisibilityMeters } = assumptions;
  return [
    `At night a spot is lit within ${lampReachMeters} m of a lamp and on streets that the source calls lit (${litKerbMeters} m beyond their width); elsewhere cameras see as far as their own infrared light.`,
    `In fog cameras see ${fogVisibilityMeters} m, thermal ones ${thermalFogFactor} times that.`,
  ];
}
