import { isDrawingTool } from '#state/drawing.ts';
import { CameraInspector } from './camera-inspector.tsx';
import { DrawingInspector } from './drawing-inspector.tsx';
import { FeatureInspector } from './feature-inspector.tsx';
import { formatCount } from './format.ts';
import { PlanSummary } from './plan-summary.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** Shows what is drawn or selected and nothing else; with nothing selected, the plan. */
export function Inspector() {
  const city = useSession((state) => state.city);
  const scenario = useSession((state) => state.scenario);
  const selection = useSession((state) => state.selection);
  const picked = useSession((state) => state.picked);
  const tool = useSession((state) => state.tool);
  if (city === null || scenario === null) return null;
  if (isDrawingTool(tool)) return <DrawingInspector tool={tool} />;
  if (selection.length > 1) return <ManyCameras count={selection.length} />;
  const camera = scenario.devices.find((device) => device.id === selection[0]);
  if (camera !== undefined) return <CameraInspector key={camera.id} camera={camera} scenario={scenario} />;
  if (picked !== null) return <FeatureInspector city={city} feature={picked} />;
  return <PlanSummary city={city} scenario={scenario} />;
}

function ManyCameras({ count }: { readonly count: number }) {
  const commands = useCommands();
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>{formatCount(count, 'camera')} selected</h2>
        </div>
      </header>
      <div className="inspector-actions">
        <button type="button" className="button" onClick={() => commands.duplicateSelected()}>
          Duplicate
        </button>
        <button type="button" className="button" data-kind="danger" onClick={() => commands.deleteSelected()}>
          Delete
        </button>
      </div>
    </>
  );
}
