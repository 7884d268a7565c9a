import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { commandActions, deviceActions, placeActions } from './palette-actions.ts';
import { useCommands, useSession } from './session-context.tsx';

interface CommandPaletteProps {
  readonly onOpenFiles: () => void;
  readonly onHelp: () => void;
}

/** Hits shown of each kind. */
const shownHits = 8;

/** Search and commands in one list: devices, named places, everything that can be done. */
export function CommandPalette({ onOpenFiles, onHelp }: CommandPaletteProps) {
  const commands = useCommands();
  const city = useSession((state) => state.city);
  const scenario = useSession((state) => state.scenario);
  const recentPlans = useSession((state) => state.recentPlans);
  const variants = useSession((state) => state.variants);
  const rollout = useSession((state) => state.rollout.run.result);
  const stoppable = useSession((state) => state.task?.cancellable ?? false);
  // Thousands of devices are not listed anew with every movement of one while nobody looks.
  const [opened, setOpened] = useState(false);
  const now = () => new Date().toISOString();
  const context = { onOpenFiles, onHelp, scenario, recentPlans, variants, rollout, stoppable, now };
  const actions: SpotlightActionGroupData[] = !opened
    ? []
    : [
        { group: 'Commands', actions: commandActions(commands, context) },
        ...(scenario === null ? [] : [{ group: 'Devices', actions: deviceActions(commands, scenario) }]),
        ...(city === null ? [] : [{ group: 'Places', actions: placeActions(commands, city) }]),
      ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      filter={filterActions}
      nothingFound="Nothing has that name."
      searchProps={{
        placeholder: 'Search devices, places and commands',
        'aria-label': 'Search',
        leftSection: <Search size={16} aria-hidden />,
      }}
      classNames={{ content: 'palette' }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.2 }}
      maxHeight={420}
      scrollable
    />
  );
}

/** Hits of each group; with nothing typed, all commands and the first few of the rest. */
function filterActions(
  query: string,
  groups: (SpotlightActionGroupData | SpotlightActionData)[],
): (SpotlightActionGroupData | SpotlightActionData)[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (action: SpotlightActionData): boolean => {
    const text = `${action.label ?? ''} ${action.description ?? ''} ${String(action.keywords ?? '')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups.map((group) => {
    if (!isGroup(group)) return group;
    const limit = words.length > 0 ? shownHits : group.group === 'Commands' ? group.actions.length : 4;
    const found = group.actions.filter(matches).toSorted((a, b) => rank(a, words) - rank(b, words));
    return { ...group, actions: found.slice(0, limit) };
  });
}

/** 0 where every typed word begins a word of the name, 1 elsewhere: “place a tree” is no street-light controller first. */
function rank({ label = '' }: SpotlightActionData, words: readonly string[]): number {
  const parts = label.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 0 : 1;
}

function isGroup(entry: SpotlightActionGroupData | SpotlightActionData): entry is SpotlightActionGroupData {
  return 'actions' in entry;
}
