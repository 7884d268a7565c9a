import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Scenario } from '#model/scenario.ts';
import { useSession } from '../session-context.tsx';

export interface DialogEntry {
  readonly title: string;
  /** Width, CSS pixels. */
  readonly size: number;
  /** As high as what it holds, for short ones. */
  readonly compact?: boolean;
  readonly body: (scenario: Scenario) => ReactNode;
}

interface DialogFrameProps<Name extends string> {
  readonly entries: Readonly<Record<Name, DialogEntry>>;
  /** Null: none. */
  readonly open: Name | null;
  readonly onClose: () => void;
}

/** One of several large dialogs about the plan. */
export function DialogFrame<Name extends string>({ entries, open, onClose }: DialogFrameProps<Name>) {
  const scenario = useSession((state) => state.scenario);
  // While a dialog fades out it still shows what it was.
  const [last, setLast] = useState(open);
  if (open !== null && open !== last) setLast(open);
  const shown = open ?? last;
  const entry = shown === null ? null : entries[shown];
  return (
    <Modal
      opened={open !== null && scenario !== null}
      onClose={onClose}
      title={entry?.title}
      size={entry?.size ?? 640}
      centered
      classNames={{ content: entry?.compact === true ? 'plan-dialog compact' : 'plan-dialog' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {scenario !== null && open !== null && entry?.body(scenario)}
    </Modal>
  );
}
