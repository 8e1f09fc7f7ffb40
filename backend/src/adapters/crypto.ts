import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Nobody holds a key that opens this, or it was changed, or it belongs to another context. */
export class UnreadableSecret extends Error {
  constructor(reason: 'malformed' | 'unknown_key' | 'changed') {
    super(`A sealed value cannot be opened: ${reason}.`);
    this.name = 'UnreadableSecret';
  }
}

/** What a signed token says; `expired` and `invalid` are kept apart so that a person can be told which it is. */
export type SignedTokenReading = { kind: 'valid'; payload: string; expiresAt: Date } | { kind: 'expired' } | { kind: 'invalid' };

export interface Keyring {
  /**
   * AES-256-GCM under the first key: `v1.<key id>.<base64url>`. The context names the field and its owner; a value moved
   * to another field or owner does not open.
   */
  seal(plain: string, context: string): string;
  /** Opens what any key of the ring sealed in the same context. Throws `UnreadableSecret`. */
  open(sealed: string, context: string): string;
  /** The same for the bytes of a file: key id, nonce, what was sealed, tag. */
  sealBytes(plain: Buffer, context: string): Buffer;
  /** Opens what `sealBytes` of any key of the ring made in the same context. Throws `UnreadableSecret`. */
  openBytes(sealed: Buffer, context: string): Buffer;
  /** What everything sealed under the first key begins with. */
  readonly currentPrefix: string;
  /** True when a newer key than the one that sealed this is first in the ring: seal again at the next write. */
  isStale(sealed: string): boolean;
  /** HMAC-SHA256 under the first key, to look up or keep unique what is stored sealed. Normalise the value first. */
  blindIndex(purpose: string, value: string): string;
  /** The same under every key of the ring, first key first: look up with `$in` while a rotation is under way. */
  blindIndexes(purpose: string, value: string): string[];
  /** A token for a URL that proves we issued this payload for this purpose. The payload is readable, not secret. */
  signedToken(purpose: string, payload: string, expiresAt: Date): string;
  readSignedToken(purpose: string, token: string, now: Date): SignedTokenReading;
}

/** Opens, or gives null when the key is gone: one unreadable value must not take a whole list away. */
export function openOrNull(ring: Keyring, sealed: string, context: string): string | null {
  try {
    return ring.open(sealed, context);
  } catch (error) {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  }
}

const nonceBytes = 12;
const tagBytes = 16;
const keyIdBytes = 4;
/** 192 bits: out of reach of guessing, and short enough for a link in a chat message. */
const signatureBytes = 24;

interface DerivedKeys {
  id: string;
  sealing: Buffer;
  lookup: Buffer;
  signing: Buffer;
}

/** One purpose, one key: what leaks from an index says nothing about what is sealed. */
function derive(dataKey: string): DerivedKeys {
  const master = Buffer.from(dataKey, 'base64');
  if (master.length < 32) throw new Error('A data key must be at least 32 bytes in base64.');
  const key = (use: string, length: number) => Buffer.from(hkdfSync('sha256', master, '', `commune/${use}`, length));
  return { id: key('id', keyIdBytes).toString('hex'), sealing: key('sealing', 32), lookup: key('lookup', 32), signing: key('signing', 32) };
}

/**
 * The keys at rest. `dataKeys` are at least 32 bytes each in base64; the first seals and signs, all of them open. To rotate, put the
 * new key first and keep the old ones until everything has been sealed again.
 */
export function keyring(dataKeys: readonly string[]): Keyring {
  const keys = dataKeys.map(derive);
  const [first] = keys;
  if (!first) throw new Error('At least one data key is needed.');
  const index = (key: DerivedKeys, purpose: string, value: string) =>
    createHmac('sha256', key.lookup).update(framed(purpose, value)).digest('base64url');
  const signature = (key: DerivedKeys, purpose: string, signed: string) =>
    createHmac('sha256', key.signing).update(framed(purpose, signed)).digest().subarray(0, signatureBytes).toString('base64url');

  const sealBytes = (plain: Buffer, context: string): Buffer => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', first.sealing, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const openBytes = (id: string, bytes: Buffer, context: string): Buffer => {
    const key = keys.find((candidate) => candidate.id === id);
    if (!key) throw new UnreadableSecret('unknown_key');
    if (bytes.length < nonceBytes + tagBytes) throw new UnreadableSecret('malformed');
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    try {
      const plain = decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes));
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      throw new UnreadableSecret('changed');
    }
  };

  return {
    seal: (plain, context) => `v1.${first.id}.${sealBytes(Buffer.from(plain), context).toString('base64url')}`,

    open(sealed, context) {
      const [version, id, body, ...rest] = sealed.split('.');
      if (version !== 'v1' || id === undefined || body === undefined || rest.length > 0) throw new UnreadableSecret('malformed');
      return openBytes(id, Buffer.from(body, 'base64url'), context).toString('utf8');
    },

    sealBytes: (plain, context) => Buffer.concat([Buffer.from(first.id, 'hex'), sealBytes(plain, context)]),

    openBytes(sealed, context) {
      if (sealed.length < keyIdBytes) throw new UnreadableSecret('malformed');
      return openBytes(sealed.toString('hex', 0, keyIdBytes), sealed.subarray(keyIdBytes), context);
    },

    currentPrefix: `v1.${first.id}.`,

    isStale: (sealed) => sealed.split('.')[1] !== first.id,

    blindIndex: (purpose, value) => index(first, purpose, value),

    blindIndexes: (purpose, value) => keys.map((key) => index(key, purpose, value)),

    signedToken(purpose, payload, expiresAt) {
      const expirySeconds = Math.floor(expiresAt.getTime() / 1000);
      const signed = `${Buffer.from(payload).toString('base64url')}.${expirySeconds.toString(36)}`;
      return `${signed}.${signature(first, purpose, signed)}`;
    },

    readSignedToken(purpose, token, now) {
      const [payload, expiry, given, ...rest] = token.split('.');
      if (payload === undefined || expiry === undefined || given === undefined || rest.length > 0) return { kind: 'invalid' };
      const signed = `${payload}.${expiry}`;
      if (!keys.some((key) => sameText(signature(key, purpose, signed), given))) return { kind: 'invalid' };
      const expiresAt = new Date(Number.parseInt(expiry, 36) * 1000);
      if (now.getTime() >= expiresAt.getTime()) return { kind: 'expired' };
      return { kind: 'valid', payload: Buffer.from(payload, 'base64url').toString('utf8'), expiresAt };
    },
  };
}

/** The length goes first, so that ("ab", "c") and ("a", "bc") never meet in one digest. */
function framed(purpose: string, value: string): string {
  return `${Buffer.byteLength(purpose)}:${purpose}${value}`;
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Letters and digits that are not mistaken for one another when read aloud or copied by hand (no 0/O, 1/I/L, 2/Z, 5/S, 8/B). */
export const readableAlphabet = '34679ACDEFGHJKMNPQRTUVWXY';

/** A code nobody can predict, each character drawn evenly from the alphabet. */
export function randomCode(length: number, alphabet: string = readableAlphabet): string {
  let code = '';
  while (code.length < length) code += alphabet[randomInt(alphabet.length)];
  return code;
}

/** SHA-256 in hexadecimal: what a stored file is compared with. */
export const sha256Hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** `bytes` random bytes in base64url: for session ids, OAuth states and PKCE verifiers. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** SHA-256 in hexadecimal, to name a text or to notice that it changed; no secret is kept by it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
