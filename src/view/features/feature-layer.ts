import { Group, type Vector3 } from 'three';
import type { City } from '#model/city.ts';
import type { PickedFeature, SessionState } from '#state/session.ts';
import type { CityPalette } from '../theme.ts';
import type { WorkQueue } from '../work-queue.ts';
import { createMarkLayer } from './mark-layer.ts';
import { createMountLayer } from './mount-layer.ts';
import { createPickedMark } from './picked-mark.ts';
import { createSurveillanceLayer } from './surveillance-layer.ts';
import { createTreeLayer } from './tree-layer.ts';

/** All of the city but ground and buildings: trees, mounts, marks, existing surveillance nodes. */
export interface FeatureLayer {
  readonly group: Group;
  setCity(city: City): void;
  setPalette(palette: CityPalette): void;
  setVisible(layers: SessionState['layers']): void;
  /** Marks a feature that is no building in the accent; null for none. */
  setPicked(picked: PickedFeature | null): void;
  /** `reach`: farthest that is drawn, metres from the eye. True when something has changed that casts shadows. */
  prepareFrame(eye: Vector3, reach: number, metersPerPixel: number): boolean;
  dispose(): void;
}

/** Fills the layer in the queue's slices; what was drawn stays until then. */
export function createFeatureLayer(city: City, work: WorkQueue): FeatureLayer {
  const group = new Group();
  const trees = createTreeLayer();
  const mounts = createMountLayer();
  const marks = createMarkLayer();
  const surveillance = createSurveillanceLayer();
  const picked = createPickedMark();
  const parts = [trees, mounts, marks, surveillance, picked];
  for (const part of parts) group.add(part.group);
  const setCity = (next: City): void => {
    work.add('features/', -0.5, function* () {
      for (const part of parts) {
        part.setCity(next);
        yield;
      }
    });
  };
  setCity(city);

  return {
    group,
    setCity,
    setPalette(palette) {
      for (const part of parts) part.setPalette(palette);
    },
    setVisible(layers) {
      trees.group.visible = layers.trees;
      mounts.group.visible = layers.mounts;
      surveillance.group.visible = layers.surveillance;
      marks.setVisible(layers);
    },
    setPicked: picked.setPicked,
    prepareFrame(eye, reach, metersPerPixel) {
      marks.prepareFrame(metersPerPixel);
      picked.prepareFrame(metersPerPixel);
      const moved = trees.group.visible && trees.prepareFrame(eye, reach);
      return (mounts.group.visible && mounts.prepareFrame(eye, reach)) || moved;
    },
    dispose() {
      work.drop('features/');
      for (const part of parts) part.dispose();
    },
  };
}
