/** How a goal stands. */
export interface GoalResult {
  readonly id: string;
  /** Per cent or amount, in the unit of the goal's target; null where the scope holds nothing to measure. */
  readonly achieved: number | null;
  readonly met: boolean;
  /** 0 to 1: min(1, achieved / target), inverted where less is better. */
  readonly attainment: number;
  readonly unit: 'percent' | 'money' | 'mbps';
  /** What the share is of, for example square metres of ground or number of portals; 0 for amounts. */
  readonly whole: number;
  readonly wholeUnit: 'm²' | 'portals' | 'lane metres' | 'street metres' | 'controllers' | 'weight' | '';
  /** What is missing, as a sentence; empty where the goal is met. */
  readonly missing: string;
}
