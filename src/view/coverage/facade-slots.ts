import type { FacadePaint, FacadePanels } from '#model/results/facades.ts';

/**
 * Which facade panels are drawn, and where they stand in the buffers of the graphics card: only panels that are seen take room,
 * side by side from slot 0.
 */
export interface FacadeSlots {
  /** Panels that are drawn. */
  readonly count: number;
  /** Seen panels that found no room. */
  readonly unpainted: number;
  /** Per slot: centre (x, y, z), normal (x, y), width, height, class; {@link floatsPerSlot} numbers. Replaced when it grows. */
  readonly data: Float32Array<ArrayBuffer>;
  /** Other panels: a new city. */
  setPanels(panels: FacadePanels | null): void;
  /** Forgets the classes. */
  clear(): void;
  paint(paint: FacadePaint): void;
  /** First slot and end of those written since the last call; null where none was. `grown`: {@link data} is another one. */
  takeChanges(): { readonly from: number; readonly to: number; readonly grown: boolean } | null;
}

export const floatsPerSlot = 8;
const firstCapacity = 1024;

/** @param most slots at most: the bound of memory. */
export function createFacadeSlots(most: number): FacadeSlots {
  let panels: FacadePanels | null = null;
  /** Slot of each panel, −1 for none, and the panel of each slot. */
  let slotOf = new Int32Array(0);
  let panelAt: number[] = [];
  let classOf = new Uint8Array(0);
  let data = new Float32Array(0);
  let waiting = new Set<number>();
  let [from, to, grown] = [Number.POSITIVE_INFINITY, 0, false];

  const note = (slot: number): void => {
    from = Math.min(from, slot);
    to = Math.max(to, slot + 1);
  };

  const write = (slot: number, panel: number): void => {
    if (panels === null) return;
    const at = floatsPerSlot * slot;
    data[at] = panels.center[3 * panel];
    data[at + 1] = panels.center[3 * panel + 1];
    data[at + 2] = panels.center[3 * panel + 2];
    data[at + 3] = panels.normal[2 * panel];
    data[at + 4] = panels.normal[2 * panel + 1];
    data[at + 5] = panels.width[panel];
    data[at + 6] = panels.height[panel];
    data[at + 7] = classOf[panel];
    slotOf[panel] = slot;
    panelAt[slot] = panel;
    note(slot);
  };

  const add = (panel: number): void => {
    const slot = panelAt.length;
    if (slot >= most) {
      waiting.add(panel);
      return;
    }
    if (floatsPerSlot * slot >= data.length) {
      const larger = new Float32Array(floatsPerSlot * Math.min(most, Math.max(firstCapacity, 2 * slot)));
      larger.set(data);
      data = larger;
      grown = true;
    }
    write(slot, panel);
  };

  const remove = (panel: number): void => {
    const slot = slotOf[panel];
    const last = panelAt.pop();
    slotOf[panel] = -1;
    if (last !== undefined && last !== panel) write(slot, last);
    else note(slot);
    for (const next of waiting) {
      waiting.delete(next);
      add(next);
      break;
    }
  };

  const clear = (): void => {
    for (const panel of panelAt) slotOf[panel] = -1;
    panelAt = [];
    classOf.fill(0);
    waiting = new Set();
    note(0);
  };

  return {
    get count() {
      return panelAt.length;
    },
    get unpainted() {
      return waiting.size;
    },
    get data() {
      return data;
    },
    setPanels(next) {
      clear();
      panels = next;
      slotOf = new Int32Array(next?.count ?? 0).fill(-1);
      classOf = new Uint8Array(next?.count ?? 0);
    },
    clear,
    paint({ index, classes }) {
      for (let i = 0; i < index.length; i += 1) {
        const panel = index[i];
        if (panel >= classOf.length || classOf[panel] === classes[i]) continue;
        classOf[panel] = classes[i];
        if (classes[i] === 0) {
          if (slotOf[panel] >= 0) remove(panel);
          else waiting.delete(panel);
        } else if (slotOf[panel] >= 0) write(slotOf[panel], panel);
        else add(panel);
      }
    },
    takeChanges() {
      if (to === 0 && !grown) return null;
      const changes = { from: Math.min(from, to), to, grown };
      [from, to, grown] = [Number.POSITIVE_INFINITY, 0, false];
      return changes;
    },
  };
}
