/** Whether two values say the same once they are stored: the server trims texts and writes Vietnamese marks in one way (NFC). */
export function sameWhenStored(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.normalize('NFC').trim() === other.normalize('NFC').trim();
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, place) => sameWhenStored(value, other[place]));
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every(
        (name) => name in other && sameWhenStored((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
      )
    );
  }
  return one === other;
}
