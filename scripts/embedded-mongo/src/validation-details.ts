import { compileFilter, isOperatorDoc, type MatchContext } from './match.js';
import { valueAt } from './paths.js';
import { type Doc, isDoc, MISSING, typeName } from './values.js';

const reasons: Readonly<Record<string, string>> = {
  $eq: 'comparison failed',
  $ne: 'comparison failed',
  $gt: 'comparison failed',
  $gte: 'comparison failed',
  $lt: 'comparison failed',
  $lte: 'comparison failed',
  $type: 'type did not match',
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $regex: 'regular expression did not match',
  $size: 'array length was not equal to given size',
  $mod: '$mod did not evaluate to expected remainder',
};

/** Says which part of a validator a document does not meet, as `errInfo.details` of MongoDB's refusals does. */
export function validationDetails(validator: Doc, doc: Doc, context: MatchContext): Doc {
  const clauses = clausesOf(validator);
  const [only] = clauses;
  return clauses.length === 1 && only ? clauseDetails(only, doc, context) : { operatorName: '$and', ...failed(clauses, doc, context) };
}

/** A filter as clauses of one field with one operator each. */
function clausesOf(filter: Doc): Doc[] {
  return Object.keys(filter).flatMap((name) => {
    const value = filter[name];
    if (name.startsWith('$') || !isOperatorDoc(value) || '$regex' in value) return [{ [name]: value }];
    return Object.keys(value).map((operator) => ({ [name]: { [operator]: value[operator] } }));
  });
}

function failed(clauses: readonly Doc[], doc: Doc, context: MatchContext): Doc {
  const clausesNotSatisfied = [...clauses.entries()]
    .filter(([, clause]) => !compileFilter(clause, context).test(doc))
    .map(([index, clause]) => ({ index, details: validationDetails(clause, doc, context) }));
  return { clausesNotSatisfied };
}

function clauseDetails(clause: Doc, doc: Doc, context: MatchContext): Doc {
  const name = Object.keys(clause)[0] ?? '';
  const value = clause[name];
  if ((name === '$and' || name === '$or') && Array.isArray(value))
    return { operatorName: name, ...failed(value.filter(isDoc), doc, context) };
  if (name === '$expr')
    return {
      operatorName: name,
      specifiedAs: clause,
      reason: 'expression did not match',
      expressionResult: context.expression?.(doc, value),
    };
  if (name.startsWith('$')) return { operatorName: name, specifiedAs: clause, reason: 'clause was not satisfied' };
  const operatorName = isOperatorDoc(value) ? (Object.keys(value)[0] ?? '$eq') : '$eq';
  const head = { operatorName, specifiedAs: clause };
  const found = valueAt(doc, name);
  if (operatorName === '$exists') return { ...head, reason: found === MISSING ? 'path does not exist' : 'path does exist' };
  if (found === MISSING) return { ...head, reason: 'field was missing' };
  return {
    ...head,
    reason: reasons[operatorName] ?? 'condition was not satisfied',
    consideredValue: found,
    ...(operatorName === '$type' ? { consideredType: typeName(found) } : {}),
  };
}
