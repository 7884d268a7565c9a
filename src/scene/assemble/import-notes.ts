import { type ImportNote, importNoteIdLimit } from '#model/import-report.ts';

export type NoteKind = ImportNote['kind'];

/** Collects what an import did, one note per kind, subject and sentence, with ids up to the limit. */
export class ImportNotes {
  #notes = new Map<string, { kind: NoteKind; subject: string; sentence: string; count: number; ids: string[] }>();

  /** Counts one more case; `id` is what it is about. */
  add(kind: NoteKind, subject: string, sentence: string, id: string): void {
    const note = this.#note(kind, subject, sentence);
    note.count += 1;
    if (note.ids.length < importNoteIdLimit) note.ids.push(id);
  }

  /** A note about `count` things without ids. */
  tell(kind: NoteKind, subject: string, sentence: string, count: number): void {
    this.#note(kind, subject, sentence).count += count;
  }

  /** Notes of another reader, as they are. */
  take(notes: readonly ImportNote[]): void {
    for (const { kind, subject, sentence, count, ids } of notes) {
      const note = this.#note(kind, subject, sentence);
      note.count += count;
      note.ids.push(...ids.slice(0, importNoteIdLimit - note.ids.length));
    }
  }

  /** Of one kind and subject, how many. */
  count(kind: NoteKind, subject: string): number {
    let sum = 0;
    for (const note of this.#notes.values()) {
      if (note.kind === kind && note.subject === subject) sum += note.count;
    }
    return sum;
  }

  /** In the order read, merged, truncated, guessed, repaired, dropped, ignored. */
  finish(): ImportNote[] {
    const order: readonly NoteKind[] = ['read', 'merged', 'truncated', 'guessed', 'repaired', 'dropped', 'ignored'];
    return [...this.#notes.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  }

  #note(kind: NoteKind, subject: string, sentence: string) {
    const key = `${kind}\n${subject}\n${sentence}`;
    let note = this.#notes.get(key);
    if (note === undefined) {
      note = { kind, subject, sentence, count: 0, ids: [] };
      this.#notes.set(key, note);
    }
    return note;
  }
}
