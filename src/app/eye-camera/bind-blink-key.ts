/** Holds the eye closed while B is held. @returns a function that unbinds the key. */
export function bindBlinkKey(setClosed: (closed: boolean) => void): () => void {
  let held = false;
  const open = () => {
    if (held) setClosed(false);
    held = false;
  };
  const down = (event: KeyboardEvent) => {
    const { target, repeat, ctrlKey, metaKey, altKey } = event;
    const typing =
      target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select');
    if (event.code !== 'KeyB' || repeat || ctrlKey || metaKey || altKey || typing) return;
    held = true;
    setClosed(true);
  };
  const up = (event: KeyboardEvent) => {
    if (event.code === 'KeyB') open();
  };
  addEventListener('keydown', down);
  addEventListener('keyup', up);
  // A key that goes up while another window has the focus is never reported.
  addEventListener('blur', open);
  return () => {
    removeEventListener('keydown', down);
    removeEventListener('keyup', up);
    removeEventListener('blur', open);
  };
}
