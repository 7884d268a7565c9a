import { Box, Home, Lasso, Minus, Plus, Ruler, Square } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import { LightControl } from './light-control.tsx';
import { useCommands, usePose, useSession } from './session-context.tsx';

/** Zoom, compass, plan view, the way home, and tools that change nothing. */
export function ViewControls() {
  const commands = useCommands();
  const pose = usePose();
  const fromAbove = pose.pitchDegrees > 85;
  return (
    <div className="card view-controls" role="group" aria-label="View">
      <IconButton icon={Plus} label="Zoom in" onClick={() => commands.look('zoom-in')} />
      <IconButton icon={Minus} label="Zoom out" onClick={() => commands.look('zoom-out')} />
      <span className="line" aria-hidden />
      <button
        type="button"
        className="icon-button"
        aria-label="Turn north up"
        title="Turn north up"
        onClick={() => commands.look('north')}
      >
        <svg
          width="18"
          height="18"
          viewBox="0 0 18 18"
          aria-hidden
          style={{ transform: `rotate(${-pose.headingDegrees}deg)` }}
        >
          <path d="M9 1.5 12 9H6z" fill="var(--bad)" />
          <path d="M9 16.5 6 9h6z" fill="var(--text-3)" />
        </svg>
      </button>
      <IconButton
        icon={fromAbove ? Box : Square}
        label={fromAbove ? 'Tilted view' : 'Plan view from above'}
        onClick={() => commands.look(fromAbove ? 'tilted' : 'top')}
      />
      <IconButton icon={Home} label="Show the whole plan" onClick={() => commands.look('home')} />
      <span className="line" aria-hidden />
      <LightControl />
      <ToolButtons />
    </div>
  );
}

function ToolButtons() {
  const commands = useCommands();
  const tool = useSession((state) => state.tool);
  const open = useSession((state) => state.scenario !== null);
  const toggle = (wanted: 'measure' | 'lasso'): void => commands.setTool(tool === wanted ? 'select' : wanted);
  if (!open) return null;
  return (
    <>
      <span className="line" aria-hidden />
      <IconButton
        icon={Ruler}
        label="Measure"
        hint="Measure (M)"
        pressed={tool === 'measure'}
        onClick={() => toggle('measure')}
      />
      <IconButton
        icon={Lasso}
        label="Select by a lasso"
        hint="Select by a lasso (L)"
        pressed={tool === 'lasso'}
        onClick={() => toggle('lasso')}
      />
    </>
  );
}
