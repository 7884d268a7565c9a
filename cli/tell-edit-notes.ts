import type { EditNote } from '#model/scene-edit.ts';
import { terminalText } from './terminal-text.ts';

/**
 * Tells on stderr what became of corrections of a plan that did not simply take effect, one line each, with their place
 * in the plan.
 */
export function tellEditNotes(notes: readonly EditNote[], planPath: string): void {
  for (const { editId, sentence } of notes) {
    process.stderr.write(`note: ${terminalText(`${planPath}:sceneEdits:${editId}: ${sentence}`)}\n`);
  }
}
