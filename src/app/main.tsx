import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '#model/no-eval.ts';
import { openIndexedStorage } from '#state/indexed-storage.ts';
import { createMemoryStorage, type PlanStorage } from '#state/plan-storage.ts';
import { AppFrame } from '#ui/app-frame.tsx';
import { SessionProvider } from '#ui/session-context.tsx';
import { Twins } from '#view/rollout/twins.tsx';
import { createApp } from './create-app.ts';
import { readLink } from './link.ts';
import './sightline.css';

/** The browser's own store; where it has none, plans live as long as the page. */
async function openStorage(): Promise<{ readonly storage: PlanStorage; readonly lasting: boolean }> {
  try {
    return { storage: await openIndexedStorage(), lasting: true };
  } catch {
    return { storage: createMemoryStorage(), lasting: false };
  }
}

async function main(): Promise<void> {
  const host = document.getElementById('root');
  if (host === null) throw new Error('The page has no element with the id “root”.');
  const { storage, lasting } = await openStorage();
  const app = createApp(storage, readLink(window.location.search, window.location.hash));
  const { session, tiles, side, commands, viewpoint, pictures } = app;
  createRoot(host).render(
    <StrictMode>
      <SessionProvider access={{ session, commands, pose: viewpoint }}>
        <AppFrame twin={<Twins {...{ session, tiles, side, commands, viewpoint, pictures }} />} />
      </SessionProvider>
    </StrictMode>,
  );
  await app.start();
  if (!lasting) app.warnOfShortMemory();
}

main().catch((reason: unknown) => {
  console.error(reason);
  const host = document.getElementById('root');
  if (host !== null && host.childElementCount === 0)
    host.textContent =
      'Sightline could not start in this browser. Reload the page; if that does not help, try another browser.';
});
