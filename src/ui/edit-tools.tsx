import { Tooltip } from '@mantine/core';
import { Fence, House, Lamp, type LucideIcon, MapPinPlus, SquareDashed, TreeDeciduous } from 'lucide-react';
import type { DrawingTool } from '#state/drawing.ts';
import { Section } from './section.tsx';
import { useCommands, useSession } from './session-context.tsx';

interface ToolChoice {
  readonly tool: DrawingTool;
  readonly name: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

export const toolChoices: readonly ToolChoice[] = [
  { tool: 'draw-building', name: 'Building', label: 'Draw a building', icon: House },
  { tool: 'draw-barrier', name: 'Wall', label: 'Draw a wall, fence or hedge', icon: Fence },
  { tool: 'place-tree', name: 'Tree', label: 'Place a tree', icon: TreeDeciduous },
  { tool: 'place-mount', name: 'Mount', label: 'Place a mount: lamp, signal or pole', icon: Lamp },
  { tool: 'draw-site', name: 'Site', label: 'Mark a site', icon: MapPinPlus },
  { tool: 'draw-zone', name: 'Zone', label: 'Draw a zone', icon: SquareDashed },
];

/** Adds what the city’s source lacks. What stands there is corrected by a click on it. */
export function EditTools() {
  const enabled = useSession((state) => state.scenario !== null);
  return (
    <Section title="Edit city" aside="draw what is missing">
      <ul className="tool-grid">
        {toolChoices.map((choice) => (
          <li key={choice.tool}>
            <ToolButton choice={choice} enabled={enabled} />
          </li>
        ))}
      </ul>
      <p className="section-body hint">Click anything in the city to correct or remove it.</p>
    </Section>
  );
}

function ToolButton({ choice, enabled }: { readonly choice: ToolChoice; readonly enabled: boolean }) {
  const { tool, name, label, icon: Icon } = choice;
  const commands = useCommands();
  const active = useSession((state) => state.tool === tool);
  return (
    <Tooltip label={label} openDelay={400} withinPortal>
      <button
        type="button"
        className="tool-button"
        aria-label={label}
        aria-pressed={active}
        disabled={!enabled}
        onClick={() => commands.setTool(active ? 'select' : tool)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span>{name}</span>
      </button>
    </Tooltip>
  );
}
