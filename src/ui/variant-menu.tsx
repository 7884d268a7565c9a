import { Menu } from '@mantine/core';
import { Check, ChevronDown, GitBranchPlus, Settings2 } from 'lucide-react';
import { useCommands, useSession } from './session-context.tsx';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Which version of the plan is shown: the plan itself or one of its variants. */
export function VariantMenu() {
  const commands = useCommands();
  const variants = useSession((state) => state.variants);
  const active = useSession((state) => state.activeVariant);
  const shown = variants.find(({ id }) => id === active);
  return (
    <Menu position="bottom-start" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="variant-button" aria-label={`Variant: ${shown?.name ?? 'the plan itself'}`}>
          {shown !== undefined && <span className="pill">{shown.name}</span>}
          <ChevronDown {...icon} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Show</Menu.Label>
        <Menu.Item
          leftSection={active === null ? <Check {...icon} /> : <span className="icon-space" />}
          onClick={() => commands.showVariant(null)}
        >
          The plan itself
        </Menu.Item>
        {variants.map(({ id, name }) => (
          <Menu.Item
            key={id}
            leftSection={id === active ? <Check {...icon} /> : <span className="icon-space" />}
            onClick={() => commands.showVariant(id)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<GitBranchPlus {...icon} />}
          onClick={() => commands.addVariant(`Variant ${variants.length + 1}`)}
        >
          New variant of what is shown
        </Menu.Item>
        <Menu.Item leftSection={<Settings2 {...icon} />} onClick={() => commands.openDialog('variants')}>
          Variants…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
