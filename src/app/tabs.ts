import { z } from 'zod';

const savedMessageSchema = z.strictObject({ key: z.string(), version: z.int() });
const channelName = 'sightline.plans';
const tabKey = 'sightline.tab-plan';

/** What tabs of one browser tell each other, and what one tab remembers over its own reload. */
export interface Tabs {
  tellSaved(key: string, version: number): void;
  rememberKey(key: string): void;
  rememberedKey(): string | null;
  dispose(): void;
}

/** @param onSaved Called when another tab has saved a plan. */
export function createTabs(onSaved: (key: string, version: number) => void): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
  channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = savedMessageSchema.safeParse(event.data);
    if (message.success) onSaved(message.data.key, message.data.version);
  });
  return {
    tellSaved: (key, version) => channel?.postMessage({ key, version }),
    rememberKey(key) {
      try {
        sessionStorage.setItem(tabKey, key);
      } catch {
        // Without it a reload opens the plan that any tab showed last.
      }
    },
    rememberedKey() {
      try {
        return sessionStorage.getItem(tabKey);
      } catch {
        return null;
      }
    },
    dispose: () => channel?.close(),
  };
}
