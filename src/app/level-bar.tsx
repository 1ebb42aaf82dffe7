/** Names and colours of tile levels 0..4, as the overlay of tiles shows them. */
const LEVELS = [
  ['1/16', '#7340bf'],
  ['1/4', '#3366f2'],
  ['1/2', '#1abfbf'],
  ['3/4', '#8cd933'],
  ['all', '#ffbf26'],
] as const;

/** How much of the picture is drawn with which part of its pixels. @param shares of levels 0..4, 0..1 */
export function LevelBar({ shares }: { readonly shares: readonly number[] }) {
  const parts = LEVELS.map(([name, color], level) => ({ name, color, share: shares[level] ?? 0 })).reverse();
  const text = parts.map(({ name, share }) => `${name} ${Math.round(100 * share)} %`).join(' · ');
  return (
    <div className="levels">
      <div className="level-bar" aria-hidden="true">
        {parts.map(({ name, color, share }) => (
          <span key={name} style={{ background: color, flexGrow: share }} />
        ))}
      </div>
      <p className="stages">pixels drawn: {text} of the view</p>
    </div>
  );
}
