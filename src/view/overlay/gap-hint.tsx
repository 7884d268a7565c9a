/** What the next click on the ground sets. */
export function GapHint({ what }: { readonly what: 'from' | 'incident' }) {
  return (
    <div className="twin-gap-hint" role="status">
      <strong>{what === 'from' ? 'Click where the way begins' : 'Click where somebody drives off'}</strong>
      <span>Open ground only. Enter takes the middle of the view, Esc stops.</span>
    </div>
  );
}
