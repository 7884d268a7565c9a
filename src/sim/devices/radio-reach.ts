import type { NetworkNode } from '#model/plan-records.ts';

/** Number of radio gateways within whose reach (in plan) a place lies. */
export function gatewaysInReach(nodes: readonly NetworkNode[], x: number, y: number): number {
  let count = 0;
  for (const { x: nx, y: ny, radioReachMeters } of nodes) {
    const dx = x - nx;
    const dy = y - ny;
    if (radioReachMeters > 0 && dx * dx + dy * dy <= radioReachMeters * radioReachMeters) count += 1;
  }
  return count;
}
