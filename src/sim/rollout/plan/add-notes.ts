/** Sentences of one kind at most in a report. */
const sentencesShown = 5;

/** Adds sentences of one kind to the notes of a report, the first few of many; `rest` begins what stands for the others. */
export function addNotes(notes: string[], sentences: readonly string[], rest: string): void {
  notes.push(...sentences.slice(0, sentencesShown));
  const more = sentences.length - sentencesShown;
  if (more > 0) notes.push(`${rest}: ${more.toLocaleString('en')} more.`);
}
