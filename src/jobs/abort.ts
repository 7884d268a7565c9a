/** The error that every cancelled job rejects with. */
export function abortError(): DOMException {
  return new DOMException('The work was stopped.', 'AbortError');
}

export function isAbortError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
