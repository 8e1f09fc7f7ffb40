import { type Doc, fieldOf, isDoc, MISSING } from './values.js';

const index = /^(0|[1-9]\d*)$/;

export function isIndex(part: string): boolean {
  return index.test(part);
}

/**
 * Calls `visit` with every value a dotted path leads to, going through arrays as MongoDB's queries do: by position and
 * into each element that is a document. A missing field is visited as MISSING. Stops, and returns true, when `visit` does.
 */
export function visitPath(value: unknown, parts: readonly string[], at: number, visit: (found: unknown) => boolean): boolean {
  const part = parts[at];
  if (part === undefined) return visit(value);
  if (isDoc(value)) return visitPath(fieldOf(value, part), parts, at + 1, visit);
  if (!Array.isArray(value)) return visit(MISSING);
  if (isIndex(part) && Number(part) < value.length && visitPath(value[Number(part)], parts, at + 1, visit)) return true;
  for (const element of value) if (isDoc(element) && visitPath(element, parts, at, visit)) return true;
  return false;
}

/** The value a dotted path leads to through documents only. */
export function valueAt(doc: Doc, path: string): unknown {
  let value: unknown = doc;
  for (const part of path.split('.')) value = isDoc(value) ? fieldOf(value, part) : MISSING;
  return value;
}

/** The values a sort looks at: every leaf, arrays opened once; MISSING when there is none. */
export function leavesOf(value: unknown, parts: readonly string[]): unknown[] {
  const leaves: unknown[] = [];
  visitPath(value, parts, 0, (found) => {
    if (Array.isArray(found)) leaves.push(...(found.length === 0 ? [MISSING] : found));
    else leaves.push(found);
    return false;
  });
  return leaves.length === 0 ? [MISSING] : leaves;
}
