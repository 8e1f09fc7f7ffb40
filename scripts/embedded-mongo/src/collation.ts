import { CommandError } from './errors.js';
import { isDoc, numberOf, type StringOrder, truthy } from './values.js';

const sensitivities = { 1: 'base', 2: 'accent', 3: 'variant' } as const;

/** The order of strings a command's `collation` asks for, by the ICU data of Node; undefined for the simple one. */
export function stringOrder(collation: unknown): StringOrder {
  if (collation === undefined || collation === null) return undefined;
  if (!isDoc(collation)) throw new CommandError(14, "BSON field 'collation' is the wrong type, expected type 'object'");
  const { locale } = collation;
  if (locale === undefined && Object.keys(collation).length === 0) return undefined;
  if (typeof locale !== 'string') throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  if (locale === 'simple') return undefined;
  const strength = numberOf(collation.strength ?? 3) ?? 3;
  if (!Number.isInteger(strength) || strength < 1 || strength > 5)
    throw new CommandError(51024, `Enumeration value '${strength}' for field 'collation.strength' is not a valid value.`);
  const caseLevel = truthy(collation.caseLevel ?? false);
  const sensitivity =
    strength === 1 && caseLevel ? 'case' : strength === 2 && caseLevel ? 'variant' : sensitivities[Math.min(strength, 3) as 1 | 2 | 3];
  const { caseFirst } = collation;
  try {
    const collator = new Intl.Collator(locale.replaceAll('_', '-'), {
      usage: 'sort',
      sensitivity,
      numeric: truthy(collation.numericOrdering ?? false),
      ignorePunctuation: collation.alternate === 'shifted',
      caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
    });
    return collator.compare;
  } catch {
    throw new CommandError(2, `Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
}
