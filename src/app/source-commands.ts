import type { SceneClient } from '#jobs/scene-client.ts';
import type { CityExportFormat } from '#model/city-export.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { download, fileStem } from './download.ts';
import type { ImportAsker } from './import-asker.ts';
import type { Notifier } from './notices.ts';
import type { Opener } from './opener.ts';

export interface SourceCommandParts {
  readonly session: WritableStore<SessionState>;
  readonly scenes: SceneClient;
  readonly opener: Opener;
  readonly asker: ImportAsker;
  readonly notifier: Notifier;
}

type SourceCommands = Pick<Commands, 'answerImport' | 'openAreaDialog' | 'fetchArea' | 'exportCity'>;

const formatWords: Readonly<Record<CityExportFormat, string>> = {
  geojson: 'GeoJSON',
  flatgeobuf: 'FlatGeobuf',
  cityjson: 'CityJSON',
  glb: 'GLB',
  geotiff: 'GeoTIFF',
};

/** Where cities come from and what they go out as. */
export function createSourceCommands(parts: SourceCommandParts): SourceCommands {
  const { session, scenes, opener, asker, notifier } = parts;
  return {
    answerImport: (options) => asker.answer(options),
    openAreaDialog: (areaDialogOpen) => session.patch({ areaDialogOpen }),
    fetchArea(box) {
      const { overpass } = session.get();
      if (overpass === null) return;
      session.patch({ areaDialogOpen: false });
      notifier.clearProblems();
      void opener.openArea(box, overpass);
    },
    exportCity(format) {
      const { city } = session.get();
      if (city === null) return;
      const name = formatWords[format];
      session.patch({ task: { label: `Writing ${name}`, fraction: null, cancellable: false } });
      scenes
        .exportCity(city, format)
        .then(
          (outcome) => {
            if (!outcome.ok) {
              notifier.tell('bad', outcome.problem);
              return;
            }
            const { name: file, mediaType, bytes } = outcome.value;
            // The city's own name stands in the place of “city”.
            download(`${fileStem(city.manifest.name)}.${file.replace(/^city\./, '')}`, bytes, mediaType);
          },
          (reason: unknown) => notifier.fail('export-failed', `The city could not be written as ${name}.`, reason),
        )
        .finally(() => session.patch({ task: null }));
    },
  };
}
