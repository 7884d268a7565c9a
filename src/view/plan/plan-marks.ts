import { Group } from 'three';
import type { City } from '#model/city.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SessionState } from '#state/session.ts';
import type { CityPalette } from '../theme.ts';
import { createNetworkLayer } from './network-layer.ts';
import { createPlanLayer } from './plan-layer.ts';
import { createSpotMark, shownSpot } from './spot-mark.ts';

/** All of a plan but its devices: sites, zones, network, and the blind spot that is shown. */
export interface PlanMarks {
  readonly group: Group;
  /** Those that are no part of the city: not to be seen through a lens. */
  readonly unreal: readonly Group[];
  setPalette(palette: CityPalette): void;
  setVisible(layers: SessionState['layers']): void;
  prepareFrame(
    plan: Scenario | null,
    state: SessionState,
    city: City | null,
    groundHeight: (x: number, y: number) => number,
    metersPerPixel: number,
  ): void;
  dispose(): void;
}

export function createPlanMarks(): PlanMarks {
  const group = new Group();
  const areas = createPlanLayer();
  const network = createNetworkLayer();
  const spot = createSpotMark();
  const parts = [areas, network, spot];
  for (const part of parts) group.add(part.group);
  return {
    group,
    unreal: [network.group, spot.group],
    setPalette(palette) {
      for (const part of parts) part.setPalette(palette);
    },
    setVisible(layers) {
      areas.setVisible(layers);
      network.setVisible(layers.network);
    },
    prepareFrame(plan, state, city, groundHeight, metersPerPixel) {
      areas.show(plan, city, groundHeight);
      network.show(plan, state.costs, groundHeight);
      spot.show(shownSpot(state), groundHeight, metersPerPixel);
    },
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
