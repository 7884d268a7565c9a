import { type Problem, ProblemError } from '#model/result.ts';
import type { Notice, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';

/** Sentences on screen at most; the oldest go first. */
const noticeLimit = 4;

/** What the page tells the user. */
export interface Notifier {
  tell(tone: Notice['tone'], problem: Problem): void;
  say(tone: Notice['tone'], code: string, sentence: string): void;
  /** Says what a step of the plan did, with a button that undoes it until the plan moves on from `revision`. */
  sayUndoable(code: string, sentence: string, revision: number): void;
  /** Offers to take the plan that was open before to the city on the stage; until {@link stopOffering}. */
  offerPlan(sentence: string): void;
  stopOffering(): void;
  /** The plan has moved on: takes back what only an earlier revision could undo. */
  movedOn(revision: number): void;
  /** For what went wrong without a problem of its own: a worker that died, a store that is full. */
  fail(code: string, what: string, reason: unknown): void;
  dismiss(id: number): void;
  /** Takes back what went wrong before, when the user tries something else. */
  clearProblems(): void;
}

export function createNotifier(session: WritableStore<SessionState>): Notifier {
  let next = 1;
  const tell = (
    tone: Notice['tone'],
    problem: Problem,
    { undoes = null, carries = false }: Partial<Pick<Notice, 'undoes' | 'carries'>> = {},
  ): void => {
    const others = session.get().notices.filter((notice) => notice.problem.sentence !== problem.sentence);
    session.patch({ notices: [...others, { id: next++, tone, problem, undoes, carries }].slice(-noticeLimit) });
  };
  return {
    tell: (tone, problem) => tell(tone, problem),
    sayUndoable: (code, sentence, revision) => tell('info', { code, sentence, place: null }, { undoes: revision }),
    offerPlan: (sentence) => tell('info', { code: 'plan-left', sentence, place: null }, { carries: true }),
    stopOffering() {
      const { notices } = session.get();
      if (notices.some(({ carries }) => carries)) session.patch({ notices: notices.filter(({ carries }) => !carries) });
    },
    movedOn(revision) {
      const { notices } = session.get();
      const standing = notices.filter(({ undoes }) => undoes === null || undoes === revision);
      if (standing.length < notices.length) session.patch({ notices: standing });
    },
    say: (tone, code, sentence) => tell(tone, { code, sentence, place: null }),
    fail(code, what, reason) {
      tell(
        'bad',
        reason instanceof ProblemError ? reason.problem : { code, sentence: `${what} ${cause(reason)}`, place: null },
      );
    },
    clearProblems() {
      const { notices } = session.get();
      if (notices.some((notice) => notice.tone === 'bad')) {
        session.patch({ notices: notices.filter((notice) => notice.tone !== 'bad') });
      }
    },
    dismiss(id) {
      session.patch({ notices: session.get().notices.filter((notice) => notice.id !== id) });
    },
  };
}

function cause(reason: unknown): string {
  if (reason instanceof DOMException && reason.name === 'QuotaExceededError') {
    return 'The browser’s storage for this page is full: save the plan to a file, and free space on the disk.';
  }
  const message = reason instanceof Error ? reason.message.trim() : '';
  if (message === '') return 'The browser gave no reason.';
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** True for what a cancelled task rejects with. */
export function isAbort(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'AbortError';
}
