import type { City } from '#model/city.ts';
import type { EditableLayer, SceneEdit } from '#model/scene-edit.ts';
import { formatLength, type Units } from './format.ts';

/** A correction in words: what it is about, and what it does. */
export interface CorrectionText {
  readonly title: string;
  readonly detail: string;
}

const things: Readonly<Record<EditableLayer, string>> = {
  buildings: 'Building',
  barriers: 'Barrier',
  trees: 'Tree',
  mounts: 'Mount',
  sites: 'Site',
  zones: 'Zone',
};

/** Words for a correction; what the import says is looked up in `base`. */
export function correctionText(edit: SceneEdit, base: City | null, units: Units): CorrectionText {
  switch (edit.kind) {
    case 'set-height': {
      const before = importedHeight(base, edit.layer, edit.target);
      const was = before === null ? '' : `, was ${formatLength(before, units)}`;
      return {
        title: nameOf(base, edit.layer, edit.target),
        detail: `${formatLength(edit.heightMeters, units)}${was}`,
      };
    }
    case 'remove':
      return { title: nameOf(base, edit.layer, edit.target), detail: 'removed' };
    case 'add-building':
      return { title: edit.name ?? 'New building', detail: `added, ${formatLength(edit.heightMeters, units)}` };
    case 'add-barrier':
      return {
        title: `New ${edit.barrier.replaceAll('_', ' ')}`,
        detail: `added, ${formatLength(edit.heightMeters, units)}`,
      };
    case 'add-tree':
      return { title: 'New tree', detail: `added, ${formatLength(edit.heightMeters, units)}` };
    case 'add-mount':
      return { title: `New ${edit.mount}`, detail: 'added' };
    case 'add-site':
      return { title: edit.name ?? `New ${edit.site.replaceAll('_', ' ')}`, detail: 'site added' };
    case 'add-zone':
      return { title: edit.name ?? `New zone (${edit.zone})`, detail: 'zone added' };
  }
}

function nameOf(base: City | null, layer: EditableLayer, id: string): string {
  if (layer === 'buildings' || layer === 'sites' || layer === 'zones') {
    const list: readonly { readonly id: string; readonly name: string | null }[] = base?.[layer] ?? [];
    const name = list.find((item) => item.id === id)?.name ?? null;
    if (name !== null && name !== '') return name;
  }
  return `${things[layer]} ${id}`;
}

/** Height that the import gives, metres; null where there is no such thing or no height. */
export function importedHeight(base: City | null, layer: EditableLayer, id: string): number | null {
  if (base === null || layer === 'sites' || layer === 'zones') return null;
  const list: readonly { readonly id: string; readonly heightMeters: number | null }[] = base[layer];
  return list.find((item) => item.id === id)?.heightMeters ?? null;
}
