import { useMemo } from 'react';
import { isDrawingTool } from '#state/drawing.ts';
import { DrawingInspector } from './drawing-inspector.tsx';
import { FeatureInspector } from './feature-inspector.tsx';
import { BulkInspector } from './inspector/bulk-inspector.tsx';
import { DeviceInspector } from './inspector/device-inspector.tsx';
import { SpotInspector } from './inspector/spot-inspector.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { RolloutInspector } from './rollout/rollout-inspector.tsx';
import { useSession } from './session-context.tsx';
import { SimulateInspector } from './simulate/simulate-inspector.tsx';

/** Shows what is drawn or selected and nothing else; with nothing selected, the plan, in Simulate the shown run, in Rollout the date. */
export function Inspector() {
  const city = useSession((state) => state.city);
  const scenario = useSession((state) => state.scenario);
  const selection = useSession((state) => state.selection);
  const picked = useSession((state) => state.picked);
  const tool = useSession((state) => state.tool);
  const mode = useSession((state) => state.mode);
  const spot = useSession((state) => state.blindSpots.spots.find(({ id }) => id === state.blindSpots.selected) ?? null);
  const devices = useMemo(() => {
    const wanted = new Set(selection);
    return wanted.size === 0 ? [] : (scenario?.devices.filter(({ id }) => wanted.has(id)) ?? []);
  }, [selection, scenario]);
  if (city === null || scenario === null) return null;
  if (isDrawingTool(tool)) return <DrawingInspector tool={tool} />;
  const [device] = devices;
  if (devices.length > 1) return <BulkInspector devices={devices} scenario={scenario} />;
  if (device !== undefined) return <DeviceInspector key={device.id} device={device} scenario={scenario} city={city} />;
  if (picked !== null) return <FeatureInspector city={city} feature={picked} />;
  if (mode === 'simulate') return <SimulateInspector scenario={scenario} />;
  if (mode === 'rollout') return <RolloutInspector scenario={scenario} />;
  if (spot !== null) return <SpotInspector key={spot.id} spot={spot} scenario={scenario} city={city} />;
  return <PlanSummary city={city} scenario={scenario} />;
}
