import type { DeviceCoverage } from '#model/results/coverage-bits.ts';
import type { FacadePaint } from '#model/results/facades.ts';

/** How many cameras see each facade panel in each class, so that the best class follows exactly as cameras come and go. */
export class FacadeLedger {
  private readonly classes: number;
  /** Panel × class; made when the first panel is seen. */
  private counts: Uint16Array<ArrayBuffer> | null = null;
  private readonly panels: () => number;
  /** Touched since the last call of {@link takePaint}, with the class that was painted before. */
  private readonly touched = new Map<number, number>();

  constructor(panels: () => number, classes: number) {
    this.panels = panels;
    this.classes = classes;
  }

  put(coverage: DeviceCoverage): void {
    this.count(coverage, 1);
  }

  remove(coverage: DeviceCoverage): void {
    this.count(coverage, -1);
  }

  /** Best class of a panel; 0: no camera sees it. */
  best(panel: number): number {
    if (this.counts === null) return 0;
    for (let k = this.classes; k > 0; k -= 1) if (this.counts[panel * this.classes + k - 1] > 0) return k;
    return 0;
  }

  /** Panels whose best class changed since the last call; null where none did. */
  takePaint(): FacadePaint | null {
    const changed = [...this.touched].filter(([panel, before]) => this.best(panel) !== before).map(([panel]) => panel);
    this.touched.clear();
    if (changed.length === 0) return null;
    const index = Uint32Array.from(changed).sort();
    return { index, classes: Uint8Array.from(index, (panel) => this.best(panel)) };
  }

  /** Best class of all panels. */
  all(): Uint8Array<ArrayBuffer> {
    const best = new Uint8Array(this.panels());
    for (let panel = 0; panel < best.length; panel += 1) best[panel] = this.best(panel);
    return best;
  }

  private count({ facadeIndex, facadeClass }: DeviceCoverage, change: 1 | -1): void {
    if (facadeIndex.length === 0) return;
    this.counts ??= new Uint16Array(this.panels() * this.classes);
    for (let k = 0; k < facadeIndex.length; k += 1) {
      const panel = facadeIndex[k];
      if (!this.touched.has(panel)) this.touched.set(panel, this.best(panel));
      this.counts[panel * this.classes + facadeClass[k] - 1] += change;
    }
  }
}
