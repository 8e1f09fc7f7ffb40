import { useKeys } from './use-keys.js';

/** j and k move through the links of a list that carry this class, Enter opens the one reached; `create`, where there is one, is n. */
export function useListKeys(className: string, create: (() => void) | null): void {
  const move = (by: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>(`.${className}`)];
    const here = links.indexOf(document.activeElement as HTMLElement);
    links[here === -1 ? 0 : Math.min(links.length - 1, Math.max(0, here + by))]?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1), ...(create !== null && { n: create }) }, () => undefined);
}
