import { Notifications, notifications } from '@mantine/notifications';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Commands, Notice } from '#state/session.ts';
import { useCommands, useSession } from './session-context.tsx';

const icons = { info: Info, warn: TriangleAlert, bad: CircleAlert } as const;
/** Good news goes by itself; what is wrong stays until it is dismissed, milliseconds. */
const infoMilliseconds = 6000;
/** What can be undone from a notice stays long enough to be read and decided, milliseconds. */
const undoMilliseconds = 15_000;

/** Shows the session's notices as sentences. */
export function Notices() {
  const commands = useCommands();
  const notices = useSession((state) => state.notices);
  const shown = useRef<ReadonlySet<number>>(new Set());
  useEffect(() => {
    for (const notice of notices) if (!shown.current.has(notice.id)) show(notice, commands);
    const current = new Set(notices.map((notice) => notice.id));
    for (const id of shown.current) if (!current.has(id)) notifications.hide(key(id));
    shown.current = current;
  }, [notices, commands]);
  return <Notifications position="top-center" limit={4} classNames={{ root: 'notices', notification: 'notice' }} />;
}

function key(id: number): string {
  return `notice-${id}`;
}

function show({ id, tone, problem, undoes, carries }: Notice, commands: Commands): void {
  const Icon = icons[tone];
  notifications.show({
    id: key(id),
    message: (
      <span data-code={problem.code}>
        {problem.sentence}
        {problem.place !== null && !problem.sentence.includes(problem.place) && (
          <span className="place">{problem.place}</span>
        )}
        {undoes !== null && (
          <button type="button" className="notice-undo" onClick={() => commands.undo()}>
            Undo
          </button>
        )}
        {carries && (
          <button type="button" className="notice-undo" onClick={() => commands.carryPlanOver()}>
            Carry it over
          </button>
        )}
      </span>
    ),
    icon: <Icon size={16} strokeWidth={1.75} aria-hidden />,
    autoClose: tone !== 'info' || carries ? false : undoes === null ? infoMilliseconds : undoMilliseconds,
    withBorder: false,
    role: tone === 'info' ? 'status' : 'alert',
    closeButtonProps: { 'aria-label': 'Dismiss' },
    attributes: { root: { 'data-tone': tone } },
    onClose: () => commands.dismissNotice(id),
  });
}
