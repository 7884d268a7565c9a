import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Commands, SessionState, Store, ViewPose } from '#state/session.ts';

/** What panels read and call. */
export interface SessionAccess {
  readonly session: Store<SessionState>;
  readonly commands: Commands;
  /** How the twin is looked at, for the compass. */
  readonly pose: Store<ViewPose>;
}

const SessionContext = createContext<SessionAccess | null>(null);

export function SessionProvider({
  access,
  children,
}: {
  readonly access: SessionAccess;
  readonly children: ReactNode;
}) {
  return <SessionContext value={access}>{children}</SessionContext>;
}

function useAccess(): SessionAccess {
  const access = useContext(SessionContext);
  if (access === null) throw new Error('A panel stands outside SessionProvider.');
  return access;
}

/** A part of the session; the component draws again only when that part is another one. `pick` must not build objects. */
export function useSession<T>(pick: (state: SessionState) => T): T {
  const { session } = useAccess();
  return useSyncExternalStore(session.subscribe, () => pick(session.get()));
}

export function useCommands(): Commands {
  return useAccess().commands;
}

export function usePose(): ViewPose {
  const { pose } = useAccess();
  return useSyncExternalStore(pose.subscribe, pose.get);
}

/** The whole session, for handlers that read it when something happens. */
export function useSessionStore(): Store<SessionState> {
  return useAccess().session;
}
