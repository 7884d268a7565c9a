import { Modal } from '@mantine/core';

const groups: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Plan',
    keys: [
      ['C', 'Place a device of the chosen model'],
      ['M', 'Measure'],
      ['L', 'Select by a lasso'],
      ['Ctrl A', 'Select all devices'],
      ['Delete', 'Delete what is selected, or remove what is picked in the city'],
      ['Ctrl D', 'Duplicate it'],
      ['Ctrl Z', 'Undo'],
      ['Ctrl Shift Z', 'Redo'],
      ['Escape', 'Stop the tool, or deselect'],
    ],
  },
  {
    title: 'Modes',
    keys: [
      ['1', 'Plan'],
      ['2', 'Simulate: how the plan could be beaten'],
      ['3', 'Rollout: how the plan is built'],
    ],
  },
  {
    title: 'Simulate',
    keys: [
      ['G', 'Run what is shown, or run it again'],
      ['W', 'A figure follows the shown way, or stops'],
      [', and .', 'The way before, the next way'],
      ['Escape', 'Stop picking a place, the preview of a loss, or the figure'],
    ],
  },
  {
    title: 'Rollout',
    keys: [
      ['Ctrl Enter', 'Run the rollout, or run it again'],
      ['P', 'Play through the months, or stop'],
      ['Escape', 'Stop playing, leave the task or the gap'],
      ['Arrows', 'On the date: a day earlier or later; on the tasks: the task before, the next task'],
      ['Page Up, Page Down', 'On the date: a month later or earlier'],
      ['Home, End', 'On the date: the first, the last day'],
      ['Alt + arrows', 'On a task: not before a day earlier or later (Shift: a week)'],
      ['Delete', 'On a task: as early as it can be'],
      ['Space', 'On the tasks: what is known of this row'],
      ['+ and −', 'On the tasks: less or more time; Ctrl + wheel: around the pointer'],
    ],
  },
  {
    title: 'Selected devices',
    keys: [
      ['A', 'Aim at a point'],
      ['V', 'Look through the camera’s lens'],
      ['Alt + arrows', 'Move by 0.5 m (Shift: 5 m), with the city in focus'],
      ['[ and ]', 'Turn by 1° (Shift: 10°)'],
      ['Page Up, Page Down', 'Raise and lower by 0.5 m'],
    ],
  },
  {
    title: 'Drawing, with the city in focus',
    keys: [
      ['Space', 'Set a corner in the middle of the view'],
      ['Enter', 'Finish, or place a tree or mount'],
      ['Backspace', 'Take the last corner back'],
      ['Escape', 'Drop what is drawn; again: stop drawing'],
    ],
  },
  {
    title: 'View, with the city in focus',
    keys: [
      ['Arrows', 'Pan'],
      ['+ and −', 'Zoom'],
      ['Q and E', 'Turn'],
      ['R and F', 'Tilt'],
      ['N', 'North up'],
      ['T', 'From above and back'],
    ],
  },
  {
    title: 'Files and search',
    keys: [
      ['Ctrl K', 'Search and commands'],
      ['Ctrl O', 'Open files'],
      ['Ctrl S', 'Save the plan as a file'],
      ['?', 'This list'],
    ],
  },
];

/** The list of keys. */
export function KeyboardHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      size={480}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {groups.map((group) => (
        <section key={group.title} className="key-group" aria-label={group.title}>
          <h3>{group.title}</h3>
          <dl>
            {group.keys.map(([keys, what]) => (
              <div key={keys}>
                <dt>{what}</dt>
                <dd>
                  <kbd className="keys">{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
