import { limitPicture, type PictureDesk, type PictureSize } from '#state/picture-desk.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { download, fileStem } from './download.ts';
import { isAbort, type Notifier } from './notices.ts';

export interface PictureExport {
  start(size: PictureSize): void;
  cancel(): void;
}

/** Saves what the twin shows as a picture; one at a time, shown as a task that can be stopped. */
export function createPictureExport(
  session: WritableStore<SessionState>,
  desk: PictureDesk,
  notifier: Notifier,
): PictureExport {
  let running: AbortController | null = null;

  const draw = async (size: PictureSize): Promise<void> => {
    const maker = desk.maker();
    const { city, scenario } = session.get();
    if (maker === null || city === null) {
      notifier.say('warn', 'no-picture', 'There is no city to take a picture of.');
      return;
    }
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const show = (fraction: number) =>
      session.patch({ task: { label: 'Drawing the picture', fraction, cancellable: true } });
    show(0);
    try {
      const picture = await maker(limitPicture(size), { onProgress: show, signal: controller.signal });
      const name = `${fileStem(scenario?.name ?? city.manifest.name)}.png`;
      download(name, new Uint8Array(await picture.arrayBuffer()), 'image/png');
    } catch (reason) {
      if (!isAbort(reason)) notifier.fail('picture-failed', 'The picture could not be drawn.', reason);
    } finally {
      if (running === controller) {
        running = null;
        session.patch({ task: null });
      }
    }
  };

  return {
    start(size) {
      void draw(size);
    },
    cancel() {
      running?.abort();
    },
  };
}
