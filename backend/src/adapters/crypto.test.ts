import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyring, randomCode, randomToken, readableAlphabet, sameText, UnreadableSecret } from './crypto.js';

const key = () => randomBytes(32).toString('base64');
const at = (text: string) => new Date(text);

describe('sealing', () => {
  it('opens whatever it sealed, in the same context only', () => {
    const ring = keyring([key()]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        const sealed = ring.seal(plain, context);
        expect(ring.open(sealed, context)).toBe(plain);
        expect(() => ring.open(sealed, `${context}x`)).toThrow(UnreadableSecret);
      }),
    );
  });

  it('never writes the same bytes twice and never shows the text', () => {
    const ring = keyring([key()]);
    const [one, two] = [ring.seal('+84912345678', 'phone:1'), ring.seal('+84912345678', 'phone:1')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('912345678');
  });

  it('keeps old values readable while keys rotate, and says which are due', () => {
    const [older, newer] = [key(), key()];
    const sealed = keyring([older]).seal('ông A', 'name');
    const rotated = keyring([newer, older]);
    expect(rotated.open(sealed, 'name')).toBe('ông A');
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal('ông A', 'name'))).toBe(false);
    expect(() => keyring([newer]).open(sealed, 'name')).toThrow(/unknown_key/);
  });

  it('notices every changed byte', () => {
    const ring = keyring([key()]);
    const [version, id, body] = ring.seal('chị B', 'name').split('.');
    const bytes = Buffer.from(body ?? '', 'base64url');
    for (let position = 0; position < bytes.length; position += 1) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(() => ring.open(`${version}.${id}.${changed.toString('base64url')}`, 'name')).toThrow(/changed/);
    }
  });

  it.each(['', 'x', 'v1', 'v1.', 'v2.aabbccdd.AAAA', 'v1.aabbccdd.AAAA.AAAA'])('calls %j unreadable', (broken) => {
    expect(() => keyring([key()]).open(broken, 'name')).toThrow(UnreadableSecret);
  });

  it('seals the bytes of a file likewise: bound to their context, readable while keys rotate, no byte changed unnoticed', () => {
    const [older, newer] = [key(), key()];
    const plain = randomBytes(3_000);
    const sealed = keyring([older]).sealBytes(plain, 'report:1');
    expect(sealed.includes(plain.subarray(0, 16))).toBe(false);
    expect(keyring([newer, older]).openBytes(sealed, 'report:1')).toEqual(plain);
    expect(() => keyring([older]).openBytes(sealed, 'report:2')).toThrow(/changed/);
    expect(() => keyring([newer]).openBytes(sealed, 'report:1')).toThrow(/unknown_key/);
    for (const position of [0, 4, 16, 400, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(() => keyring([older]).openBytes(changed, 'report:1')).toThrow(UnreadableSecret);
    }
    for (const length of [0, 3, 20])
      expect(() => keyring([older]).openBytes(sealed.subarray(0, length), 'report:1')).toThrow(UnreadableSecret);
  });

  it('refuses a short or missing data key', () => {
    expect(() => keyring([])).toThrow();
    expect(() => keyring(['c2hvcnQ='])).toThrow(/32 bytes/);
  });
});

describe('blind index', () => {
  it('finds the same value again, apart for each purpose and each key', () => {
    const [older, newer] = [key(), key()];
    const before = keyring([older]);
    const after = keyring([newer, older]);
    expect(before.blindIndex('phone', '+84912345678')).toBe(before.blindIndex('phone', '+84912345678'));
    expect(before.blindIndex('phone', '1')).not.toBe(before.blindIndex('citizen-id', '1'));
    expect(before.blindIndex('ab', 'c')).not.toBe(before.blindIndex('a', 'bc'));
    expect(after.blindIndexes('phone', '1')).toContain(before.blindIndex('phone', '1'));
    expect(after.blindIndex('phone', '1')).toBe(after.blindIndexes('phone', '1')[0]);
  });
});

describe('signed tokens', () => {
  const expiresAt = at('2026-12-02T00:00:00Z');

  it('carries its payload until it expires, for its purpose only', () => {
    const ring = keyring([key()]);
    const token = ring.signedToken('slip-pdf', '64b000000000000000000001', expiresAt);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(ring.readSignedToken('slip-pdf', token, at('2026-12-01T23:59:59Z'))).toEqual({
      kind: 'valid',
      payload: '64b000000000000000000001',
      expiresAt,
    });
    expect(ring.readSignedToken('slip-pdf', token, expiresAt)).toEqual({ kind: 'expired' });
    expect(ring.readSignedToken('slip-calendar', token, at('2026-12-01T00:00:00Z'))).toEqual({ kind: 'invalid' });
  });

  it('cannot be prolonged, pointed elsewhere or made up', () => {
    const ring = keyring([key()]);
    const [payload, expiry, signature] = ring.signedToken('slip-pdf', 'a', expiresAt).split('.');
    const later = (Number.parseInt(expiry ?? '', 36) + 86_400).toString(36);
    const other = Buffer.from('b').toString('base64url');
    for (const forged of [
      `${payload}.${later}.${signature}`,
      `${other}.${expiry}.${signature}`,
      `${payload}.${expiry}.`,
      'a.b',
      '',
      'a.b.c.d',
    ])
      expect(ring.readSignedToken('slip-pdf', forged, at('2026-12-01T00:00:00Z'))).toEqual({ kind: 'invalid' });
  });

  it('survives a rotation of keys', () => {
    const [older, newer] = [key(), key()];
    const token = keyring([older]).signedToken('slip-pdf', 'a', expiresAt);
    expect(keyring([newer, older]).readSignedToken('slip-pdf', token, at('2026-12-01T00:00:00Z')).kind).toBe('valid');
  });
});

describe('random texts', () => {
  it('draws codes from the alphabet, without repeating itself', () => {
    const codes = new Set(Array.from({ length: 2_000 }, () => randomCode(10)));
    expect(codes.size).toBe(2_000);
    for (const code of codes) expect([...code].every((letter) => readableAlphabet.includes(letter))).toBe(true);
    expect(randomToken()).toMatch(/^[\w-]{43}$/);
  });

  it('compares texts of any length', () => {
    expect(sameText('giấy hẹn', 'giấy hẹn')).toBe(true);
    expect(sameText('giấy hẹn', 'giấy')).toBe(false);
    expect(sameText('', '')).toBe(true);
  });
});
