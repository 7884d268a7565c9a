/**
 * Text of a file for a terminal: control characters, which could colour, move or clear the screen, and marks that turn the
 * direction of writing become “\uFFFD”.
 */
export function terminalText(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu, '\uFFFD');
}
