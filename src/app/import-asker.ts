import { abortError } from '#jobs/abort.ts';
import type { ImportOptions, SourceQuestion } from '#model/source-mapping.ts';
import type { SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';

/** Asks the planner what an import has to know, through the dialog. */
export interface ImportAsker {
  /** Resolves with the choices, or with null when the import is given up. Rejects when the signal fires. */
  ask(questions: readonly SourceQuestion[], signal: AbortSignal): Promise<ImportOptions | null>;
  answer(options: ImportOptions | null): void;
}

export function createImportAsker(session: WritableStore<SessionState>): ImportAsker {
  let settle: ((options: ImportOptions | null) => void) | null = null;
  const close = (): void => {
    settle = null;
    session.patch({ importQuestions: null });
  };
  return {
    ask(questions, signal) {
      settle?.(null);
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          close();
          reject(abortError());
        };
        settle = (options) => {
          signal.removeEventListener('abort', stop);
          close();
          resolve(options);
        };
        signal.addEventListener('abort', stop, { once: true });
        session.patch({ importQuestions: questions });
      });
    },
    answer: (options) => settle?.(options),
  };
}
