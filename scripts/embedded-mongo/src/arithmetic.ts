import { Decimal128, Double, Long } from 'bson';
import { double, exactOf, isInt32, numberOf } from './values.js';

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

function integerOf(value: unknown): bigint | undefined {
  if (value instanceof Long) return value.toBigInt();
  return typeof value === 'number' && isInt32(value) ? BigInt(value) : undefined;
}

function integerResult(value: bigint, wide: boolean): unknown {
  if (!wide && value >= -(2n ** 31n) && value < 2n ** 31n) return Number(value);
  return value < smallest || value > largest ? undefined : Long.fromBigInt(value);
}

function decimal(digits: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

/** Adds or multiplies as `$inc` and `$mul` do: int32 grows to int64, a double makes a double, a decimal a decimal; undefined = int64 overflow. */
export function combine(left: unknown, right: unknown, operation: 'add' | 'multiply'): unknown {
  if (left instanceof Decimal128 || right instanceof Decimal128) return combineDecimals(left, right, operation);
  const a = integerOf(left);
  const b = integerOf(right);
  if (a !== undefined && b !== undefined) {
    return integerResult(operation === 'add' ? a + b : a * b, left instanceof Long || right instanceof Long);
  }
  const x = numberOf(left) ?? Number.NaN;
  const y = numberOf(right) ?? Number.NaN;
  return double(operation === 'add' ? x + y : x * y);
}

function combineDecimals(left: unknown, right: unknown, operation: 'add' | 'multiply'): Decimal128 {
  // A double joins a decimal with the fifteen digits MongoDB keeps of it.
  const [a, b] = [left, right].map((value) =>
    exactOf(
      typeof value === 'number' || value instanceof Double
        ? Decimal128.fromString(String(Number(numberOf(value)?.toPrecision(15))))
        : value,
    ),
  );
  if (a === undefined || b === undefined || typeof a === 'number' || typeof b === 'number') {
    const x = typeof a === 'number' ? a : Number(numberOf(left));
    const y = typeof b === 'number' ? b : Number(numberOf(right));
    return Decimal128.fromString(String(operation === 'add' ? x + y : x * y));
  }
  if (operation === 'multiply') return decimal(a.digits * b.digits, a.exponent + b.exponent);
  const exponent = Math.min(a.exponent, b.exponent);
  return decimal(a.digits * 10n ** BigInt(a.exponent - exponent) + b.digits * 10n ** BigInt(b.exponent - exponent), exponent);
}

/** `$bit`: undefined when either side is not an integer. */
export function bitwise(left: unknown, right: unknown, operation: 'and' | 'or' | 'xor'): unknown {
  const a = integerOf(left);
  const b = integerOf(right);
  if (a === undefined || b === undefined) return undefined;
  const result = operation === 'and' ? a & b : operation === 'or' ? a | b : a ^ b;
  return integerResult(BigInt.asIntN(64, result), left instanceof Long || right instanceof Long);
}
