/** Names at most in one sentence. */
const namesShown = 8;

/** Things that wait for each other in a round, each for the next and the last for the first, as a sentence. */
export function waitingRound(names: readonly string[]): string {
  const [first = ''] = names;
  if (names.length === 1) return `${first} waits for itself, so it could never begin.`;
  const shown = names.length <= namesShown ? names : names.slice(0, namesShown);
  const links = shown
    .slice(1)
    .map((name, at) => (at === 0 ? `${first} waits for ${name}` : `${shown[at]} for ${name}`));
  const last = shown[shown.length - 1];
  const end =
    shown.length === names.length
      ? `${last} for ${first}`
      : `so on through ${names.length - shown.length} more back to ${first}`;
  return `${links.join(', ')}, and ${end}, so none of them could ever begin.`;
}
