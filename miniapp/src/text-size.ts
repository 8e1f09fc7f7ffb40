import { remember, remembered } from './storage.js';

/** True when the person asked for large text on this phone. */
export function hasLargeText(): boolean {
  return remembered('large-text') === true;
}

/** Turns large text (×1.25) on or off and keeps the choice on the phone. */
export function setLargeText(large: boolean): void {
  remember('large-text', large);
  applyTextSize();
}

/** Puts the kept choice into effect. */
export function applyTextSize(): void {
  document.documentElement.dataset.text = hasLargeText() ? 'large' : 'normal';
}
