/** The mark: a sight line that opens. */
export function Logo() {
  return (
    <span className="logo">
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden>
        <path d="M1 9 17 2v14z" fill="var(--accent)" opacity="0.22" />
        <path
          d="M17 2 1 9l16 7M1 9h9"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="wide-label">Sightline</span>
    </span>
  );
}
