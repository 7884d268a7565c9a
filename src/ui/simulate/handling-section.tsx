import { Modal, Switch } from '@mantine/core';
import { Download } from 'lucide-react';
import { useId, useState } from 'react';
import { Section } from '../section.tsx';
import { useCommands, useSession } from '../session-context.tsx';

/** How sensitive results are handled: hidden in the panels, and exported for somebody by name. */
export function HandlingSection() {
  const commands = useCommands();
  const redacted = useSession((state) => state.gaps.redacted);
  const any = useSession((state) => [...state.gaps.runs.values()].some(({ report }) => report !== null));
  const [open, setOpen] = useState(false);
  return (
    <Section title="Handling">
      <div className="section-body handling">
        <Switch
          size="xs"
          label="Scores only: hide ways, places and devices"
          checked={redacted}
          onChange={(event) => commands.setRedacted(event.currentTarget.checked)}
        />
        <button type="button" className="button wide" disabled={!any} onClick={() => setOpen(true)}>
          <Download size={14} strokeWidth={1.75} aria-hidden />
          Export…
        </button>
      </div>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Export security gaps"
        size={440}
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ExportForm onDone={() => setOpen(false)} />
      </Modal>
    </Section>
  );
}

/** Longest name of a recipient that is written into the file. */
const longestRecipient = 200;

function ExportForm({ onDone }: { readonly onDone: () => void }) {
  const commands = useCommands();
  const redacted = useSession((state) => state.gaps.redacted);
  const [recipient, setRecipient] = useState('');
  const [scoresOnly, setScoresOnly] = useState(redacted);
  const hintId = useId();
  const named = recipient.trim();
  return (
    <form
      className="export-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (named === '') return;
        commands.exportGaps(named, scoresOnly ? 'scores' : 'all');
        onDone();
      }}
    >
      <p>
        All runs that have a result go into one JSON file. It is marked as sensitive and with the name of the one it is
        prepared for: results show how protection could be passed.
      </p>
      <label className="export-name">
        <span>Prepared for</span>
        <input
          type="text"
          className="text-input"
          value={recipient}
          maxLength={longestRecipient}
          required
          data-autofocus
          placeholder="Name and office"
          onChange={(event) => setRecipient(event.target.value)}
        />
      </label>
      <Switch
        size="xs"
        label="Scores only"
        checked={scoresOnly}
        aria-describedby={hintId}
        onChange={(event) => setScoresOnly(event.currentTarget.checked)}
      />
      <p className="hint" id={hintId}>
        {scoresOnly
          ? 'Ways, places and devices are left out; what remains tells how well the plan stands, and nothing of where it fails.'
          : 'With all ways, places and devices. Hand it only to those who plan the protection.'}
      </p>
      <footer className="area-actions">
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" className="button" data-kind="primary" disabled={named === ''}>
          Export
        </button>
      </footer>
    </form>
  );
}
