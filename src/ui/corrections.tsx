import {
  Fence,
  House,
  Lamp,
  type LucideIcon,
  MapPin,
  SquareDashed,
  TreeDeciduous,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { memo, useState } from 'react';
import type { EditableLayer, SceneEdit } from '#model/scene-edit.ts';
import { correctionText } from './correction-text.ts';
import { formatNumber } from './format.ts';
import { IconButton } from './icon-button.tsx';
import { Section } from './section.tsx';
import { useCommands, useSession } from './session-context.tsx';

const icons: Readonly<Record<EditableLayer, LucideIcon>> = {
  buildings: House,
  barriers: Fence,
  trees: TreeDeciduous,
  mounts: Lamp,
  sites: MapPin,
  zones: SquareDashed,
};

const layers: Readonly<Record<SceneEdit['kind'], EditableLayer | null>> = {
  'set-height': null,
  remove: null,
  'add-building': 'buildings',
  'add-barrier': 'barriers',
  'add-tree': 'trees',
  'add-mount': 'mounts',
  'add-site': 'sites',
  'add-zone': 'zones',
};

/** Rows at first; a plan may have thousands of corrections. */
const firstRows = 100;

/** What the plan corrects in the city, the newest first: to find again and to take back. */
export function Corrections() {
  const edits = useSession((state) => state.scenario?.sceneEdits);
  const [whole, setWhole] = useState(false);
  if (edits === undefined || edits.length === 0) return null;
  const newest = edits.toReversed();
  const rows = whole ? newest : newest.slice(0, firstRows);
  return (
    <Section title="Corrections" aside={formatNumber(edits.length)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard */}
      <ul className="correction-list" tabIndex={edits.length > 6 ? 0 : undefined} aria-label="Corrections of the city">
        {rows.map((edit) => (
          <CorrectionRow key={edit.id} edit={edit} />
        ))}
      </ul>
      {rows.length < edits.length && (
        <div className="section-body">
          <button type="button" className="button" onClick={() => setWhole(true)}>
            Show all {formatNumber(edits.length)}
          </button>
        </div>
      )}
    </Section>
  );
}

const CorrectionRow = memo(function CorrectionRow({ edit }: { readonly edit: SceneEdit }) {
  const commands = useCommands();
  const base = useSession((state) => state.baseCity);
  const units = useSession((state) => state.units);
  const note = useSession((state) => state.editNotes.find(({ editId }) => editId === edit.id) ?? null);
  const { title, detail } = correctionText(edit, base, units);
  const layer = layers[edit.kind] ?? ('layer' in edit ? edit.layer : 'buildings');
  const Icon = icons[layer];
  return (
    <li className="correction-row">
      <button
        type="button"
        className="device-row"
        title={note?.sentence ?? `Show ${title}`}
        onClick={() => commands.showEdit(edit.id)}
      >
        {note === null || note.kind === 'changed' ? (
          <Icon size={16} strokeWidth={1.75} aria-hidden />
        ) : (
          <TriangleAlert className="warn" size={16} strokeWidth={1.75} aria-label="Takes no effect" />
        )}
        <span className="grow">{title}</span>
        <span className="count">{detail}</span>
      </button>
      <IconButton
        icon={Undo2}
        size={14}
        label={`Take back: ${title}, ${detail}`}
        hint="Take back"
        onClick={() => commands.takeBackEdits([edit.id])}
      />
    </li>
  );
});
