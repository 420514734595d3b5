let pressed = false;

/** Starts noticing whether a mouse button or finger is down; once for the page. */
function listen(): void {
  document.addEventListener('pointerdown', () => (pressed = true), { capture: true });
  for (const end of ['pointerup', 'pointercancel'])
    document.addEventListener(end, () => (pressed = false), { capture: true });
}
listen();

/**
 * Runs `act` now, or once the press that is under way has become a click. A message that appears when a field is left moves
 * what is below it, and the press that took the focus away would miss its button.
 */
export function afterPress(act: () => void): void {
  if (!pressed) act();
  else document.addEventListener('pointerup', () => setTimeout(act), { capture: true, once: true });
}
